"""Which stored entries still have to prove that their author signed them, and what happens once they did.

A watermark (state "proved_to") is where to look from: every entry with a lower key has proved it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from regdesk.domain.journal import AuthorId, Changes, EntryId, OrgId, StreamId
from regdesk.domain.rights import World
from regdesk.store import holes, journal, state, tray
from regdesk.store.database import Database, transaction
from regdesk.store.holes import Range
from regdesk.wire.entries import genuine

_MARK: Final = "proved_to"
_ROWS: Final = """
    SELECT e.key, s.id, e.id, e.section, e.author, e.n, e.source, e.signed
      FROM entry e JOIN stream s ON s.key = e.stream
     WHERE e.verified = 0
"""


@dataclass(frozen=True)
class Unproved:
    """A stored entry whose signature was not checked yet."""

    key: int
    stream: StreamId
    id: EntryId
    section: str
    author: AuthorId
    n: int
    source: OrgId | None
    signed: bytes


def waiting(db: Database, limit: int, after: int = 0) -> list[Unproved]:
    """Give the next entries to check above the key *after*, in the order they came."""
    mark = max(after, state.get(db, _MARK, 0))
    rows = db.execute(f"{_ROWS} AND e.key > ? ORDER BY e.key LIMIT ?", (mark, limit))
    return [Unproved(*row) for row in rows]


def rivals(db: Database, stream: StreamId, name: EntryId, place: tuple[str, AuthorId, int]) -> list[Unproved]:
    """Give the unchecked entries of a stream with this id, or with this section, author and number."""
    where = "AND s.id = ? AND (e.id = ? OR (e.section, e.author, e.n) = (?, ?, ?))"
    return [Unproved(*row) for row in db.execute(f"{_ROWS} {where}", (stream, name, *place))]


def came(db: Database, after: int) -> None:
    """Say that unchecked entries were stored above the key *after*."""
    state.put(db, _MARK, min(after, state.get(db, _MARK, after)))


def holds(one: Unproved, world: World) -> bool:
    """Check one signature; an author whose key is not known proves nothing."""
    author = world.authors.get(one.author)
    return author is not None and genuine(one.signed, author.key)


def settle(db: Database, checked: Sequence[tuple[Unproved, bool]], world: World, *, today: date) -> Changes:
    """Let those that hold count, and put the false ones aside: they are alarms, and wanted again.

    Views and outbox of their streams follow.
    """
    touched = dict.fromkeys(one.stream for one, _ in checked)
    with transaction(db):
        db.executemany(
            "UPDATE entry SET verified = 1 WHERE key = ?", [(one.key,) for one, good in checked if good]
        )
        for one, good in checked:
            if not good:
                _put_aside(db, one, today)
        for stream in touched:
            new = [one.id for one, good in checked if good and one.stream == stream]
            journal.renew(db, stream, world, today, new)
        holes.look_at(db, touched)
        holes.look(db)
    return Changes(frozenset(touched))


def check_author(db: Database, author: AuthorId, world: World, *, today: date) -> Changes:
    """Check all that came of one author at once, before somebody says how far it counts."""
    unproved = [Unproved(*row) for row in db.execute(f"{_ROWS} AND e.author = ?", (author,))]
    return settle(db, [(one, holds(one, world)) for one in unproved], world, today=today)


def reached(db: Database, checked: Sequence[Unproved]) -> None:
    """Move the watermark past what `waiting` gave; nothing is left once it gave nothing."""
    newest = db.execute("SELECT coalesce(max(key), 0) FROM entry").fetchone()[0]
    state.put(db, _MARK, min(newest, checked[-1].key) if checked else newest)


def _put_aside(db: Database, one: Unproved, today: date) -> None:
    tray.put(db, one.signed, tray.FALSE_SIGNATURE, today, one.source)
    db.execute("DELETE FROM outbox WHERE entry = ?", (one.key,))
    db.execute("DELETE FROM page_view WHERE entry = ?", (one.key,))
    if db.execute("DELETE FROM entry WHERE key = ? AND id = ?", (one.key, one.id)).rowcount:
        holes.want(db, Range(one.stream, one.section, one.author, one.n, one.n))
