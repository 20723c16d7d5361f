"""An organisation's roster: a short, hash-chained, signed list of who may sign for it.

    statement = canonical msgpack [n, prev32, kind, body, t] ‖ Ed25519 signature 64
    hash      = H("regdesk/statement/v1", array);   the hash of statement 1 is the organisation's id (org32)

`n` runs from 1, `prev32` of the first is zeros, `t` is milliseconds, `body` a map that says under `by` which
author signs (the first needs none: it is signed by the key it brings). A server can never swap a key: it can
only withhold news. Rosters hold keys and roles, never names.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final, TypeVar

from regdesk.domain.codec import pack, unpack
from regdesk.domain.hashing import digest
from regdesk.errors import Refused
from regdesk.i18n import N_
from regdesk.wire import signatures

T = TypeVar("T")

ADMIN: Final = "admin"
GENESIS: Final = "genesis"
LABEL: Final = "regdesk/roster/v1"
FIRST_PREV: Final = bytes(32)
LARGEST_STATEMENT: Final = 64 * 1024
MOST_STATEMENTS: Final = 10_000
SIGN_PUBLIC: Final = 32
KEM_PUBLIC: Final = 1216
ID: Final = 16

ROLLBACK = N_("An older list of keys arrived than the one already known. Somebody may be holding back news.")
FORK = N_("Two different lists of keys exist for this organisation. Call them before you go on.")
OTHER = N_("This list of keys belongs to another organisation.")
DAMAGED = N_("The organisation's list of keys is damaged.")
NOT_ADMIN = N_("Only an administrator of the organisation may change its list of keys.")
NEEDS_SHEET = N_("Only the paper recovery sheet can do this.")
NEWER = N_("The organisation's list of keys was written by a newer RegDesk. Update RegDesk on this computer.")


@dataclass(frozen=True)
class Mark:
    """How much of a roster somebody knew: its organisation, its length and the hash of its last statement."""

    org32: bytes
    length: int
    head32: bytes


@dataclass(frozen=True)
class RosterAuthor:
    """One user on one computer: a key that signs entries and batches, and what it may do."""

    pub: bytes
    roles: frozenset[str]
    device: bytes | None = None
    active: bool = True


@dataclass(frozen=True)
class Device:
    """One computer: its key for requests and its hybrid key for epoch seeds."""

    sign_pub: bytes
    kem_pub: bytes
    active: bool = True


@dataclass(frozen=True)
class Roster:
    """What the statements of one organisation say, all of them checked."""

    org32: bytes
    statements: tuple[bytes, ...]
    hashes: tuple[bytes, ...]
    authors: Mapping[bytes, RosterAuthor] = field(default_factory=dict)
    devices: Mapping[bytes, Device] = field(default_factory=dict)
    epochs: Mapping[int, bytes] = field(default_factory=dict)
    wraps: Mapping[int, bytes] = field(default_factory=dict)
    seals: tuple[bytes, ...] = ()
    sheet: bytes | None = None
    closed: bool = False

    @property
    def head32(self) -> bytes:
        """Give the hash of the last statement."""
        return self.hashes[-1]

    @property
    def mark(self) -> Mark:
        """Give what a batch states of its sender's roster."""
        return Mark(self.org32, len(self.statements), self.head32)

    @property
    def epoch(self) -> int:
        """Give the number of the newest epoch; 0 before the first."""
        return max(self.epochs, default=0)

    def pack(self) -> bytes:
        """Give the roster as bytes for a file or the server."""
        return pack(list(self.statements))


def author_id(org32: bytes, pub: bytes) -> bytes:
    """Give the 16-byte id of an author; bound to its organisation, so that no other can claim the key."""
    return digest("regdesk/author/v1", org32, pub)[:16]


def device_id(org32: bytes, sign_pub: bytes) -> bytes:
    """Give the 16-byte id of a computer."""
    return digest("regdesk/device/v1", org32, sign_pub)[:16]


def first_mark(org32: bytes) -> Mark:
    """Give the mark of someone who knows nothing but the organisation's id."""
    return Mark(org32, 1, org32)


