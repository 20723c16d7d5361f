"""Mailboxes: for every organisation one append-only row of sealed envelopes with gapless positions."""

import hashlib
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from regdesk.errors import Refused
from regdesk.server.database import Database
from regdesk.server.declined import Declined
from regdesk.wire import encoding

_ROWS = "SELECT position, body FROM envelope WHERE organisation = ? AND position > ? ORDER BY position"


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
        # In one order everywhere, so that the log of two pushes never shows which came from one sender.
        grown = [_append(db, to, by_address[to], (today, quota)) for to in sorted(by_address)]
    positions = {organisation: new for organisation, new in grown if new}
    return Stored(sum(map(len, positions.values())), positions)


def page(database: Database, organisation: int, after: int, limit: int, skip: Callable[[int], bool]) -> Page:
    """Read on from position *after*, at most *limit* bytes but one envelope at least.

    Raises Declined: floor (what follows was dropped), behind (this server never had that position).
    """
    with database.reading() as db:
        head, floor = db.execute(
            "SELECT last, floor FROM organisation WHERE id = ?", (organisation,)
        ).fetchone()
        if after < floor:
            raise Declined("floor", floor=floor)
        if after > head:
            raise Declined("behind", instance=db.execute("SELECT instance FROM server").fetchone()[0])
        return _fill(db.execute(_ROWS, (organisation, after)), Page((), after, head), limit, skip)


def drop_old(database: Database, before: date) -> None:
    """Drop envelopes stored before a date and raise the floor of their mailboxes."""
    with database.writing() as db:
        rows = db.execute(
            "SELECT organisation, max(position), sum(length(body)) FROM envelope"
            " WHERE stored_on < ? GROUP BY organisation",
            (before.isoformat(),),
        ).fetchall()
        for organisation, floor, size in rows:
            db.execute(
                "UPDATE organisation SET floor = ?, mailbox_bytes = mailbox_bytes - ? WHERE id = ?",
                (floor, size, organisation),
            )
        db.execute("DELETE FROM envelope WHERE stored_on < ?", (before.isoformat(),))


def days_before(today: date, days: int) -> date:
    """Give the date *days* before *today*."""
    return today - timedelta(days=days)


def _address(envelope: bytes) -> bytes:
    try:
        return encoding.read_header(envelope).to16
    except Refused as error:
        raise Declined("version" if error.message == encoding.NEWER else "unreadable") from error


def _append(
    db: sqlite3.Connection, address: bytes, envelopes: Mapping[bytes, bytes], bounds: tuple[date, int]
) -> tuple[int, range]:
    today, quota = bounds
    found = db.execute("SELECT id FROM organisation WHERE address = ?", (address,)).fetchone()
    if found is None:
        raise Declined("address", address=address)
    (organisation,) = found
    known = "SELECT 1 FROM envelope WHERE organisation = ? AND hash = ?"
    new = {
        key: body for key, body in envelopes.items() if not db.execute(known, (organisation, key)).fetchone()
    }
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


def _take_positions(db: sqlite3.Connection, organisation: int, bodies: Iterable[bytes], quota: int) -> range:
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


def _fill(rows: Iterable[tuple[int, bytes]], start: Page, limit: int, skip: Callable[[int], bool]) -> Page:
    items: list[tuple[int, bytes]] = []
    after, size = start.next_after, 0
    for position, body in rows:
        if not skip(position):
            size += len(body)
            if items and size > limit:
                break
            items.append((position, body))
        after = position
    return Page(tuple(items), after, start.head)
