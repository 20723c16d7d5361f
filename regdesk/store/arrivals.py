"""Entries that came: stored and listed at once, their signatures checked behind.

Whoever sent them signed the batch, so somebody answers for them; but an entry counts only once its own
author's signature held. Until then it is listed and no more: it waits for no recipient, and who reads its
case checks it then and there (`store/journal.py`). What contradicts an entry that is here is checked at once,
together with that entry.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from regdesk.domain import codec
from regdesk.domain.codec import Arrived
from regdesk.domain.journal import AuthorId, Changes, EntryId, OrgId, StreamId
from regdesk.domain.rights import World
from regdesk.errors import Refused
from regdesk.store import erasing, journal, listed, proofs, tray, views
from regdesk.store.database import Database, transaction
from regdesk.wire.entries import genuine

_INSERT: Final = """
    INSERT INTO entry (stream, id, section, author, n, at, source, verified, signed)
    VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?)
"""


@dataclass
class _Stream:
    """What is here of one stream: its ids with their bytes, and the numbers that are taken."""

    key: int
    new: bool
    bodies: dict[EntryId, bytes] = field(default_factory=dict)
    numbers: set[tuple[str, AuthorId, int]] = field(default_factory=set)
    fresh: list[Arrived] = field(default_factory=list)
    erased: frozenset[erasing.Place] = frozenset()


def take(
    db: Database, signed: Iterable[bytes], world: World, *, today: date, source: OrgId | None
) -> Changes:
    """Take in entries of a batch that is believed; twice changes nothing.

    *source* is the organisation that sent them, None for this computer. What cannot be read, or whose author
    is not known, is put in the tray and stops nothing. Raises Trouble where the disk fails; then nothing was
    taken in.
    """
    with transaction(db):
        streams, doubtful = _sort(db, _read(db, signed, world, today, source))
        _store(db, streams, world, source)
        fresh = (one.at for stream in streams.values() for one in stream.fresh)
        journal.seen(db, max(fresh, default=0), today)
        touched = {name for name, stream in streams.items() if stream.fresh}
        changes = Changes(frozenset(touched))
        for entry in doubtful:
            changes |= _compare(db, entry, world, today, source)
    return changes


def _read(
    db: Database, signed: Iterable[bytes], world: World, today: date, source: OrgId | None
) -> Iterable[Arrived]:
    for one in signed:
        try:
            entry = codec.arrived(one)
        except Refused as refused:
            tray.put(db, one, refused.message, today, source)
            continue
        if entry.author in world.authors:
            yield entry
        else:
            tray.put(db, one, tray.NO_AUTHOR, today, source)


def _sort(db: Database, entries: Iterable[Arrived]) -> tuple[dict[StreamId, _Stream], list[Arrived]]:
    """Part what is new by stream; what contradicts what is here, or what came with it, is doubtful."""
    streams: dict[StreamId, _Stream] = {}
    doubtful: list[Arrived] = []
    for entry in entries:
        stream = streams.get(entry.stream)
        if stream is None:
            stream = streams[entry.stream] = _stream(db, entry.stream)
        known = stream.bodies.get(entry.id)
        place = entry.section, entry.author, entry.n
        if (entry.id, *place) in stream.erased:
            continue
        if known is None and place not in stream.numbers:
            stream.bodies[entry.id] = entry.signed
            stream.numbers.add(place)
            stream.fresh.append(entry)
        elif known != entry.signed:
            doubtful.append(entry)
    return streams, doubtful


def _stream(db: Database, name: StreamId) -> _Stream:
    found = db.execute("SELECT key FROM stream WHERE id = ?", (name,)).fetchone()
    if found is None:
        return _Stream(db.execute("INSERT INTO stream (id) VALUES (?)", (name,)).lastrowid, new=True)
    stream = _Stream(found[0], new=False, erased=erasing.refused(db, found[0]))
    sql = "SELECT id, signed, section, author, n FROM entry WHERE stream = ?"
    for entry, signed, section, author, n in db.execute(sql, (stream.key,)):
        stream.bodies[entry] = signed
        stream.numbers.add((section, author, n))
    return stream


def _store(db: Database, streams: dict[StreamId, _Stream], world: World, source: OrgId | None) -> None:
    """Write down what is new, and list the cases that are."""
    rows = [
        (stream.key, one.id, one.section, one.author, one.n, one.at, source, one.signed)
        for stream in streams.values()
        for one in stream.fresh
    ]
    if not rows:
        return
    (newest,) = db.execute("SELECT coalesce(max(key), 0) FROM entry").fetchone()
    db.executemany(_INSERT, rows)
    proofs.came(db, newest)
    views.list_new(db, _listed(streams.values(), world))


def _listed(streams: Iterable[_Stream], world: World) -> Iterable[tuple[Any, ...]]:
    orgs = {name: author.org for name, author in world.authors.items()}
    for stream in streams:
        if stream.new:
            first = [codec.decode(one.signed) for one in stream.fresh if one.kind in listed.KINDS]
            row = listed.row(first, orgs, world.own)
            if row is not None:
                yield (stream.key, *row)


def _compare(db: Database, entry: Arrived, world: World, today: date, source: OrgId | None) -> Changes:
    """Check an entry and those it contradicts: what is false goes, and everything that holds stays."""
    unproved = proofs.rivals(db, entry.stream, entry.id, (entry.section, entry.author, entry.n))
    checked = [(one, proofs.holds(one, world)) for one in unproved]
    changes = proofs.settle(db, checked, world, today=today)
    if genuine(entry.signed, world.authors[entry.author].key):
        return changes | journal.add(db, [entry.signed], world, today=today, source=source)
    tray.put(db, entry.signed, tray.FALSE_SIGNATURE, today, source)
    return changes
