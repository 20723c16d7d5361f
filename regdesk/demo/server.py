"""`regdesk-server` started as a program of its own, as a coordinator would start it."""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from regdesk.errors import Trouble
from regdesk.i18n import N_

_SAYS = re.compile(r"http://([\d.]+):(\d+)")


@contextmanager
def served(folder: Path, port: int = 0) -> Iterator[tuple[str, int]]:
    """Run a server with its data and log in *folder* and give its address; it stops at the end.

    Port 0 takes any that is free.
    """
    folder.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "regdesk.server", "--folder", str(folder), "--port", str(port)]
    with (folder / "server.log").open("a", encoding="utf-8") as log:
        program = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True)  # noqa: S603
        try:
            yield _address(program)
        finally:
            program.terminate()
            program.wait(timeout=10)


def _address(program: "subprocess.Popen[str]") -> tuple[str, int]:
    line = program.stdout.readline() if program.stdout else ""
    found = _SAYS.search(line)
    if found is None:
        raise Trouble(N_("The server did not start. Its folder holds a log that says why."))
    return found[1], int(found[2])