def unpack_statements(data: bytes) -> tuple[bytes, ...]:
    """Read what `Roster.pack` gave, still unchecked; raise Refused where it is no list of statements."""
    try:
        statements = unpack(data)
    except ValueError as error:
        raise Refused(DAMAGED) from error
    if not isinstance(statements, list) or not all(isinstance(one, bytes) for one in statements):
        raise Refused(DAMAGED)
    return tuple(statements)


def read(statements: Iterable[bytes], pinned: Mark | None = None) -> Roster:
    """Check every statement and give the roster.

    Raise Refused with OTHER, ROLLBACK or FORK where it does not continue *pinned*, with NOT_ADMIN,
    NEEDS_SHEET, NEWER or DAMAGED where a statement does not hold.
    """
    signed = tuple(statements)
    if not 0 < len(signed) <= MOST_STATEMENTS:
        raise Refused(DAMAGED)
    roster = begin(signed[0])
    if pinned and roster.org32 != pinned.org32:
        raise Refused(OTHER)
    for one in signed[1:]:
        roster = extend(roster, one)
    if pinned:
        _check_continues(roster, pinned)
    return roster


def agrees(roster: Roster, mark: Mark) -> bool:
    """Say whether *mark* is a point this roster went through; a longer mark says nothing against it."""
    known = roster.hashes[mark.length - 1] if 0 < mark.length <= len(roster.hashes) else mark.head32
    return roster.org32 == mark.org32 and known == mark.head32


def begin(signed: bytes) -> Roster:
    """Read a first statement, which founds its organisation; raise Refused where it is none."""
    array, parts = _parts(signed)
    n, prev, kind, body, _ = parts
    if (n, prev, kind) != (1, FIRST_PREV, GENESIS):
        raise Refused(DAMAGED)
    pub, device = _bytes(body, "pub", SIGN_PUBLIC), _device(body)
    _check_signature(pub, signed)
    org32 = _hash(array)
    home = device_id(org32, device.sign_pub)
    author = RosterAuthor(pub, _roles(body) | {ADMIN}, home)
    return Roster(org32, (signed,), (org32,), {author_id(org32, pub): author}, {home: device})


def extend(roster: Roster, signed: bytes) -> Roster:
    """Check one more statement and give the roster with it; raise Refused where it does not hold."""
    array, (n, prev, kind, body, _) = _parts(signed)
    if n != len(roster.statements) + 1 or prev != roster.head32 or roster.closed:
        raise Refused(DAMAGED)
    signer = roster.authors.get(_bytes(body, "by", ID))
    if signer is None or not signer.active or ADMIN not in signer.roles:
        raise Refused(NOT_ADMIN)
    _check_signature(signer.pub, signed)
    grown = replace(
        roster,
        statements=(*roster.statements, signed),
        hashes=(*roster.hashes, _hash(array)),
    )
    effect = _EFFECTS.get(kind)
    if effect is None and body.get("critical"):
        raise Refused(NEWER)
    return effect(grown, body) if effect else grown


def _check_continues(roster: Roster, pinned: Mark) -> None:
    if len(roster.statements) < pinned.length:
        raise Refused(ROLLBACK)
    if not agrees(roster, pinned):
        raise Refused(FORK)


def _hash(array: bytes) -> bytes:
    return digest("regdesk/statement/v1", array)


def _parts(signed: bytes) -> tuple[bytes, list[Any]]:
    array = signed[: -signatures.SIZE]
    try:
        parts = unpack(array) if len(signed) <= LARGEST_STATEMENT else None
    except ValueError as error:
        raise Refused(DAMAGED) from error
    shape = (int, bytes, str, dict, int)
    if not isinstance(parts, list) or [type(part) for part in parts] != list(shape):
        raise Refused(DAMAGED)
    return array, parts


def _check_signature(pub: bytes, signed: bytes) -> None:
    array, signature = signed[: -signatures.SIZE], signed[-signatures.SIZE :]
    if not signatures.valid(pub, signature, LABEL, array):
        raise Refused(DAMAGED)


def _author_added(roster: Roster, body: Mapping[str, Any]) -> Roster:
    pub = _bytes(body, "pub", SIGN_PUBLIC)
    device = None if body.get("device") is None else _bytes(body, "device", ID)
    return _with_author(roster, RosterAuthor(pub, _roles(body), device))


