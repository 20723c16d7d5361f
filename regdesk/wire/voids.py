"""Voids: a sender that may not or cannot send a batch again signs so, and the receiver goes on from it.

    void = canonical msgpack [1, author16, to32, k, c_k, why] ‖ Ed25519 signature 64

The author signs, or an administrator where the author's key is gone (a restored computer); who does not know
c_k leaves it empty, and the channel goes on with whatever number comes next.
"""

from dataclasses import dataclass
from typing import Any, Final

from regdesk.domain.codec import pack, unpack
from regdesk.errors import Refused
from regdesk.wire import signatures
from regdesk.wire.encoding import DAMAGED
from regdesk.wire.rosters import ADMIN, Roster

VERSION: Final = 1
_LABEL: Final = "regdesk/void/v1"


@dataclass(frozen=True)
class Void:
    """Up to number *k* of this channel nothing missing will come again; it goes on from `head` (c_k)."""

    author: bytes
    recipient: bytes
    k: int
    head: bytes
    why: str


def write_void(void: Void, secret: bytes) -> bytes:
    """Sign a void with its author's secret, or with an administrator's."""
    array = pack([VERSION, void.author, void.recipient, void.k, void.head, void.why])
    return array + signatures.sign(secret, _LABEL, array)


def read_void(data: bytes, roster: Roster) -> Void:
    """Read a void; raise Refused unless its author or an administrator of *roster* signed it."""
    array, signature = data[: -signatures.SIZE], data[-signatures.SIZE :]
    void = _void(array)
    if void.author not in roster.authors:
        raise Refused(DAMAGED)
    if not any(signatures.valid(key, signature, _LABEL, array) for key in _signers(void, roster)):
        raise Refused(DAMAGED)
    return void


def _signers(void: Void, roster: Roster) -> list[bytes]:
    admins = [one.pub for one in roster.authors.values() if one.active and ADMIN in one.roles]
    return [roster.authors[void.author].pub, *admins]


def _void(array: bytes) -> Void:
    try:
        parts: Any = unpack(array)
    except ValueError as error:
        raise Refused(DAMAGED) from error
    match parts:
        case [1, bytes(author), bytes(recipient), int(k), bytes(head), str(why)]:
            return Void(author, recipient, k, head, why)
    raise Refused(DAMAGED)
