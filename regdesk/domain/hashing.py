"""The one hash of RegDesk: labelled and length-prefixed, so no two meanings share a digest."""

import hashlib


def digest(label: str, *parts: bytes) -> bytes:
    """Hash *parts* for the purpose *label* and return 32 bytes (SHA-256, each part length-prefixed)."""
    total = hashlib.sha256()
    for part in (label.encode(), *parts):
        total.update(len(part).to_bytes(8, "big"))
        total.update(part)
    return total.digest()
