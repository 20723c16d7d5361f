"""What is on its way out, as a person may look at it: record by record, page by page, and receipts."""

from dataclasses import dataclass
from typing import Final

from regdesk.domain.journal import EntryId, OrgId, StreamId
from regdesk.store.database import Database

QUEUED: Final = 0
BUILT: Final = 1
TAKEN: Final = 2


@dataclass(frozen=True)
class Leaving:
    """A record on its way to one organisation.

    level  QUEUED (in no batch yet), BUILT (in a batch on this disk), TAKEN (the server has it)
    size   bytes;  at  when it was written, taken_at when the server took it (ms)
    """

    key: int
    stream: StreamId
    section: str
    id: EntryId
    recipient: OrgId
    level: int
    size: int
    at: int
    taken_at: int
    signed: bytes


@dataclass(frozen=True)
class Scan:
    """The pages of one record on their way to the server: bytes in all, bytes there, and how many pages."""

    stream: StreamId
    entry: int
    pages: int
    size: int
    sent: int


@dataclass(frozen=True)
class Receipt:
    """What an organisation said it has: when it last said so (ms, 0: never), and records it did not yet."""

    org: OrgId
    last_at: int
    open: int


def leaving(db: Database, limit: int = 500) -> list[Leaving]:
    """List the records that somebody has not acknowledged yet, oldest first, *limit* at most."""
    rows = db.execute(
        """
        SELECT o.entry, s.id, e.section, e.id, o.recipient,
               CASE WHEN o.k IS NULL THEN 0 WHEN coalesce(b.pushed, 0) THEN 2 ELSE 1 END,
               length(e.signed), e.at, coalesce(b.pushed_at, 0), e.signed
          FROM outbox o JOIN entry e ON e.key = o.entry JOIN stream s ON s.key = e.stream
          LEFT JOIN batch b ON b.recipient = o.recipient AND b.author = o.author AND b.k = o.k
         WHERE o.acked = 0 ORDER BY o.entry, o.recipient LIMIT ?
        """,
        (limit,),
    )
    return [
        Leaving(key, StreamId(stream), section, EntryId(name), OrgId(to), level, size, at, taken, signed)
        for key, stream, section, name, to, level, size, at, taken, signed in rows
    ]


def open_for(db: Database) -> dict[OrgId, int]:
    """Count the records that an organisation did not acknowledge yet, by organisation."""
    rows = db.execute("SELECT recipient, count(*) FROM outbox WHERE acked = 0 GROUP BY recipient")
    return {OrgId(recipient): count for recipient, count in rows}


def scans(db: Database) -> list[Scan]:
    """List own records whose pages the server does not have whole, oldest first."""
    rows = db.execute(
        """
        SELECT s.id, p.entry, b.size, b.chunks, b.sent
          FROM page_view p JOIN blob b ON b.id = p.blob JOIN stream s ON s.key = p.stream
         WHERE p.own AND b.complete AND NOT b.uploaded
           AND EXISTS (SELECT 1 FROM outbox o WHERE o.entry = p.entry)
         ORDER BY p.entry
        """
    )
    found: dict[int, Scan] = {}
    for stream, entry, size, chunks, sent in rows:
        there = size * sum(byte.bit_count() for byte in sent) // max(chunks, 1)
        one = found.get(entry, Scan(StreamId(stream), entry, 0, 0, 0))
        found[entry] = Scan(one.stream, entry, one.pages + 1, one.size + size, one.sent + there)
    return list(found.values())


def receipts(db: Database) -> list[Receipt]:
    """Give for each organisation something went to when it last acknowledged anything."""
    rows = db.execute(
        """
        SELECT b.recipient, max(b.acked_at),
               (SELECT count(*) FROM outbox o WHERE o.recipient = b.recipient AND o.acked = 0)
          FROM batch b GROUP BY b.recipient ORDER BY b.recipient
        """
    )
    return [Receipt(OrgId(org), last_at, open_) for org, last_at, open_ in rows]


def moved(db: Database, stream: StreamId, own: OrgId) -> dict[EntryId, int]:
    """Give when each record last moved on towards a partner: taken by the server, or acknowledged (ms).

    Own other computers count only for what goes to nobody else. What did not move is left out.
    """
    rows = db.execute(
        """
        SELECT e.id, o.recipient = ?, max(CASE WHEN o.acked THEN b.acked_at ELSE b.pushed_at END)
          FROM stream s JOIN entry e ON e.stream = s.key JOIN outbox o ON o.entry = e.key
          JOIN batch b ON b.recipient = o.recipient AND b.author = o.author AND b.k = o.k
         WHERE s.id = ? GROUP BY e.id, o.recipient = ? ORDER BY o.recipient = ? DESC
        """,
        (own, stream, own, own),
    )
    return {EntryId(name): at for name, _, at in rows if at}
