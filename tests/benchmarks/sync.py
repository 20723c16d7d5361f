"""RegDesk alone in the phases of the shared sync benchmark: two computers of one organisation and a server.

Every desk and the server are processes of their own, with a line between them that counts bytes. Beside other
programs the same adapter runs under that benchmark's own driver.
"""

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from tests.bad_line import BadLine, bad_line
from tests.benchmarks import workload
from tests.benchmarks.figures import Note, Result
from tests.benchmarks.programs import Program, seconds
from tests.benchmarks.workload import Row

EDITS, CLASHES = 50, 100
STILL_S = 1.0


class Two:
    """Two desks, A and B, and their server; A has all cases, B none."""

    def __init__(self, folder: Path, made: list[Row], lines: ExitStack) -> None:
        folder.mkdir()
        self.folder, self.made = folder, made
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        self.server = self._server()
        self.lines = {name: lines.enter_context(bad_line(self.port)) for name in "AB"}
        file = folder / "cases.json"
        file.write_text(json.dumps(made, ensure_ascii=False), encoding="utf-8")
        self.a = self._desk("A")
        self.a.ask("load", file=str(file))
        self.a.stop()
        self.a, self.b = self._desk("A"), self._desk("B")

    def _server(self) -> Program:
        home = self.folder / "server"
        home.mkdir(exist_ok=True)
        return Program("server.py", ["--dir", str(home), "--port", str(self.port)])

    def _desk(self, name: str) -> Program:
        home = self.folder / name
        home.mkdir(exist_ok=True)
        where = ["--dir", str(home), "--common", str(self.folder / "common"), "--desk", name]
        return Program("client.py", [*where, "--url", self.lines[name].url])

    def kill_server(self) -> None:
        """End the server at once and start it again over what it had on its disk."""
        self.server.kill()
        self.server = self._server()

    def passed(self) -> int:
        """Give the bytes that passed both lines, each way."""
        return sum(line.up_bytes + line.down_bytes for line in self.lines.values())

    def quiet(self) -> None:
        """Wait until nothing has passed for a second."""
        before = -1
        while before != self.passed():
            before = self.passed()
            time.sleep(STILL_S)

    def stop(self) -> None:
        """Let all three leave."""
        for one in (self.a, self.b, self.server):
            one.stop()


def sync(folder: Path, number: int) -> Iterator[Result]:
    """Measure the phases with so many cases, each of 14 signed entries."""
    made = workload.cases(number)
    with ExitStack() as lines:
        two = Two(folder, made, lines)
        yield Note("Two computers of one organisation", f"{number} cases of 14 signed entries")
        yield _phase(two, "… A sends its backlog", lambda: _upload(two))
        yield _phase(two, "… B lists it all, on disk", lambda: _first_sync(two, number))
        yield Note("… most memory of B", f"{two.b.memory():.0f} MB")
        time.sleep(3)
        yield _phase(two, f"… {EDITS} edits at B until A shows them", lambda: _delta(two))
        yield Note(f"… {CLASHES} fields edited on both sides, {CLASHES} on one", _clash(two))
        _slow(two.lines["B"])
        yield _phase(two, f"… {EDITS} edits over 600 ms and 64 kbit/s", lambda: _delta(two))
        yield Note("… server killed right after it acknowledged", _killed(two))
        two.stop()


def _phase(two: Two, what: str, job: Callable[[], object]) -> Note:
    before, began = two.passed(), time.perf_counter()
    job()
    took = seconds(began)
    two.quiet()
    return Note(what, f"{took:.2f} s, {(two.passed() - before) / 1000:,.1f} KB")


def _upload(two: Two) -> None:
    two.a.ask("connect")
    two.a.ask("pushed")


def _first_sync(two: Two, number: int) -> None:
    two.b.ask("connect")
    two.b.ask("have", count=number)


def _delta(two: Two) -> None:
    edits = workload.edits(two.made, EDITS, "note", f"обновлено {time.time_ns()}")
    waiting = threading.Thread(target=lambda: two.a.ask("await", edits=edits))
    waiting.start()
    two.b.ask("edit", edits=edits)
    waiting.join()


def _killed(two: Two) -> str:
    """Kill the server as soon as it has what B wrote; A, who was away, must get it all the same."""
    edits = workload.edits(two.made, EDITS, "phone", "+7 000")
    two.a.ask("disconnect")
    two.b.ask("edit", edits=edits)
    two.b.ask("pushed")
    two.kill_server()
    two.a.ask("connect")
    two.a.ask("await", edits=edits)
    return "nothing lost"


def _slow(line: BadLine) -> None:
    line.latency_s, line.rate = 0.3, 8_000


def _clash(two: Two) -> str:
    """Edit apart and meet again; say how many edits were lost, and how many clashes are not flagged."""
    ours, theirs = (workload.edits(two.made, 2 * CLASHES, "status", name) for name in "AB")
    for edits, field in ((ours, "regimen"), (theirs, "doc_no")):
        for one in edits[CLASHES:]:
            one["field"] = field
    for desk, edits in ((two.a, ours), (two.b, theirs)):
        desk.ask("disconnect")
        desk.ask("edit", edits=edits)
    for desk in (two.a, two.b):
        desk.ask("connect")
    for desk in (two.a, two.b):
        desk.ask("await", edits=[one for one in (*ours, *theirs) if one["field"] != "status"])
    two.quiet()
    lost = sum(_lost(two, edits) for edits in (ours, theirs))
    clashes = sum(one["field"] == "status" for one in ours)
    return f"{lost} lost, {clashes - _flagged(two, ours)} clashes not flagged"


def _lost(two: Two, edits: list[Row]) -> int:
    ids, names = [one["id"] for one in edits], ["status", "regimen", "doc_no"]
    rows = {row["id"]: row for row in two.a.ask("get", ids=ids, fields=names)["rows"]}
    flagged = two.a.ask("traces", ids=ids, fields=names)["flagged"]
    return sum(
        one["value"] not in (rows[one["id"]][one["field"]], *flagged[one["id"]][one["field"]])
        for one in edits
    )


def _flagged(two: Two, edits: list[Row]) -> int:
    ids = [one["id"] for one in edits[:CLASHES]]
    found: list[dict[str, Any]] = [
        desk.ask("traces", ids=ids, fields=["status"])["flagged"] for desk in (two.a, two.b)
    ]
    return sum(all(len(one[name]["status"]) > 1 for one in found) for name in ids)
