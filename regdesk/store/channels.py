"""Batches on disk: those this desk built, byte for byte until they arrived, and how far others' came.

A built batch (number, chain, envelope with its time and nonce) is written here before its first byte leaves
and never changes; a retry that built it anew would look like a fork to the recipient.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

from regdesk.domain.journal import AuthorId, OrgId
from regdesk.store import state
from regdesk.store.database import Database, transaction
from regdesk.wire import channels
from regdesk.wire.channels import START, Channel, Link, Outcome, Step

Name = tuple[OrgId, AuthorId, int]
_HELD_BACK: Final = "held_back"


@dataclass(frozen=True)
class Built:
    """A batch of this desk's *author* to *recipient*: its number, its c_k (32 bytes) and the envelope.

    The envelope is empty once the recipient acknowledged the batch.
    """

    recipient: OrgId
    author: AuthorId
    k: int
    head: bytes
    envelope: bytes


@dataclass(frozen=True)
class Arrival:
    """What a batch that came did: the step, and the contents to take in now, in order."""

    step: Step
    contents: tuple[bytes, ...] = ()


def last(db: Database, recipient: OrgId, author: AuthorId) -> tuple[int, bytes]:
    """Give number and c of the last batch of *author* to *recipient*; (0, zeros) before the first."""
    row = db.execute(
        "SELECT k, head FROM batch WHERE recipient = ? AND author = ? ORDER BY k DESC LIMIT 1",
        (recipient, author),
    ).fetchone()
    return row or (0, START)


def keep(db: Database, built: Built) -> None:
    """Write a built batch down before it leaves; raise ValueError where it is not the next one."""
    with transaction(db):
        if built.k != last(db, built.recipient, built.author)[0] + 1:
            msg = f"batch {built.k} is not the next one"
            raise ValueError(msg)
        db.execute(
            "INSERT INTO batch (recipient, author, k, head, envelope) VALUES (?, ?, ?, ?, ?)",
            (built.recipient, built.author, built.k, built.head, built.envelope),
        )


def to_push(db: Database, *, room: int | None = None, absent: Collection[OrgId] = ()) -> list[Built]:
    """List the built batches that the server has not confirmed, in the order they were built.

    Without those held back, or for *absent* organisations; with *room*, only the first of so many bytes, one
    at least.
    """
    places = ", ".join("?" * len(absent))
    where = f"WHERE pushed = 0 AND recipient NOT IN ({places}) ORDER BY rowid"
    found, size, held = list[Built](), 0, held_back(db)
    for row in db.execute(f"{_BUILT} {where}", tuple(absent)):
        if _name(_built(row)) in held:
            continue
        size += len(row[-1])
        if found and room is not None and size > room:
            break
        found.append(_built(row))
    return found


def leaving(db: Database, batches: Iterable[Built]) -> None:
    """Say that the first byte of these batches may be out from now on, by the line or on a stick."""
    with transaction(db):
        db.executemany(f"UPDATE batch SET left = 1 {_THIS}", [_name(one) for one in batches])  # noqa: S608


def call_off(db: Database, name: Name) -> None:
    """Let a built batch go; its number is never used again."""
    with transaction(db):
        db.execute(f"UPDATE batch SET pushed = 1, envelope = x'' {_THIS}", name)  # noqa: S608
        hold_back(db, name, held=False)


def has_left(db: Database, name: Name) -> bool:
    """Say whether the first byte of a batch may be out."""
    return db.execute(f"SELECT 1 FROM batch {_THIS} AND left = 1", name).fetchone() is not None  # noqa: S608


def hold_back(db: Database, name: Name, *, held: bool) -> None:
    """Keep a batch from being sent again, or let it be sent."""
    before = held_back(db)
    after = before | {name} if held else before - {name}
    if after != before:
        state.put(db, _HELD_BACK, [list(one) for one in sorted(after)])


def held_back(db: Database) -> frozenset[Name]:
    """Give the batches that may not be sent again."""
    rows: list[tuple[bytes, bytes, int]] = state.get(db, _HELD_BACK, [])
    return frozenset((OrgId(recipient), AuthorId(author), k) for recipient, author, k in rows)


def unarrived(db: Database, own: OrgId, after: int) -> list[Name]:
    """List the batches to partners that have not arrived, with entries of streams newer than key *after*.

    After 0: all of them.
    """
    grown = "AND e.stream IN (SELECT stream FROM entry WHERE key > :after)" if after else ""
    rows = db.execute(
        f"""
        SELECT DISTINCT b.recipient, b.author, b.k FROM batch b
          JOIN outbox o ON o.recipient = b.recipient AND o.author = b.author AND o.k = b.k
          JOIN entry e ON e.key = o.entry
         WHERE b.envelope <> x'' AND b.recipient <> :own {grown} ORDER BY b.rowid
        """,  # noqa: S608 - our own text
        {"own": own, "after": after},
    )
    return [(OrgId(recipient), AuthorId(author), k) for recipient, author, k in rows]


def newest_proved(db: Database) -> int:
    """Give the key of the newest entry that proved its signature: the key of another may be given again."""
    row = db.execute("SELECT key FROM entry WHERE verified ORDER BY key DESC LIMIT 1").fetchone()
    return row[0] if row else 0


def known_keys(db: Database) -> int:
    """Count what says whose keys are whose and how far they count; it only grows."""
    found: int = db.execute(
        "SELECT (SELECT count(*) FROM statement) + (SELECT count(*) FROM head_file)"
    ).fetchone()[0]
    return found


def pushed(db: Database, batches: Iterable[Built], at_ms: int = 0) -> None:
    """Say that the server took these batches at *at_ms*."""
    with transaction(db):
        db.executemany(
            f"UPDATE batch SET pushed = 1, left = 1, pushed_at = ? {_THIS}",  # noqa: S608 - our own text
            [(at_ms, *_name(one)) for one in batches],
        )


def push_again(db: Database) -> None:
    """Say that the server lost what it had (a new instance id): all that has not arrived goes again."""
    with transaction(db):
        db.execute("UPDATE batch SET pushed = 0 WHERE envelope <> x''")


def push_stale(db: Database, before_ms: int) -> None:
    """Push again what the server took before *before_ms* and nobody acknowledged: it may be lost there."""
    with transaction(db):
        db.execute(
            "UPDATE batch SET pushed = 0 WHERE pushed = 1 AND envelope <> x'' AND pushed_at < ?", (before_ms,)
        )


def push_these(db: Database, recipient: OrgId, author: AuthorId, first: int, last: int) -> None:
    """Push again what the recipient asked for by number, byte for byte as it was built.

    What is held back did not arrive, as that shows: it is let go.
    """
    with transaction(db):
        for name in held_back(db):
            if name[:2] == (recipient, author) and first <= name[2] <= last:
                call_off(db, name)
        db.execute(
            """
            UPDATE batch SET pushed = 0
             WHERE recipient = ? AND author = ? AND k BETWEEN ? AND ? AND envelope <> x''
            """,
            (recipient, author, first, last),
        )


def built(db: Database, recipient: OrgId, author: AuthorId, first: int, last: int) -> list[Built]:
    """Give the batches numbered *first* to *last*, to send them again or to see that they arrived."""
    rows = db.execute(
        f"{_BUILT} WHERE recipient = ? AND author = ? AND k BETWEEN ? AND ? ORDER BY k",
        (recipient, author, first, last),
    )
    return [_built(row) for row in rows]


def sent(db: Database) -> dict[tuple[AuthorId, OrgId], int]:
    """Give the number of the last batch for each (author, recipient): what colleagues compare."""
    rows = db.execute("SELECT author, recipient, max(k) FROM batch GROUP BY author, recipient")
    return {(AuthorId(author), OrgId(recipient)): k for author, recipient, k in rows}


def received(db: Database) -> dict[AuthorId, int]:
    """Give for each author the number of the last batch that was accepted here: the acks."""
    return {AuthorId(author): k for author, k in db.execute("SELECT author, k FROM channel")}


def channel(db: Database, author: AuthorId) -> Channel:
    """Give how far an author's batches were accepted, and which wait."""
    row = db.execute("SELECT k, head FROM channel WHERE author = ?", (author,)).fetchone()
    rows = db.execute("SELECT k, prev, head FROM held WHERE author = ?", (author,))
    held = {k: Link(k, prev, head) for k, prev, head in rows}
    k, head = row or (0, START)
    return Channel(k, head, held)


