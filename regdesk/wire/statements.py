"""Writing an organisation's roster: each function states one thing and gives the roster that follows.

All of them check what they write the way a reader will: they raise Refused where the signer may not say it.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from regdesk.domain.codec import pack, unpack
from regdesk.domain.hashing import digest
from regdesk.errors import Refused
from regdesk.wire import signatures
from regdesk.wire.rosters import (
    ADMIN,
    DAMAGED,
    FIRST_PREV,
    GENESIS,
    LABEL,
    Device,
    Roster,
    RosterAuthor,
    author_id,
    begin,
    extend,
)


def genesis(secret: bytes, roles: Iterable[str], device: Device, t: int) -> Roster:
    """Found an organisation: its first author, always an admin, and that author's computer."""
    body = {
        "pub": signatures.public(secret),
        "roles": sorted({ADMIN, *roles}),
        "sign_pub": device.sign_pub,
        "kem_pub": device.kem_pub,
    }
    return begin(_sign(secret, [1, FIRST_PREV, GENESIS, body, t]))


def add_author(roster: Roster, secret: bytes, author: RosterAuthor, t: int) -> Roster:
    """Let one more key sign for the organisation."""
    body = {"pub": author.pub, "roles": sorted(author.roles), "device": author.device}
    return state(roster, secret, "add_author", body, t)


def add_roles(roster: Roster, secret: bytes, author16: bytes, roles: Iterable[str], t: int) -> Roster:
    """Let a key do more; roles only grow, so what an entry was allowed never depends on when."""
    return state(roster, secret, "add_roles", {"author": author16, "roles": sorted(roles)}, t)


def add_device(roster: Roster, secret: bytes, device: Device, t: int) -> Roster:
    """Add a computer."""
    return state(roster, secret, "add_device", {"sign_pub": device.sign_pub, "kem_pub": device.kem_pub}, t)


def add_epoch(roster: Roster, secret: bytes, kem_pub: bytes, wraps: bytes, t: int) -> Roster:
    """Begin the next epoch; *wraps* are the packed seed wraps (`pack_wraps`), whose hash is stated."""
    body = {"e": roster.epoch + 1, "pub": kem_pub, "wraps": wraps_hash(wraps)}
    return state(roster, secret, "epoch", body, t)


def add_sheet(roster: Roster, secret: bytes, device: Device, t: int) -> Roster:
    """Name the paper recovery sheet, one more admin and device; a later one is signed by the earlier."""
    return state(roster, secret, "sheet", {"sign_pub": device.sign_pub, "kem_pub": device.kem_pub}, t)


def state(roster: Roster, secret: bytes, kind: str, body: Mapping[str, Any], t: int) -> Roster:
    """Add any signed statement; raise Refused where the signer may not state it."""
    by = author_id(roster.org32, signatures.public(secret))
    array = [len(roster.statements) + 1, roster.head32, kind, {**body, "by": by}, t]
    return extend(roster, _sign(secret, array))


def pack_wraps(wraps: Mapping[bytes, bytes]) -> bytes:
    """Give the seed wraps of one epoch, by device16, as the bytes that travel."""
    return pack([[device, wraps[device]] for device in sorted(wraps)])


def unpack_wraps(data: bytes, expected32: bytes) -> dict[bytes, bytes]:
    """Read seed wraps; raise Refused unless they are those whose hash the roster states."""
    if wraps_hash(data) != expected32:
        raise Refused(DAMAGED)
    try:
        wraps = dict(unpack(data))
    except (TypeError, ValueError) as error:
        raise Refused(DAMAGED) from error
    if not all(isinstance(one, bytes) for pair in wraps.items() for one in pair):
        raise Refused(DAMAGED)
    return wraps


def wraps_hash(data: bytes) -> bytes:
    """Give the hash of packed seed wraps."""
    return digest("regdesk/wraps/v1", data)


def _sign(secret: bytes, array: list[Any]) -> bytes:
    packed = pack(array)
    return packed + signatures.sign(secret, LABEL, packed)
