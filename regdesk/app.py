"""Start: the composition root, the only place where the real clock, randomness and folders are chosen."""

import os
import subprocess
import sys
import threading
import time
from datetime import date
from pathlib import Path

from regdesk import protection
from regdesk.actions.desk import Clock
from regdesk.errors import RegDeskError
from regdesk.store import holding
from regdesk.ui import front
from regdesk.ui.start import Start

# People live by this computer's calendar; a wrong one is noticed by comparing with server and colleagues.
CLOCK = Clock(lambda: time.time_ns() // 1_000_000, lambda: date.today())  # noqa: DTZ011, PLW0108
_HOLD_S = 1.0  # a window that is just closing


def show(folder: Path) -> int:
    """Open the window on the desk in *folder* and give the exit code."""
    protection.begin()
    try:
        held = holding.hold(folder, _HOLD_S)
    except RegDeskError as error:
        return front.turn_away(folder, error, sys.argv[:1])

    def restart() -> None:
        held.release()
        _start_again(folder)

    code = front.run(Start(folder, CLOCK, os.urandom, restart), sys.argv[:1])
    held.release()
    if any(thread.name.startswith(("net", "disk")) for thread in threading.enumerate()):
        os._exit(code)  # a slow line or stick must not keep the keys in memory after the window is closed
    return code


def _start_again(folder: Path) -> None:
    """Put a new program in this one's place: whatever was in memory is gone with it."""
    command = [sys.executable, "-m", "regdesk", "app", "--folder", str(folder)]
    if sys.platform == "win32":
        subprocess.Popen(command, close_fds=True)  # noqa: S603 - our own program and folder
        os._exit(0)
    os.execv(sys.executable, command)  # noqa: S606 - our own program and folder
