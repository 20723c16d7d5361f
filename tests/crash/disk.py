"""A disk that is full: a small real one in memory, filled to the last byte and emptied again.

It takes the right to mount (root, in a container with CAP_SYS_ADMIN); `lacking` says where there is none.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PAGE = 4096
_FILLING = "filling"


@dataclass(frozen=True)
class Disk:
    """A mounted file system of its own."""

    at: Path

    @property
    def free(self) -> int:
        """The bytes that are free."""
        found = os.statvfs(self.at)
        return found.f_bavail * found.f_frsize

    def leave(self, pages: int) -> None:
        """Fill the disk until only so many pages of 4 KiB are free."""
        self.empty()
        with (self.at / _FILLING).open("wb") as file:
            os.posix_fallocate(file.fileno(), 0, max(1, self.free - pages * PAGE))

    def empty(self) -> None:
        """Free what the filling took."""
        (self.at / _FILLING).unlink(missing_ok=True)


def lacking() -> str:
    """Say why no disk can be mounted here; nothing where it can."""
    if sys.platform != "linux" or os.geteuid() != 0:
        return "a full disk needs the right to mount a small one (root on Linux)"
    done = subprocess.run(["unshare", "--mount", "true"], capture_output=True, check=False)  # noqa: S607
    return "" if done.returncode == 0 else "this computer lets nobody mount a disk"


@contextmanager
def mounted(at: Path, megabytes: int) -> Iterator[Disk]:
    """Mount a small disk at a folder for a while."""
    at.mkdir(parents=True, exist_ok=True)
    size = f"size={megabytes}m"
    subprocess.run(["mount", "-t", "tmpfs", "-o", size, "regdesk-test", at], check=True)  # noqa: S603, S607
    try:
        yield Disk(at)
    finally:
        subprocess.run(["umount", "--lazy", at], check=True)  # noqa: S603, S607
