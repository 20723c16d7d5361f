"""Meeting a partner: one file that says who an organisation is, then 30 digits compared by phone, once.

    introduction = canonical msgpack [1, name, country, role, server URL, server key, by16, [statements]]
                   ‖ Ed25519 signature 64 by an author of the roster inside

The digits stand for both organisations' ids, so they prove the rosters; the signature ties name and server to
the roster. Until the digits are compared everything in the file is only what somebody said.
"""

import hashlib
from dataclasses import dataclass
from typing import Any, Final

from regdesk.domain.codec import pack, unpack
from regdesk.errors import Refused
from regdesk.i18n import N_
from regdesk.wire import rosters, signatures
from regdesk.wire.encoding import NEWER
from regdesk.wire.rosters import Roster

VERSION: Final = 1
LARGEST: Final = 1024 * 1024
DAMAGED = N_("This introduction file is damaged. Ask the organisation to send it again.")
SAME = N_("This is the file of your own organisation. Ask the partner for theirs.")
_LABEL: Final = "regdesk/introduction/v1"


@dataclass(frozen=True)
class Introduction:
    """Who an organisation says it is, and where its mailbox is; `country` is a code such as KG."""

    name: str
    country: str
    role: str
    roster: Roster
    server_url: str
    server_key: bytes


def introduction(card: Introduction, secret: bytes) -> bytes:
    """Write the file to give to a partner, signed by any author of the roster."""
    by = rosters.author_id(card.roster.org32, signatures.public(secret))
    fields = [VERSION, card.name, card.country, card.role, card.server_url, card.server_key, by]
    array = pack([*fields, list(card.roster.statements)])
    return array + signatures.sign(secret, _LABEL, array)


def read_introduction(data: bytes) -> Introduction:
    """Read such a file; raise Refused where it is damaged, or its roster or signature does not hold."""
    array, signature = data[: -signatures.SIZE], data[-signatures.SIZE :]
    name, country, role, url, key, by, statements = _parts(array)
    roster = rosters.read(statements)
    author = roster.authors.get(by)
    if author is None or not author.active or not signatures.valid(author.pub, signature, _LABEL, array):
        raise Refused(DAMAGED)
    return Introduction(name, country, role, roster, url, key)


def digits(org_a: bytes, org_b: bytes) -> str:
    """Give the 30 digits two organisations compare: the same on both sides, six groups of five.

    Thirty digits are 99.7 bits, too few against somebody in the middle who may try many ids for *both* sides
    (2^50 tries), so each try costs scrypt with 16 MiB (RFC 7914; n = 2^14, r = 8), about 0.1 s here too.
    Raise Refused where both are one organisation.
    """
    if org_a == org_b:
        raise Refused(SAME)
    first, second = sorted((org_a, org_b))
    return _thirty(first + second, b"regdesk/digits/v1")


def own_digits(head32: bytes) -> str:
    """Give the 30 digits that the computers of one organisation compare: their lists of keys are the same.

    *head32* is the hash of the last statement of the roster. It costs as much as the other digits.
    """
    return _thirty(head32, b"regdesk/own-digits/v1")


def _thirty(told: bytes, salt: bytes) -> str:
    raw = hashlib.scrypt(told, salt=salt, n=2**14, r=8, p=1, dklen=32)
    number = f"{int.from_bytes(raw, 'big') % 10**30:030d}"
    return " ".join(number[i : i + 5] for i in range(0, 30, 5))


def _parts(array: bytes) -> list[Any]:
    try:
        parts = unpack(array) if len(array) <= LARGEST else None
    except ValueError as error:
        raise Refused(DAMAGED) from error
    if not isinstance(parts, list) or not parts:
        raise Refused(DAMAGED)
    if parts[0] != VERSION:
        raise Refused(NEWER)
    if [type(part) for part in parts[1:]] != [str, str, str, str, bytes, bytes, list]:
        raise Refused(DAMAGED)
    if not all(isinstance(one, bytes) for one in parts[-1]):
        raise Refused(DAMAGED)
    return parts[1:]
