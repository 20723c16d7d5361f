"""Directory cards: a registrar says that an introduction is of the organisation it names.

    card = canonical msgpack [1, registrar org32, by16, introduction] ‖ Ed25519 signature 64

A registrar is an organisation that was met and compared like any partner. A card saves looking for a file;
the thirty digits are compared all the same.
"""

from dataclasses import dataclass
from typing import Final

from regdesk.domain.codec import pack, unpack
from regdesk.errors import Refused
from regdesk.i18n import N_
from regdesk.wire import introductions, rosters, signatures
from regdesk.wire.encoding import NEWER
from regdesk.wire.introductions import Introduction
from regdesk.wire.rosters import Roster

VERSION: Final = 1
SIGNERS: Final = frozenset({"admin", "registrar"})
DAMAGED = N_("This directory card is damaged.")
FALSE = N_("This directory card was not signed by the organisation that keeps your directory.")
_LABEL: Final = "regdesk/card/v1"


@dataclass(frozen=True)
class Card:
    """A card that holds: who it is about, and the introduction file as that organisation wrote it."""

    about: Introduction
    introduction: bytes


def card(introduction: bytes, registrar: Roster, secret: bytes) -> bytes:
    """Write a card as the registrar's author with *secret*; raise Refused for a damaged introduction."""
    introductions.read_introduction(introduction)
    by = rosters.author_id(registrar.org32, signatures.public(secret))
    array = pack([VERSION, registrar.org32, by, introduction])
    return array + signatures.sign(secret, _LABEL, array)


def read(data: bytes, registrar: Roster) -> Card:
    """Read a card; raise Refused where an administrator or registrar of *registrar* did not sign it."""
    array, signature = data[: -signatures.SIZE], data[-signatures.SIZE :]
    org32, by, introduction = _parts(array)
    author = registrar.authors.get(by)
    if org32 != registrar.org32 or author is None or not author.active or not author.roles & SIGNERS:
        raise Refused(FALSE)
    if not signatures.valid(author.pub, signature, _LABEL, array):
        raise Refused(FALSE)
    return Card(introductions.read_introduction(introduction), introduction)


def _parts(array: bytes) -> tuple[bytes, bytes, bytes]:
    try:
        parts = unpack(array)
    except ValueError as error:
        raise Refused(DAMAGED) from error
    match parts:
        case [int(version), bytes(org32), bytes(by), bytes(introduction)]:
            if version != VERSION:
                raise Refused(NEWER)
            return org32, by, introduction
    raise Refused(DAMAGED)