def arrive(db: Database, author: AuthorId, link: Link, content: bytes) -> Arrival:
    """Take in a batch whose signature holds and remember where its channel stands.

    Call it in the transaction that adds the contents it gives: then a batch is accepted with its entries or
    not at all. A batch that must wait keeps its *content* here.
    """
    with transaction(db):
        before = channel(db, author)
        known = db.execute(
            "SELECT head FROM accepted WHERE author = ? AND k = ?", (author, link.k)
        ).fetchone()
        outcome = channels.arrive(before, link, known[0] if known else None)
        if outcome.step is Step.ACCEPT and outcome.accepted == (link.k,) and not outcome.forked:
            _accept(db, author, link, outcome.channel)
            return Arrival(outcome.step, (content,))
        if outcome.step in (Step.HOLD, Step.ACCEPT):
            row = (author, link.k, link.prev, link.head, content)
            db.execute("INSERT INTO held VALUES (?, ?, ?, ?, ?)", row)
        if outcome.step is Step.LATE:
            db.execute("INSERT INTO accepted VALUES (?, ?, ?)", (author, link.k, link.head))
            return Arrival(outcome.step, (content,))
        return Arrival(outcome.step, _take(db, author, outcome))


def void(db: Database, author: AuthorId, k: int, head: bytes) -> Arrival:
    """Go on from c_k: the author signed that the missing numbers up to *k* will not come again."""
    with transaction(db):
        outcome = channels.void(channel(db, author), k, head)
        return Arrival(outcome.step, _take(db, author, outcome))


