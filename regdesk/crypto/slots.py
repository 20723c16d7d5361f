"""The bytes of the vault file: sixteen slots and a list of who has one (see `crypto.vault`).

file  = "RDV1" ‖ memory KiB 4 ‖ passes 4 ‖ lanes 4 ‖ salt 32 ‖ list ‖ 16 slots              37,644 bytes
list  = nonce 12 ‖ AES-256-GCM(HKDF(database key), 4 + names by slot + zeros, aad = first 48)      4,124
slot  = tag 16 ‖ nonce 12 ‖ AES-256-GCM(KEK, 4 + secrets + zeros, aad = first 48 ‖ tag)            2,092
tag 16 ‖ KEK 32 = stretched, or HKDF(stretched, salt = key file) where the person asked for one
stretched = Argon2id(passphrase, salt; memory, passes, lanes), 48 bytes (RFC 9106)
sheet's slot: see `crypto.sheet_slot`; in the list stands what it is for, in 16 bytes, in place of a name
"""

import os
import struct
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from hmac import compare_digest
from typing import Any, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from regdesk.crypto.keys import hkdf
from regdesk.domain.codec import pack, unpack
from regdesk.errors import Refused, Trouble
from regdesk.i18n import N_

COUNT: Final = 16
_MAGIC: Final = b"RDV1"
_HEAD: Final = struct.Struct(">4sIII32s")
_TAG: Final = 16
_NONCE: Final = 12
_SECRETS: Final = 2048
_NAMES: Final = 4096
_OVER: Final = _NONCE + 16
SLOT: Final = _TAG + _SECRETS + _OVER
SIZE: Final = _HEAD.size + _NAMES + _OVER + COUNT * SLOT
_KEY_FILE: Final = "regdesk/key-file/v1"

EMPTY = N_("Type a passphrase.")
UNREADABLE = N_("The key file of this computer cannot be read. Restore it from a backup.")


@dataclass(frozen=True)
class Cost:
    """What one guess of a passphrase costs (Argon2id): memory in KiB, passes over it, lanes."""

    memory_kib: int = 64 * 1024
    passes: int = 3
    lanes: int = 1

    def within(self, floor: "Cost", ceiling: "Cost") -> bool:
        """Say whether no figure is below *floor* or above *ceiling*."""
        mine, low, high = ((one.memory_kib, one.passes, one.lanes) for one in (self, floor, ceiling))
        return all(a <= b <= c for a, b, c in zip(low, mine, high, strict=True))


@dataclass(frozen=True)
class Lock:
    """What a passphrase turns into: the tag that finds a slot and the key that opens it."""

    tag: bytes
    key: bytes


@dataclass(frozen=True)
class Vault:
    """The file in its parts, all of fixed size."""

    head: bytes
    names: bytes
    slots: tuple[bytes, ...]

    @property
    def cost(self) -> Cost:
        """Give the cost of a guess that the file states."""
        _, memory, passes, lanes, _ = _HEAD.unpack(self.head)
        return Cost(memory, passes, lanes)

    def pack(self) -> bytes:
        """Give the bytes of the file, always `SIZE` of them."""
        return self.head + self.names + b"".join(self.slots)


def empty(cost: Cost) -> Vault:
    """Make a vault without people: a fresh salt, and random bytes for everything else."""
    head = _HEAD.pack(_MAGIC, cost.memory_kib, cost.passes, cost.lanes, os.urandom(32))
    return Vault(head, os.urandom(_NAMES + _OVER), tuple(os.urandom(SLOT) for _ in range(COUNT)))


def parse(data: bytes) -> Vault:
    """Part the bytes of a vault file; raise Trouble where it is none."""
    if len(data) != SIZE or data[:4] != _MAGIC:
        raise Trouble(UNREADABLE)
    first = _HEAD.size + _NAMES + _OVER
    slots = tuple(data[first + i * SLOT : first + (i + 1) * SLOT] for i in range(COUNT))
    return Vault(data[: _HEAD.size], data[_HEAD.size : first], slots)


