"""Who is still to get what: one row for each recipient and entry, worked out again whenever a case changes.

Whether consent lets an entry travel is asked where a batch is built, not here: a row waits until then.
"""

import json
from collections.abc import Collection, Iterable, Mapping
from typing import Final, NamedTuple

from regdesk.domain.journal import AuthorId, CaseFile, Entry, EntryId, OrgId, StreamId, accepted
from regdesk.domain.membership import Accepted, Member, Membership, Offer
from regdesk.domain.rights import World, receivers
from regdesk.store import recalls
from regdesk.store.database import Database, transaction

HERE: Final = "here"
ON_SERVER: Final = "server"
ACKNOWLEDGED: Final = "acknowledged"


class Row(NamedTuple):
    """An entry that waits for a batch; `key` orders rows as entries arrived here."""

    key: int
    stream: StreamId
    section: str
    id: EntryId
    author: AuthorId


def refresh(db: Database, case: CaseFile, member: Membership, world: World) -> None:
    """Work out the rows of one stream again; what is in a batch or was asked for stays as it is."""
    rows = db.execute(
        "SELECT e.key, e.id, e.source FROM entry e JOIN stream s ON s.key = e.stream WHERE s.id = ?",
        (case.id,),
    ).fetchall()
    sources = {EntryId(name): (key, source) for key, name, source in rows}
    present, settled = _present(db, case.id)
    wanted = set(_wanted(case, member, world, sources)) - set(_recalled(db, case.id, world.own, member))
    too_late = {sources[name][0] for name in case.off if name in sources}
    db.executemany("DELETE FROM outbox WHERE entry = ? AND recipient = ?", present - settled - wanted)
    db.executemany(
        "DELETE FROM outbox WHERE entry = ? AND recipient <> ? AND k IS NULL",
        [(key, world.own) for key in too_late],
    )
    db.executemany("INSERT INTO outbox (entry, recipient) VALUES (?, ?)", sorted(wanted - present))


def waiting(db: Database, recipient: OrgId, *, after: int = 0, limit: int = -1) -> list[Row]:
    """List what waits for an organisation and is in no batch yet, oldest first, after row *after*.

    An entry whose signature is not checked yet is passed on to nobody.
    """
    rows = db.execute(
        """
        SELECT o.entry, s.id, e.section, e.id, e.author
          FROM outbox o JOIN entry e ON e.key = o.entry JOIN stream s ON s.key = e.stream
         WHERE o.recipient = ? AND o.k IS NULL AND o.entry > ? AND e.verified
         ORDER BY o.entry LIMIT ?
        """,
        (recipient, after, limit),
    )
    return [Row._make(row) for row in rows]


def recipients(db: Database) -> list[OrgId]:
    """List the organisations for which something waits."""
    rows = db.execute("SELECT DISTINCT recipient FROM outbox WHERE k IS NULL ORDER BY recipient")
    return [OrgId(row[0]) for row in rows]


def bodies(db: Database, keys: Iterable[int]) -> list[bytes]:
    """Give the signed bytes of rows, in their order."""
    sql = "SELECT e.signed FROM json_each(?) wanted JOIN entry e ON e.key = wanted.value ORDER BY wanted.key"
    return [signed for (signed,) in db.execute(sql, (json.dumps(list(keys)),))]


def assign(db: Database, keys: Iterable[int], recipient: OrgId, author: AuthorId, k: int) -> None:
    """Say that rows went into batch *k* of this desk's *author* to *recipient*."""
    with transaction(db):
        db.execute(
            """
            UPDATE outbox SET author = ?, k = ?
             WHERE recipient = ? AND k IS NULL AND entry IN (SELECT value FROM json_each(?))
            """,
            (author, k, recipient, json.dumps(list(keys))),
        )


