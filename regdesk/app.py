"""Start: the composition root, the only place where the real clock, randomness and folders are chosen."""

import os
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

from regdesk.actions.desk import Clock
from regdesk.ui import front
from regdesk.ui.start import Start

# People live by this computer's calendar; a wrong one is noticed by comparing with server and colleagues.
CLOCK = Clock(lambda: time.time_ns() // 1_000_000, lambda: date.today())  # noqa: DTZ011, PLW0108


def show(folder: Path) -> int:
    """Open the window on the desk in *folder* and give the exit code."""
    forbid_core_dumps()

    def restart() -> None:
        command = [sys.executable, "-m", "regdesk", "app", "--folder", str(folder)]
        subprocess.Popen(command, close_fds=True)  # noqa: S603 - our own program and folder

    return front.run(Start(folder, CLOCK, os.urandom, restart), sys.argv[:1])


def forbid_core_dumps() -> None:
    """Let no crash write this process's memory to the disk, where the system can promise that."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - only there

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
