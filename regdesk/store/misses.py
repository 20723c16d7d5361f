"""Batches that will not come again, and those that did not come although colleagues saw them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from regdesk.domain.journal import AuthorId, OrgId
from regdesk.store.database import Database, transaction
from regdesk.wire.voids import Void

NOBODY: Final = AuthorId(b"")


@dataclass(frozen=True)
class Withheld:
    """Batches of *author* up to number *k* that a colleague saw and this desk did not, since *since* ms."""

    author: AuthorId
    k: int
    since: int


def lost(db: Database, recipient: OrgId, author: AuthorId, first: int, last: int) -> int:
    """Give the highest number of a range whose batch this desk cannot send again; 0 where it can send all.

    That is a batch that was let go when it arrived, one that was called off, or one that a restored copy of
    this desk never saw.
    """
    here = db.execute(
        "SELECT k FROM batch WHERE recipient = ? AND author = ? AND k BETWEEN ? AND ? AND envelope <> x''",
        (recipient, author, first, last),
    )
    kept = {k for (k,) in here}
    return next((k for k in range(last, first - 1, -1) if k not in kept), 0)


def give_up(db: Database, void: Void, signed: bytes, asker: AuthorId) -> None:
    """Keep a signed void to tell its recipient; a later one of the same channel takes its place.

    *asker* missed the batches: another computer of the recipient, which has them, does not answer for it.
    It is NOBODY where they were called off before anybody missed them.
    """
    with transaction(db):
        db.execute(
            """
            INSERT INTO void VALUES (?, ?, ?, ?, ?) ON CONFLICT (recipient, author, asker)
            DO UPDATE SET k = excluded.k, signed = excluded.signed WHERE excluded.k > k
            """,
            (void.recipient, void.author, asker, void.k, signed),
        )


def given_up(db: Database, recipient: OrgId, author: AuthorId, asker: AuthorId) -> int:
    """Give up to which number the batches of *author* were given up for one computer of a recipient."""
    sql = "SELECT k FROM void WHERE recipient = ? AND author = ? AND asker = ?"
    row = db.execute(sql, (recipient, author, asker)).fetchone()
    return row[0] if row else 0


def voids(db: Database, recipient: OrgId) -> tuple[bytes, ...]:
    """List the signed voids that whoever asked has not gone on from yet."""
    sql = "SELECT signed FROM void WHERE recipient = ? GROUP BY signed ORDER BY author, k"
    return tuple(signed for (signed,) in db.execute(sql, (recipient,)))


def went_on(db: Database, author: AuthorId, k: int, asker: AuthorId) -> None:
    """Forget the void of a channel once the computer that asked acknowledged its number."""
    with transaction(db):
        db.execute(
            "DELETE FROM void WHERE author = ? AND asker IN (?, ?) AND k <= ?", (author, asker, NOBODY, k)
        )


def head(db: Database, recipient: OrgId, author: AuthorId, k: int) -> bytes | None:
    """Give the c_k of a batch this desk built, None where it does not know it."""
    row = db.execute(
        "SELECT head FROM batch WHERE recipient = ? AND author = ? AND k = ?", (recipient, author, k)
    ).fetchone()
    return bytes(row[0]) if row else None


def seen_elsewhere(db: Database, reached: Mapping[AuthorId, int], now_ms: int) -> None:
    """Remember how far colleagues saw authors' batches, where that is further than this desk did."""
    with transaction(db):
        db.executemany(
            """
            INSERT INTO withheld SELECT ?, ?, ?
             WHERE ? > coalesce((SELECT k FROM channel WHERE author = ?), 0)
            ON CONFLICT (author) DO UPDATE SET k = max(k, excluded.k)
            """,
            [(author, k, now_ms, k, author) for author, k in reached.items()],
        )
        db.execute("DELETE FROM withheld WHERE k <= (SELECT k FROM channel WHERE author = withheld.author)")


def withheld(db: Database) -> list[Withheld]:
    """List what colleagues saw and this desk did not, as far as it still lacks it."""
    rows = db.execute(
        """
        SELECT w.author, w.k, w.since FROM withheld w LEFT JOIN channel c ON c.author = w.author
         WHERE w.k > coalesce(c.k, 0) ORDER BY w.since, w.author
        """
    )
    return [Withheld(AuthorId(author), k, since) for author, k, since in rows]
