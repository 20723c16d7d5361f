"""A file on a stick: written so that a full, protected or pulled-out one leaves nothing that looks whole."""

import errno
import os
import shutil
from base64 import b32encode
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from regdesk.errors import Refused, Trouble
from regdesk.i18n import N_
from regdesk.sync.post import Report

ENDING: Final = ".regdesk"
FULL = N_("There is not enough room: {needed} MB are needed. Delete something there or take another stick.")
PROTECTED = N_("This stick cannot be written. Move its lock switch, or take another one.")
GONE = N_("The stick is not there any more. Put it in and write again; what was begun is not used.")
BROKEN = N_("The stick cannot be written: {why}. Take another one.")
UNREADABLE = N_("The file cannot be read: {why}. Put the stick in again, or write the file once more.")
_MB: Final = 2**20
_FULL: Final = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_PROTECTED: Final = {errno.EROFS, errno.EACCES, errno.EPERM}
_GONE: Final = {errno.EIO, errno.ENOENT, errno.ENODEV, errno.ENXIO, errno.ENOTDIR}
_GONE_WINDOWS: Final = {21, 433, 1006, 1167}  # not ready, no such device, volume changed, not connected


@dataclass
class Carriage(Report):
    """A report that also tells how far a stick is written or read, in bytes; set `stop` to break off."""

    done: int = 0
    size: int = 0
    stop: bool = False


def counted(parts: Iterable[bytes], report: Carriage, stopped: str) -> Iterator[bytes]:
    """Count bytes as they pass; raise Refused with the words *stopped* once somebody breaks off."""
    report.done = 0
    for part in parts:
        if report.stop:
            raise Refused(stopped)
        report.done += len(part)
        yield part


def new_name() -> str:
    """Give a name that tells nothing."""
    return f"RD-{b32encode(os.urandom(5)).decode()}{ENDING}"


@contextmanager
def new_file(path: Path, size: int) -> Iterator[BinaryIO]:
    """Write a file of about *size* bytes: it has its name only once all of it is on the stick.

    Raise Trouble where there is no room, or the stick is protected or gone; then nothing is left behind,
    as far as the stick still lets itself be written.
    """
    begun = path.with_suffix(".part")
    with in_words(size):
        if shutil.disk_usage(path.parent).free < size:
            raise Trouble(FULL, needed=megabytes(size))
        try:
            with begun.open("xb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            begun.replace(path)
        finally:
            with suppress(OSError):
                begun.unlink(missing_ok=True)
    _flush_folder(path.parent)


@contextmanager
def in_words(size: int) -> Iterator[None]:
    """Turn what a stick can do to us while *size* bytes are written into Trouble that says what to do."""
    try:
        yield
    except OSError as error:
        raise _trouble(error, size) from error


@contextmanager
def open_file(path: Path) -> Iterator[BinaryIO]:
    """Read a file of a stick; raise Trouble where that fails."""
    try:
        with path.open("rb") as file:
            yield file
    except OSError as error:
        raise Trouble(UNREADABLE, why=error.strerror) from error


def megabytes(size: int) -> int:
    """Give a size in MB, rounded up."""
    return -(-size // _MB)


def _trouble(error: OSError, size: int) -> Trouble:
    if error.errno in _FULL:
        return Trouble(FULL, needed=megabytes(size))
    if error.errno in _GONE or getattr(error, "winerror", 0) in _GONE_WINDOWS:
        return Trouble(GONE)
    if error.errno in _PROTECTED:
        return Trouble(PROTECTED)
    return Trouble(BROKEN, why=error.strerror)


def _flush_folder(folder: Path) -> None:
    """Make the name itself last, where the system can promise that for a stick."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
