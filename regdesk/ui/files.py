"""Small files by hand: introductions, codes and answers that travel on a stick."""

from pathlib import Path
from typing import Final

from regdesk.errors import Trouble
from regdesk.i18n import N_

UNREADABLE: Final = N_("The file cannot be read: {why}")
NOT_WRITTEN: Final = N_("The file could not be written: {why}")


def read(path: Path) -> bytes:
    """Read a file; raise Trouble where the disk does not give it."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise Trouble(UNREADABLE, why=error.strerror or "") from error


def content(source: Path | bytes) -> bytes:
    """Give what was pasted, or read what was chosen; raise Trouble where the disk does not give it."""
    return read(source) if isinstance(source, Path) else source


def write(path: Path, body: bytes) -> Path:
    """Write a file; raise Trouble where the disk does not take it."""
    try:
        path.write_bytes(body)
    except OSError as error:
        raise Trouble(NOT_WRITTEN, why=error.strerror or "") from error
    return path
