"""What waits to be sent, as a person sees it; calling it back, and stating it once more after all."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from regdesk.actions import outgoing
from regdesk.actions.desk import Desk, Pen, world
from regdesk.actions.records import stored
from regdesk.domain import codec, consent
from regdesk.domain.facts import EnteredInError, Fact
from regdesk.domain.journal import CaseFile, Changes, EntryId, OrgId, StreamId
from regdesk.store import database, journal, leaving, outbox, peers, queries
from regdesk.store.database import Database
from regdesk.store.leaving import BUILT, QUEUED, TAKEN, Leaving

QUEUE: Final = "queue"
PACKED: Final = "packed"
SERVER: Final = "server"
CONSENT: Final = "consent"
DIGITS: Final = "digits"
MOST: Final = 60
_LEVELS: Final = {QUEUED: QUEUE, BUILT: PACKED, TAKEN: SERVER}


@dataclass(frozen=True)
class Waiting:
    """Records of one kind in one case that stand at the same place on their way.

    code    of the case; empty for the organisation's own book
    kind    their kind;  count  how many;  size  their bytes;  at_ms  when the first was written
    state   QUEUE, PACKED (in a sealed batch here), SERVER, CONSENT (no consent lets them go), DIGITS (the
            partner's digits are not compared)
    ids     to call them back with;  recall  whether that is still possible
    """

    stream: StreamId
    code: str
    kind: type[Fact]
    count: int
    size: int
    state: str
    at_ms: int
    taken_ms: int
    to: tuple[OrgId, ...]
    ids: tuple[EntryId, ...]
    recall: bool


@dataclass(frozen=True)
class Pages:
    """Pages of a case on their way: how many, their bytes and the part of them that is at the server."""

    stream: StreamId
    code: str
    pages: int
    size: int
    sent: int

    @property
    def percent(self) -> int:
        """The part that is there, of a hundred; a hundred only when all is."""
        return min(99, 100 * self.sent // max(self.size, 1))


@dataclass(frozen=True)
class Queue:
    """Everything on its way: what waits here, what the server has, and pages.

    entries, size  records and bytes that are not on the server yet, pages too;  more  groups left out
    """

    waiting: Sequence[Waiting]
    taken: Sequence[Waiting]
    pages: Sequence[Pages]
    entries: int
    size: int
    more: int


def queue(desk: Desk) -> Queue:
    """Read what waits, with the reading connection."""
    db = desk.read
    with database.reading(db):
        codes = _Codes(db)
        groups = _groups(desk, leaving.leaving(db), codes)
        waiting = [one for one in groups if one.state != SERVER]
        pages = [_pages(one, codes) for one in leaving.scans(db)]
        return Queue(
            waiting=waiting[:MOST],
            taken=[one for one in groups if one.state == SERVER][:MOST],
            pages=pages[:MOST],
            entries=outbox.unsent_count(db),
            size=sum(one.size for one in waiting) + sum(one.size - one.sent for one in pages),
            more=max(0, len(waiting) - MOST) + max(0, len(pages) - MOST),
        )


def recall(desk: Desk, one: Waiting) -> Changes:
    """Take records back so that no partner ever gets them; raise Refused, and take none, where one left."""
    changes = Changes()
    with database.transaction(desk.write):
        for name in one.ids:
            changes |= outgoing.recall(desk, one.stream, name)
    return changes


def state_again(desk: Desk, one: Waiting) -> Changes:
    """Write once more what was called back, as it was."""
    pen, case = Pen(desk), stored(desk, one.stream)
    for before in (case.by_id[name] for name in one.ids):
        pen.write(one.stream, before.fact, about=before.about, follows=before.follows, section=before.section)
    return pen.done()


class _Codes(dict[StreamId, str]):
    """The codes of cases, read once each."""

    def __init__(self, db: Database) -> None:
        super().__init__()
        self._db = db

    def __missing__(self, stream: StreamId) -> str:
        row = queries.case_row(self._db, stream)
        self[stream] = row.code if row else ""
        return self[stream]


def _groups(desk: Desk, rows: Sequence[Leaving], codes: _Codes) -> list[Waiting]:
    """Put records of one case, kind and state together, in the order of the first."""
    gate, found = _Gate(desk), dict[tuple[StreamId, type[Fact], str], list[Leaving]]()
    by_entry: dict[int, list[Leaving]] = {}
    for row in rows:
        by_entry.setdefault(row.key, []).append(row)
    for several in by_entry.values():
        slowest = min(several, key=lambda one: one.level)
        kind = type(codec.decode(slowest.signed).fact)
        name = (slowest.stream, kind, gate.state(slowest))
        found.setdefault(name, []).extend(several)
    return [_group(desk.org, name, several, codes) for name, several in found.items()]


def _group(
    own: OrgId, name: tuple[StreamId, type[Fact], str], rows: Sequence[Leaving], codes: _Codes
) -> Waiting:
    stream, kind, state = name
    sizes = {row.id: row.size for row in rows}
    partners = [row for row in rows if row.recipient != own]
    lasting = kind.fixed or kind is EnteredInError
    return Waiting(
        stream=stream,
        code=codes[stream],
        kind=kind,
        count=len(sizes),
        size=sum(sizes.values()),
        state=state,
        at_ms=min(row.at for row in rows),
        taken_ms=max(row.taken_at for row in rows),
        to=tuple(dict.fromkeys(row.recipient for row in rows)),
        ids=tuple(sizes),
        recall=bool(partners) and all(row.level == QUEUED for row in partners) and not lasting,
    )


class _Gate:
    """Says what holds a record back: consent and comparing are asked where a batch is built, and here."""

    def __init__(self, desk: Desk) -> None:
        self._desk, self._world = desk, world(desk)
        self._compared = {one.org for one in peers.peers(desk.read) if one.compared_on} | {desk.org}
        self._cases: dict[StreamId, CaseFile] = {}

    def state(self, row: Leaving) -> str:
        """Give the state of one record."""
        if row.level != QUEUED or row.recipient == self._desk.org:
            return _LEVELS[row.level]
        if row.recipient not in self._compared:
            return DIGITS
        if row.stream not in self._cases:
            self._cases[row.stream] = journal.read_case(self._desk.read, row.stream, self._world)
        free = consent.live(self._cases[row.stream], row.recipient, row.section, self._desk.clock.today())
        return QUEUE if free else CONSENT


def _pages(scan: leaving.Scan, codes: _Codes) -> Pages:
    return Pages(scan.stream, codes[scan.stream], scan.pages, scan.size, scan.sent)
