"""The server as a program of its own."""

import re
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def program(folder, *more):
    """Run regdesk-server; give the process, its address and the line it printed."""
    command = [sys.executable, "-m", "regdesk.server", "--folder", str(folder), "--port", "0", *more]
    with subprocess.Popen(  # noqa: S603 - our own program
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as running:
        try:
            said = running.stdout.readline()
            yield running, re.search(r"http://\S+", said).group(), said
        finally:
            running.kill()
