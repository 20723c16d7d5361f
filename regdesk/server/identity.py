"""The server's answer key: made once, kept readable for its owner only, pinned by every desk."""

import os
from pathlib import Path
from typing import Final

from regdesk.wire import signatures

FILE: Final = "answer.key"


def answer_secret(folder: Path) -> bytes:
    """Read the 32-byte answer key of *folder*, made at the first start."""
    path = folder / FILE
    if not path.exists():
        _write(path, signatures.new_secret())
    return path.read_bytes()


def public_key(secret: bytes) -> bytes:
    """Give the 32-byte key that desks pin."""
    return signatures.public(secret)


def _write(path: Path, secret: bytes) -> None:
    """Write beside and rename, so that a power cut never leaves half a key that desks would then refuse."""
    fresh = path.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(secret)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
