"""Joining an organisation: what an administrator's computer and a new one say to each other.

    hello   = canonical msgpack [1, org32]
    request = canonical msgpack [1, sign_pub, kem_pub, author_pub, name, [roles]]
    answer  = canonical msgpack [1, by16, H(hello, request), handed] ‖ Ed25519 signature 64 by an admin

`handed` is a map: what the new computer needs to work as a colleague. Each message is sealed under a one-time
code, the answer before that to the new computer's key (`crypto.enrolment`). The words that people compare
stand for hello and request; the answer is bound to both.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from regdesk.domain.codec import pack, unpack
from regdesk.domain.hashing import digest
from regdesk.errors import Refused
from regdesk.i18n import N_
from regdesk.wire import rosters, signatures
from regdesk.wire.encoding import NEWER
from regdesk.wire.rosters import Device

VERSION: Final = 1
LONGEST_NAME: Final = 200
DAMAGED = N_("What the other computer wrote is damaged. Begin again with a new code.")
OTHER_REQUEST = N_("This answer is for another computer. Ask the administrator for the right one.")
NOT_ADMIN = N_("This answer is not from an administrator of the organisation. Begin again with a new code.")
_LABEL: Final = "regdesk/joining-answer/v1"


@dataclass(frozen=True)
class Request:
    """What a new computer asks for: its keys, the key of the person there, a name and the roles wished."""

    device: Device
    author_pub: bytes
    name: str
    roles: frozenset[str]

    def pack(self) -> bytes:
        """Give the bytes that travel."""
        keys = [self.device.sign_pub, self.device.kem_pub, self.author_pub]
        return pack([VERSION, *keys, self.name, sorted(self.roles)])


@dataclass(frozen=True)
class Answer:
    """What an administrator handed over, the signature still to be checked by `check_answer`."""

    by: bytes
    talk: bytes
    handed: Mapping[str, Any]
    array: bytes
    signature: bytes


def hello(org32: bytes) -> bytes:
    """Give the first message: which organisation it is."""
    return pack([VERSION, org32])


def read_hello(data: bytes) -> bytes:
    """Give the organisation's id; raise Refused where the message is damaged or of a later version."""
    match _parts(data):
        case [bytes(org32)] if len(org32) == 32:  # noqa: PLR2004 - the size of an id
            return org32
    raise Refused(DAMAGED)


def read_request(data: bytes) -> Request:
    """Read what a new computer asks for; raise Refused where it is damaged or of a later version."""
    match _parts(data):
        case [bytes(sign), bytes(kem), bytes(author), str(name), list(roles)] if all(
            isinstance(role, str) for role in roles
        ):
            sizes = (len(sign), len(kem), len(author))
            if sizes == (rosters.SIGN_PUBLIC, rosters.KEM_PUBLIC, rosters.SIGN_PUBLIC) and name:
                return Request(Device(sign, kem), author, name[:LONGEST_NAME], frozenset(roles))
    raise Refused(DAMAGED)


def talk(hello: bytes, request: bytes) -> bytes:
    """Give the 32 bytes that stand for both messages: the words are made of them."""
    return digest("regdesk/joining/v1", hello, request)


def answer(handed: Mapping[str, Any], talk32: bytes, org32: bytes, secret: bytes) -> bytes:
    """Write and sign what is handed over, for nobody but the computer of *talk32*."""
    by = rosters.author_id(org32, signatures.public(secret))
    array = pack([VERSION, by, talk32, dict(handed)])
    return array + signatures.sign(secret, _LABEL, array)


def read_answer(data: bytes) -> Answer:
    """Part an answer; raise Refused where it is damaged or of a later version."""
    array, signature = data[: -signatures.SIZE], data[-signatures.SIZE :]
    match _parts(array):
        case [bytes(by), bytes(talk32), dict(handed)]:
            return Answer(by, talk32, handed, array, signature)
    raise Refused(DAMAGED)


def check_answer(found: Answer, talk32: bytes, roster: rosters.Roster) -> None:
    """Raise Refused unless an active administrator signed the answer to just these messages."""
    if found.talk != talk32:
        raise Refused(OTHER_REQUEST)
    author = roster.authors.get(found.by)
    if author is None or not author.active or rosters.ADMIN not in author.roles:
        raise Refused(NOT_ADMIN)
    if not signatures.valid(author.pub, found.signature, _LABEL, found.array):
        raise Refused(DAMAGED)


def _parts(data: bytes) -> list[Any]:
    try:
        parts = unpack(data)
    except ValueError as error:
        raise Refused(DAMAGED) from error
    if not isinstance(parts, list) or not parts:
        raise Refused(DAMAGED)
    if parts[0] != VERSION:
        raise Refused(NEWER)
    return parts[1:]
