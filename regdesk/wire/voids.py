"""Voids: a sender that may not or cannot send a batch again signs so, and the receiver goes on from it.

void = canonical msgpack [1, author16, to32, k, c_k, why] ‖ Ed25519 signature 64
"""

from dataclasses import dataclass
from typing import Any, Final

from regdesk.domain.codec import pack, unpack
from regdesk.errors import Refused
from regdesk.wire import signatures
from regdesk.wire.encoding import DAMAGED
from regdesk.wire.rosters import Roster

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
    """Sign a void with its author's secret."""
    array = pack([VERSION, void.author, void.recipient, void.k, void.head, void.why])
    return array + signatures.sign(secret, _LABEL, array)


def read_void(data: bytes, roster: Roster) -> Void:
    """Read a void; raise Refused unless an author of *roster* signed it for its own channel."""
    array, signature = data[: -signatures.SIZE], data[-signatures.SIZE :]
    void = _void(array)
    author = roster.authors.get(void.author)
    if author is None or not signatures.valid(author.pub, signature, _LABEL, array):
        raise Refused(DAMAGED)
    return void


def _void(array: bytes) -> Void:
    try:
        parts: Any = unpack(array)
    except ValueError as error:
        raise Refused(DAMAGED) from error
    match parts:
        case [1, bytes(author), bytes(recipient), int(k), bytes(head), str(why)]:
            return Void(author, recipient, k, head, why)
    raise Refused(DAMAGED)
