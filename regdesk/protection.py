"""What the system is told so that this process's memory stays off the disk and away from other programs."""

import ctypes
import sys
from typing import Final

_NOT_DUMPABLE: Final = 4  # PR_SET_DUMPABLE of prctl(2)
# SEM_FAILCRITICALERRORS, SEM_NOGPFAULTERRORBOX and SEM_NOOPENFILEERRORBOX of SetErrorMode: no box, no report.
_NO_REPORTS: Final = 0x0001 | 0x0002 | 0x8000


def begin() -> None:
    """Let no crash write memory to the disk, and on Linux no other program of this person read it."""
    if sys.platform == "win32":
        ctypes.windll.kernel32.SetErrorMode(_NO_REPORTS)
        return
    import resource  # noqa: PLC0415 - Windows has none

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_NOT_DUMPABLE, 0, 0, 0, 0)
