"""The closed screen and locking: what goes out of sight, what opens it, and when it is locked for good."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit
from pytestqt.qtbot import QtBot

from regdesk.actions import closed_screen, unlocking
from regdesk.errors import Refused
from regdesk.store import audit as log
from regdesk.store.audit import Wanted
from regdesk.ui.background import LANES, AtOnce, Background
from regdesk.ui.front import Front
from regdesk.ui.locking.closing import Closing, Rules
from regdesk.ui.locking.idle import Idle
from regdesk.ui.start import Start
from tests import desks, shells

PIN = "482715"


@dataclass
class Room:
    """A window on a desk, a clock that stands still, and how often it was to be locked."""

    opened: shells.Opened
    closing: Closing
    idle: Idle
    at: list[float]
    exchanging: list[bool]
    locks: list[str] = field(default_factory=list)

    def minutes_pass(self, minutes: float) -> None:
        self.at[0] += minutes * 60
        self.closing.look()

    def type_in(self, text: str) -> None:
        assert self.closing.screen is not None
        self.closing.screen.typed.line.setText(text)
        self.closing.screen.open()


@pytest.fixture
def room(tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Room]:
    monkeypatch.setattr(closed_screen.own_slot, "__defaults__", (desks.CHEAP,))
    monkeypatch.setattr(closed_screen.open_again, "__defaults__", (desks.CHEAP,))
    host, centre = shells.pair(tmp_path)
    opened, at, exchanging = shells.Opened(qtbot, host), [0.0], [False]
    idle = Idle(opened.window, lambda: at[0])
    QApplication.instance().installEventFilter(idle)  # type: ignore[union-attr]
    closing = Closing(host, opened.background, opened.window, idle)
    closing.start(Rules(lambda: 5, lambda: exchanging[0]))
    made = Room(opened, closing, idle, at, exchanging)
    closing.lock_asked.connect(lambda: made.locks.append("lock"))
    yield made
    closing.stop()
    unlocking.close(host)
    unlocking.close(centre)


def test_after_five_idle_minutes_nothing_is_seen_and_the_passphrase_brings_all_back(
    room: Room,
) -> None:
    window = room.opened.window
    page = room.opened.page("people")
    line = next(one for one in page.findChildren(QLineEdit) if one.isVisible())
    line.setText("482")
    line.setFocus()
    beside = QDialog(window)
    beside.show()

    room.minutes_pass(4.9)
    assert not window.covered
    room.minutes_pass(0.2)

    assert window.covered
    assert not page.isVisible()
    assert not beside.isVisible()
    assert not window.bottom.isVisible()
    assert window.windowTitle() == "RegDesk"
    room.type_in(desks.PASSPHRASE)
    assert not window.covered
    assert page.isVisible()
    assert beside.isVisible()
    assert line.text() == "482"
    assert page.focusWidget() is line


def test_a_window_that_opens_behind_a_closed_screen_waits_until_it_is_open(room: Room, qtbot: QtBot) -> None:
    room.minutes_pass(5)
    late = QDialog(room.opened.window)

    late.show()
    qtbot.waitUntil(lambda: not late.isVisible())
    room.type_in(desks.PASSPHRASE)

    assert late.isVisible()


def test_a_pin_opens_the_closed_screen_and_five_wrong_ones_lock(room: Room) -> None:
    closed_screen.set_pin(room.opened.desk, desks.PASSPHRASE, PIN, desks.CHEAP)
    room.minutes_pass(5)
    for wrong in ("111222", "333444", "000111", "999888"):
        room.type_in(wrong)
    assert room.locks == []
    room.type_in(PIN)
    (line, _), *_ = log.page(room.opened.desk.write, Wanted())
    assert (line.act, line.detail) == ("reopened", (4,))
    assert not room.opened.window.covered

    room.minutes_pass(5)
    for wrong in ("111222", "333444", "000111", "999888", "777666"):
        room.type_in(wrong)

    assert room.locks == ["lock"]
    assert room.opened.window.covered


def test_keys_pass_the_time_only_while_the_screen_is_open(room: Room) -> None:
    room.minutes_pass(4)
    QTest.keyClick(room.opened.window, Qt.Key.Key_A)
    room.minutes_pass(4)
    assert not room.opened.window.covered
    room.minutes_pass(1)
    assert room.opened.window.covered

    QTest.keyClick(room.opened.window, Qt.Key.Key_A)
    room.minutes_pass(25)

    assert room.locks == ["lock"]


def test_half_an_hour_locks_but_an_exchange_may_finish_for_two_hours(room: Room) -> None:
    room.exchanging[0] = True
    room.minutes_pass(30)
    assert room.locks == []
    room.minutes_pass(119)
    assert room.locks == []

    room.minutes_pass(1)

    assert room.locks == ["lock"]


def test_an_exchange_that_ends_lets_it_lock(room: Room) -> None:
    room.exchanging[0] = True
    room.minutes_pass(40)

    room.exchanging[0] = False
    room.closing.look()

    assert room.locks == ["lock"]


def test_ctrl_l_locks_from_the_closed_screen_and_no_other_key_reaches_the_desk(
    room: Room, qtbot: QtBot
) -> None:
    window = room.opened.window
    window.lock_asked.connect(lambda: room.locks.append("asked"))
    room.opened.page("people")
    room.minutes_pass(5)

    for command in ("palette", "help", "settings", "new-person", "next-pane"):
        window.do(command)
    still = room.opened.shell.page()
    window.do("lock")

    assert still is room.opened.page("people")
    assert room.locks == ["asked"]
    assert len(window.findChildren(QDialog)) == 0


@pytest.mark.parametrize("pin", ["12345", "1234567", "12a456", "١٢٣٤٥٦", "777777", "123456", "987654"])
def test_a_pin_is_six_digits_that_nobody_guesses_first(pin: str) -> None:
    with pytest.raises(Refused):
        closed_screen.check_pin(pin)


def test_a_pin_is_set_with_ones_own_passphrase_and_is_never_on_disk_readable(tmp_path: Path) -> None:
    host, centre = shells.pair(tmp_path)
    with pytest.raises(Refused):
        closed_screen.set_pin(host, "somebody else's words", PIN, desks.CHEAP)
    assert not closed_screen.has_pin(host)

    closed_screen.set_pin(host, desks.PASSPHRASE, PIN, desks.CHEAP)
    unlocking.close(host)
    unlocking.close(centre)

    found = [
        one for one in (tmp_path / "host").rglob("*") if one.is_file() and PIN.encode() in one.read_bytes()
    ]
    assert found == []


def test_f8_twice_hides_everything_and_locks(tmp_path: Path, qtbot: QtBot) -> None:
    restarts: list[str] = []
    desk = desks.with_sheet(desks.desk(tmp_path / "desk", "Опора", "host"))
    start = Start(tmp_path / "desk", desk.clock, os.urandom, lambda: restarts.append("again"))
    front = Front(start, Background({lane: AtOnce() for lane in LANES}))
    qtbot.addWidget(front.window)
    front.enter(desk)
    front.discreet.set_on(False)
    front.window.show()

    front.window.do("discreet")
    assert front.discreet.on
    front.window.do("discreet")

    assert restarts == ["again"]
    assert front.discreet.on
    assert front.desk is None