def acknowledged(
    db: Database, recipient: OrgId, author: AuthorId, k: int, at_ms: int = 0
) -> Collection[StreamId]:
    """Mark all that arrived with the batches of *author* up to *k*; give the streams whose marks changed.

    *at_ms* is when this was learned. The envelopes of those batches are let go; what is asked for again all
    the same is built anew.
    """
    names = (recipient, author, k)
    with transaction(db):
        rows = db.execute(
            """
            SELECT DISTINCT s.id FROM outbox o
              JOIN entry e ON e.key = o.entry JOIN stream s ON s.key = e.stream
             WHERE o.recipient = ? AND o.author = ? AND o.k <= ? AND o.acked = 0
            """,
            names,
        ).fetchall()
        where = "WHERE recipient = ? AND author = ? AND k <= ?"
        db.execute(f"UPDATE outbox SET acked = 1 {where} AND acked = 0", names)  # noqa: S608 - our own text
        let_go = f"UPDATE batch SET pushed = 1, envelope = x'', acked_at = ? {where} AND length(envelope) > 0"  # noqa: S608
        db.execute(let_go, (at_ms, *names))
    return frozenset(StreamId(row[0]) for row in rows)


def unacknowledged(db: Database, recipient: OrgId, author: AuthorId, k: int, limit: int) -> list[int]:
    """List the first numbers up to *k* of the batches that nobody acknowledged yet."""
    rows = db.execute(
        """
        SELECT k FROM batch
         WHERE recipient = ? AND author = ? AND k <= ? AND length(envelope) > 0 ORDER BY k LIMIT ?
        """,
        (recipient, author, k, limit),
    )
    return [number for (number,) in rows]


def in_batch(db: Database, recipient: OrgId, author: AuthorId, k: int) -> list[Row]:
    """List what went into a batch, oldest first."""
    rows = db.execute(
        """
        SELECT o.entry, s.id, e.section, e.id, e.author
          FROM outbox o JOIN entry e ON e.key = o.entry JOIN stream s ON s.key = e.stream
         WHERE o.recipient = ? AND o.author = ? AND o.k = ? ORDER BY o.entry
        """,
        (recipient, author, k),
    )
    return [Row._make(row) for row in rows]


def sent(db: Database, stream: StreamId, own: OrgId) -> list[tuple[EntryId, OrgId, bool]]:
    """List what of a stream is in a batch to a partner: entry, partner, and whether it has arrived."""
    rows = db.execute(
        """
        SELECT e.id, o.recipient, o.acked FROM stream s
          JOIN entry e ON e.stream = s.key JOIN outbox o ON o.entry = e.key
         WHERE s.id = ? AND o.recipient <> ? AND o.k IS NOT NULL ORDER BY o.entry, o.recipient
        """,
        (stream, own),
    )
    return [(EntryId(name), OrgId(org), bool(acked)) for name, org, acked in rows]


def again(db: Database, recipient: OrgId, author: AuthorId, first: int, last: int) -> None:
    """Let what went into batches *first* to *last*, and cannot be sent so again, wait for a new batch."""
    with transaction(db):
        db.execute(
            """
            UPDATE outbox SET author = NULL, k = NULL, acked = 0, asked = 1
             WHERE recipient = ? AND author = ? AND k BETWEEN ? AND ?
               AND k NOT IN (SELECT k FROM batch WHERE recipient = ? AND author = ? AND envelope <> x'')
            """,
            (recipient, author, first, last, recipient, author),
        )


def not_known_to_have_come(db: Database, recipient: OrgId, author: AuthorId, k: int) -> None:
    """Let what went into batches up to *k* and was not acknowledged wait for a new batch.

    A void lets the recipient go on from *k*, and what it acknowledges later says nothing of what came before.
    Of those batches the ones that have not left are let go.
    """
    names = (recipient, author, k)
    where = "WHERE recipient = ? AND author = ? AND k <= ?"
    with transaction(db):
        db.execute(f"UPDATE outbox SET author = NULL, k = NULL {where} AND acked = 0", names)  # noqa: S608
        let_go = f"UPDATE batch SET pushed = 1, envelope = x'' {where} AND left = 0"  # noqa: S608 - our own text
        db.execute(let_go, names)


def ask(db: Database, recipient: OrgId, keys: Iterable[int]) -> None:
    """Let entries wait for who asked for them, whoever wrote them and whether they went before or not.

    What lies in a batch that is not acknowledged is on its way already.
    """
    with transaction(db):
        db.executemany(
            """
            INSERT INTO outbox (entry, recipient, asked) VALUES (?, ?, 1)
            ON CONFLICT (entry, recipient) DO UPDATE SET author = NULL, k = NULL, acked = 0, asked = 1
             WHERE acked = 1
            """,
            [(key, recipient) for key in keys],
        )


