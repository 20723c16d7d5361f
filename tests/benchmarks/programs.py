"""The programs of tests/benchmarks/sync_adapter, each in a process of its own, spoken to in JSON lines."""

import json
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent / "sync_adapter"


@dataclass
class Program:
    """A desk or the server; `ask` sends one order and waits for its answer."""

    name: str
    arguments: list[str]
    running: subprocess.Popen[bytes] = field(init=False)

    def __post_init__(self) -> None:
        argv = [sys.executable, str(HERE / self.name), *self.arguments]
        self.running = subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603
        self._answer()

    def ask(self, order: str, **values: Any) -> dict[str, Any]:
        """Send an order; raise RuntimeError with what the program says went wrong."""
        line = json.dumps({"op": order, **values}, ensure_ascii=False)
        if self.running.stdin is None:
            raise RuntimeError(self.name)
        self.running.stdin.write(line.encode() + b"\n")
        self.running.stdin.flush()
        return self._answer()

    def memory(self) -> float:
        """Give the most memory it ever held, in MB; only Linux tells."""
        status = Path(f"/proc/{self.running.pid}/status").read_text("ascii")
        return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")) / 1024

    def stop(self) -> None:
        """Let it leave."""
        if self.running.poll() is None:
            self.ask("stop")
            self._close()

    def kill(self) -> None:
        """End it without a word, as a power cut would."""
        self.running.send_signal(signal.SIGKILL)
        self._close()

    def _close(self) -> None:
        self.running.wait()
        for pipe in (self.running.stdin, self.running.stdout):
            if pipe:
                pipe.close()

    def _answer(self) -> dict[str, Any]:
        said = self.running.stdout.readline() if self.running.stdout else b""
        answer: dict[str, Any] = json.loads(said or b'{"error": "it ended"}')
        if "error" in answer:
            raise RuntimeError(f"{self.name}: {answer['error']}")
        return answer


def seconds(since: float) -> float:
    """Give the time since a reading of the clock, in seconds."""
    return time.perf_counter() - since
