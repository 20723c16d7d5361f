"""Writing an organisation's roster: each function states one thing and gives the roster that follows.

All of them check what they write the way a reader will: they raise Refused where the signer may not say it.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from regdesk.domain.codec import pack, unpack
from regdesk.domain.hashing import digest
from regdesk.errors import Refused
from regdesk.wire import signatures
from regdesk.wire.clauses import (
    ADMIN,
    DAMAGED,
    FIRST_PREV,
    GENESIS,
    LABEL,
    Device,
    RosterAuthor,
    author_id,
    parse,
)
from regdesk.wire.rosters import NOT_ADMIN, Roster, extend, read_all


def genesis(secret: bytes, roles: Iterable[str], device: Device, t: int) -> Roster:
    """Found an organisation: its first author, always an admin, and that author's computer."""
    body = {
        "pub": signatures.public(secret),
        "roles": sorted({ADMIN, *roles}),
        "sign_pub": device.sign_pub,
        "kem_pub": device.kem_pub,
    }
    return read_all([_sign(secret, [1, FIRST_PREV, GENESIS, body, t])])


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
    body = {"e": roster.next_epoch, "pub": kem_pub, "wraps": wraps_hash(wraps)}
    return state(roster, secret, "epoch", body, t)


def add_sheet(roster: Roster, secret: bytes, device: Device, t: int) -> Roster:
    """Name the paper recovery sheet, one more admin and device; a later one is signed by the earlier."""
    return state(roster, secret, "sheet", {"sign_pub": device.sign_pub, "kem_pub": device.kem_pub}, t)


def revoke_author(roster: Roster, secret: bytes, author16: bytes, heads: Iterable[bytes], t: int) -> Roster:
    """End a key for ever; *heads* are the hashes of the head files that say which of its entries count.

    Raise Refused with NEEDS_SHEET where it is the most senior administrator's.
    """
    return state(roster, secret, "revoke_author", {"author": author16, "heads": sorted(set(heads))}, t)


def revoke_device(roster: Roster, secret: bytes, device16: bytes, t: int) -> Roster:
    """End a computer for ever: the server answers it no more, and the next epoch's seed is not for it."""
    return state(roster, secret, "revoke_device", {"device": device16}, t)


def close(roster: Roster, secret: bytes, t: int) -> Roster:
    """End the organisation; only the paper sheet can."""
    return state(roster, secret, "close", {}, t)


def merge(roster: Roster, secret: bytes, t: int) -> Roster:
    """Join all branches of a forked roster; revoke first whoever forked it, or their statements stay.

    Older versions must not pass this over: it makes the joined statements part of the ancestry of the next.
    """
    if not roster.forked:
        return roster
    return state(roster, secret, "join", {"tips": sorted(roster.tips[1:]), "critical": True}, t)


def state(roster: Roster, secret: bytes, kind: str, body: Mapping[str, Any], t: int) -> Roster:
    """Add any signed statement after the last of the main branch; raise Refused where the signer may not.

    Who is no administrator there, but is on another branch, states it after that one.
    """
    by = author_id(roster.org32, signatures.public(secret))
    refused = Refused(NOT_ADMIN)
    for tip in roster.tips:
        n = 1 + parse(roster.statements[roster.hashes.index(tip)], roster.org32).n
        try:
            return extend(roster, _sign(secret, [n, tip, kind, {**body, "by": by}, t]))
        except Refused as error:
            refused = error
            if error.message != NOT_ADMIN:
                break
    raise refused


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
