"""What was copied leaves the clipboard, unless somebody else's came meanwhile."""

from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from regdesk.ui.locking.clipboard import Clipboard


def shown(qtbot: QtBot) -> QWidget:
    owner = QWidget()
    qtbot.addWidget(owner)
    owner.show()
    owner.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWindow() is not None)
    return owner


def test_what_somebody_else_put_there_meanwhile_stays(qtbot: QtBot) -> None:
    owner = shown(qtbot)
    watched = Clipboard(owner)
    QApplication.clipboard().setText("МТКА 482-7")
    QApplication.clipboard().blockSignals(True)  # another program's copying, of which we hear nothing
    QApplication.clipboard().setText("somebody else's")
    QApplication.clipboard().blockSignals(False)

    watched.clear()

    assert QApplication.clipboard().text() == "somebody else's"


def test_what_was_copied_is_gone_after_its_time(qtbot: QtBot) -> None:
    owner = shown(qtbot)
    Clipboard(owner, keep_ms=30)
    board = QApplication.clipboard()

    board.setText("МТКА 482-7")
    asked = board.mimeData().hasFormat("x-kde-passwordManagerHint")

    assert asked
    assert board.text() == "МТКА 482-7"
    qtbot.waitUntil(lambda: board.text() == "", timeout=2000)


def test_locking_clears_at_once(qtbot: QtBot) -> None:
    owner = shown(qtbot)
    watched = Clipboard(owner)
    QApplication.clipboard().setText("+996 000 00 00 00")

    watched.clear()

    assert QApplication.clipboard().text() == ""
