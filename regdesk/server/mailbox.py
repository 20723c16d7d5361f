"""Mailboxes: for every organisation one append-only row of sealed envelopes with gapless positions."""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final, TypeVar

from regdesk.errors import Refused
from regdesk.server import organisations
from regdesk.server.database import Database, Db
from regdesk.server.declined import Declined
from regdesk.wire import encoding

T = TypeVar("T")
_SMALLEST: Final = 512  # no envelope is smaller, so a page cannot want more of them than that
_SKIPPED: Final = 20  # how many own ones may lie between
_BOXES_AT_ONCE: Final = 10
_ROWS_AT_ONCE: Final = 100
_THERE = (
    "SELECT organisation, position, hash, length(body) FROM envelope"
    " WHERE organisation IN (*) AND hash IN (*)"
)
_INSERT = "INSERT INTO envelope (organisation, position, hash, stored_on, body) VALUES "
_ROW = "(?, ?, ?, ?, ?)"
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

    One that was dropped is not there: whoever pushes it again knows of somebody who did not read it.
    Raises Declined: address (a mailbox that is not here), quota (it would grow past *quota* bytes),
    version, unreadable.
    """
    by_address: dict[bytes, dict[bytes, bytes]] = defaultdict(dict)
    for envelope in envelopes:
        by_address[_address(envelope)][hashlib.sha256(envelope).digest()] = envelope
    with database.writing() as db:
        boxes = _hold(db, by_address)
        known = _known(db, boxes, by_address)
        # In this order too, so that no log shows which envelopes came together.
        new = [(boxes[to], _without(by_address[to], known)) for to in sorted(by_address)]
        positions = _append(db, [(box, sealed) for box, sealed in new if sealed], today, quota)
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


@dataclass
class _Box:
    """A mailbox that this transaction holds, so its newest position and size are what they stay."""

    id: int
    last: int
    floor: int
    bytes: int


def _hold(db: Db, addresses: Iterable[bytes]) -> dict[bytes, _Box]:
    """Hold mailboxes in one order everywhere: no two pushes wait for each other for ever."""
    wanted = sorted(addresses)
    sql = (
        "SELECT address, id, last, floor, mailbox_bytes FROM organisation"
        " WHERE address IN (*) ORDER BY address"
    )
    rows = db.execute(f"{_marked(sql, wanted)} FOR UPDATE", wanted).fetchall()
    found = {bytes(address): _Box(*row) for address, *row in rows}
    for address in wanted:
        if address not in found:
            raise Declined("address", address=address)
    return found


def _known(db: Db, boxes: Mapping[bytes, _Box], sealed: Mapping[bytes, Collection[bytes]]) -> set[bytes]:
    """Give the hashes that are there already; a hash belongs to one mailbox, so the pairs need no care.

    What lies below the floor makes room for its like.
    """
    found: set[bytes] = set()
    by_id = {box.id: box for box in boxes.values()}
    for group in _groups(sorted(sealed, key=lambda to: boxes[to].id), _BOXES_AT_ONCE):
        ids, hashes = [boxes[to].id for to in group], [one for to in group for one in sealed[to]]
        sql = _marked(_marked(_THERE, ids), hashes)
        for organisation, position, key, size in db.execute(sql, (*ids, *hashes)).fetchall():
            if position > by_id[organisation].floor:
                found.add(bytes(key))
                continue
            by_id[organisation].bytes -= size
            db.execute(
                "DELETE FROM envelope WHERE organisation = ? AND position = ?", (organisation, position)
            )
    return found


def _without(sealed: Mapping[bytes, bytes], known: set[bytes]) -> dict[bytes, bytes]:
    return {key: body for key, body in sealed.items() if key not in known}


def _append(
    db: Db, new: Iterable[tuple[_Box, Mapping[bytes, bytes]]], today: date, quota: int
) -> dict[int, range]:
    """Number envelopes inside the transaction that holds their mailboxes, so readers never skip one."""
    positions: dict[int, range] = {}
    rows: list[tuple[Any, ...]] = []
    grown = []
    for box, sealed in new:
        size = box.bytes + sum(map(len, sealed.values()))
        if size > quota:
            raise Declined("quota")
        positions[box.id] = range(box.last + 1, box.last + 1 + len(sealed))
        grown.append((positions[box.id][-1], size, box.id))
        for at, (key, body) in zip(positions[box.id], sealed.items(), strict=True):
            rows.append((box.id, at, key, today.isoformat(), body))
    db.executemany("UPDATE organisation SET last = ?, mailbox_bytes = ? WHERE id = ?", grown)
    for group in _groups(rows, _ROWS_AT_ONCE):
        db.execute(_INSERT + ", ".join([_ROW] * len(group)), [value for row in group for value in row])
    return positions


def _marked(sql: str, values: Collection[Any]) -> str:
    """Put a mark for each value in the place of the first `(*)`."""
    return sql.replace("(*)", f"({', '.join('?' * len(values))})", 1)


def _groups(values: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    for first in range(0, len(values), size):
        yield values[first : first + size]


def _choose(db: Db, start: tuple[int, int], limit: int, skip: Callable[[int], bool]) -> tuple[list[int], int]:
    """Give the positions that one page holds, and the position after which the next page begins."""
    organisation, after = start
    wanted: list[int] = []
    size, most = 0, limit // _SMALLEST + _SKIPPED
    while True:
        rows = db.execute(_SIZES, (organisation, after, most)).fetchall()
        for position, length in rows:
            if not skip(position):
                size += length
                if wanted and size > limit:
                    return wanted, after
                wanted.append(position)
            after = position
        if len(rows) < most:
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
