"""Starts the real program beside the tests, speaks with it, and looks into its memory (Linux)."""

import os
import subprocess
import sys
import time
from pathlib import Path

from regdesk.ui import one_window

ROOT = Path(__file__).resolve().parents[2]
_WAIT_S = 60


class Program:
    """One running RegDesk; `ask` lets its hands do the next step."""

    def __init__(self, module: str, *arguments: str) -> None:
        places = os.pathsep.join((str(ROOT), os.environ.get("PYTHONPATH", "")))
        self.running = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-m", module, *arguments],
            cwd=ROOT,
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": places},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    @property
    def pid(self) -> int:
        return self.running.pid

    def hears(self, word: str) -> str:
        """Give what the program says after *word*, once it says it."""
        assert self.running.stdout is not None
        for line in self.running.stdout:
            if line.split()[0] == word:
                return line.removeprefix(word).strip()
        raise AssertionError(f"it ended before it said {word}")

    def go_on(self) -> None:
        assert self.running.stdin is not None
        self.running.stdin.write("\n")
        self.running.stdin.flush()

    def is_anew(self) -> None:
        """Wait until a new program has taken this one's place, under the same number."""
        until = time.monotonic() + _WAIT_S
        while b"driven" in Path(f"/proc/{self.pid}/cmdline").read_bytes():
            assert time.monotonic() < until, "it goes on"
            time.sleep(0.005)

    def end(self) -> None:
        self.running.kill()
        self.running.wait()
        for pipe in (self.running.stdin, self.running.stdout):
            if pipe:
                pipe.close()


def wait_for_window(folder: Path) -> None:
    """Wait until a window on *folder* answers."""
    until = time.monotonic() + _WAIT_S
    while not one_window.raise_first(folder):
        assert time.monotonic() < until, "no window answers"
        time.sleep(0.005)


def in_memory(pid: int, secrets: dict[str, bytes]) -> set[str]:
    """Say which of the secrets stand in the memory a process may write to."""
    found: set[str] = set()
    maps = Path(f"/proc/{pid}/maps").read_text("ascii", "replace").splitlines()
    with Path(f"/proc/{pid}/mem").open("rb", 0) as memory:
        for line in maps:
            where, rights, *_ = line.split()
            if not rights.startswith("rw"):
                continue
            start, end = (int(one, 16) for one in where.split("-"))
            try:
                held = os.pread(memory.fileno(), end - start, start)
            except (OSError, OverflowError):  # some of the system's own pages cannot be read
                continue
            found |= {name for name, secret in secrets.items() if secret in held}
    return found
