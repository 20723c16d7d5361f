"""Attachments: sealed chunks under a random id, resumable at any chunk, deleted by whoever has the token."""

from datetime import date
from typing import Final

from regdesk.server import organisations
from regdesk.server.database import Database, Db
from regdesk.server.declined import Declined
from regdesk.wire import calls, encoding

MOST_CHUNKS: Final = 16_384
_MARK: Final = 32
_BYTES: Final = "blob_bytes"


def put(
    database: Database, blob: bytes, first: int, sent: calls.Chunks, owner: tuple[int, date, int]
) -> None:
    """Store consecutive chunks from number *first* on; the same chunk again changes nothing.

    *owner* is the organisation that sends them, today's date and the quota in bytes; whoever sent the first
    chunk has the quota that all of them fill.
    Raises Declined: unreadable, size, blob (other bytes are there under this id), quota.
    """
    _check(first, sent)
    organisation, today, quota = owner
    with database.writing() as db:
        db.execute(
            "INSERT INTO blob (blob, organisation, count, delete_mark, stored_on)"
            " VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            (blob, organisation, sent.count, sent.delete_mark, today.isoformat()),
        )
        found = db.execute(
            "SELECT organisation FROM blob WHERE blob = ? AND count = ? AND delete_mark = ?",
            (blob, sent.count, sent.delete_mark),
        ).fetchone()
        if found is None:
            raise Declined("blob")
        organisations.hold(db, found[0])
        _store(db, (found[0], blob), first, sent.chunks, quota)


def get(database: Database, blob: bytes, first: int, most: int) -> calls.Chunks:
    """Read up to *most* consecutive chunks from number *first* on; raise Declined nothing where none is."""
    with database.reading() as db:
        organisation, count = _find(db, blob)
        found = db.execute(
            "SELECT i, body FROM chunk WHERE organisation = ? AND blob = ? AND i >= ? AND i < ? ORDER BY i",
            (organisation, blob, first, first + min(most, calls.CHUNKS_AT_ONCE)),
        ).fetchall()
    chunks = tuple(bytes(body) for place, (i, body) in enumerate(found, first) if i == place)
    if not chunks:
        raise Declined("nothing")
    return calls.Chunks(count=count, delete_mark=b"", chunks=chunks)


def have(database: Database, blob: bytes) -> calls.Have:
    """Say which chunks are stored; raise Declined nothing for an unknown id."""
    with database.reading() as db:
        organisation, count = _find(db, blob)
        rows = db.execute(
            "SELECT i FROM chunk WHERE organisation = ? AND blob = ?", (organisation, blob)
        ).fetchall()
    return calls.Have(count=count, bits=calls.bits(tuple(i for (i,) in rows), count))


def delete(database: Database, blob: bytes, token: bytes) -> None:
    """Delete an attachment; one that is gone already is fine. Raises Declined foreign for a wrong token."""
    with database.writing() as db:
        found = db.execute("SELECT organisation, delete_mark FROM blob WHERE blob = ?", (blob,)).fetchone()
        if found is None:
            return
        if bytes(found[1]) != encoding.delete_mark(token):
            raise Declined("foreign")
        organisations.hold(db, found[0])
        _drop(db, found[0], blob)


def sweep(database: Database, before: date) -> None:
    """Drop attachments whose upload began before a date."""
    with database.reading() as db:
        rows = db.execute(
            "SELECT organisation, blob FROM blob WHERE stored_on < ?", (before.isoformat(),)
        ).fetchall()
    for organisation, blob in rows:
        with database.writing() as db:
            organisations.hold(db, organisation)
            _drop(db, organisation, bytes(blob))


def _check(first: int, sent: calls.Chunks) -> None:
    within = 0 < sent.count <= MOST_CHUNKS and first >= 0 and first + len(sent.chunks) <= sent.count
    if not within or not sent.chunks or len(sent.delete_mark) != _MARK:
        raise Declined("unreadable")
    if len(sent.chunks) > calls.CHUNKS_AT_ONCE or max(map(len, sent.chunks)) > encoding.SEALED_CHUNK:
        raise Declined("size", limit=calls.CHUNKS_AT_ONCE * encoding.SEALED_CHUNK)


def _store(db: Db, where: tuple[int, bytes], first: int, chunks: tuple[bytes, ...], quota: int) -> None:
    """Store the chunks that are new; raise Declined blob where one is there with other bytes."""
    rows = db.execute(
        "SELECT i, body FROM chunk WHERE organisation = ? AND blob = ? AND i >= ? AND i < ?",
        (*where, first, first + len(chunks)),
    ).fetchall()
    there = {i: bytes(body) for i, body in rows}
    sent = dict(enumerate(chunks, first))
    if any(sent[i] != body for i, body in there.items()):
        raise Declined("blob")
    new = {i: body for i, body in sent.items() if i not in there}
    if new:
        organisations.grow(db, where[0], _BYTES, sum(map(len, new.values())), quota)
        db.executemany(
            "INSERT INTO chunk (organisation, blob, i, body) VALUES (?, ?, ?, ?)",
            [(*where, i, body) for i, body in new.items()],
        )


def _find(db: Db, blob: bytes) -> tuple[int, int]:
    found = db.execute("SELECT organisation, count FROM blob WHERE blob = ?", (blob,)).fetchone()
    if found is None:
        raise Declined("nothing")
    return found[0], found[1]


def _drop(db: Db, organisation: int, blob: bytes) -> None:
    where = (organisation, blob)
    (size,) = db.execute(
        "SELECT coalesce(sum(length(body)), 0) FROM chunk WHERE organisation = ? AND blob = ?", where
    ).fetchone()
    db.execute("DELETE FROM chunk WHERE organisation = ? AND blob = ?", where)
    db.execute("DELETE FROM blob WHERE organisation = ? AND blob = ?", where)
    organisations.shrink(db, organisation, _BYTES, int(size))
