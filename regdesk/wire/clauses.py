"""One statement of a roster: its bytes, and what it says.

    statement = canonical msgpack [n, prev32, kind, body, t] ‖ Ed25519 signature 64
    hash      = H("regdesk/statement/v1", array);   the hash of statement 1 is the organisation's id (org32)

`n` is one more than that of the statement before, whose hash is `prev32` (zeros at first); `t` is in
milliseconds; `body` is a map that says under `by` which author signs (the first needs none: it is signed by
the key it brings). Here a statement is only read; whether it holds is for its tree (`wire.branches`).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

from regdesk.domain.codec import unpack
from regdesk.domain.hashing import digest
from regdesk.errors import Refused
from regdesk.i18n import N_
from regdesk.wire import signatures

ADMIN: Final = "admin"
GENESIS: Final = "genesis"
LABEL: Final = "regdesk/roster/v1"
FIRST_PREV: Final = bytes(32)
LARGEST_STATEMENT: Final = 64 * 1024
DAMAGED = N_("The organisation's list of keys is damaged.")
_HASH: Final = 32
SIGN_PUBLIC: Final = 32
KEM_PUBLIC: Final = 1216
_ID: Final = 16
_SHAPE: Final = [int, bytes, str, dict, int]
_REMEMBERED: Final = 20_000

Body = Mapping[str, Any]


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
class Epoch:
    """The public half of an epoch's key and the hash of its packed seed wraps."""

    number: int
    pub: bytes
    wraps: bytes


@dataclass(frozen=True, kw_only=True)
class Statement:
    """What one statement says; what its kind does not say is empty.

    by       author16 of the signer        parents  hashes of what it follows: `prev32`, and tips it joins
    author16, author   the key it brings   device16, device  the computer it brings
    target   whose roles grow, or who is revoked         heads  hashes of the head files of a revocation
    """

    signed: bytes
    hash: bytes
    n: int
    kind: str
    by: bytes
    parents: tuple[bytes, ...]
    critical: bool = False
    author16: bytes = b""
    author: RosterAuthor | None = None
    device16: bytes = b""
    device: Device | None = None
    target: bytes = b""
    roles: frozenset[str] = field(default_factory=frozenset)
    heads: tuple[bytes, ...] = ()
    epoch: Epoch | None = None
    seal: bytes = b""


def author_id(org32: bytes, pub: bytes) -> bytes:
    """Give the 16-byte id of an author; bound to its organisation, so that no other can claim the key."""
    return digest("regdesk/author/v1", org32, pub)[:16]


def device_id(org32: bytes, sign_pub: bytes) -> bytes:
    """Give the 16-byte id of a computer."""
    return digest("regdesk/device/v1", org32, sign_pub)[:16]


def statement_hash(signed: bytes) -> bytes:
    """Give the 32-byte hash by which later statements name this one."""
    return digest("regdesk/statement/v1", signed[: -signatures.SIZE])


@lru_cache(maxsize=_REMEMBERED)
def founds(signed: bytes) -> bytes | None:
    """Give the id of the organisation that a statement founds; None where it founds none."""
    try:
        n, prev, kind, _, _ = _parts(signed)
    except Refused:
        return None
    return statement_hash(signed) if (n, prev, kind) == (1, FIRST_PREV, GENESIS) else None


@lru_cache(maxsize=_REMEMBERED)
def parse(signed: bytes, org32: bytes) -> Statement:
    """Read one statement of an organisation, its signature unchecked; raise Refused where it is damaged."""
    n, prev, kind, body, _ = _parts(signed)
    if (kind == GENESIS) != (n == 1) or (kind == GENESIS) != (prev == FIRST_PREV):
        raise Refused(DAMAGED)
    says: dict[str, Any] = _READERS[kind](org32, body) if kind in _READERS else {}
    tips = says.pop("tips", ())
    by = says["author16"] if kind == GENESIS else _bytes(body, "by", _ID)
    return Statement(
        signed=signed,
        hash=statement_hash(signed),
        n=n,
        kind=kind,
        by=by,
        parents=() if kind == GENESIS else (prev, *tips),
        critical=kind not in _READERS and bool(body.get("critical")),
        **says,
    )


@lru_cache(maxsize=_REMEMBERED)
def signed_by(pub: bytes, signed: bytes) -> bool:
    """Say whether a statement's signature was made by *pub*; remembered, since rosters are read often."""
    array, signature = signed[: -signatures.SIZE], signed[-signatures.SIZE :]
    return signatures.valid(pub, signature, LABEL, array)


