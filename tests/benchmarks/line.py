"""A scan over a real bad line, 600 ms and cut every 20 s, while results are written; this takes its time."""

import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from regdesk.actions import labs, papers, partners, syncing
from regdesk.actions.desk import Desk, read_case
from regdesk.domain.journal import OrgId, StreamId
from regdesk.domain.labs import LabResult
from regdesk.domain.papers import ClinicalPaper
from regdesk.errors import Trouble
from regdesk.store import channels, outbox
from regdesk.sync.post import Report
from tests import desks, make
from tests.bad_line import bad_line
from tests.benchmarks.figures import Note, Result
from tests.benchmarks.programs import seconds

T = TypeVar("T")
LATENCY_S, CUT_S = 0.3, 20
# Each line with its bytes a second and the pages of about a megabyte that go over it.
LINES = {"1 Mbit/s": (125_000, 25), "64 kbit/s": (8_000, 1)}
RESULTS = 5


@dataclass
class Flow:
    """Writes a result now and then while the scan is under way, and tells how long each waited."""

    desk: Desk
    to: OrgId
    case: StreamId
    size: int
    report: Report = field(default_factory=Report)
    waited: list[float] = field(default_factory=list)
    _written_at: float | None = None

    def on_writer(self, job: Callable[..., T], /, *args: Any, **kwargs: Any) -> T:
        """Do a job; then see whether the last result has left, and whether the next one is due."""
        done = job(*args, **kwargs)
        waits = outbox.waiting(self.desk.write, self.to) or channels.to_push(self.desk.write)
        if self._written_at is not None and not waits:
            self.waited.append(seconds(self._written_at))
            self._written_at = None
        elif not waits and self.report.up > self.size * (len(self.waited) + 1) // (RESULTS + 1):
            result = make.lab_result(value=100 + len(self.waited))
            labs.add_result(self.desk, self.case, result)
            self._written_at = time.perf_counter()
        return done


def line(folder: Path) -> Iterator[Result]:
    """Send scans over each line; all must arrive, with little sent twice."""
    for name, (rate, pages) in LINES.items():
        yield Note(
            f"{pages} MB over {name}, 600 ms, cut every {CUT_S} s", _carried(folder / name[:2], rate, pages)
        )


def _carried(folder: Path, rate: int, pages: int) -> str:
    host, centre = desks.pair(folder)
    with desks.connected(folder, host, centre) as server:
        desks.exchange(host, centre)
        case = desks.new_person(host, centre)
        papers.add(host, case, ClinicalPaper(type="cd4"), [desks.picture(1000, 1340) for _ in range(pages)])
        (size,) = host.write.execute("SELECT sum(size) FROM blob").fetchone()
        flow, began = Flow(host, centre.org, case, size), time.perf_counter()
        cut = CUT_S * rate
        faults = {"rate": rate, "latency_s": LATENCY_S, "cut_up": cut, "cut_down": cut, "cut_every": cut}
        with bad_line(server.settings.port, **faults) as bad:
            partners.set_server(host, bad.url, server.answer_key)
            while flow.report.up < size:
                with suppress(Trouble):
                    syncing.exchange(host, flow.report, on_writer=flow.on_writer)
        took = seconds(began)
        partners.set_server(host, server.url, server.answer_key)
        desks.exchange(host, centre)
    results = len(read_case(centre, case).of(LabResult))
    twice = 100 * (flow.report.tried / size - 1)
    slowest = max(flow.waited, default=0)
    return (
        f"{took:.0f} s, {bad.cuts} cuts, {twice:.1f} % sent twice; "
        f"{results} results meanwhile, each on the server within {slowest:.0f} s"
    )