def _roles_added(roster: Roster, body: Mapping[str, Any]) -> Roster:
    author16 = _bytes(body, "author", ID)
    author = _known(roster.authors, author16)
    grown = replace(author, roles=author.roles | _roles(body))
    return replace(roster, authors={**roster.authors, author16: grown})


def _device_added(roster: Roster, body: Mapping[str, Any]) -> Roster:
    return _with_device(roster, _device(body))


def _epoch_added(roster: Roster, body: Mapping[str, Any]) -> Roster:
    number = body.get("e")
    if type(number) is not int or number != roster.epoch + 1:
        raise Refused(DAMAGED)
    pub, wraps = _bytes(body, "pub", KEM_PUBLIC), _bytes(body, "wraps", 32)
    return replace(roster, epochs={**roster.epochs, number: pub}, wraps={**roster.wraps, number: wraps})


def _sheet_added(roster: Roster, body: Mapping[str, Any]) -> Roster:
    authors, device = dict(roster.authors), _device(body)
    if roster.sheet is not None:
        _check_by_sheet(roster, body)
        authors[roster.sheet] = replace(authors[roster.sheet], active=False)
    home = device_id(roster.org32, device.sign_pub)
    named = replace(roster, authors=authors, sheet=author_id(roster.org32, device.sign_pub))
    author = RosterAuthor(device.sign_pub, frozenset({ADMIN}), home)
    return _with_device(_with_author(named, author), device)


def _author_revoked(roster: Roster, body: Mapping[str, Any]) -> Roster:
    author16 = _bytes(body, "author", ID)
    gone = replace(_known(roster.authors, author16), active=False)
    return replace(roster, authors={**roster.authors, author16: gone})


def _device_revoked(roster: Roster, body: Mapping[str, Any]) -> Roster:
    device16 = _bytes(body, "device", ID)
    gone = replace(_known(roster.devices, device16), active=False)
    return replace(roster, devices={**roster.devices, device16: gone})


def _seal_added(roster: Roster, body: Mapping[str, Any]) -> Roster:
    return replace(roster, seals=(*roster.seals, _bytes(body, "cert", 32)))


def _closed_down(roster: Roster, body: Mapping[str, Any]) -> Roster:
    _check_by_sheet(roster, body)
    return replace(roster, closed=True)


_EFFECTS: Final = {
    "add_author": _author_added,
    "add_roles": _roles_added,
    "add_device": _device_added,
    "epoch": _epoch_added,
    "sheet": _sheet_added,
    "revoke_author": _author_revoked,
    "revoke_device": _device_revoked,
    "seal": _seal_added,
    "close": _closed_down,
}


def _with_author(roster: Roster, author: RosterAuthor) -> Roster:
    author16 = author_id(roster.org32, author.pub)
    if author16 in roster.authors:
        raise Refused(DAMAGED)
    return replace(roster, authors={**roster.authors, author16: author})


def _with_device(roster: Roster, device: Device) -> Roster:
    device16 = device_id(roster.org32, device.sign_pub)
    if device16 in roster.devices:
        raise Refused(DAMAGED)
    return replace(roster, devices={**roster.devices, device16: device})


def _check_by_sheet(roster: Roster, body: Mapping[str, Any]) -> None:
    if body["by"] != roster.sheet:
        raise Refused(NEEDS_SHEET)


def _device(body: Mapping[str, Any]) -> Device:
    return Device(_bytes(body, "sign_pub", SIGN_PUBLIC), _bytes(body, "kem_pub", KEM_PUBLIC))


def _roles(body: Mapping[str, Any]) -> frozenset[str]:
    roles = body.get("roles")
    if not isinstance(roles, list) or not all(isinstance(role, str) for role in roles):
        raise Refused(DAMAGED)
    return frozenset(roles)


def _bytes(body: Mapping[str, Any], key: str, size: int) -> bytes:
    value = body.get(key)
    if not isinstance(value, bytes) or len(value) != size:
        raise Refused(DAMAGED)
    return value


def _known(there: Mapping[bytes, T], key: bytes) -> T:
    if key not in there:
        raise Refused(DAMAGED)
    return there[key]
