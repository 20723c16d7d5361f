"""What is to go onto a stick for an organisation: built batches that have not arrived, scans not received."""

from dataclasses import dataclass

from regdesk.domain.journal import AuthorId, OrgId
from regdesk.store import channels
from regdesk.store.channels import Built
from regdesk.store.database import Database
from regdesk.store.outbox import Row


@dataclass(frozen=True)
class Scan:
    """An attachment that is whole here, its number of chunks, and the entry that names it."""

    blob: bytes
    chunks: int
    row: Row


def batches(db: Database, org: OrgId) -> list[Built]:
    """List the batches built here that an organisation has not acknowledged, pushed or not.

    What is held back is none of them.
    """
    rows = db.execute(
        "SELECT author, k, head, envelope FROM batch WHERE recipient = ? AND envelope <> x'' ORDER BY rowid",
        (org,),
    )
    held = channels.held_back(db)
    found = (Built(org, AuthorId(author), k, head, envelope) for author, k, head, envelope in rows)
    return [one for one in found if (org, one.author, one.k) not in held]


def records(db: Database, org: OrgId) -> int:
    """Count the entries in those batches."""
    number: int = db.execute(f"SELECT count(*) {_IN_THEM}", (org,)).fetchone()[0]
    return number


def authors(db: Database, org: OrgId) -> frozenset[AuthorId]:
    """Give who wrote the entries in those batches."""
    sql = f"SELECT DISTINCT e.author {_IN_THEM}"
    return frozenset(AuthorId(name) for (name,) in db.execute(sql, (org,)))


_IN_THEM = """
    FROM batch b JOIN outbox o ON o.recipient = b.recipient AND o.author = b.author AND o.k = b.k
    JOIN entry e ON e.key = o.entry WHERE b.recipient = ? AND b.envelope <> x''
"""


def scans(db: Database, org: OrgId) -> list[Scan]:
    """List the attachments of entries that went to a partner and that it has not said it has."""
    return _scans(
        db,
        """
        JOIN outbox o ON o.entry = p.entry AND o.recipient = ? AND o.k IS NOT NULL
        WHERE b.checked AND ((b.again AND NOT b.uploaded)
           OR NOT EXISTS (SELECT 1 FROM part a WHERE a.blob = b.id AND a.org = o.recipient))
        """,
        (org,),
    )


def scans_for_colleagues(db: Database, devices: list[bytes]) -> list[Scan]:
    """List the attachments that one of these computers has not said it has."""
    lacks = " OR ".join(
        "NOT EXISTS (SELECT 1 FROM blob_at a WHERE a.blob = b.id AND a.device = ?)" for _ in devices
    )
    return _scans(db, f"WHERE b.checked AND ({lacks or '0'})", tuple(devices))


def _scans(db: Database, which: str, values: tuple[bytes, ...]) -> list[Scan]:
    rows = db.execute(
        f"""
        SELECT b.id, b.chunks, e.key, s.id, e.section, e.id, e.author
          FROM blob b JOIN page_view p ON p.blob = b.id
          JOIN entry e ON e.key = p.entry JOIN stream s ON s.key = e.stream {which} ORDER BY e.key
        """,  # noqa: S608 - our own text
        values,
    )
    return [Scan(blob, chunks, Row._make(row)) for blob, chunks, *row in rows]
