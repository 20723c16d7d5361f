"""Snapshots: sealed packs stored piece by piece, one index that names them, and what compaction drops."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from regdesk.server import organisations
from regdesk.server.database import Database, Db
from regdesk.server.declined import Declined
from regdesk.wire import calls, encoding

LARGEST: Final = 64 * 1024 * 1024
_BYTES: Final = "snapshot_bytes"


@dataclass(frozen=True)
class Owner:
    """Whose snapshots, on which day, and the bytes they may fill together."""

    organisation: int
    today: date
    quota: int


def index(database: Database, organisation: int) -> calls.Snapshots:
    """Give the sealed index (empty before the first), its hash, and the floor and head of the mailbox."""
    with database.reading() as db:
        found = db.execute(
            "SELECT hash, body FROM snapshot_index WHERE organisation = ?", (organisation,)
        ).fetchone()
        floor, head = db.execute(
            "SELECT floor, last FROM organisation WHERE id = ?", (organisation,)
        ).fetchone()
    hash32, body = map(bytes, found or (b"", b""))
    return calls.Snapshots(index=body, hash=hash32, floor=floor, head=head)


def put(database: Database, snapshot: bytes, start: int, sent: calls.Piece, owner: Owner) -> calls.Stored:
    """Store one piece where it continues what is here; say how much is here now.

    A piece that begins elsewhere changes nothing: the answer says where to go on.
    Raises Declined: unreadable, size, quota, snapshot (the whole is not what the id says; all of it goes).
    """
    if not 0 < start + len(sent.data) <= sent.size or not sent.data:
        raise Declined("unreadable")
    if sent.size > LARGEST:
        raise Declined("size", limit=LARGEST)
    where = (owner.organisation, snapshot)
    with database.writing() as db:
        organisations.hold(db, owner.organisation)
        db.execute(
            "INSERT INTO snapshot (organisation, snapshot, size, stored, named, kept_from)"
            " VALUES (?, ?, ?, 0, 0, ?) ON CONFLICT DO NOTHING",
            (*where, sent.size, owner.today.isoformat()),
        )
        size, stored = _find(db, where)
        whole, fits = stored == size, size == sent.size
        if fits and not whole and start == stored:
            stored = _add(db, where, start, sent.data, owner.quota)
            fits = stored < size or encoding.snapshot_id(_whole(db, where)) == snapshot
        if not fits and not whole:
            _delete(db, where)
    if not fits:
        raise Declined("snapshot")
    return calls.Stored(size=size, stored=stored)


def get(database: Database, organisation: int, snapshot: bytes, span: tuple[int, int]) -> calls.Part:
    """Give at most so many bytes from a place on, of what is here; raise Declined nothing for no such id.

    *span* is the place and the most bytes; 0 bytes ask only how much is here.
    """
    start, most = span
    with database.reading() as db:
        size, stored = _find(db, (organisation, snapshot))
        rows = db.execute(
            "SELECT start, body FROM piece WHERE organisation = ? AND snapshot = ? AND start < ?"
            " AND start + length(body) > ? ORDER BY start",
            (organisation, snapshot, start + most, start),
        ).fetchall()
    data = b"".join(bytes(body) for _, body in rows)
    begin = start - rows[0][0] if rows else 0
    return calls.Part(size=size, stored=stored, data=data[begin : begin + most])


def compact(database: Database, sent: calls.Compact, owner: Owner) -> None:
    """Put a new index in the old one's place, and drop the mailbox up to a position.

    What falls away can be fetched no more (envelopes) or some weeks longer (snapshots).
    Raises Declined: index (the index moved), nothing (a snapshot the index names is not here as a whole).
    """
    where, today = owner.organisation, owner.today.isoformat()
    fresh = encoding.index_hash(sent.index)
    with database.writing() as db:
        organisations.hold(db, where)
        found = db.execute("SELECT hash FROM snapshot_index WHERE organisation = ?", (where,)).fetchone()
        held = bytes(found[0]) if found else b""
        if held == fresh:
            return
        if held != sent.old:
            raise Declined("index", head=held)
        _name(db, where, sent.snapshots, today)
        db.execute(
            "INSERT INTO snapshot_index VALUES (?, ?, ?)"
            " ON CONFLICT (organisation) DO UPDATE SET hash = excluded.hash, body = excluded.body",
            (where, fresh, sent.index),
        )
        _raise_floor(db, where, sent.upto, today)


def sweep(database: Database, before: date) -> None:
    """Delete for good what no index names since before a date."""
    old = "SELECT organisation, snapshot FROM snapshot WHERE named = 0 AND kept_from < ?"
    with database.reading() as db:
        rows = db.execute(old, (before.isoformat(),)).fetchall()
    for organisation in sorted({row[0] for row in rows}):
        with database.writing() as db:
            organisations.hold(db, organisation)
            again = db.execute(f"{old} AND organisation = ?", (before.isoformat(), organisation)).fetchall()
            for _, snapshot in again:
                _delete(db, (organisation, bytes(snapshot)))


def _find(db: Db, where: tuple[int, bytes]) -> tuple[int, int]:
    found = db.execute(
        "SELECT size, stored FROM snapshot WHERE organisation = ? AND snapshot = ?", where
    ).fetchone()
    if found is None:
        raise Declined("nothing")
    return found[0], found[1]


def _add(db: Db, where: tuple[int, bytes], start: int, data: bytes, quota: int) -> int:
    organisations.grow(db, where[0], _BYTES, len(data), quota)
    db.execute("INSERT INTO piece VALUES (?, ?, ?, ?)", (*where, start, data))
    stored = start + len(data)
    db.execute("UPDATE snapshot SET stored = ? WHERE organisation = ? AND snapshot = ?", (stored, *where))
    return stored


def _whole(db: Db, where: tuple[int, bytes]) -> bytes:
    rows = db.execute(
        "SELECT body FROM piece WHERE organisation = ? AND snapshot = ? ORDER BY start", where
    ).fetchall()
    return b"".join(bytes(body) for (body,) in rows)


def _delete(db: Db, where: tuple[int, bytes]) -> None:
    (size,) = db.execute(
        "SELECT coalesce(sum(length(body)), 0) FROM piece WHERE organisation = ? AND snapshot = ?", where
    ).fetchone()
    db.execute("DELETE FROM piece WHERE organisation = ? AND snapshot = ?", where)
    db.execute("DELETE FROM snapshot WHERE organisation = ? AND snapshot = ?", where)
    organisations.shrink(db, where[0], _BYTES, int(size))


def _name(db: Db, organisation: int, snapshots: Iterable[bytes], today: str) -> None:
    """Mark the snapshots the new index names, and from when on the others are only kept for a while."""
    db.execute(
        "UPDATE snapshot SET named = 0, kept_from = ? WHERE organisation = ? AND named = 1",
        (today, organisation),
    )
    for snapshot in snapshots:
        done = db.execute(
            "UPDATE snapshot SET named = 1"
            " WHERE organisation = ? AND snapshot = ? AND stored = size RETURNING size",
            (organisation, snapshot),
        )
        if done.fetchone() is None:
            raise Declined("nothing")


def _raise_floor(db: Db, organisation: int, upto: int, today: str) -> None:
    raised = db.execute(
        "UPDATE organisation SET floor = CASE WHEN last < ? THEN last ELSE ? END"
        " WHERE id = ? AND floor < ? AND floor < last RETURNING floor",
        (upto, upto, organisation, upto),
    ).fetchone()
    if raised:
        db.execute("INSERT INTO dropped VALUES (?, ?, ?)", (organisation, raised[0], today))