def on_request(
    db: Database, case: CaseFile, member: Membership, org: OrgId, world: World
) -> dict[EntryId, int]:
    """Give what of a case this computer sends to a partner that asks for it, consent aside: id -> key.

    What a colleague wrote the colleague's computer sends, which may have called it back; once that key is
    gone it falls to us.
    """
    rows = db.execute(_UNRECALLED, (case.id,)).fetchall()
    sources = {EntryId(name): (key, source) for key, name, source in rows}
    return {
        entry.id: sources[entry.id][0]
        for entry in case.entries
        if entry.id in sources
        and entry.id not in case.off
        and entry.author in world.authors
        and (world.authors[entry.author].org != world.own or _falls_to_us(entry, sources[entry.id][1], world))
        and org in recipients_of(entry, member)
    }


_UNRECALLED = """
    SELECT e.key, e.id, e.source FROM entry e JOIN stream s ON s.key = e.stream
     WHERE s.id = ? AND NOT EXISTS (SELECT 1 FROM recalled r WHERE r.entry = e.key)
"""


def recall(db: Database, key: int, own: OrgId) -> bool:
    """Keep an entry from all partners; say whether that was in time: once it is in a batch it is not."""
    with transaction(db):
        (gone,) = db.execute(
            "SELECT count(*) FROM outbox WHERE entry = ? AND recipient <> ? AND k IS NOT NULL", (key, own)
        ).fetchone()
        if not gone:
            recalls.keep(db, key, own)
    return not gone


def wait_no_more(db: Database, recipient: OrgId) -> None:
    """Let nothing wait for a recipient that is not there any more."""
    db.execute("DELETE FROM outbox WHERE recipient = ? AND k IS NULL", (recipient,))


def goes(db: Database, recipient: OrgId, key: int) -> bool:
    """Say whether an entry goes, or went, to a recipient."""
    sql = "SELECT 1 FROM outbox WHERE entry = ? AND recipient = ?"
    return db.execute(sql, (key, recipient)).fetchone() is not None


def unsent_count(db: Database) -> int:
    """Count the entries that have not gone to everybody yet, with all their pages, by server or stick."""
    number: int = db.execute(
        """
        SELECT count(DISTINCT entry) FROM (
            SELECT entry FROM outbox WHERE k IS NULL
            UNION ALL
            SELECT o.entry FROM batch b
              JOIN outbox o ON o.recipient = b.recipient AND o.author = b.author AND o.k = b.k
             WHERE b.pushed = 0
            UNION ALL
            SELECT o.entry FROM blob b
              JOIN page_view p ON p.blob = b.id AND p.own JOIN outbox o ON o.entry = p.entry
             WHERE b.complete AND NOT b.uploaded
               AND NOT EXISTS (SELECT 1 FROM part r WHERE r.blob = b.id AND r.org = o.recipient))
        """
    ).fetchone()[0]
    return number


def marks(db: Database, stream: StreamId, own: OrgId) -> dict[EntryId, str]:
    """Say how far each entry with recipients got: "here", "server" or "acknowledged", by the slowest partner.

    Own other computers count only for what goes to nobody else. A paper is on the server when all its pages
    are, and acknowledged when the partner said of each that it arrived whole, perhaps by stick.
    """
    rows = db.execute(
        """
        SELECT e.id, o.recipient = ?,
               CASE WHEN EXISTS (
                        SELECT 1 FROM page_view p JOIN blob f ON f.id = p.blob
                          LEFT JOIN part r ON r.blob = p.blob AND r.org = o.recipient
                         WHERE p.stream = s.key AND p.entry = o.entry AND p.own AND NOT f.uploaded
                           AND r.blob IS NULL) THEN 0
                    WHEN NOT o.acked THEN coalesce(b.pushed, 0)
                    WHEN EXISTS (
                        SELECT 1 FROM page_view p
                          LEFT JOIN part r ON r.blob = p.blob AND r.org = o.recipient
                         WHERE p.stream = s.key AND p.entry = o.entry AND p.own AND r.blob IS NULL) THEN 1
                    ELSE 2 END
          FROM stream s JOIN entry e ON e.stream = s.key JOIN outbox o ON o.entry = e.key
          LEFT JOIN batch b ON b.recipient = o.recipient AND b.author = o.author AND b.k = o.k
         WHERE s.id = ?
        """,
        (own, stream),
    )
    slowest: dict[EntryId, tuple[bool, int]] = {}
    for name, ours, level in rows:
        found = (bool(ours), level)
        slowest[EntryId(name)] = min(found, slowest.get(EntryId(name), found))
    words = (HERE, ON_SERVER, ACKNOWLEDGED)
    return {name: words[level] for name, (_, level) in slowest.items()}


