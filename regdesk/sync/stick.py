"""A file on a stick: written so that a full, protected or pulled-out one leaves nothing that looks whole."""

import os
from base64 import b32encode
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from regdesk.errors import Refused, Trouble
from regdesk.i18n import N_
from regdesk.store import disks
from regdesk.store.disks import in_words
from regdesk.sync.post import Report

ENDING: Final = ".regdesk"
UNREADABLE = N_("The file cannot be read: {why}. Put the stick in again, or write the file once more.")


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

    Raise Trouble where there is no room, or the stick is protected or gone.
    """
    with in_words(size):
        disks.need_room(path.parent, size)
        with disks.whole(path) as file:
            yield file
    disks.flush(path.parent)


@contextmanager
def open_file(path: Path) -> Iterator[BinaryIO]:
    """Read a file of a stick; raise Trouble where that fails."""
    try:
        with path.open("rb") as file:
            yield file
    except OSError as error:
        raise Trouble(UNREADABLE, why=error.strerror) from error
