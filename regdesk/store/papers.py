"""Attachments on disk: one file of sealed chunks under a random name; the file and its name tell nothing.

The chunks are the bytes that travel. They are opaque here: who seals and opens them brings and takes bytes.
A chunk counts once its bit is set, and the bit is set after the bytes are on disk; so a crash loses at most
the chunks of one call, and a half-written chunk is written again.
"""

import errno
import os
import secrets
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from regdesk.domain import codec
from regdesk.domain.journal import AuthorId
from regdesk.domain.papers import Page
from regdesk.errors import Trouble
from regdesk.i18n import N_
from regdesk.store.database import FULL, Database, transaction
from regdesk.wire.encoding import SEALED_CHUNK

FOLDER: Final = "papers"
_TOKEN: Final = 16
_FULL: Final = {errno.ENOSPC, errno.EDQUOT}
NOT_ARRIVED: Final = N_("This paper has not arrived yet. It comes with the next exchange.")
NO_FILE: Final = N_("The file of this paper cannot be read or written: {why}.")


class NoFile(Trouble):
    """The disk does not give or take the file of an attachment."""


@dataclass(frozen=True)
class Blob:
    """An attachment: its 16-byte id, the number of its chunks, and which are here and on the server."""

    id: bytes
    chunks: int
    have: frozenset[int]
    sent: frozenset[int]
    token: bytes = b""
    wanted: bool = False

    @property
    def missing(self) -> tuple[int, ...]:
        """The chunks that are not here yet."""
        return tuple(i for i in range(self.chunks) if i not in self.have)

    @property
    def unsent(self) -> tuple[int, ...]:
        """The chunks that are here and not on the server."""
        return tuple(sorted(self.have - self.sent))


def keep(folder: Path, db: Database, blob: bytes, sealed: bytes, token: bytes = b"") -> None:
    """Keep a whole attachment made on this desk: its sealed chunks in a row."""
    chunks = len(sealed) // SEALED_CHUNK
    if len(sealed) != chunks * SEALED_CHUNK:
        msg = "sealed chunks have one size"
        raise ValueError(msg)
    with transaction(db):
        expect(db, blob, chunks, token)
        write(folder, db, blob, {i: sealed[i * SEALED_CHUNK : (i + 1) * SEALED_CHUNK] for i in range(chunks)})
        checked(db, blob)


