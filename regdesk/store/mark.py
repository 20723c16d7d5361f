"""Noticing that the file on this computer is an older copy of itself, or was copied from elsewhere.

The file remembers the computer and folder it is in, as a hash, and a counter. The counter stands in a small
file beside the folder too and goes up at every opening and with everything that is built to be sent, so an
older copy of the file is behind it. A copy of the whole disk is noticed by what others have received.
"""

import ctypes
import os
import platform
import sys
from enum import Enum
from pathlib import Path
from typing import Final

from regdesk.domain.hashing import digest
from regdesk.errors import Trouble
from regdesk.i18n import N_
from regdesk.store import state
from regdesk.store.database import Database

UNWRITABLE = N_("Beside the folder {folder} nothing can be written. Move the data to another place.")
_PLACE: Final = "place"
_LINUX_IDS: Final = (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id"))
_SIZE: Final = 8


class Seen(Enum):
    """What a file is: as it was left, an older copy in its place, or somewhere else than it was used."""

    SAME = "same"
    OLDER = "older"
    ELSEWHERE = "elsewhere"


def look(db: Database, folder: Path) -> Seen:
    """Say whether the file is where it was last used and as new as it was then; a new file is."""
    place, counter = state.get(db, _PLACE, (b"", 0))
    if not place:
        return Seen.SAME
    if place != _here(folder):
        return Seen.ELSEWHERE
    beside = max((_read(file) for file in files(folder)), default=-1)
    return Seen.SAME if 0 <= beside <= counter else Seen.OLDER


def move(db: Database, folder: Path) -> None:
    """Count on, in the file first; raise Trouble where nothing can be written beside it."""
    count(db, folder)
    show(db, folder)


def count(db: Database, folder: Path) -> None:
    """Count on in the file, in the transaction that builds something; `show` follows before that leaves."""
    state.put(db, _PLACE, [_here(folder), state.get(db, _PLACE, (b"", 0))[1] + 1])


def show(db: Database, folder: Path) -> None:
    """Write the counter beside the file; raise Trouble where nothing can be written there."""
    counter: int = state.get(db, _PLACE, (b"", 0))[1]
    for file in files(folder):
        if _write(file, counter):
            return
    raise Trouble(UNWRITABLE, folder=folder)


def forget(folder: Path) -> None:
    """Take away the counter beside a folder: whatever is put into the folder next is a copy."""
    for file in files(folder):
        file.unlink(missing_ok=True)


def files(folder: Path) -> tuple[Path, Path]:
    """Give where the counter stands: beside the folder, or in it where nothing may be written beside."""
    return folder.resolve().with_name(folder.resolve().name + ".mark"), folder / "regdesk.mark"


def _read(file: Path) -> int:
    try:
        data = file.read_bytes()
    except OSError:
        return -1
    return int.from_bytes(data, "big") if len(data) == _SIZE else -1


def _write(file: Path, counter: int) -> bool:
    fresh = file.with_name(file.name + ".new")
    try:
        fresh.write_bytes(counter.to_bytes(_SIZE, "big"))
        os.replace(fresh, file)  # noqa: PTH105 - Path.replace reads like a change of the text
    except OSError:
        return False
    return True


def _here(folder: Path) -> bytes:
    return digest("regdesk/place/v1", _machine().encode(), str(folder.resolve()).encode())


def _machine() -> str:
    """Give what the system calls this computer; its name where it has no id of its own."""
    if sys.platform == "win32":
        return _windows_id()
    if sys.platform == "darwin":
        return _apple_id()
    for file in _LINUX_IDS:
        if file.exists():
            return file.read_text(encoding="ascii").strip()
    return platform.node()


def _windows_id() -> str:
    if sys.platform != "win32":  # for the type checker, which reads one system at a time
        return ""
    import winreg  # noqa: PLC0415 - there only

    with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SOFTWARE\Microsoft\Cryptography") as key:
        return str(winreg.QueryValueEx(key, "MachineGuid")[0])


def _apple_id() -> str:
    """Ask the system for the id of its board (gethostuuid(3))."""
    found, patience = ctypes.create_string_buffer(16), (ctypes.c_long * 2)(1, 0)
    failed = ctypes.CDLL(None).gethostuuid(found, ctypes.byref(patience))
    return platform.node() if failed else found.raw.hex()
