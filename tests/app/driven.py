"""The real program in a process of its own, with hands: unlock, type into the form of a new person, lock.

python -m tests.app.driven FOLDER [type TEXT] [look] [dumps] [lock]: each step says a line on stdout when it
is done and waits for one on stdin. The program started anew by locking has no hands: it is found by its
window's socket and by its memory.
"""

import ctypes
import os
import sys
import threading
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from queue import Queue

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from regdesk import app
from regdesk.ui.background import Background
from regdesk.ui.main_window import MainWindow
from regdesk.ui.pages.new_person import NewPersonPage
from regdesk.ui.pages.unlock import Unlock
from tests import desks

_WAIT_S = 60


class Hands(QObject):
    """Does things on the window's thread, asked from another one."""

    _ask = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._ask.connect(lambda job: job(), Qt.ConnectionType.QueuedConnection)

    def do(self, job: Callable[[], object]) -> object:
        """Do it there and give its result here."""
        done: Queue[object] = Queue()
        self._ask.emit(lambda: done.put(job()))
        return done.get(timeout=_WAIT_S)

    def wait_for(self, what: Callable[[], object]) -> None:
        """Look there until it is so."""
        until = time.monotonic() + _WAIT_S
        while not self.do(what):
            if time.monotonic() > until:
                raise TimeoutError
            time.sleep(0.02)


def window() -> MainWindow:
    return next(one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow))


def has_gate() -> bool:
    windows = [one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow)]
    return any(one.findChildren(Unlock) for one in windows)


def has_page() -> bool:
    shell = window().shell
    return shell is not None and shell.page() is not None


def unlock() -> None:
    (gate,) = window().findChildren(Unlock)
    gate.passphrase.line.setText(desks.PASSPHRASE)
    gate.open()


def open_form() -> None:
    shell = window().shell
    assert shell is not None
    shell.open("new-person")


def first_text() -> QLineEdit | None:
    shell = window().shell
    page = shell.page() if shell else None
    if not isinstance(page, NewPersonPage):
        return None
    shown = [one for one in page.findChildren(QLineEdit) if one.isVisible() and not one.isReadOnly()]
    return shown[0] if shown else None


def type_in(text: str) -> None:
    line = first_text()
    assert line is not None
    line.setFocus()
    line.clear()
    QTest.keyClicks(line, text)


def idle() -> bool:
    """Say whether nothing is under way in any lane."""
    lanes = QApplication.instance().findChildren(Background)  # type: ignore[union-attr]
    return all(not one._waiting for one in lanes)


def say(*words: object) -> None:
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def play(hand: Hands, steps: list[str]) -> None:
    """Do the steps, from a thread beside the window."""
    while not QApplication.topLevelWidgets():
        time.sleep(0.05)
    hand.wait_for(has_gate)
    hand.do(unlock)
    hand.wait_for(has_page)
    say("open", os.getpid())
    while steps:
        step = steps.pop(0)
        if step in ("type", "look"):
            hand.do(open_form)
            hand.wait_for(lambda: first_text() and idle())
        if step == "type":
            text = steps.pop(0)
            hand.do(lambda text=text: type_in(text))
        if step == "look":
            say("text", hand.do(lambda: (line := first_text()) and line.text()))
        if step == "dumps":
            say("dumpable", ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))  # PR_GET_DUMPABLE
        if step == "lock":
            say("lock")
            hand.do(press_ctrl_l)
        say("done", step)
        sys.stdin.readline()


def press_ctrl_l() -> None:
    QTest.keyClick(window(), Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)


def main() -> int:
    # The hands live on the window's thread, and so are made before its loop begins.
    hand = Hands()

    def play_or_end() -> None:
        try:
            play(hand, sys.argv[2:])
        except BaseException:  # noqa: BLE001 - whatever it was, the test must not wait for ever
            traceback.print_exc()
            os._exit(3)

    threading.Thread(target=play_or_end, daemon=True).start()
    return app.show(Path(sys.argv[1]))


if __name__ == "__main__":
    sys.exit(main())
