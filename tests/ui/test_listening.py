"""What comes while nobody asks: at once over an open line, now and then where a proxy breaks that off."""

import time
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from regdesk import settings
from regdesk.actions import labs, partners
from regdesk.actions.desk import read_case
from regdesk.domain.labs import LabResult
from regdesk.settings import Settings
from regdesk.ui.background import Background
from regdesk.ui.exchanging import EVERY_S, Exchanging
from regdesk.ui.pulse import Line
from tests import desks, make, shells
from tests.bad_line import bad_line
from tests.shells import Opened


class Window(Opened):
    """A desk's window as it really runs: with threads, and exchanging by itself."""

    def __init__(self, qtbot: QtBot, desk: desks.Desk) -> None:
        super().__init__(qtbot, desk)
        self.threads = Background()
        self.runs = Exchanging(desk, self.threads, self.shell)

    def has_begun(self, qtbot: QtBot) -> None:
        """Exchange once, as after unlocking, and go on listening."""
        self.runs.exchange()
        qtbot.waitUntil(lambda: self.runs.listening.waits, timeout=10_000)


@pytest.fixture
def met(tmp_path: Path, light: object):
    """Give a host and a centre who share a case, and the folder they are in."""
    del light
    host, centre = shells.pair(tmp_path)
    with desks.connected(tmp_path, host, centre) as server:
        case = desks.new_person(host, centre)
        desks.exchange(host, centre)
        yield host, centre, case, server


def test_a_result_stands_on_the_other_screen_within_two_seconds_and_nobody_pressed_anything(met, qtbot):
    host, centre, case, _ = met
    here, there = Window(qtbot, host), Window(qtbot, centre)
    here.has_begun(qtbot)
    there.has_begun(qtbot)
    told = []
    there.threads.changed.connect(lambda changes: told.append(case in changes.cases))

    began = time.monotonic()
    here.threads.run(lambda: labs.add_result(host, case, make.lab_result()), lane="write")
    qtbot.waitUntil(lambda: any(told), timeout=10_000)
    took = time.monotonic() - began

    assert read_case(centre, case).of(LabResult)
    here.threads.close()
    there.threads.close()
    assert took < 2


def test_where_a_proxy_breaks_off_what_is_still_the_window_asks_now_and_then(met, qtbot, monkeypatch):
    host, _, _, server = met
    with bad_line(server.settings.port, still_s=1.0) as line:
        partners.set_server(host, line.url, server.answer_key)
        window = Window(qtbot, host)
        window.has_begun(qtbot)

        qtbot.waitUntil(lambda: window.runs.listening.rests, timeout=20_000)
        window.runs.exchange()
        qtbot.waitUntil(
            lambda: window.shell.pulse and window.shell.pulse.next_s > EVERY_S - 10, timeout=10_000
        )

        assert not window.runs.listening.waits
        window.threads.close()


def test_closing_waits_for_no_answer(met, qtbot):
    window = Window(qtbot, met[0])
    window.has_begun(qtbot)

    began = time.monotonic()
    settled = window.threads.settle()
    window.threads.close()

    assert settled
    assert time.monotonic() - began < 1


def test_a_line_that_costs_by_volume_is_not_kept_open(met, qtbot):
    host = met[0]
    settings.save(host.folder, Settings(metered=True))
    window = Window(qtbot, host)

    window.runs.exchange()
    qtbot.waitUntil(lambda: window.shell.pulse and window.shell.pulse.line is Line.ONLINE, timeout=10_000)

    qtbot.waitUntil(lambda: not window.runs.listening.waits, timeout=1_000)
    window.threads.close()
