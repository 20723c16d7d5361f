"""Who has which attachment whole, and what is still to be said about it.

A scan has arrived when its recipient said so in a signed batch: that the server took it proves little.
"""

from collections.abc import Collection, Iterable

from regdesk.domain.journal import AuthorId, OrgId, StreamId
from regdesk.store.database import Database, transaction


def arrived(db: Database, org: OrgId, blobs: Iterable[bytes]) -> Collection[StreamId]:
    """Remember what an organisation says it has whole; give the streams whose marks that changes."""
    streams = set[StreamId]()
    with transaction(db):
        for blob in blobs:
            named = named_in(db, blob)
            if named and db.execute("INSERT OR IGNORE INTO part VALUES (?, ?)", (blob, org)).rowcount:
                streams |= {*named}
    return frozenset(streams)


def named_in(db: Database, blob: bytes) -> Collection[StreamId]:
    """Give the streams whose entries name an attachment."""
    rows = db.execute(
        "SELECT DISTINCT s.id FROM page_view p JOIN stream s ON s.key = p.stream WHERE p.blob = ?", (blob,)
    )
    return frozenset(StreamId(row[0]) for row in rows)


def owe(db: Database, blob: bytes, orgs: Iterable[OrgId], *, whole: bool = True) -> None:
    """Have organisations told that an attachment is whole here, or that it cannot be had from the server.

    Where it is theirs, they have it.
    """
    with transaction(db):
        for org in orgs:
            db.execute(
                "INSERT OR IGNORE INTO receipt (blob, org, whole) VALUES (?, ?, ?)", (blob, org, whole)
            )
            if whole:
                db.execute("INSERT OR IGNORE INTO part VALUES (?, ?)", (blob, org))
                db.execute("DELETE FROM receipt WHERE blob = ? AND NOT whole", (blob,))


def to_say(db: Database, org: OrgId, *, whole: bool, limit: int) -> list[bytes]:
    """List attachments of which an organisation is to be told."""
    rows = db.execute(
        "SELECT blob FROM receipt WHERE k IS NULL AND org = ? AND whole = ? ORDER BY blob LIMIT ?",
        (org, whole, limit),
    )
    return [blob for (blob,) in rows]


def owes(db: Database, org: OrgId) -> bool:
    """Say whether an organisation is to be told something."""
    return (
        db.execute("SELECT 1 FROM receipt WHERE k IS NULL AND org = ? LIMIT 1", (org,)).fetchone() is not None
    )


def said(
    db: Database, org: OrgId, named: Iterable[tuple[bytes, bool]], where: tuple[AuthorId, int, str]
) -> None:
    """Remember that a batch tells these (attachment, whole); *where* is its author, number and ISO day."""
    with transaction(db):
        db.executemany(
            "UPDATE receipt SET author = ?, k = ?, said_on = ? WHERE org = ? AND blob = ? AND whole = ?",
            [(*where, org, blob, whole) for blob, whole in named],
        )


def say_again(db: Database, org: OrgId, author: AuthorId | None = None, k: int | None = None) -> None:
    """Have an organisation told again what batches up to *k* of an author told, or all that was ever told."""
    which = "AND author = ? AND k <= ?" if author is not None else ""
    values = (org, author, k) if author is not None else (org,)
    with transaction(db):
        db.execute(f"UPDATE receipt SET author = NULL, k = NULL WHERE org = ? {which}", values)  # noqa: S608


def ask_again(db: Database, blob: bytes, before: str) -> None:
    """Ask once more for what was asked for before an ISO day and has not come."""
    with transaction(db):
        db.execute(
            """
            UPDATE receipt SET author = NULL, k = NULL
             WHERE blob = ? AND NOT whole AND k IS NOT NULL AND said_on <= ?
            """,
            (blob, before),
        )


def may_have(db: Database, blob: bytes, org: OrgId, own: OrgId) -> bool:
    """Say whether an attachment that is whole here is meant for *org*: an entry that names it went there."""
    return (
        db.execute(
            """
        SELECT 1 FROM page_view p JOIN blob b ON b.id = p.blob
          LEFT JOIN outbox o ON o.entry = p.entry AND o.recipient = ? AND o.k IS NOT NULL
         WHERE p.blob = ? AND b.checked AND (o.entry IS NOT NULL OR ? = ?)
        """,
            (org, blob, org, own),
        ).fetchone()
        is not None
    )


def newest(db: Database) -> int:
    """Give a number that changes when an entry is added here."""
    number: int = db.execute("SELECT coalesce(max(key), 0) FROM entry").fetchone()[0]
    return number