def _parts(signed: bytes) -> list[Any]:
    try:
        parts = unpack(signed[: -signatures.SIZE]) if len(signed) <= LARGEST_STATEMENT else None
    except ValueError as error:
        raise Refused(DAMAGED) from error
    if not isinstance(parts, list) or [type(part) for part in parts] != _SHAPE:
        raise Refused(DAMAGED)
    return parts


def _genesis(org32: bytes, body: Body) -> dict[str, Any]:
    pub, device = _bytes(body, "pub", SIGN_PUBLIC), _device(body)
    home = device_id(org32, device.sign_pub)
    author = RosterAuthor(pub, _roles(body) | {ADMIN}, home)
    return {"author16": author_id(org32, pub), "author": author, "device16": home, "device": device}


def _add_author(org32: bytes, body: Body) -> dict[str, Any]:
    pub = _bytes(body, "pub", SIGN_PUBLIC)
    device = None if body.get("device") is None else _bytes(body, "device", _ID)
    return {"author16": author_id(org32, pub), "author": RosterAuthor(pub, _roles(body), device)}


def _add_roles(_: bytes, body: Body) -> dict[str, Any]:
    return {"target": _bytes(body, "author", _ID), "roles": _roles(body)}


def _add_device(org32: bytes, body: Body) -> dict[str, Any]:
    device = _device(body)
    return {"device16": device_id(org32, device.sign_pub), "device": device}


def _sheet(org32: bytes, body: Body) -> dict[str, Any]:
    device = _device(body)
    home = device_id(org32, device.sign_pub)
    author = RosterAuthor(device.sign_pub, frozenset({ADMIN}), home)
    author16 = author_id(org32, device.sign_pub)
    return {"author16": author16, "author": author, "device16": home, "device": device}


def _epoch(_: bytes, body: Body) -> dict[str, Any]:
    number = body.get("e")
    if type(number) is not int:
        raise Refused(DAMAGED)
    return {"epoch": Epoch(number, _bytes(body, "pub", KEM_PUBLIC), _bytes(body, "wraps", _HASH))}


def _revoke_author(_: bytes, body: Body) -> dict[str, Any]:
    return {"target": _bytes(body, "author", _ID), "heads": _hashes(body, "heads")}


def _revoke_device(_: bytes, body: Body) -> dict[str, Any]:
    return {"target": _bytes(body, "device", _ID)}


def _seal(_: bytes, body: Body) -> dict[str, Any]:
    return {"seal": _bytes(body, "cert", _HASH)}


def _join(_: bytes, body: Body) -> dict[str, Any]:
    return {"tips": _hashes(body, "tips")}


def _close(_: bytes, __: Body) -> dict[str, Any]:
    return {}


_READERS: Final[Mapping[str, Callable[[bytes, Body], dict[str, Any]]]] = {
    GENESIS: _genesis,
    "add_author": _add_author,
    "add_roles": _add_roles,
    "add_device": _add_device,
    "epoch": _epoch,
    "sheet": _sheet,
    "revoke_author": _revoke_author,
    "revoke_device": _revoke_device,
    "seal": _seal,
    "join": _join,
    "close": _close,
}


def _device(body: Body) -> Device:
    return Device(_bytes(body, "sign_pub", SIGN_PUBLIC), _bytes(body, "kem_pub", KEM_PUBLIC))


def _roles(body: Body) -> frozenset[str]:
    roles = body.get("roles")
    if not isinstance(roles, list) or not all(isinstance(role, str) for role in roles):
        raise Refused(DAMAGED)
    return frozenset(roles)


def _hashes(body: Body, key: str) -> tuple[bytes, ...]:
    """Read a list of 32-byte hashes, sorted and each once, so that there is one way to write it."""
    value = body.get(key)
    if not isinstance(value, list) or not all(isinstance(one, bytes) and len(one) == _HASH for one in value):
        raise Refused(DAMAGED)
    if value != sorted(set(value)):
        raise Refused(DAMAGED)
    return tuple(value)


def _bytes(body: Body, key: str, size: int) -> bytes:
    value = body.get(key)
    if not isinstance(value, bytes) or len(value) != size:
        raise Refused(DAMAGED)
    return value
