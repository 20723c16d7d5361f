"""One process at a time works on a folder: the system's lock on a small empty file, let go by any crash."""

import os
import sys
import time
from pathlib import Path
from typing import Final

from regdesk.errors import Refused, Trouble
from regdesk.i18n import N_

FILE: Final = "regdesk.lock"
TAKEN = N_(
    "RegDesk is already open on these data: in another window, in another person's session on this computer,"
    " or on another computer. Close it there first."
)
CLOSED = N_("RegDesk cannot write into its folder {folder}. Ask for the right to write there.")
_PAUSE_S = 0.1


class Taken(Refused):
    """Another process works on the folder."""


class Held:
    """The right to work on a folder, until `release` or the end of the process."""

    def __init__(self, file: int) -> None:
        self._file = file

    def release(self) -> None:
        """Let another process work here."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1


def hold(folder: Path, wait_s: float = 0) -> Held:
    """Take the folder; raise Taken where another process keeps it for *wait_s*, Trouble on a bad folder."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = os.open(folder / FILE, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise Trouble(CLOSED, folder=str(folder)) from error
    until = time.monotonic() + wait_s
    while not _lock(file):
        if time.monotonic() >= until:
            os.close(file)
            raise Taken(TAKEN)
        time.sleep(_PAUSE_S)
    return Held(file)


def _lock(file: int) -> bool:
    """Lock the file for this process alone, without waiting; tell whether that went well."""
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415 - only there

            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # noqa: PLC0415 - Windows has none

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
