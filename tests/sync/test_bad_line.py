"""A line of 512 kbit/s, cut whenever three seconds' worth went by: a scan arrives, results flow."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import ParamSpec, TypeVar

import pytest

from regdesk.actions import labs, papers, partners, syncing
from regdesk.actions.desk import Desk, read_case
from regdesk.domain.labs import LabResult
from regdesk.domain.papers import ClinicalPaper
from regdesk.errors import Trouble
from regdesk.store import channels, outbox, state
from regdesk.sync import building
from regdesk.sync.post import Report
from tests import desks, make
from tests.bad_line import bad_line
from tests.postgres import Cluster

P = ParamSpec("P")
T = TypeVar("T")
RATE = 64 * 1024  # bytes a second
CUT_EVERY = 3 * RATE  # counted in bytes, so that a busy computer does not change what is cut


def a_megabyte(desk: Desk, other: Desk) -> bytes:
    """Give a new case with a paper of about a megabyte."""
    case = desks.new_person(desk, other)
    papers.add(desk, case, ClinicalPaper(type="cd4"), [desks.picture(1000, 1340)])
    return case


def size_of(desk: Desk) -> int:
    total: int = desk.write.execute("SELECT sum(size) FROM blob").fetchone()[0]
    return total


def test_a_scan_arrives_with_little_sent_twice_while_results_go_on_flowing(
    tmp_path: Path, cluster: Cluster | None
) -> None:
    host, centre = desks.pair(tmp_path)
    with desks.connected(tmp_path, host, centre, postgres=cluster) as server:
        desks.exchange(host, centre)
        case = a_megabyte(host, centre)
        size, report, between = size_of(host), Report(), list[int]()
        written_at = -1

        def on_writer(job: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
            nonlocal written_at
            done = job(*args, **kwargs)
            waits = outbox.waiting(host.write, centre.org) or channels.to_push(host.write)
            if written_at >= 0 and not waits:
                between.append(report.up - written_at)
                written_at = -1
            elif not waits and report.up > size * (len(between) + 1) // 6:
                labs.add_result(host, case, make.lab_result(value=100 + len(between)))
                written_at = report.up
            return done

        cuts = {"cut_up": CUT_EVERY, "cut_down": CUT_EVERY, "cut_every": CUT_EVERY}
        with bad_line(server.settings.port, rate=RATE, **cuts) as line:
            partners.set_server(host, line.url, server.answer_key)
            syncing.exchange(host, report, on_writer=on_writer)
        syncing.exchange(centre)

    assert line.cuts >= 3
    assert report.tried < 1.1 * size
    assert len(between) >= 4
    assert max(between) < CUT_EVERY
    assert len(read_case(centre, case).of(LabResult)) >= 4


def test_a_first_sync_through_cuts_never_begins_from_zero(
    tmp_path: Path, cluster: Cluster | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(building, "MOST", 40)
    host, centre = desks.pair(tmp_path)
    with desks.connected(tmp_path, host, centre, postgres=cluster) as server:
        desks.exchange(host, centre)
        cases = [desks.new_person(host, centre) for _ in range(60)]
        desks.exchange(host, times=1)
        cursors, report = list[int](), Report()

        def on_writer(job: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
            done = job(*args, **kwargs)
            cursors.append(state.get(centre.write, "cursor", 0))
            return done

        with bad_line(server.settings.port, cut_down=25_000, cut_every=25_000) as line:
            partners.set_server(centre, line.url, server.answer_key)
            for _ in range(8):
                with suppress(Trouble):
                    syncing.exchange(centre, report, on_writer=on_writer)

    assert line.cuts >= 3
    assert cursors == sorted(cursors)
    assert all(read_case(centre, case).entries for case in cases)
    assert report.put_aside == 0
