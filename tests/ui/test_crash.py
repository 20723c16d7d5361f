"""What nobody expected: a calm window with a code, a page that waits no more, and not a word printed."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from regdesk.actions import diagnosis
from regdesk.actions.diagnosis import Failure
from regdesk.errors import RegDeskError
from regdesk.ui.background import Background
from regdesk.ui.crash import SORRY, Crashes
from regdesk.ui.dialogs.crashed import CrashedDialog
from tests import desks, shells
from tests.case_pages import words

pytestmark = pytest.mark.usefixtures("light")
SECRET = "Асанова-тайна-412"
ROOT = Path(__file__).parents[2]
# A program like ours that fails in a slot, in a timer, in each lane, in a thread and while being let go.
PROGRAM = f"""
import sys, threading
from PySide6.QtCore import QObject, QTimer, qWarning
from PySide6.QtWidgets import QApplication
from regdesk.ui.background import Background
from regdesk.ui.crash import Crashes

app = QApplication([])
crashes, background = Crashes(), Background()
crashes.listen()

def fail(*_):
    raise ValueError("{SECRET}")

class Going:
    def __del__(self):
        fail()

for lane in ("write", "read", "net"):
    background.run(lambda: fail("{SECRET}"), None, lane, lambda error: told.append(str(error)))
told = []
QTimer.singleShot(0, fail)
app.applicationNameChanged.connect(fail)
app.setApplicationName("{SECRET}")
threading.Thread(target=fail).start()
Going()
qWarning("{SECRET}")
QTimer.singleShot(400, app.quit)
app.exec()
background.close()
print(len(crashes.seen), len(told))
fail()
"""


@pytest.fixture
def crashes() -> Iterator[tuple[Crashes, list[Failure]]]:
    made, heard = Crashes(), list[Failure]()
    made.happened.connect(heard.append)
    yield made, heard
    made.deleteLater()


def failing(typed: str) -> None:
    """Fail with what a person typed in the message."""
    raise KeyError(typed)


def caught(typed: str) -> KeyError:
    try:
        failing(typed)
    except KeyError as error:
        return error
    raise AssertionError


def test_nothing_that_fails_anywhere_prints_a_value() -> None:
    run = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", PROGRAM], cwd=ROOT, capture_output=True, timeout=60, check=False
    )

    assert run.stdout.decode() == "7 3\n"
    assert run.stderr.decode() == ""
    assert run.returncode == 1


def test_the_same_failure_is_told_once_with_its_code(crashes: tuple[Crashes, list[Failure]]) -> None:
    made, heard = crashes

    for _ in range(3):
        made.take(caught(SECRET))

    assert len(heard) == 1
    assert len(heard[0].code) == 6
    assert SECRET not in repr(heard[0])


def test_a_failure_while_telling_of_one_ends_there(crashes: tuple[Crashes, list[Failure]]) -> None:
    made, heard = crashes
    made.happened.connect(lambda _: made.take(ZeroDivisionError()))

    made.take(caught(SECRET))

    assert len(heard) == 1
    assert [one.kind for one in made.seen] == ["KeyError", "ZeroDivisionError"]


def test_a_page_whose_job_failed_waits_no_more(qtbot: QtBot) -> None:
    background, told = Background(), list[RegDeskError]()

    with qtbot.capture_exceptions() as passed_on:
        background.run(lambda: failing(SECRET), None, "read", told.append)
        assert background.settle()

    assert [error.message for error in told] == [SORRY]
    assert SECRET not in str(told[0])
    assert len(passed_on) == 1
    background.close()
    assert threading.active_count() >= 1


def test_the_window_says_what_was_kept_and_shows_the_whole_report(qtbot: QtBot, tmp_path: Path) -> None:
    host, _ = shells.pair(tmp_path)
    opened = shells.Opened(qtbot, host)
    one = diagnosis.failure(caught(SECRET))
    dialog = CrashedDialog(
        opened.window, one, opened.background, lambda: diagnosis.report(host.folder, host, [one])
    )
    dialog.open()

    report = dialog.open_report()
    report.save_to(tmp_path)

    assert "saved is safe" in words(dialog)
    assert one.code in words(dialog)
    shown = report.findChild(QPlainTextEdit).toPlainText()
    assert one.code in shown
    (file,) = tmp_path.glob("RD-*.txt")
    assert file.read_text(encoding="utf-8") == shown
    assert all(text not in shown + words(dialog) for text in (SECRET, desks.PASSPHRASE, host.person.name))
    assert all(button.accessibleName() for button in dialog.findChildren(QPushButton))
