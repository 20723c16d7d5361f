"""The one hash of RegDesk: labelled and length-prefixed, so no two meanings share a digest."""

import hashlib
from functools import lru_cache
from typing import Any


def digest(label: str, *parts: bytes) -> bytes:
    """Hash *parts* for the purpose *label* and return 32 bytes (SHA-256, each part length-prefixed)."""
    total = _begun(label).copy()
    for part in parts:
        total.update(len(part).to_bytes(8, "big"))
        total.update(part)
    return bytes(total.digest())


@lru_cache
def _begun(label: str) -> Any:
    """Give the hash of the label alone, to be copied: entries are hashed by the thousand."""
    name = label.encode()
    return hashlib.sha256(len(name).to_bytes(8, "big") + name)
