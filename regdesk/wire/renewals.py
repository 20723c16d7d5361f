"""A new key in the place of one whose numbers may be used elsewhere, as its holder asks for it.

    renewal = canonical msgpack [1, earlier16, pub] ‖ Ed25519 signature 64 by the earlier key

The earlier key only vouches for the person; an administrator states the new one once six words were compared.
"""

from dataclasses import dataclass
from typing import Final

from regdesk.domain.codec import pack, unpack
from regdesk.domain.hashing import digest
from regdesk.errors import Refused
from regdesk.i18n import N_
from regdesk.wire import rosters, signatures
from regdesk.wire.rosters import Roster

VERSION: Final = 1
DAMAGED = N_("This file with a new key is damaged. Make it again on the other computer.")
STRANGER = N_("This new key is of nobody in your organisation.")
_LABEL: Final = "regdesk/renewal/v1"


@dataclass(frozen=True)
class Renewal:
    """The author16 of the key that is given up, and the 32-byte public key in its place."""

    earlier: bytes
    pub: bytes


def renewal(earlier: bytes, pub: bytes, secret: bytes) -> bytes:
    """Write a request, signed with the earlier key's *secret*."""
    array = pack([VERSION, earlier, pub])
    return array + signatures.sign(secret, _LABEL, array)


def read(data: bytes, roster: Roster) -> Renewal:
    """Read a request of a colleague; raise Refused where it is damaged or not signed by the earlier key."""
    array, signature = data[: -signatures.SIZE], data[-signatures.SIZE :]
    try:
        parts = unpack(array)
    except ValueError as error:
        raise Refused(DAMAGED) from error
    match parts:
        case [int(version), bytes(earlier), bytes(pub)] if version == VERSION:
            author = roster.authors.get(earlier)
            if author is None:
                raise Refused(STRANGER)
            if len(pub) == rosters.SIGN_PUBLIC and signatures.valid(author.pub, signature, _LABEL, array):
                return Renewal(earlier, pub)
    raise Refused(DAMAGED)


def talk(data: bytes) -> bytes:
    """Give the 32 bytes that the six words are made of."""
    return digest("regdesk/renewal/v1", data)
