"""A new key in the place of one whose numbers may be used elsewhere, as its holder asks for it.

    renewal = canonical msgpack [1, earlier16, pub, sign_pub, kem_pub] ‖ Ed25519 signature 64

The last two are a new computer's, where the file was copied to one; else empty. The earlier key signs and
only vouches for the person; an administrator states the new one once six words were compared.
"""

from dataclasses import dataclass
from typing import Final

from regdesk.domain.codec import pack, unpack
from regdesk.domain.hashing import digest
from regdesk.errors import Refused
from regdesk.i18n import N_
from regdesk.wire import rosters, signatures
from regdesk.wire.rosters import Device, Roster

VERSION: Final = 1
DAMAGED = N_("This file with a new key is damaged. Make it again on the other computer.")
STRANGER = N_("This new key is of nobody in your organisation.")
_LABEL: Final = "regdesk/renewal/v1"


@dataclass(frozen=True)
class Renewal:
    """The author16 of the key that is given up, the public key in its place, and the computer if new."""

    earlier: bytes
    pub: bytes
    device: Device | None = None


def renewal(one: Renewal, secret: bytes) -> bytes:
    """Write a request, signed with the earlier key's *secret*."""
    keys = [one.device.sign_pub, one.device.kem_pub] if one.device else [b"", b""]
    array = pack([VERSION, one.earlier, one.pub, *keys])
    return array + signatures.sign(secret, _LABEL, array)


def read(data: bytes, roster: Roster) -> Renewal:
    """Read a request of a colleague; raise Refused where it is damaged or not signed by the earlier key."""
    array, signature = data[: -signatures.SIZE], data[-signatures.SIZE :]
    try:
        parts = unpack(array)
    except ValueError as error:
        raise Refused(DAMAGED) from error
    match parts:
        case [int(version), bytes(earlier), bytes(pub), bytes(sign), bytes(kem)] if version == VERSION:
            author = roster.authors.get(earlier)
            if author is None:
                raise Refused(STRANGER)
            if _sizes(pub, sign, kem) and signatures.valid(author.pub, signature, _LABEL, array):
                return Renewal(earlier, pub, Device(sign, kem) if sign else None)
    raise Refused(DAMAGED)


def _sizes(pub: bytes, sign: bytes, kem: bytes) -> bool:
    device = (len(sign), len(kem))
    return len(pub) == rosters.SIGN_PUBLIC and device in ((0, 0), (rosters.SIGN_PUBLIC, rosters.KEM_PUBLIC))


def talk(data: bytes) -> bytes:
    """Give the 32 bytes that the six words are made of."""
    return digest("regdesk/renewal/v1", data)