def stretch(vault: Vault, passphrase: str) -> bytes:
    """Turn a passphrase into 48 bytes, slowly on purpose; raise Refused where it is empty."""
    return argon2id(plain(passphrase), vault.head[-32:], vault.cost)


def argon2id(secret: bytes, salt: bytes, cost: Cost) -> bytes:
    """Give 48 bytes that cost that much to work out (RFC 9106)."""
    made = Argon2id(
        salt=salt, length=48, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory_kib
    )
    return made.derive(secret)


def lock(stretched: bytes, key_file: bytes = b"") -> Lock:
    """Give tag and key of a stretched passphrase, together with a key file where the person has one."""
    made = hkdf(stretched, _KEY_FILE, salt=key_file, size=48) if key_file else stretched
    return Lock(made[:_TAG], made[_TAG:])


def plain(passphrase: str) -> bytes:
    """Give a passphrase as it is hashed: NFKC and single spaces, so that keyboards do not matter."""
    words = " ".join(unicodedata.normalize("NFKC", passphrase).split())
    if not words:
        raise Refused(EMPTY)
    return words.encode()


def find(vault: Vault, key: Lock) -> int | None:
    """Give the number of the slot that a passphrase belongs to, if there is one."""
    found = [i for i, slot in enumerate(vault.slots) if compare_digest(slot[:_TAG], key.tag)]
    return found[0] if found else None


def secrets(vault: Vault, slot: int, key: Lock) -> dict[str, Any]:
    """Open a slot; raise Trouble where the file is damaged."""
    opened: dict[str, Any] = _open(key.key, vault.slots[slot][_TAG:], vault.head + key.tag)
    return opened


def with_secrets(vault: Vault, slot: int, key: Lock, held: Mapping[str, Any]) -> Vault:
    """Fill a slot; raise ValueError where *held* has no room in it (about 2,000 bytes packed)."""
    return with_slot(vault, slot, key.tag + _seal(key.key, held, _SECRETS, vault.head + key.tag))


def without(vault: Vault, slot: int) -> Vault:
    """Fill a slot with random bytes again."""
    return with_slot(vault, slot, os.urandom(SLOT))


def taken(vault: Vault, database_key: bytes) -> dict[int, str | bytes]:
    """Give whose each slot in use is: a person's name, or 16 bytes that say which sheet's.

    Raise Trouble where the file is damaged or of another database.
    """
    listed = _open(_names_key(database_key), vault.names, vault.head)
    return {slot: name for slot, name in enumerate(listed) if name is not None}


def with_taken(vault: Vault, database_key: bytes, whose: Mapping[int, str | bytes]) -> Vault:
    """Write whose each slot in use is."""
    listed = [whose.get(slot) for slot in range(COUNT)]
    return replace(vault, names=_seal(_names_key(database_key), listed, _NAMES, vault.head))


def with_slot(vault: Vault, slot: int, data: bytes) -> Vault:
    """Put the 2,092 bytes of one slot in their place."""
    return replace(vault, slots=(*vault.slots[:slot], data, *vault.slots[slot + 1 :]))


def _names_key(database_key: bytes) -> bytes:
    return hkdf(database_key, "regdesk/vault-names/v1")


def _seal(key: bytes, value: object, room: int, context: bytes) -> bytes:
    packed, nonce = pack(value), os.urandom(_NONCE)
    if 4 + len(packed) > room:
        msg = f"{len(packed)} bytes do not fit into {room}"
        raise ValueError(msg)
    padded = (len(packed).to_bytes(4, "big") + packed).ljust(room, b"\0")
    return nonce + AESGCM(key).encrypt(nonce, padded, context)


def _open(key: bytes, sealed: bytes, context: bytes) -> Any:
    try:
        padded = AESGCM(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], context)
    except InvalidTag as error:
        raise Trouble(UNREADABLE) from error
    return unpack(padded[4 : 4 + int.from_bytes(padded[:4], "big")])
