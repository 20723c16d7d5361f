"""What came here and is for the other computers of the organisation too: envelopes, and who has what.

A computer without a line gets it on a stick from a colleague's; one that has a line, from the mailbox.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from regdesk.domain.journal import AuthorId
from regdesk.store.database import Database, transaction


@dataclass(frozen=True)
class Passed:
    """An envelope to pass on: the batch *k* of *author* that is in it, and how many records that holds."""

    author: AuthorId
    k: int
    records: int
    envelope: bytes


def keep(db: Database, one: Passed, *, pushed: bool) -> None:
    """Keep an envelope to pass on; *pushed* where it came from the server and so is in the mailbox."""
    row = (sha256(one.envelope).digest(), one.author, one.k, one.records, pushed, one.envelope)
    with transaction(db):
        db.execute("INSERT OR IGNORE INTO relay VALUES (?, ?, ?, ?, ?, ?)", row)


def waiting(db: Database) -> list[Passed]:
    """List the envelopes that a colleague's computer may lack, in the order they came."""
    return _passed(db, "")


def to_push(db: Database) -> list[Passed]:
    """List the envelopes that came on a stick and that the server has not confirmed."""
    return _passed(db, "WHERE NOT pushed")


def pushed(db: Database, envelopes: Iterable[Passed]) -> None:
    """Say that the server took these."""
    with transaction(db):
        marks = [(sha256(one.envelope).digest(),) for one in envelopes]
        db.executemany("UPDATE relay SET pushed = 1 WHERE hash = ?", marks)


def push_again(db: Database) -> None:
    """Say that the server lost what it had."""
    with transaction(db):
        db.execute("UPDATE relay SET pushed = 0")


def came_to(db: Database, device: bytes, reached: Mapping[bytes, int]) -> None:
    """Remember how far a colleague's computer has everybody's batches; it never goes back."""
    with transaction(db):
        db.executemany(
            """
            INSERT INTO reached VALUES (?, ?, ?) ON CONFLICT (device, author)
            DO UPDATE SET k = excluded.k WHERE excluded.k > k
            """,
            [(device, author, k) for author, k in reached.items()],
        )


def let_go(db: Database, others: Mapping[bytes, Collection[bytes]]) -> None:
    """Forget envelopes that all *others* have (by computer: its authors, whose own it needs not)."""
    held = db.execute("SELECT DISTINCT author FROM relay").fetchall()
    with transaction(db):
        for (author,) in held:
            least = [_reached(db, device, author) for device, on_it in others.items() if author not in on_it]
            if not least:
                db.execute("DELETE FROM relay WHERE author = ?", (author,))
            elif min(least):
                db.execute("DELETE FROM relay WHERE author = ? AND k <= ?", (author, min(least)))


def whole_at(db: Database, device: bytes, blobs: Iterable[bytes]) -> None:
    """Remember attachments that a colleague's computer says it has whole."""
    with transaction(db):
        db.executemany("INSERT OR IGNORE INTO blob_at VALUES (?, ?)", [(blob, device) for blob in blobs])


def begins_again(db: Database, device: bytes) -> None:
    """Forget what a computer has, which was restored from an older copy; and tell it of all once more."""
    with transaction(db):
        db.execute("DELETE FROM reached WHERE device = ?", (device,))
        db.execute("DELETE FROM blob_at WHERE device = ?", (device,))
        tell_again(db)


def to_tell(db: Database, limit: int) -> list[bytes]:
    """List attachments that are whole here and of which colleagues' computers were not told."""
    rows = db.execute(
        "SELECT id FROM blob WHERE checked AND id NOT IN (SELECT blob FROM blob_told) ORDER BY id LIMIT ?",
        (limit,),
    )
    return [blob for (blob,) in rows]


def told(db: Database, blobs: Iterable[bytes]) -> None:
    """Say that colleagues' computers are told of these."""
    with transaction(db):
        db.executemany("INSERT OR IGNORE INTO blob_told VALUES (?)", [(blob,) for blob in blobs])


def tell_again(db: Database) -> None:
    """Tell of all once more: a computer joined, or what was told does not arrive."""
    with transaction(db):
        db.execute("DELETE FROM blob_told")


def _passed(db: Database, which: str) -> list[Passed]:
    rows = db.execute(f"SELECT author, k, records, envelope FROM relay {which} ORDER BY rowid")  # noqa: S608
    return [Passed(AuthorId(author), k, records, envelope) for author, k, records, envelope in rows]


def _reached(db: Database, device: bytes, author: bytes) -> int:
    row = db.execute("SELECT k FROM reached WHERE device = ? AND author = ?", (device, author)).fetchone()
    return row[0] if row else 0
