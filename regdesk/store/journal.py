"""The journals of a desk, and the way in: `write` for what a person states, `add` for what holds."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from datetime import date
from typing import Any, Final

from regdesk.domain import codec, days, erasure, rights
from regdesk.domain.journal import AuthorId, CaseFile, Changes, Entry, EntryId, OrgId, StreamId
from regdesk.domain.membership import Membership, of_case
from regdesk.domain.rights import World
from regdesk.errors import Refused
from regdesk.store import erasing, heads, outbox, state, tray, view_tables, views, ways
from regdesk.store.database import Database, transaction
from regdesk.wire.entries import genuine

SLICE: Final = 200
_NEWEST: Final = "newest_at"
_AHEAD: Final = 3  # days: one for time zones, one of the hybrid clock, one to notice by
_INSERT = """
    INSERT INTO entry (stream, id, section, author, n, at, source, signed) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (stream, id) DO NOTHING
"""


def write(
    db: Database, signed: Iterable[bytes], judged: Iterable[CaseFile], world: World, *, today: date
) -> Changes:
    """Add what a person wrote here, as `add` does.

    *judged* are its cases as they were read with these entries in the same turn: they are not read again.
    Raises Trouble where the disk fails; then nothing was added.
    """
    cases = {case.id: case for case in judged}
    with transaction(db):
        keys = {stream: key_of(db, stream) for stream in cases}
        entries = [(codec.decode(one), one) for one in signed]
        db.executemany(_INSERT, [_row(keys[entry.stream], entry, None, one) for entry, one in entries])
        seen(db, max((entry.at for entry, _ in entries), default=0), today)
        for case in cases.values():
            _follow(db, case, world, today, [entry.id for entry, _ in entries if entry.stream == case.id])
    return Changes(frozenset(cases))


def add(
    db: Database, signed: Iterable[bytes], world: World, *, today: date, source: OrgId | None = None
) -> Changes:
    """Add entries whose signatures hold, this desk's or (with *source*) an organisation's.

    Adding one twice changes nothing. What cannot be read is put in the tray and stops nothing. What comes
    unchecked goes through `store/arrivals.py`. Raises Trouble where the disk fails; then nothing was added.
    """
    new: dict[StreamId, list[Entry]] = {}
    keys: dict[StreamId, int] = {}
    with transaction(db):
        for one in signed:
            try:
                entry = codec.decode(one)
            except Refused as refused:
                tray.put(db, one, refused.message, today, source)
                continue
            key = keys.get(entry.stream) or keys.setdefault(entry.stream, key_of(db, entry.stream))
            if db.execute(_INSERT, _row(key, entry, source, one)).rowcount == 1:
                new.setdefault(entry.stream, []).append(entry)
            elif _stored(db, entry.stream, entry.id) != one:
                tray.put(db, one, tray.OTHER_SIGNATURE, today, source)
        seen(db, max((entry.at for written in new.values() for entry in written), default=0), today)
        for stream, written in new.items():
            renew(db, stream, world, today, [entry.id for entry in written])
    return Changes(frozenset(new))


def _row(stream: int, entry: Entry, source: OrgId | None, signed: bytes) -> tuple[Any, ...]:
    return (stream, entry.id, entry.section, entry.author, entry.n, entry.at, source, signed)


def key_of(db: Database, stream: StreamId) -> int:
    """Give the key of a stream, made for one that is not here yet."""
    db.execute("INSERT OR IGNORE INTO stream (id) VALUES (?)", (stream,))
    key: int = db.execute("SELECT key FROM stream WHERE id = ?", (stream,)).fetchone()[0]
    return key


def renew(db: Database, stream: StreamId, world: World, today: date, new: Collection[EntryId] = ()) -> None:
    """Judge a stream again; views and outbox follow. A *new* entry with a number given twice is an alarm."""
    _follow(db, read_case(db, stream, world), world, today, new)


def _follow(db: Database, case: CaseFile, world: World, today: date, new: Collection[EntryId]) -> None:
    member = read_membership(case, world)
    erasing.act(db, case)
    views.refresh(db, case, member, world, today)
    outbox.refresh(db, case, member, world)
    for name in _twins(case, new):
        tray.put(db, _stored(db, case.id, name), tray.SAME_NUMBER, today, _source(db, case.id, name))


def read_case(db: Database, stream: StreamId, world: World) -> CaseFile:
    """Read what stands in a stream; a stream that is not here is empty.

    Entries whose signature was not checked yet are checked now; a false one is passed over.
    """
    found = entries(db, stream, world)
    return rights.read(stream, found, world.authors, world.own, heads.limits(db, stream, found, world))


def entries(db: Database, stream: StreamId, world: World) -> list[Entry]:
    """Read a stream's entries, without asking which of them count."""
    rows = db.execute(
        "SELECT signed, verified FROM entry WHERE stream = (SELECT key FROM stream WHERE id = ?)", (stream,)
    ).fetchall()
    return [codec.decode(body) for body, proved in rows if proved or _holds(body, world)]


