"""Pictures of the window for guides, tests and the demo: each page as a person would see it."""

import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMessageLogContext, QSize, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from regdesk import i18n
from regdesk.actions import lists
from regdesk.actions.desk import Desk
from regdesk.ui import look, pages
from regdesk.ui.background import LANES, AtOnce, Background
from regdesk.ui.discreet import Discreet
from regdesk.ui.exchanging import Exchanging
from regdesk.ui.main_window import MainWindow
from regdesk.ui.pages.unlock import Unlock
from regdesk.ui.pages.workplace import Workplace
from regdesk.ui.theme import Theme
from regdesk.ui.widgets.focus_ring import FocusRing

SIZE = QSize(1366, 696)
Visit = tuple[str, str, Any]


def has_display() -> bool:
    """Say whether a window could be seen here."""
    named = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    return sys.platform in ("win32", "darwin") or bool(named)


def application() -> QApplication:
    """Give the application; where nobody could see it, it draws offscreen."""
    if not has_display():
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        qInstallMessageHandler(_say)
    found = QApplication.instance()
    return found if isinstance(found, QApplication) else QApplication(["regdesk"])


def _say(_: QtMsgType, __: QMessageLogContext, message: str) -> None:
    """Pass on what Qt says, without what the offscreen display says each time it cannot do something."""
    if "plugin does not support" not in message:
        sys.stderr.write(message + "\n")


def take(desk: Desk, visits: Iterable[Visit], folder: Path, *, discreet: bool = False) -> list[str]:
    """Open places of a desk one after the other and save a picture of each; give the file names.

    A visit is (name of the file, place, target).
    """
    application()
    i18n.use("ru")
    look.use(Theme("light", 1.0))
    background = Background({lane: AtOnce() for lane in LANES})
    hidden = Discreet(on=discreet)
    window = MainWindow(hidden)
    window.resize(SIZE)
    shell = pages.open_shell(Workplace(desk, background, lists.me(desk)), hidden)
    window.show_shell(shell)
    window.show()
    exchanging = Exchanging(desk, background, shell)
    exchanging.exchange()
    return [
        _one(window, folder / f"{name}.png", _opens(shell, place, target)) for name, place, target in visits
    ]


def take_gate(folder: Path, name: str) -> str:
    """Save a picture of the locked window."""
    application()
    i18n.use("ru")
    look.use(Theme("light", 1.0))
    window = MainWindow(Discreet(on=True))
    window.resize(SIZE)
    window.show_gate(Unlock())
    window.show()
    return _one(window, folder / f"{name}.png", lambda: None)


def _opens(shell: Any, place: str, target: Any) -> Callable[[], object]:
    return lambda: shell.open(place, target)


def _one(window: MainWindow, file: Path, act: Callable[[], object]) -> str:
    act()
    for _ in range(3):
        application().processEvents()
    for ring in window.findChildren(FocusRing):
        ring.place()  # it follows what moved only after a moment
    file.parent.mkdir(parents=True, exist_ok=True)
    window.grab().save(str(file))
    return file.name