def _take(db: Database, author: AuthorId, outcome: Outcome) -> tuple[bytes, ...]:
    """Move what was accepted out of what is held, and write down where the channel stands."""
    if outcome.step is not Step.ACCEPT:
        return ()
    contents = []
    for k in outcome.accepted:
        row = db.execute("SELECT head, content FROM held WHERE author = ? AND k = ?", (author, k)).fetchone()
        db.execute("INSERT INTO accepted VALUES (?, ?, ?)", (author, k, row[0]))
        contents.append(row[1])
    for k in (*outcome.accepted, *outcome.forked):
        db.execute("DELETE FROM held WHERE author = ? AND k = ?", (author, k))
    _stand(db, author, outcome.channel)
    return tuple(contents)


def _accept(db: Database, author: AuthorId, link: Link, stands: Channel) -> None:
    """Write down that the next batch came, in its turn: it is kept nowhere, its entries are."""
    db.execute("INSERT INTO accepted VALUES (?, ?, ?)", (author, link.k, link.head))
    _stand(db, author, stands)


def _stand(db: Database, author: AuthorId, stands: Channel) -> None:
    db.execute("INSERT OR REPLACE INTO channel VALUES (?, ?, ?)", (author, stands.last, stands.head))


_THIS = "WHERE recipient = ? AND author = ? AND k = ?"
_BUILT = "SELECT recipient, author, k, head, envelope FROM batch"


def _built(row: tuple[bytes, bytes, int, bytes, bytes]) -> Built:
    recipient, author, k, head, envelope = row
    return Built(OrgId(recipient), AuthorId(author), k, head, envelope)


def _name(one: Built) -> Name:
    return one.recipient, one.author, one.k


def waiting_for(db: Database) -> list[AuthorId]:
    """List the authors of whom batches wait for an earlier one."""
    return [AuthorId(row[0]) for row in db.execute("SELECT DISTINCT author FROM held ORDER BY author")]
