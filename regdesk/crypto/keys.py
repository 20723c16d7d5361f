"""The keys of a computer and of an organisation's epochs, all derived from 32-byte secrets.

A hybrid key pair (ML-KEM-768 with X25519, the HPKE KEM 0x647a "X-Wing") is built from its raw parts:
HKDF-SHA256(seed) gives 96 bytes, the first 64 are the ML-KEM seed `d ‖ z` (FIPS 203), the last 32 the X25519
private key. A public key is ML-KEM 1,184 ‖ X25519 32 = 1,216 bytes.

Python cannot wipe memory: secrets stay in it until the process ends, which is why locking restarts it.
Secrets are kept out of every `repr`, so no traceback or log shows one.
"""

import os
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hpke import MLKEM768X25519PrivateKey, MLKEM768X25519PublicKey
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from regdesk.errors import Refused
from regdesk.i18n import N_
from regdesk.wire import signatures

SECRET: Final = 32
KEM_PUBLIC: Final = 1216
_MLKEM_PUBLIC: Final = 1184
BAD_KEY = N_("The public key of this organisation or computer is damaged. Ask for its file again.")


def hkdf(secret: bytes, label: str, *, salt: bytes | None = None, size: int = 32) -> bytes:
    """Derive *size* bytes from *secret* for the purpose *label* (RFC 5869 with SHA-256)."""
    return HKDF(algorithm=SHA256(), length=size, salt=salt, info=label.encode()).derive(secret)


@dataclass(frozen=True)
class HybridKey:
    """A private key others seal to, made from a 32-byte seed."""

    seed: bytes = field(repr=False)

    @cached_property
    def private(self) -> MLKEM768X25519PrivateKey:
        """Give the key in the form the HPKE module takes."""
        return MLKEM768X25519PrivateKey(*self._parts)

    @cached_property
    def public(self) -> bytes:
        """Give the 1,216-byte public key."""
        mlkem, x25519 = self._parts
        return mlkem.public_key().public_bytes_raw() + x25519.public_key().public_bytes_raw()

    @cached_property
    def _parts(self) -> tuple[MLKEM768PrivateKey, X25519PrivateKey]:
        raw = hkdf(self.seed, "regdesk/hybrid-key/v1", size=96)
        return MLKEM768PrivateKey.from_seed_bytes(raw[:64]), X25519PrivateKey.from_private_bytes(raw[64:])


def hybrid_public(data: bytes) -> MLKEM768X25519PublicKey:
    """Read a 1,216-byte public key; raise Refused where it is none."""
    try:
        mlkem = MLKEM768PublicKey.from_public_bytes(data[:_MLKEM_PUBLIC])
        return MLKEM768X25519PublicKey(mlkem, X25519PublicKey.from_public_bytes(data[_MLKEM_PUBLIC:]))
    except ValueError as error:
        raise Refused(BAD_KEY) from error


@dataclass(frozen=True)
class DeviceKeys:
    """One computer's two secrets: one signs its requests, to the other epoch seeds are sealed."""

    sign_secret: bytes = field(repr=False)
    kem_secret: bytes = field(repr=False)

    @cached_property
    def sign_public(self) -> bytes:
        """Give the 32-byte public key that checks this computer's requests."""
        return signatures.public(self.sign_secret)

    @cached_property
    def kem(self) -> HybridKey:
        """Give the hybrid key that opens what is sealed to this computer."""
        return HybridKey(self.kem_secret)

    def pack(self) -> bytes:
        """Give 64 bytes to keep inside the encrypted file."""
        return self.sign_secret + self.kem_secret


def new_device() -> DeviceKeys:
    """Make the keys of a new computer."""
    return DeviceKeys(signatures.new_secret(), new_seed())


def unpack_device(data: bytes) -> DeviceKeys:
    """Read what `DeviceKeys.pack` gave; raise ValueError on any other size."""
    if len(data) != 2 * SECRET:
        msg = f"device keys are {2 * SECRET} bytes, not {len(data)}"
        raise ValueError(msg)
    return DeviceKeys(data[:SECRET], data[SECRET:])


def new_seed() -> bytes:
    """Make a fresh 32-byte secret."""
    return os.urandom(SECRET)


@dataclass(frozen=True)
class EpochKeys:
    """One epoch of an organisation: partners seal to its hybrid key, own computers under `own` (K_e)."""

    number: int
    seed: bytes = field(repr=False)

    @cached_property
    def kem(self) -> HybridKey:
        """Give the hybrid key whose public half stands in the roster."""
        return HybridKey(hkdf(self.seed, "regdesk/epoch-kem/v1"))

    @cached_property
    def own(self) -> bytes:
        """Give K_e, the 32-byte secret that own computers seal to each other under."""
        return hkdf(self.seed, "regdesk/epoch-own/v1")