def expect(db: Database, blob: bytes, chunks: int, token: bytes = b"") -> None:
    """Make a place for an attachment of *chunks* chunks, unless it has one.

    Without a *token* it gets one of its own, for the day this desk uploads it in place of who made it.
    """
    bits = bytes(-(-chunks // 8))
    name, mark = secrets.token_hex(16), token or secrets.token_bytes(_TOKEN)
    row = (blob, name, chunks * SEALED_CHUNK, chunks, bits, bits, 0, mark)
    with transaction(db):
        db.execute(
            """
            INSERT OR IGNORE INTO blob (id, name, size, chunks, have, sent, complete, token)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """,
            row,
        )


def write(folder: Path, db: Database, blob: bytes, chunks: Mapping[int, bytes]) -> None:
    """Write sealed chunks by their number, then count them as here; raise Trouble where the disk fails."""
    known = find(db, blob)
    if known is None or any(not 0 <= i < known.chunks or len(c) != SEALED_CHUNK for i, c in chunks.items()):
        msg = "a chunk of no attachment"
        raise ValueError(msg)
    path = _path(folder, db, blob)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(path, "r+b" if path.exists() else "x+b") as file:  # noqa: PTH123 - modes differ
            for i, chunk in sorted(chunks.items()):
                file.seek(i * SEALED_CHUNK)
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        if error.errno in _FULL:
            raise Trouble(FULL) from error
        raise NoFile(NO_FILE, why=error.strerror) from error
    have = known.have | chunks.keys()
    with transaction(db):
        row = (_bits(have, known.chunks), len(have) == known.chunks, blob)
        db.execute("UPDATE blob SET have = ?, complete = ?, missed_on = '' WHERE id = ?", row)


def read(folder: Path, db: Database, blob: bytes, chunks: Sequence[int] | None = None) -> bytes:
    """Give sealed chunks in a row, all of them unless numbered; raise Trouble where one is not here."""
    known = find(db, blob)
    wanted = range(known.chunks) if chunks is None and known else chunks or ()
    if known is None or not known.have.issuperset(wanted):
        raise Trouble(NOT_ARRIVED)
    parts = []
    try:
        with _path(folder, db, blob).open("rb") as file:
            for i in wanted:
                file.seek(i * SEALED_CHUNK)
                parts.append(file.read(SEALED_CHUNK))
    except OSError as error:
        raise NoFile(NO_FILE, why=error.strerror) from error
    return b"".join(parts)


def find(db: Database, blob: bytes) -> Blob | None:
    """Give what is known of an attachment, or None."""
    sql = "SELECT id, chunks, have, sent, token, wanted FROM blob WHERE id = ?"
    row = db.execute(sql, (blob,)).fetchone()
    return _blob(row) if row else None


def complete(db: Database, blob: bytes) -> bool:
    """Say whether all chunks of an attachment are here."""
    row = db.execute("SELECT complete FROM blob WHERE id = ?", (blob,)).fetchone()
    return bool(row and row[0])


def checked(db: Database, blob: bytes) -> None:
    """Say that an attachment is whole and the one its entry was signed over; nobody waits for it any more."""
    with transaction(db):
        db.execute(
            "UPDATE blob SET checked = 1, wanted = 0, rests_until = '' WHERE id = ? AND complete", (blob,)
        )


def lose(db: Database, blob: bytes, chunks: Iterable[int] | None = None) -> None:
    """Say that chunks (all, unless numbered) are not right on this disk: they are fetched again."""
    known = find(db, blob)
    if known is not None:
        have = known.have - set(range(known.chunks) if chunks is None else chunks)
        with transaction(db):
            row = (_bits(have, known.chunks), blob)
            db.execute("UPDATE blob SET have = ?, complete = 0, checked = 0 WHERE id = ?", row)


def lose_absent(folder: Path, db: Database) -> int:
    """Say of attachments whose files are not there that they are to be fetched; give how many that were."""
    rows = db.execute("SELECT id, name, size FROM blob WHERE have <> zeroblob(length(have))").fetchall()
    there = {path.name: path.stat().st_size for path in (folder / FOLDER).glob("??/*")}
    absent = [blob for blob, name, size in rows if there.get(name) != size]
    with transaction(db):
        for blob in absent:
            lose(db, blob)
    return len(absent)


def rest(db: Database, blob: bytes, until: date) -> None:
    """Do not fetch an attachment by itself before a day."""
    with transaction(db):
        db.execute("UPDATE blob SET rests_until = ? WHERE id = ?", (until.isoformat(), blob))


def missed(db: Database, blob: bytes, today: date) -> str:
    """Say that the server has no more of an attachment today; give since when that is so (ISO day)."""
    with transaction(db):
        row = (today.isoformat(), blob)
        db.execute("UPDATE blob SET missed_on = ? WHERE id = ? AND missed_on = ''", row)
    since: str = db.execute("SELECT missed_on FROM blob WHERE id = ?", (blob,)).fetchone()[0]
    return since


def want(db: Database, blob: bytes, *, now: bool = True) -> None:
    """Say that a person asked for an attachment, or no longer does."""
    with transaction(db):
        db.execute("UPDATE blob SET wanted = ? WHERE id = ? AND NOT checked", (now, blob))


def missing(db: Database, blob: bytes, *, wanted: bool = False) -> tuple[int, ...]:
    """Give the chunks that are still to be fetched; with *wanted* none once nobody waits for them."""
    known = find(db, blob)
    return known.missing if known and (known.wanted or not wanted) else ()


def uploaded(db: Database, blob: bytes, chunks: Iterable[int]) -> None:
    """Say which chunks the server has, as it answered or confirmed; those said before stay."""
    known = find(db, blob)
    if known is not None:
        sent = known.sent | {i for i in chunks if 0 <= i < known.chunks}
        with transaction(db):
            row = (_bits(sent, known.chunks), len(sent) == known.chunks, blob)
            db.execute("UPDATE blob SET sent = ?, uploaded = ? WHERE id = ?", row)


def upload_again(db: Database, blob: bytes | None = None) -> None:
    """Say that the server lost all attachments (it has a new instance id), or one that somebody asks for."""
    with transaction(db):
        if blob is None:
            db.execute("UPDATE blob SET sent = zeroblob(length(sent)), uploaded = 0")
        else:
            again = "UPDATE blob SET sent = zeroblob(length(sent)), uploaded = 0, again = 1 WHERE id = ?"
            db.execute(again, (blob,))


def to_upload(db: Database) -> list[Blob]:
    """List what the server lacks, oldest entry first.

    That is own attachments whose entries are in a batch, and those somebody asked for.
    """
    rows = db.execute(
        """
        SELECT b.id, b.chunks, b.have, b.sent, b.token, b.wanted, min(p.entry) FROM blob b
          JOIN page_view p ON p.blob = b.id
          LEFT JOIN outbox o ON o.entry = p.entry AND o.k IS NOT NULL
         WHERE b.complete AND NOT b.uploaded AND (b.again OR (p.own AND o.entry IS NOT NULL))
         GROUP BY b.id ORDER BY min(p.entry)
        """
    )
    return [_blob(row[:6]) for row in rows]


def to_fetch(db: Database, today: date, *, wanted: bool = False) -> list[Blob]:
    """List what entries name and is not whole or not checked here: what a person waits for, then by age.

    What rests today is left out, and with *wanted* all that nobody waits for.
    """
    rows = db.execute(
        """
        SELECT p.blob, coalesce(b.chunks, p.chunks), coalesce(b.have, x''), coalesce(b.sent, x''),
               coalesce(b.token, x''), coalesce(b.wanted, 0), min(p.entry)
          FROM page_view p LEFT JOIN blob b ON b.id = p.blob
         WHERE (b.id IS NULL OR NOT b.checked)
           AND (coalesce(b.wanted, 0) OR (NOT ? AND coalesce(b.rests_until, '') <= ?))
         GROUP BY p.blob ORDER BY coalesce(b.wanted, 0) DESC, min(p.entry)
        """,
        (wanted, today.isoformat()),
    )
    return [_blob(row[:6]) for row in rows]


def waited_for(db: Database) -> bool:
    """Say whether a person waits for an attachment."""
    return db.execute("SELECT 1 FROM blob WHERE wanted LIMIT 1").fetchone() is not None


def pages(db: Database, blob: bytes) -> list[Page]:
    """Give what the entries that count say of an attachment, oldest first; they need not agree."""
    rows = db.execute(
        "SELECT e.signed FROM page_view p JOIN entry e ON e.key = p.entry WHERE p.blob = ? ORDER BY p.entry",
        (blob,),
    )
    facts = [codec.decode(signed).fact for (signed,) in rows]
    named = [page for fact in facts for page in getattr(fact, "pages", ()) if isinstance(page, Page)]
    return [page for page in named if page.blob == blob]


def authors(db: Database, blob: bytes) -> frozenset[AuthorId]:
    """Give who wrote the entries that name an attachment."""
    sql = "SELECT e.author FROM page_view p JOIN entry e ON e.key = p.entry WHERE p.blob = ?"
    return frozenset(AuthorId(name) for (name,) in db.execute(sql, (blob,)))


def remove(folder: Path, name: str) -> None:
    """Remove the file of an attachment that is no more; raise NoFile where the disk does not let it go."""
    try:
        (folder / FOLDER / name[:2] / name).unlink(missing_ok=True)
    except OSError as error:
        raise NoFile(NO_FILE, why=error.strerror) from error


def sweep(folder: Path, db: Database) -> int:
    """Remove files that belong to no attachment (left by a crash) and give how many there were.

    While it looks nobody else can write, or it would take a file whose row is on its way.
    """
    with transaction(db):
        names = {row[0] for row in db.execute("SELECT name FROM blob")}
        stray = [path for path in (folder / FOLDER).glob("??/*") if path.name not in names]
        for path in stray:
            with suppress(OSError):  # it is sealed and tells nothing; the next start tries again
                path.unlink()
    return len(stray)


def _path(folder: Path, db: Database, blob: bytes) -> Path:
    name: str = db.execute("SELECT name FROM blob WHERE id = ?", (blob,)).fetchone()[0]
    return folder / FOLDER / name[:2] / name


def _blob(row: Sequence[Any]) -> Blob:
    name, chunks, have, sent, token, wanted = row
    return Blob(name, chunks, _numbers(have), _numbers(sent), token, bool(wanted))


def _bits(numbers: Iterable[int], count: int) -> bytes:
    return sum(1 << i for i in numbers).to_bytes(-(-count // 8), "little")


def _numbers(bits: bytes) -> frozenset[int]:
    return frozenset(8 * n + i for n, byte in enumerate(bits) for i in range(8) if byte >> i & 1)