def read_membership(case: CaseFile, world: World) -> Membership:
    """Read which organisation has which part in a case."""
    return of_case(case, {name: author.org for name, author in world.authors.items()})


def next_n(db: Database, stream: StreamId, section: str, author: AuthorId) -> int:
    """Give the number of the author's next entry in a section of a stream, from 1."""
    row = db.execute(
        """
        SELECT max(n) FROM entry JOIN stream ON stream.key = entry.stream
         WHERE stream.id = ? AND section = ? AND author = ? AND verified
        """,
        (stream, section, author),
    ).fetchone()
    return 1 + max(row[0] or 0, erasing.highest(db, stream, section, author))


def newest_at(db: Database) -> int:
    """Give the newest hybrid clock value (ms) of any entry here, 0 where there is none."""
    return state.get(db, _NEWEST, 0)


def seen(db: Database, at: int, today: date) -> None:
    """Remember the newest clock value (ms) of an entry; one far ahead of this desk's day as days ahead.

    So a clock that runs ahead elsewhere does not make this desk's own look wrong for years (`lists.day`).
    """
    at = min(at, days.ms_of(days.plus(today, _AHEAD)))
    if at > newest_at(db):
        state.put(db, _NEWEST, at)


def signed(db: Database, stream: StreamId, ids: Collection[EntryId]) -> dict[EntryId, bytes]:
    """Give the signed bytes of those of *ids* that are in a stream."""
    rows = db.execute(
        "SELECT entry.id, signed FROM entry JOIN stream ON stream.key = entry.stream WHERE stream.id = ?",
        (stream,),
    )
    wanted = set(ids)
    return {EntryId(name): body for name, body in rows if name in wanted}


def streams(db: Database, authors: Collection[AuthorId] | None = None) -> list[StreamId]:
    """List the streams here, or those that hold an entry of one of *authors*."""
    rows = db.execute("SELECT id FROM stream ORDER BY key").fetchall()
    if authors is None:
        return [StreamId(row[0]) for row in rows]
    found = set[bytes]()
    for author in authors:
        found |= {row[0] for row in db.execute(_WRITTEN_IN, (author,))}
    return [StreamId(row[0]) for row in rows if row[0] in found]


_WRITTEN_IN = """
    SELECT DISTINCT stream.id FROM entry JOIN stream ON stream.key = entry.stream WHERE author = ?
"""


def refresh(db: Database, names: Iterable[StreamId], world: World, *, today: date) -> Changes:
    """Judge streams again, after a roster said something new or a day began: views and outbox follow."""
    names = tuple(names)
    with transaction(db):
        for stream in names:
            renew(db, stream, world, today)
    return Changes(frozenset(names))


def catch_up(
    db: Database, world: World, *, today: date, progress: Callable[[int, int], None] | None = None
) -> Changes:
    """Bring the views to this version and this day; call it after opening and when a day begins."""
    if view_tables.due(db):
        rebuild(db, world, today=today, progress=progress)
        return Changes(frozenset(streams(db)))
    found = refresh(db, _stale(db, today), world, today=today)
    with transaction(db):
        ways.settle(db)
    return found


def rebuild(
    db: Database, world: World, *, today: date, progress: Callable[[int, int], None] | None = None
) -> None:
    """Make all views anew, in slices; *progress* hears how many streams of how many are done."""
    with transaction(db):
        view_tables.drop(db)
    names = streams(db)
    for start in range(0, len(names), SLICE):
        refresh(db, names[start : start + SLICE], world, today=today)
        if progress:
            progress(min(start + SLICE, len(names)), len(names))
    with transaction(db):
        ways.settle(db)
        view_tables.finish(db)


def _stale(db: Database, today: date) -> list[StreamId]:
    rows = db.execute(
        """
        SELECT stream.id FROM case_view JOIN stream ON stream.key = case_view.stream
         WHERE stale_on <> '' AND stale_on <= ?
        """,
        (today.isoformat(),),
    )
    return [StreamId(row[0]) for row in rows]


def _stored(db: Database, stream: StreamId, name: EntryId) -> bytes:
    body: bytes = db.execute(f"SELECT e.signed {_ONE}", (stream, name)).fetchone()[0]
    return body


def _source(db: Database, stream: StreamId, name: EntryId) -> OrgId | None:
    source: OrgId | None = db.execute(f"SELECT e.source {_ONE}", (stream, name)).fetchone()[0]
    return source


_ONE: Final = "FROM entry e JOIN stream s ON s.key = e.stream WHERE s.id = ? AND e.id = ?"


def _twins(case: CaseFile, new: Collection[EntryId]) -> list[EntryId]:
    """Give the new entries whose author gave the same number to another entry."""
    if not new:
        return []
    numbers = Counter((entry.section, entry.author, entry.n) for entry in case.entries)
    found = (case.by_id[name] for name in new if name in case.by_id and not erasure.is_gone(case.by_id[name]))
    return [entry.id for entry in found if numbers[entry.section, entry.author, entry.n] > 1]


def _holds(body: bytes, world: World) -> bool:
    author = world.authors.get(codec.decode(body).author)
    return author is not None and genuine(body, author.key)
