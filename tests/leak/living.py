"""Lives the day of `tests.leak.day` in a home of its own, and looks for markers in all it left."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.leak import markers

ROOT = Path(__file__).parents[2]
# What a person saved on purpose is theirs, and the photos they took.
SAVED_BY_THE_PERSON = ("saved/", "photos/")
LONGEST_S = 240


@contextmanager
def server(folder: Path) -> Iterator[str]:
    """Run the real server as its owner would and give its port; what it says goes to a file."""
    command = [sys.executable, "-m", "regdesk.server", "--folder", str(folder / "server"), "--port", "0"]
    with (
        (folder / "server.log").open("wb") as log,
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log) as process,  # noqa: S603 - our own
    ):
        assert process.stdout
        (port,) = re.findall(r"http://127\.0\.0\.1:(\d+)", process.stdout.readline().decode())
        try:
            yield port
        finally:
            process.terminate()


def live(folder: Path) -> Path:
    """Live one day below *folder*, up to its crash, and give the folder; raise AssertionError otherwise."""
    places = {name: folder / name for name in ("home", "temp", "run", "work")}
    for path in places.values():
        path.mkdir(mode=0o700)
    home = {
        "HOME": str(places["home"]),
        "TMPDIR": str(places["temp"]),
        "XDG_RUNTIME_DIR": str(places["run"]),
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": str(ROOT),
        "PATH": os.environ["PATH"],
        "LANG": "C.UTF-8",
    }
    with server(folder) as port, (folder / "terminal.log").open("wb") as log:
        command = [sys.executable, "-m", "tests.leak.day", str(folder), port]
        code = subprocess.run(  # noqa: S603 - our own program
            command, cwd=places["work"], env=home, stdout=log, stderr=log, timeout=LONGEST_S, check=False
        ).returncode
    assert code == -signal.SIGABRT, (folder / "terminal.log").read_text()[-3000:]
    return folder


def seen(folder: Path) -> dict[str, set[str]]:
    """Give where a marker is in the clear: file -> which, in which encoding."""
    return markers.seen_below(folder, SAVED_BY_THE_PERSON)
