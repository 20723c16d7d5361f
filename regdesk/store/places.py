"""Where data must not lie: on a network drive or in a folder that a cloud service copies.

A network drive promises no locks and no order of writing, and a sync service copies a file while it is being
written: both tear the encrypted file. File systems are told by Linux in /proc/self/mountinfo (proc(5)), by
Windows in GetDriveTypeW; sync services by their environment variables, marker files and folder names.
"""

import ctypes
import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath
from typing import Final

from regdesk.errors import Refused
from regdesk.i18n import N_

NETWORK = N_(
    "The folder {folder} is on a network drive, where the data would be torn. Put RegDesk into a folder on a"
    " disk of this computer, for example {better}."
)
CLOUD = N_(
    "{service} copies the folder {folder} while RegDesk writes there, and the data would be torn. Put RegDesk"
    " into a folder that is not synchronised, for example {better}. For copies there are backup copies."
)
MOUNTS: Final = Path("/proc/self/mountinfo")
_LISTED: Final = """
    nfs nfs4 cifs smb3 smbfs ncpfs afs ceph coda glusterfs davfs fuse.davfs fuse.sshfs fuse.glusterfs
    fuse.gvfsd-fuse fuse.kio-fuse fuse.smbnetfs fuse.curlftpfs fuse.rclone fuse.s3fs fuse.pcloud
    fuse.onedriver fuse.google-drive-ocamlfuse
"""
_TYPES: Final = frozenset(_LISTED.split())
_REMOTE: Final = 4  # DRIVE_REMOTE of GetDriveTypeW
_VARIABLES: Final = {"OneDrive": "OneDrive", "OneDriveConsumer": "OneDrive", "OneDriveCommercial": "OneDrive"}
_NAMES: Final = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "мой диск": "Google Drive",
    "yandex.disk": "Яндекс Диск",
    "yandexdisk": "Яндекс Диск",
    "яндекс.диск": "Яндекс Диск",
    "icloud drive": "iCloud",
    "iclouddrive": "iCloud",
    "mobile documents": "iCloud",
    "cloudstorage": "macOS",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "cloud mail.ru": "Облако Mail.ru",
    "mega": "MEGA",
    "pcloud drive": "pCloud",
}
_BEGINNINGS: Final = {"onedrive - ": "OneDrive", "dropbox (": "Dropbox", "googledrive-": "Google Drive"}
_MARKERS: Final = {
    ".dropbox": "Dropbox",
    ".dropbox.cache": "Dropbox",
    ".tmp.driveupload": "Google Drive",
    ".tmp.drivedownload": "Google Drive",
    ".sync_*.db": "Nextcloud",
    "._sync_*.db": "Nextcloud",
    ".owncloudsync.log": "ownCloud",
    ".nextcloudsync.log": "Nextcloud",
    ".stfolder": "Syncthing",
    ".yandex.disk": "Яндекс Диск",
}


@dataclass(frozen=True)
class System:
    """What the system says of itself: its mounts as Linux lists them, its variables, the kind of a drive."""

    mounts: str
    variables: Mapping[str, str]
    drive: Callable[[str], int]


def this_system() -> System:
    """Ask this computer."""
    mounts = MOUNTS.read_text("utf-8", "replace") if MOUNTS.exists() else ""
    return System(mounts, os.environ, _drive_type)


def check(folder: Path, better: Path, system: System | None = None) -> None:
    """Raise Refused, naming a *better* folder, where the data of a desk must not lie in *folder*."""
    system = system or this_system()
    whole = folder.expanduser().resolve()
    if on_network(whole, system):
        raise Refused(NETWORK, folder=folder, better=better)
    if service := cloud(whole, system.variables):
        raise Refused(CLOUD, folder=folder, better=better, service=service)


def on_network(folder: Path, system: System) -> bool:
    """Say whether a folder (absolute; it need not be there yet) is on a drive of another computer."""
    if drive := PureWindowsPath(folder).drive:
        return drive.startswith("\\\\") or system.drive(drive + "\\") == _REMOTE
    return _type_at(folder, system.mounts) in _TYPES


def cloud(folder: Path, variables: Mapping[str, str]) -> str:
    """Name the service that copies a folder or one above it, or give an empty text."""
    above = [folder, *folder.parents]
    for name, service in _VARIABLES.items():
        if (root := variables.get(name)) and Path(root) in above:
            return service
    for one in above:
        if service := _named(one.name.casefold()) or _marked(one):
            return service
    return ""


def _named(name: str) -> str:
    found = [service for beginning, service in _BEGINNINGS.items() if name.startswith(beginning)]
    return _NAMES.get(name) or next(iter(found), "")


def _marked(folder: Path) -> str:
    return next((service for mark, service in _MARKERS.items() if any(folder.glob(mark))), "")


def _type_at(folder: Path, mounts: str) -> str:
    """Give the type of the file system that holds a folder; of two mounts at one point the later covers."""
    found = ("", "")
    for line in mounts.splitlines():
        before, _, after = line.partition(" - ")
        fields = before.split()
        if len(fields) > 4 and after:  # noqa: PLR2004 - the fifth field is the mount point
            point = _unescaped(fields[4])
            if folder.is_relative_to(point) and len(point) >= len(found[0]):
                found = (point, after.split()[0])
    return found[1]


def _unescaped(point: str) -> str:
    """Read the octal signs for space, tab, newline and backslash."""
    for octal, sign in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        point = point.replace(octal, sign)
    return point


def _drive_type(root: str) -> int:
    if sys.platform == "win32":
        return int(ctypes.windll.kernel32.GetDriveTypeW(root))
    return 0
