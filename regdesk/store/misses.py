"""Batches that will not come again, and those that did not come although colleagues saw them."""

from collections.abc import Mapping
from dataclasses import dataclass

from regdesk.domain.journal import AuthorId, OrgId
from regdesk.store.database import Database, transaction


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


def give_up(db: Database, recipient: OrgId, author: AuthorId, k: int, signed: bytes) -> None:
    """Keep a signed void to tell the recipient; a later one of the same channel takes its place."""
    with transaction(db):
        db.execute(
            """
            INSERT INTO void VALUES (?, ?, ?, ?) ON CONFLICT (recipient, author)
            DO UPDATE SET k = excluded.k, signed = excluded.signed WHERE excluded.k > k
            """,
            (recipient, author, k, signed),
        )


def given_up(db: Database, recipient: OrgId) -> dict[AuthorId, int]:
    """Give up to which number of each author's batches to a recipient were given up."""
    rows = db.execute("SELECT author, k FROM void WHERE recipient = ?", (recipient,))
    return {AuthorId(author): k for author, k in rows}


def voids(db: Database, recipient: OrgId) -> tuple[bytes, ...]:
    """List the signed voids the recipient has not gone on from yet."""
    rows = db.execute("SELECT signed FROM void WHERE recipient = ? ORDER BY author", (recipient,))
    return tuple(signed for (signed,) in rows)


def went_on(db: Database, recipient: OrgId, author: AuthorId, k: int) -> None:
    """Forget the void of a channel once its recipient acknowledged its number."""
    with transaction(db):
        db.execute("DELETE FROM void WHERE recipient = ? AND author = ? AND k <= ?", (recipient, author, k))


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