def _present(db: Database, stream: StreamId) -> tuple[set[tuple[int, bytes]], set[tuple[int, bytes]]]:
    rows = db.execute(
        """
        SELECT o.entry, o.recipient, o.k IS NOT NULL OR o.asked FROM stream s
          JOIN entry e ON e.stream = s.key JOIN outbox o ON o.entry = e.key
         WHERE s.id = ?
        """,
        (stream,),
    ).fetchall()
    present = {(entry, recipient) for entry, recipient, _ in rows}
    return present, {(entry, recipient) for entry, recipient, settled in rows if settled}


def _recalled(db: Database, stream: StreamId, own: OrgId, member: Membership) -> Iterable[tuple[int, OrgId]]:
    """Give (entry key, partner) for what was called back before it left; own computers still get it."""
    rows = db.execute(
        "SELECT r.entry FROM recalled r JOIN entry e ON e.key = r.entry JOIN stream s ON s.key = e.stream"
        " WHERE s.id = ?",
        (stream,),
    )
    return [(key, org) for (key,) in rows for org in member.orgs - {own}]


def _wanted(
    case: CaseFile,
    member: Membership,
    world: World,
    sources: Mapping[EntryId, tuple[int, OrgId | None]],
) -> Iterable[tuple[int, OrgId]]:
    """Give (entry key, recipient) for all that is to travel.

    An entry goes to who receives it, never back to who wrote or brought it. A partner gets what the own
    organisation wrote, from the computer it was written on, or from the others once its author's key is
    revoked; nothing of what such an author wrote too late (`case.off`). Whom this computer introduced gets
    from it all accepted entries of everybody, because nobody else may know of it. Own other computers get
    what was written here; all else they fetch from the mailbox they share.
    """
    introduced = _introduced(member, world, sources)
    for entry in case.entries:
        if entry.id not in sources:  # erased
            continue
        key, source = sources[entry.id]
        if world.colleagues and source is None:
            yield key, world.own
        author = world.authors.get(entry.author)
        if author is None:
            continue
        for org in recipients_of(entry, member) - {world.own, author.org, source}:
            own = author.org == world.own
            passed_on = org in introduced and (own or accepted(case.verdicts, entry.id))
            ours = own and _falls_to_us(entry, source, world)
            if (passed_on or ours) and entry.id not in case.off:
                yield key, org


def recipients_of(entry: Entry, member: Membership) -> frozenset[OrgId]:
    """Give the organisations an entry is for: those whose part receives its section.

    Who has a part, and whom the other side chose, is also told to those who were offered that part and lost
    it; else they would go on waiting.
    """
    found = receivers(entry.section, member)
    if isinstance(entry.fact, Accepted | Member):
        part = entry.fact.part
        found |= {grant.org for grant in member.grants.values() if grant.part == part}
        found |= {OrgId(offer.org) for offer in _offers(member.offers.values()) if offer.part == part}
    return found


def _offers(entries: Iterable[Entry]) -> Iterable[Offer]:
    return (entry.fact for entry in entries if isinstance(entry.fact, Offer))


def _falls_to_us(entry: Entry, source: OrgId | None, world: World) -> bool:
    """Say whether this computer sends an own entry: it was written here, or its author's key is gone."""
    return source is None or bool(world.authors[entry.author].revoked)


def _introduced(
    member: Membership, world: World, sources: Mapping[EntryId, tuple[int, OrgId | None]]
) -> frozenset[OrgId]:
    """Give the organisations that were ever offered a part from this computer."""
    return frozenset(
        OrgId(entry.fact.org)
        for entry in member.offers.values()
        if isinstance(entry.fact, Offer)
        and entry.author in world.authors
        and world.authors[entry.author].org == world.own
        and _falls_to_us(entry, sources[entry.id][1], world)
    )
