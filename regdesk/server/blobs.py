"""Attachments: sealed chunks under a random id, resumable at any chunk, deleted by whoever has the token."""

import sqlite3
from datetime import date
from typing import Final

from regdesk.server.database import Database
from regdesk.server.declined import Declined
from regdesk.wire import calls, encoding

MOST_CHUNKS: Final = 16_384
_MARK: Final = 32


def put(
    database: Database, blob: bytes, first: int, sent: calls.Chunks, owner: tuple[int, date, int]
) -> None:
    """Store consecutive chunks from number *first* on; the same chunk again changes nothing.

    *owner* is the organisation whose quota they fill, today's date and that quota in bytes.
    Raises Declined: unreadable, size, blob (other bytes are there under this id), quota.
    """
    _check(first, sent)
    organisation, today, quota = owner
    with database.writing() as db:
        row = (blob, organisation, sent.count, sent.delete_mark, today.isoformat())
        db.execute(
            "INSERT INTO blob (blob, organisation, count, delete_mark, stored_on)"
            " VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            row,
        )
        found = db.execute(
            "SELECT id FROM blob WHERE blob = ? AND count = ? AND delete_mark = ?",
            (blob, sent.count, sent.delete_mark),
        ).fetchone()
        if found is None:
            raise Declined("blob")
        _grow(
            db,
            organisation,
            sum(_store(db, found[0], i, one) for i, one in enumerate(sent.chunks, first)),
            quota,
        )


def get(database: Database, blob: bytes, first: int, most: int) -> calls.Chunks:
    """Read up to *most* consecutive chunks from number *first* on; raise Declined nothing where none is."""
    with database.reading() as db:
        row, count = _find(db, blob)
        found = db.execute(
            "SELECT i, body FROM chunk WHERE blob = ? AND i >= ? AND i < ? ORDER BY i",
            (row, first, first + min(most, calls.CHUNKS_AT_ONCE)),
        ).fetchall()
    chunks = tuple(body for place, (i, body) in enumerate(found, first) if i == place)
    if not chunks:
        raise Declined("nothing")
    return calls.Chunks(count=count, delete_mark=b"", chunks=chunks)


def have(database: Database, blob: bytes) -> calls.Have:
    """Say which chunks are stored; raise Declined nothing for an unknown id."""
    with database.reading() as db:
        row, count = _find(db, blob)
        numbers = tuple(i for (i,) in db.execute("SELECT i FROM chunk WHERE blob = ?", (row,)))
    return calls.Have(count=count, bits=calls.bits(numbers, count))


def delete(database: Database, blob: bytes, token: bytes) -> None:
    """Delete an attachment; one that is gone already is fine. Raises Declined foreign for a wrong token."""
    with database.writing() as db:
        found = db.execute("SELECT id, delete_mark FROM blob WHERE blob = ?", (blob,)).fetchone()
        if found is None:
            return
        if found[1] != encoding.delete_mark(token):
            raise Declined("foreign")
        _drop(db, found[0])


def drop_old(database: Database, before: date) -> None:
    """Drop attachments whose upload began before a date."""
    with database.writing() as db:
        for (row,) in db.execute("SELECT id FROM blob WHERE stored_on < ?", (before.isoformat(),)).fetchall():
            _drop(db, row)


def _check(first: int, sent: calls.Chunks) -> None:
    within = 0 < sent.count <= MOST_CHUNKS and first >= 0 and first + len(sent.chunks) <= sent.count
    if not within or not sent.chunks or len(sent.delete_mark) != _MARK:
        raise Declined("unreadable")
    if len(sent.chunks) > calls.CHUNKS_AT_ONCE or max(map(len, sent.chunks)) > encoding.SEALED_CHUNK:
        raise Declined("size", limit=calls.CHUNKS_AT_ONCE * encoding.SEALED_CHUNK)


def _store(db: sqlite3.Connection, row: int, i: int, chunk: bytes) -> int:
    """Store one chunk and give how many bytes that added."""
    found = db.execute("SELECT body FROM chunk WHERE blob = ? AND i = ?", (row, i)).fetchone()
    if found is None:
        db.execute("INSERT INTO chunk (blob, i, body) VALUES (?, ?, ?)", (row, i, chunk))
        return len(chunk)
    if found[0] != chunk:
        raise Declined("blob")
    return 0


def _grow(db: sqlite3.Connection, organisation: int, size: int, quota: int) -> None:
    changed = db.execute(
        "UPDATE organisation SET blob_bytes = blob_bytes + ? WHERE id = ? AND blob_bytes + ? <= ?",
        (size, organisation, size, quota),
    )
    if changed.rowcount == 0:
        raise Declined("quota")


def _find(db: sqlite3.Connection, blob: bytes) -> tuple[int, int]:
    found = db.execute("SELECT id, count FROM blob WHERE blob = ?", (blob,)).fetchone()
    if found is None:
        raise Declined("nothing")
    return found[0], found[1]


def _drop(db: sqlite3.Connection, row: int) -> None:
    db.execute(
        "UPDATE organisation SET blob_bytes = blob_bytes -"
        " (SELECT coalesce(sum(length(body)), 0) FROM chunk WHERE blob = :row)"
        " WHERE id = (SELECT organisation FROM blob WHERE id = :row)",
        {"row": row},
    )
    db.execute("DELETE FROM blob WHERE id = ?", (row,))
