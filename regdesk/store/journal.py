"""The journals of a desk, and `add`: the one way in for a person's action, for sync and for a USB bundle."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from regdesk.domain import codec, rights
from regdesk.domain.journal import AuthorId, CaseFile, Changes, Entry, EntryId, OrgId, StreamId
from regdesk.domain.membership import Membership, membership
from regdesk.domain.rights import World
from regdesk.errors import Refused
from regdesk.store import outbox, state, tray, view_tables, views
from regdesk.store.database import Database, transaction

SLICE: Final = 200
_NEWEST: Final = "newest_at"
_INSERT = """
    INSERT INTO entry (stream, id, section, author, n, at, source, signed) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (stream, id) DO NOTHING
"""


@dataclass
class _Arrival:
    """What one `add` has done so far: keys of the streams it met, and new entries of each."""

    source: OrgId | None
    today: date
    keys: dict[StreamId, int] = field(default_factory=dict)
    new: dict[StreamId, dict[EntryId, Entry]] = field(default_factory=dict)


def add(
    db: Database, signed: Iterable[bytes], world: World, *, today: date, source: OrgId | None = None
) -> Changes:
    """Add entries, this desk's (no *source*) or those that came from an organisation; twice changes nothing.

    What cannot be read is put in the tray and stops nothing. Signatures were checked by the caller.
    Raises Trouble where the disk fails; then nothing was added.
    """
    arrival = _Arrival(source, today)
    with transaction(db):
        for one in signed:
            _add_one(db, one, arrival)
        newest = max((e.at for new in arrival.new.values() for e in new.values()), default=0)
        if newest > newest_at(db):
            state.put(db, _NEWEST, newest)
        for stream, entries in arrival.new.items():
            case = _refresh(db, stream, world, today, entries)
            for name in _twins(case, entries):
                tray.put(db, _stored(db, arrival.keys[stream], name), tray.SAME_NUMBER, today, source)
    return Changes(frozenset(arrival.new))


def read_case(db: Database, stream: StreamId, world: World) -> CaseFile:
    """Read what stands in a stream; a stream that is not here is empty."""
    return rights.read(stream, _entries(db, stream, {}), world.authors, world.own)


def read_membership(case: CaseFile, world: World) -> Membership:
    """Read which organisation has which part in a case."""
    return membership(case.entries, {name: author.org for name, author in world.authors.items()})


def next_n(db: Database, stream: StreamId, section: str, author: AuthorId) -> int:
    """Give the number of the author's next entry in a section of a stream, from 1."""
    row = db.execute(
        """
        SELECT max(n) FROM entry JOIN stream ON stream.key = entry.stream
         WHERE stream.id = ? AND section = ? AND author = ?
        """,
        (stream, section, author),
    ).fetchone()
    return 1 + (row[0] or 0)


def newest_at(db: Database) -> int:
    """Give the newest hybrid clock value (ms) of any entry here, 0 where there is none."""
    return state.get(db, _NEWEST, 0)


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
            _refresh(db, stream, world, today, {})
    return Changes(frozenset(names))


def catch_up(
    db: Database, world: World, *, today: date, progress: Callable[[int, int], None] | None = None
) -> Changes:
    """Bring the views to this version and this day; call it after opening and when a day begins."""
    if view_tables.due(db):
        rebuild(db, world, today=today, progress=progress)
        return Changes(frozenset(streams(db)))
    return refresh(db, _stale(db, today), world, today=today)


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


def _add_one(db: Database, signed: bytes, arrival: _Arrival) -> None:
    try:
        entry = codec.decode(signed)
    except Refused as refused:
        tray.put(db, signed, refused.message, arrival.today, arrival.source)
        return
    key = arrival.keys.get(entry.stream) or _key(db, entry.stream)
    arrival.keys[entry.stream] = key
    row = (key, entry.id, entry.section, entry.author, entry.n, entry.at, arrival.source, signed)
    if db.execute(_INSERT, row).rowcount == 1:
        arrival.new.setdefault(entry.stream, {})[entry.id] = entry
    elif _stored(db, key, entry.id) != signed:
        tray.put(db, signed, tray.OTHER_SIGNATURE, arrival.today, arrival.source)


def _key(db: Database, stream: StreamId) -> int:
    db.execute("INSERT OR IGNORE INTO stream (id) VALUES (?)", (stream,))
    key: int = db.execute("SELECT key FROM stream WHERE id = ?", (stream,)).fetchone()[0]
    return key


def _stored(db: Database, key: int, name: EntryId) -> bytes:
    body: bytes = db.execute("SELECT signed FROM entry WHERE stream = ? AND id = ?", (key, name)).fetchone()[
        0
    ]
    return body


def _refresh(
    db: Database, stream: StreamId, world: World, today: date, known: Mapping[EntryId, Entry]
) -> CaseFile:
    case = rights.read(stream, _entries(db, stream, known), world.authors, world.own)
    member = read_membership(case, world)
    views.refresh(db, case, member, world, today)
    outbox.refresh(db, case, member, world)
    return case


def _twins(case: CaseFile, new: Mapping[EntryId, Entry]) -> list[EntryId]:
    """Give the new entries whose author gave the same number to another entry."""
    numbers = Counter((entry.section, entry.author, entry.n) for entry in case.entries)
    return [entry.id for entry in new.values() if numbers[entry.section, entry.author, entry.n] > 1]


def _entries(db: Database, stream: StreamId, known: Mapping[EntryId, Entry]) -> list[Entry]:
    """Decode a stream's entries, those in *known* taken as they are; all of them were decoded once before."""
    rows = db.execute(
        "SELECT entry.id, signed FROM entry JOIN stream ON stream.key = entry.stream WHERE stream.id = ?",
        (stream,),
    )
    return [known.get(name) or codec.decode(body) for name, body in rows]
