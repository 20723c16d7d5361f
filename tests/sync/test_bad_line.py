"""A line of 512 kbit/s that is cut every three seconds: a scan arrives, results flow, nothing begins anew."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import ParamSpec, TypeVar

from regdesk.actions import labs, papers, partners, syncing
from regdesk.actions.desk import Desk, read_case
from regdesk.domain.labs import LabResult
from regdesk.domain.papers import ClinicalPaper
from regdesk.store import channels, outbox, state
from regdesk.sync.post import Report
from tests import desks, make
from tests.bad_line import BadLine, bad_line

P = ParamSpec("P")
T = TypeVar("T")
RATE = 64 * 1024  # bytes a second
CUT_EVERY_S = 3.0


@contextmanager
def cut_regularly(port: int, **faults: float) -> Iterator[BadLine]:
    """Run a slow line that breaks off every three seconds and is there again at once."""
    with bad_line(port, rate=RATE, **faults) as line:
        over = threading.Event()

        def cut() -> None:
            while not over.wait(CUT_EVERY_S):
                line.cut_up = 0
                line.cut_down = 0

        cutter = threading.Thread(target=cut, daemon=True)
        cutter.start()
        yield line
        over.set()
        cutter.join()


def a_megabyte(desk: Desk, other: Desk) -> bytes:
    """Give a new case with a paper of about a megabyte."""
    case = desks.new_person(desk, other)
    papers.add(desk, case, ClinicalPaper(type="cd4"), [desks.picture(1000, 1340)])
    return case


def size_of(desk: Desk) -> int:
    total: int = desk.write.execute("SELECT sum(size) FROM blob").fetchone()[0]
    return total


def test_a_scan_arrives_with_little_sent_twice_while_results_go_on_flowing(tmp_path: Path) -> None:
    host, centre = desks.pair(tmp_path)
    with desks.connected(tmp_path, host, centre) as server:
        desks.exchange(host, centre)
        case = a_megabyte(host, centre)
        size, report, delays = size_of(host), Report(), list[float]()
        waits_since = 0.0

        def on_writer(job: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
            nonlocal waits_since
            done = job(*args, **kwargs)
            waits = outbox.waiting(host.write, centre.org) or channels.to_push(host.write)
            if waits_since and not waits:
                delays.append(time.monotonic() - waits_since)
                waits_since = 0.0
            elif not waits and report.up > size * (len(delays) + 1) // 6:
                labs.add_result(host, case, make.lab_result(value=100 + len(delays)))
                waits_since = time.monotonic()
            return done

        with cut_regularly(server.settings.port) as line:
            partners.set_server(host, line.url, server.answer_key)
            syncing.exchange(host, report, on_writer=on_writer)
        syncing.exchange(centre)

    assert line.cuts >= 3
    assert report.tried < 1.1 * size
    assert len(delays) >= 4
    assert max(delays) < CUT_EVERY_S
    assert len(read_case(centre, case).of(LabResult)) >= 4


def test_a_first_sync_through_cuts_never_begins_from_zero(tmp_path: Path) -> None:
    host, centre = desks.pair(tmp_path)
    with desks.connected(tmp_path, host, centre) as server:
        desks.exchange(host, centre)
        cases = [desks.new_person(host, centre) for _ in range(60)]
        desks.exchange(host, times=1)
        cursors, report = list[int](), Report()

        def on_writer(job: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
            if line.cut_down is None and report.received:
                line.cut_down = 25_000
            done = job(*args, **kwargs)
            cursors.append(state.get(centre.write, "cursor", 0))
            return done

        with bad_line(server.settings.port) as line:
            partners.set_server(centre, line.url, server.answer_key)
            syncing.exchange(centre, report, on_writer=on_writer)

    assert line.cuts >= 3
    assert cursors == sorted(cursors)
    assert all(read_case(centre, case).entries for case in cases)
    assert report.put_aside == 0
