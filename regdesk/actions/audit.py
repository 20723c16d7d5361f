"""The log of reading: writing a line down, reading the log, looking through it, and saving it as a file.

Of a search the log keeps how many characters were typed and how many people were found, never the words: they
are names and phone numbers, and the log outlives what a person has erased and is read by administrators.
"""

import csv
from base64 import b32encode
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Final

from regdesk.actions.desk import Desk, roster, world
from regdesk.domain import audit
from regdesk.domain.audit import ACTS, NO_CASE, Line
from regdesk.domain.book import StaffCard
from regdesk.domain.journal import AuthorId, StreamId, book_id
from regdesk.errors import Refused, Trouble
from regdesk.i18n import N_, tr
from regdesk.store import audit as log
from regdesk.store import journal, search
from regdesk.store.audit import HERE, Found, Head, Wanted
from regdesk.store.database import Database
from regdesk.wire import rosters

__all__ = ["HERE", "Found", "Head", "Row", "Standing", "Wanted", "check", "note", "page", "save", "standing"]
NOT_WRITTEN: Final = N_("The file could not be written: {why}")
UNKNOWN: Final = N_("Something a newer RegDesk writes down")
_HEADINGS: Final = (N_("Line"), N_("Time"), N_("Person"), N_("What"), N_("Case"))
_MOST: Final = 1_000_000
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet takes for a formula at the beginning


@dataclass(frozen=True)
class Row:
    """One line of the log: number, when (ms), who by name, what (permanent name and values), which case."""

    n: int
    at_ms: int
    person: str
    act: str
    detail: tuple[int | str, ...] = ()
    code: str = ""
    stream: StreamId = NO_CASE

    @property
    def sentence(self) -> str:
        """Say what was done."""
        return tr(ACTS.get(self.act, UNKNOWN)).format(*self.detail, "?", "?")


@dataclass(frozen=True)
class Standing:
    """How the log stands: lines ever written, names, who is in it, others' ends, what is wrong."""

    count: int
    people: Mapping[AuthorId, str]
    here: Sequence[AuthorId]
    heads: Sequence[Head]
    faults: Sequence[Found]


def note(desk: Desk, act: str, *detail: int | str, stream: StreamId = NO_CASE) -> None:
    """Write down what the person here does; call it in lane `write`. Raise Trouble where the disk fails."""
    log.append(desk.write, Line(0, desk.clock.now_ms(), desk.person.author, act, stream, detail))


def note_if_room(desk: Desk, act: str, *detail: int | str) -> None:
    """Write down what must not fail because the disk is full: nobody is kept out by the log."""
    with suppress(Trouble):
        note(desk, act, *detail)


def standing(desk: Desk) -> Standing:
    """Say how the log stands, for an administrator; raise Refused for anybody else."""
    _check_admin(desk, desk.read)
    count, _ = log.end(desk.read)
    people, here = _people(desk, desk.read), log.authors(desk.read)
    return Standing(count, people, here, log.heads(desk.read), log.faults(desk.read))


def page(desk: Desk, wanted: Wanted, before: int | None = None) -> Sequence[Row]:
    """Give a page, the newest first, from below line *before*; raise Refused for no administrator."""
    _check_admin(desk, desk.read)
    return _rows(desk, desk.read, wanted, before, log.PAGE)


def check(desk: Desk) -> Sequence[audit.Fault]:
    """Look through the whole chain, in lane `read`; what is wrong is kept by `keep`."""
    return log.check(desk.read)


def keep(desk: Desk, found: Sequence[audit.Fault]) -> None:
    """Remember what `check` found, and tell colleagues' computers."""
    log.keep_found(desk.write, found, desk.clock.now_ms())


def save(desk: Desk, wanted: Wanted, file: Path) -> Path:
    """Write the lines of a filter as CSV, which anybody can read; that is written down first.

    Raise Refused for no administrator, Trouble where the disk does not take it.
    """
    _check_admin(desk, desk.write)
    rows = _rows(desk, desk.write, wanted, None, _MOST)
    note(desk, "exported", len(rows))
    try:
        file.write_text(_csv(rows), encoding="utf-8-sig", newline="")
    except OSError as error:
        raise Trouble(NOT_WRITTEN, why=error.strerror or "") from error
    return file


def file_name(desk: Desk) -> str:
    """Give a name for the CSV that tells nothing."""
    return f"RD-{b32encode(desk.random(5)).decode()}.csv"


def _rows(desk: Desk, db: Database, wanted: Wanted, before: int | None, limit: int) -> list[Row]:
    people = _people(desk, db)
    folded = replace(wanted, code=search.code_key(wanted.code))
    return [
        Row(line.n, line.at_ms, people.get(line.author, ""), line.act, line.detail, code, line.stream)
        for line, code in log.page(db, folded, before, limit)
    ]


def _people(desk: Desk, db: Database) -> Mapping[AuthorId, str]:
    cards = journal.read_case(db, book_id(desk.org), world(desk, db)).all(StaffCard)
    return {AuthorId(card.author): card.name for card in cards}


def _check_admin(desk: Desk, db: Database) -> None:
    me = roster(desk, db).authors.get(desk.person.author)
    if me is None or not me.active or rosters.ADMIN not in me.roles:
        raise Refused(rosters.NOT_ADMIN)


def _csv(rows: Sequence[Row]) -> str:
    """Write the oldest line first; semicolons and the mark at the beginning are what spreadsheets read."""
    out = StringIO()
    table = csv.writer(out, delimiter=";")
    table.writerow([tr(title) for title in _HEADINGS])
    for row in reversed(rows):
        at = datetime.fromtimestamp(row.at_ms / 1000, UTC).astimezone().isoformat(" ", "seconds")
        table.writerow([row.n, at, _plain(row.person), row.sentence, row.code])
    return out.getvalue()


def _plain(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text
