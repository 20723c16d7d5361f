"""Key files at hand: on the sticks that are plugged in, and one chosen by hand since the program began."""

import sys
from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QStorageInfo

from regdesk.actions import key_files
from regdesk.actions.unlocking import Typed

_STICKS = ("/media/", "/run/media/", "/mnt/", "/Volumes/")
_FAR = ("nfs", "nfs4", "cifs", "smb3", "9p", "fuse.sshfs", "davfs")  # a dead one would stop the window
_chosen: list[bytes] = []


def choose(path: Path) -> None:
    """Take a key file that somebody pointed at; raise Refused where it is none."""
    data = key_files.read(path)
    if data not in _chosen:
        _chosen.append(data)


def forget() -> None:
    """Forget what was chosen by hand."""
    _chosen.clear()


def at_hand() -> tuple[bytes, ...]:
    """Give the key files that are at hand now."""
    return (*_chosen, *key_files.found(sticks()))


def typed(passphrase: str) -> Typed:
    """Join what was typed with the key files at hand."""
    return Typed(passphrase, at_hand())


def sticks() -> list[Path]:
    """Give the folders where sticks and other disks than the system's lie."""
    near = (
        one
        for one in QStorageInfo.mountedVolumes()
        if bytes(one.fileSystemType().data()).decode() not in _FAR and not one.isRoot() and one.isReady()
    )
    return among([one.rootPath() for one in near], sys.platform)


def among(roots: Iterable[str], platform: str) -> list[Path]:
    """Keep of all places that a system has mounted those where a stick may be."""
    places = [root for root in roots if platform == "win32" or root.startswith(_STICKS)]
    return [Path(root) for root in places]
