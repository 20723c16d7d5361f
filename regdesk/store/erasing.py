"""Taking away the bytes of what was erased, here and now: entry, outbox rows, drafts, scans, what lies aside.

What is erased is read from the journal (`domain/erasure.py`); this file only follows. The tables it keeps
tell which numbers stay taken and which ids are refused when they come again.
"""

from collections.abc import Collection, Iterable
from pathlib import Path

from regdesk.domain import codec
from regdesk.domain.erasure import Gone
from regdesk.domain.journal import AuthorId, CaseFile, Entry, EntryId, OrgId, StreamId
from regdesk.errors import Refused
from regdesk.store import papers, snapshots
from regdesk.store.database import Database, transaction

Place = tuple[EntryId, str, AuthorId, int]


def act(db: Database, case: CaseFile) -> None:
    """Make what is stored of a stream follow its stubs; call it in the transaction that added them."""
    stubs = [entry for entry in case.entries if isinstance(entry.fact, Gone)]
    found = db.execute("SELECT key FROM stream WHERE id = ?", (case.id,)).fetchone()
    if found is None or not (stubs or _any(db, found[0])):
        return
    stream = found[0]
    db.execute("DELETE FROM erased WHERE stream = ?", (stream,))
    db.executemany(
        "INSERT INTO erased VALUES (?, ?, ?, ?, ?)",
        [(stream, one.id, one.section, one.author, one.n) for one in stubs],
    )
    keys = list(_stored(db, stream, stubs))
    if keys:
        _take_away(db, stream, keys)
        _sweep_tray(db, {one.id for one in stubs})
        snapshots.pack_anew(db)
        db.execute("DELETE FROM draft WHERE name LIKE ? || '/%'", (case.id.hex(),))
        codec.decode.cache_clear()


def refused(db: Database, stream: int) -> frozenset[Place]:
    """Give id, section, author and number of what is erased of a stream, by its key; it is refused."""
    rows = db.execute("SELECT id, section, author, n FROM erased WHERE stream = ?", (stream,))
    return frozenset((EntryId(name), section, AuthorId(author), n) for name, section, author, n in rows)


def highest(db: Database, stream: StreamId, section: str, author: AuthorId) -> int:
    """Give the highest number of an author in a section of a stream that an erased entry had."""
    number: int = db.execute(
        """
        SELECT coalesce(max(n), 0) FROM erased
         WHERE stream = (SELECT key FROM stream WHERE id = ?) AND section = ? AND author = ?
        """,
        (stream, section, author),
    ).fetchone()[0]
    return number


def remove_files(folder: Path, db: Database) -> int:
    """Remove the files of erased attachments, after what names them is gone for good; give how many."""
    rows = db.execute("SELECT blob, name FROM blob_gone WHERE name <> ''").fetchall()
    for blob, name in rows:
        papers.remove(folder, name)
        with transaction(db):
            db.execute("UPDATE blob_gone SET name = '' WHERE blob = ?", (blob,))
    return len(rows)


def on_server(db: Database) -> list[tuple[bytes, bytes]]:
    """List erased attachments that the server may still have: id and the token to delete them."""
    return db.execute("SELECT blob, token FROM blob_gone WHERE name = '' ORDER BY blob").fetchall()


def off_server(db: Database, blob: bytes) -> None:
    """Forget an erased attachment: the server has it no more, or not from us."""
    with transaction(db):
        db.execute("DELETE FROM blob_gone WHERE blob = ?", (blob,))


def to_call_off(db: Database) -> list[tuple[OrgId, AuthorId, int]]:
    """List the built batches that hold erased entries and have not arrived: recipient, author, number."""
    rows = db.execute("SELECT recipient, author, k FROM to_call_off ORDER BY recipient, author, k")
    return [(OrgId(recipient), AuthorId(author), k) for recipient, author, k in rows]


def called_off(db: Database, recipient: OrgId, author: AuthorId, k: int) -> None:
    """Say that a batch was called off."""
    with transaction(db):
        db.execute(
            "DELETE FROM to_call_off WHERE recipient = ? AND author = ? AND k = ?", (recipient, author, k)
        )


def _any(db: Database, stream: int) -> bool:
    return db.execute("SELECT 1 FROM erased WHERE stream = ? LIMIT 1", (stream,)).fetchone() is not None


def _stored(db: Database, stream: int, stubs: Iterable[Entry]) -> Iterable[int]:
    sql = "SELECT key FROM entry WHERE stream = ? AND id = ?"
    for stub in stubs:
        found = db.execute(sql, (stream, stub.id)).fetchone()
        if found:
            yield found[0]


def _take_away(db: Database, stream: int, keys: Collection[int]) -> None:
    """Delete entries and all that hangs on them; attachments go that no entry names any more."""
    rows = [(key,) for key in keys]
    for key in keys:
        db.execute(
            """
            INSERT OR IGNORE INTO to_call_off SELECT o.recipient, o.author, o.k FROM outbox o
              JOIN batch b ON b.recipient = o.recipient AND b.author = o.author AND b.k = o.k
             WHERE o.entry = ? AND b.envelope <> x''
            """,
            (key,),
        )
    blobs = {
        blob for key in rows for (blob,) in db.execute("SELECT blob FROM page_view WHERE entry = ?", key)
    }
    db.executemany("DELETE FROM outbox WHERE entry = ?", rows)
    db.executemany("DELETE FROM recalled WHERE entry = ?", rows)
    db.executemany("DELETE FROM page_view WHERE stream = ? AND entry = ?", [(stream, key) for key in keys])
    db.executemany("DELETE FROM entry WHERE key = ?", rows)
    # A key that was the newest is given again; what comes under it was not here before a revocation.
    db.execute("UPDATE revocation SET last = min(last, (SELECT coalesce(max(key), 0) FROM entry))")
    for blob in blobs:
        if db.execute("SELECT 1 FROM page_view WHERE blob = ?", (blob,)).fetchone() is None:
            _forget(db, blob)


def _forget(db: Database, blob: bytes) -> None:
    db.execute("INSERT OR IGNORE INTO blob_gone SELECT id, name, token FROM blob WHERE id = ?", (blob,))
    for table, column in (("blob", "id"), ("part", "blob"), ("receipt", "blob")):
        db.execute(f"DELETE FROM {table} WHERE {column} = ?", (blob,))  # noqa: S608 - our own names


def _sweep_tray(db: Database, gone: Collection[EntryId]) -> None:
    """Take erased entries out of the tray too, where one lies there a second time."""
    for key, signed in db.execute("SELECT key, signed FROM tray").fetchall():
        try:
            name = codec.arrived(signed).id
        except Refused:
            continue
        if name in gone:
            db.execute("DELETE FROM tray WHERE key = ?", (key,))
