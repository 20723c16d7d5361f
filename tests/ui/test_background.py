"""Background work: order, errors and changes come to the right place, on the right thread."""

import subprocess
import sys
import threading
import time

import pytest
from PySide6.QtWidgets import QLabel

from regdesk.domain.journal import Changes
from regdesk.errors import Refused
from regdesk.ui.background import LANES, AtOnce, Background


@pytest.fixture
def threads(qapp):
    background = Background()
    yield background
    background.close()


@pytest.fixture
def at_once(qapp):
    return Background({lane: AtOnce() for lane in LANES})


def test_jobs_of_a_lane_are_done_in_order_and_answered_in_order(threads):
    done, answered = [], []

    for number in range(50):
        threads.run(lambda n=number: done.append(n) or n, answered.append, "write")

    assert threads.settle()
    assert list(range(50)) == done == answered


def test_work_happens_elsewhere_and_answers_come_to_the_screens_thread(threads):
    where = []

    threads.run(threading.get_ident, lambda worker: where.extend((worker, threading.get_ident())))

    assert threads.settle()
    assert threading.get_ident() != where[0]
    assert threading.get_ident() == where[1]


def test_a_slow_line_holds_up_neither_reading_nor_writing(threads):
    line, answered = threading.Event(), []

    threads.run(line.wait, lambda _: answered.append("net"), "net")
    threads.run(lambda: "read", answered.append, "read")
    threads.run(lambda: "written", answered.append, "write")
    threads.settle(0.3)
    before = list(answered)
    line.set()

    assert threads.settle()
    assert {"read", "written"} == set(before)
    assert "net" == answered[-1]


def test_changes_are_told_to_every_page(at_once, qtbot):
    with qtbot.waitSignal(at_once.changed) as told:
        at_once.run(lambda: Changes(frozenset({b"case"})), lane="write")

    assert [Changes(frozenset({b"case"}))] == told.args


def _refuse():
    raise Refused("Not {what}", what="yet")


def test_a_refusal_nobody_waits_for_is_told_as_trouble(at_once, qtbot):
    answered = []

    with qtbot.waitSignal(at_once.troubled) as told:
        at_once.run(_refuse, answered.append)

    assert "Not yet" == str(told.args[0])
    assert [] == answered


def test_a_refusal_goes_only_to_the_form_that_asked(at_once, qtbot):
    errors = []

    with qtbot.assertNotEmitted(at_once.troubled):
        at_once.run(_refuse, failed=errors.append)

    assert ["Not yet"] == [str(error) for error in errors]


def test_a_bug_is_not_taken_for_trouble(at_once, qtbot):
    with qtbot.captureExceptions() as caught, qtbot.assertNotEmitted(at_once.troubled):
        at_once.run(lambda: 1 // 0)

    assert [ZeroDivisionError] == [each[0] for each in caught]


def test_an_answer_for_a_page_that_is_gone_is_dropped(at_once, light, qtbot):
    gone = QLabel()
    gone.deleteLater()
    qtbot.waitUntil(lambda: not _lives(gone))

    at_once.run(lambda: "late", gone.setText)

    assert at_once.settle()


def _lives(widget: QLabel) -> bool:
    from shiboken6 import isValid  # noqa: PLC0415 - only here

    return bool(isValid(widget))


def test_closing_finishes_what_is_being_written(qapp):
    background, written = Background(), []

    for number in range(20):
        background.run(lambda n=number: written.append(n), lane="write")
    background.close()

    assert list(range(20)) == written


def test_leaving_waits_for_nothing_that_is_done_on_the_side():
    began = time.monotonic()

    subprocess.run([sys.executable, "-c", _LISTENS], check=True, timeout=20)  # noqa: S603 - our own lines

    assert time.monotonic() - began < 10


_LISTENS = """
import time
from PySide6.QtCore import QCoreApplication
from regdesk.ui.background import Background
app = QCoreApplication([])
background = Background()
background.run(lambda: time.sleep(30), lane="listen")
background.close()
"""


def test_a_result_on_its_way_when_all_is_closed_is_ignored(qapp):
    background, came = Background(), []
    background.run(lambda: "late", came.append)
    background.executor("read").submit(lambda: None).result()

    background.close()
    qapp.processEvents()
    background.run(lambda: "later", came.append)
    qapp.processEvents()

    assert came == []
