"""Mailboxes: for every organisation one append-only row of sealed envelopes with gapless positions."""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from regdesk.errors import Refused
from regdesk.server import organisations
from regdesk.server.database import Database, Db
from regdesk.server.declined import Declined
from regdesk.wire import encoding

_AT_ONCE: Final = 2000
_SIZES = (
    "SELECT position, length(body) FROM envelope WHERE organisation = ? AND position > ?"
    " ORDER BY position LIMIT ?"
)
_BODIES = (
    "SELECT position, body FROM envelope WHERE organisation = ? AND position >= ? AND position <= ?"
    " ORDER BY position"
)


@dataclass(frozen=True)
class Stored:
    """What a push came to: how many envelopes were new, and the new positions of each organisation."""

    added: int
    positions: Mapping[int, range]


@dataclass(frozen=True)
class Page:
    """Envelopes of one mailbox, where to go on, and the newest position there is."""

    items: tuple[tuple[int, bytes], ...]
    next_after: int
    head: int


def put(database: Database, envelopes: Iterable[bytes], today: date, quota: int) -> Stored:
    """Append envelopes, all or none; one that is there already changes nothing.

    Raises Declined: address (a mailbox that is not here), quota (it would grow past *quota* bytes),
    version, unreadable.
    """
    by_address: dict[bytes, dict[bytes, bytes]] = defaultdict(dict)
    for envelope in envelopes:
        by_address[_address(envelope)][hashlib.sha256(envelope).digest()] = envelope
    with database.writing() as db:
        # In one order everywhere: no two pushes wait for each other, and no log shows which came together.
        grown = [_append(db, to, by_address[to], (today, quota)) for to in sorted(by_address)]
    positions = {organisation: new for organisation, new in grown if new}
    database.tell(positions)
    return Stored(sum(map(len, positions.values())), positions)


def page(database: Database, organisation: int, after: int, limit: int, skip: Callable[[int], bool]) -> Page:
    """Read on from position *after*, at most *limit* bytes but one envelope at least.

    Raises Declined: floor (what follows was dropped), behind (this server never had that position).
    """
    with database.reading() as db:
        wanted, upto = _choose(db, (organisation, after), limit, skip)
        items = _bodies(db, organisation, wanted) if wanted else ()
        # Asked after the envelopes: what a sweep took away meanwhile is then below the floor.
        head, floor, instance = db.execute(
            "SELECT last, floor, instance FROM organisation CROSS JOIN server WHERE id = ?", (organisation,)
        ).fetchone()
    if after < floor:
        raise Declined("floor", floor=floor)
    if after > head:
        raise Declined("behind", instance=instance)
    return Page(items, upto, head)


def sweep(database: Database, before: date, dropped_before: date) -> None:
    """Drop for good what was stored before one date, and what compactions dropped before another."""
    with database.reading() as db:
        aged = "SELECT DISTINCT organisation FROM envelope WHERE stored_on < ?"
        old = {row[0] for row in db.execute(aged, (before.isoformat(),)).fetchall()}
        spare = "SELECT DISTINCT organisation FROM dropped WHERE dropped_on < ?"
        old |= {row[0] for row in db.execute(spare, (dropped_before.isoformat(),)).fetchall()}
    for organisation in sorted(old):
        with database.writing() as db:
            organisations.hold(db, organisation)
            _drop(db, organisation, before, dropped_before)


def days_before(today: date, days: int) -> date:
    """Give the date *days* before *today*."""
    return today - timedelta(days=days)


def _address(envelope: bytes) -> bytes:
    try:
        return encoding.read_header(envelope).to16
    except Refused as error:
        raise Declined("version" if error.message == encoding.NEWER else "unreadable") from error


def _append(
    db: Db, address: bytes, envelopes: Mapping[bytes, bytes], bounds: tuple[date, int]
) -> tuple[int, range]:
    today, quota = bounds
    found = db.execute("SELECT id FROM organisation WHERE address = ? FOR UPDATE", (address,)).fetchone()
    if found is None:
        raise Declined("address", address=address)
    (organisation,) = found
    known = _known(db, organisation, envelopes)
    new = {key: body for key, body in envelopes.items() if key not in known}
    if not new:
        return organisation, range(0)
    positions = _take_positions(db, organisation, new.values(), quota)
    db.executemany(
        "INSERT INTO envelope (organisation, position, hash, stored_on, body) VALUES (?, ?, ?, ?, ?)",
        [
            (organisation, at, key, today.isoformat(), body)
            for at, (key, body) in zip(positions, new.items(), strict=True)
        ],
    )
    return organisation, positions


def _known(db: Db, organisation: int, hashes: Collection[bytes]) -> set[bytes]:
    marks = ", ".join("?" * len(hashes))
    there = f"SELECT hash FROM envelope WHERE organisation = ? AND hash IN ({marks})"  # noqa: S608 - only marks
    return {bytes(row[0]) for row in db.execute(there, (organisation, *hashes)).fetchall()}


def _take_positions(db: Db, organisation: int, bodies: Iterable[bytes], quota: int) -> range:
    """Number the next envelopes inside the transaction that stores them, so readers never skip a row."""
    sizes = [len(body) for body in bodies]
    row = db.execute(
        "UPDATE organisation SET last = last + ?, mailbox_bytes = mailbox_bytes + ?"
        " WHERE id = ? AND mailbox_bytes + ? <= ? RETURNING last",
        (len(sizes), sum(sizes), organisation, sum(sizes), quota),
    ).fetchone()
    if row is None:
        raise Declined("quota")
    return range(row[0] - len(sizes) + 1, row[0] + 1)


def _choose(db: Db, start: tuple[int, int], limit: int, skip: Callable[[int], bool]) -> tuple[list[int], int]:
    """Give the positions that one page holds, and the position after which the next page begins."""
    organisation, after = start
    wanted: list[int] = []
    size = 0
    while True:
        rows = db.execute(_SIZES, (organisation, after, _AT_ONCE)).fetchall()
        for position, length in rows:
            if not skip(position):
                size += length
                if wanted and size > limit:
                    return wanted, after
                wanted.append(position)
            after = position
        if len(rows) < _AT_ONCE:
            return wanted, after


def _bodies(db: Db, organisation: int, wanted: list[int]) -> tuple[tuple[int, bytes], ...]:
    among = frozenset(wanted)
    rows = db.execute(_BODIES, (organisation, wanted[0], wanted[-1])).fetchall()
    return tuple((position, bytes(body)) for position, body in rows if position in among)


def _drop(db: Db, organisation: int, before: date, dropped_before: date) -> None:
    old, spare = (organisation, before.isoformat()), (organisation, dropped_before.isoformat())
    aged = "SELECT max(position) FROM envelope WHERE organisation = ? AND stored_on < ?"
    unneeded = "SELECT max(upto) FROM dropped WHERE organisation = ? AND dropped_on < ?"
    upto = max(db.execute(one, row).fetchone()[0] or 0 for one, row in ((aged, old), (unneeded, spare)))
    (size,) = db.execute(
        "SELECT coalesce(sum(length(body)), 0) FROM envelope WHERE organisation = ? AND position <= ?",
        (organisation, upto),
    ).fetchone()
    db.execute("DELETE FROM envelope WHERE organisation = ? AND position <= ?", (organisation, upto))
    db.execute("DELETE FROM dropped WHERE organisation = ? AND dropped_on < ?", spare)
    db.execute(
        "UPDATE organisation SET floor = CASE WHEN floor < ? THEN ? ELSE floor END,"
        " mailbox_bytes = mailbox_bytes - ? WHERE id = ?",
        (upto, upto, int(size), organisation),
    )
