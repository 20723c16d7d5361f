"""Key files at hand: on the sticks that are plugged in, and one chosen by hand since the program began."""

import sys
from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QStorageInfo

from regdesk.actions import key_files
from regdesk.actions.unlocking import Typed

_STICKS = ("/media/", "/run/media/", "/mnt/", "/Volumes/")
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
    ready = (one for one in QStorageInfo.mountedVolumes() if one.isValid() and one.isReady())
    return among([one.rootPath() for one in ready if not one.isRoot()], sys.platform)


def among(roots: Iterable[str], platform: str) -> list[Path]:
    """Keep of all places that a system has mounted those where a stick may be."""
    places = [root for root in roots if platform == "win32" or root.startswith(_STICKS)]
    return [Path(root) for root in places]
