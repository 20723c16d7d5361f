"""Ed25519 signatures with a purpose label: the only place that signs or checks."""

from functools import lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from regdesk.domain.hashing import digest

SIZE = 64


def new_secret() -> bytes:
    """Make a fresh 32-byte signing secret."""
    return Ed25519PrivateKey.generate().private_bytes_raw()


def public(secret: bytes) -> bytes:
    """Give the 32-byte public key of a 32-byte *secret*."""
    return Ed25519PrivateKey.from_private_bytes(secret).public_key().public_bytes_raw()


def sign(secret: bytes, label: str, *parts: bytes) -> bytes:
    """Sign *parts* for the purpose *label*; the signature is 64 bytes."""
    return _private_key(secret).sign(digest(label, *parts))


def valid(key: bytes, signature: bytes, label: str, *parts: bytes) -> bool:
    """Say whether *signature* over *parts* for *label* was made by the 32-byte public *key*."""
    try:
        _public_key(key).verify(signature, digest(label, *parts))
    except (InvalidSignature, ValueError):
        return False
    return True


@lru_cache(maxsize=8)
def _private_key(secret: bytes) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(secret)


@lru_cache(maxsize=1024)
def _public_key(key: bytes) -> Ed25519PublicKey:
    return Ed25519PublicKey.from_public_bytes(key)
