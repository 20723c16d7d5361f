"""What sticks and disks can do to us, in words; and files copied so that half of one never looks whole."""

import errno
import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from regdesk.errors import Refused, Trouble
from regdesk.i18n import N_

FULL = N_("There is not enough room: {needed} MB are needed. Delete something there or take another stick.")
PROTECTED = N_("This stick cannot be written. Move its lock switch, or take another one.")
GONE = N_("The stick is not there any more. Put it in and write again; what was begun is not used.")
BROKEN = N_("The stick cannot be written: {why}. Take another one.")
STOPPED = N_("Stopped. Nothing was changed.")
PART: Final = ".part"
_MB: Final = 2**20
_PIECE: Final = 2**20
_FULL: Final = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_PROTECTED: Final = {errno.EROFS, errno.EACCES, errno.EPERM}
_GONE: Final = {errno.EIO, errno.ENOENT, errno.ENODEV, errno.ENXIO, errno.ENOTDIR}
_GONE_WINDOWS: Final = {21, 433, 1006, 1167}  # not ready, no such device, volume changed, not connected


@dataclass
class Way:
    """How far something long is, in bytes; set `stop` to break it off."""

    done: int = 0
    size: int = 0
    stop: bool = False

    def went(self, size: int) -> None:
        """Count bytes that are done; raise Refused where somebody broke it off."""
        self.done += size
        if self.stop:
            raise Refused(STOPPED)


@contextmanager
def in_words(size: int) -> Iterator[None]:
    """Turn what a stick can do to us while *size* bytes are written into Trouble that says what to do."""
    try:
        yield
    except OSError as error:
        raise trouble(error, size) from error


def trouble(error: OSError, size: int) -> Trouble:
    """Give the words for what the system said while *size* bytes were written."""
    if error.errno in _FULL:
        return Trouble(FULL, needed=megabytes(size))
    if error.errno in _GONE or getattr(error, "winerror", 0) in _GONE_WINDOWS:
        return Trouble(GONE)
    if error.errno in _PROTECTED:
        return Trouble(PROTECTED)
    return Trouble(BROKEN, why=error.strerror)


def megabytes(size: int) -> int:
    """Give a size in MB, rounded up."""
    return -(-size // _MB)


def need_room(folder: Path, size: int) -> None:
    """Raise Trouble, before anything is touched, where *size* bytes have no room on the disk of a folder."""
    if shutil.disk_usage(folder).free < size:
        raise Trouble(FULL, needed=megabytes(size))


def copy(source: Path, target: Path, way: Way) -> bytes:
    """Copy a file whole or not at all and give its SHA-256; raise OSError, or Refused where it was stopped.

    The copy has its name only once all of it is on the disk.
    """
    total = hashlib.sha256()
    with source.open("rb") as from_file, whole(target) as to_file:
        while piece := from_file.read(_PIECE):
            total.update(piece)
            to_file.write(piece)
            way.went(len(piece))
    return total.digest()


@contextmanager
def whole(path: Path) -> Iterator[BinaryIO]:
    """Write a file that has its name only once all of it is on the disk; raise OSError.

    Otherwise nothing is left behind, as far as the disk still lets itself be written.
    """
    begun = path.with_name(path.name + PART)
    try:
        with begun.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        begun.replace(path)
    finally:
        with suppress(OSError):
            begun.unlink(missing_ok=True)


def sha256(path: Path, way: Way) -> bytes:
    """Give the SHA-256 of a file; raise OSError, or Refused where it was stopped."""
    total = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            total.update(piece)
            way.went(len(piece))
    return total.digest()


def flush(path: Path) -> None:
    """Make a file last, or the names in a folder where the system can promise that."""
    with suppress(OSError):
        handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
