"""Nothing but the main window and its dialogs ever shows as a window of its own, not even for a moment."""

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from regdesk.actions.desk import Desk
from regdesk.ui import pages
from regdesk.ui.main_window import MainWindow
from regdesk.ui.page import Place
from regdesk.ui.pages.case.page import ALL, CasePage
from tests import clinic, shells
from tests.clinic import Clinic

PAGES = {
    "host": (
        *("today", "people", "new-person", "supply", "stock", "calendar", "questions"),
        *("exchange", "keys", "backup", "reference", "audit", "settings"),
    ),
    "centre": ("today", "review", "people", "supply", "stock", "calendar", "questions"),
}


class Watch(QObject):
    """Remembers the widgets that showed as windows though they are no windows."""

    def __init__(self, app: QApplication) -> None:
        super().__init__()
        self.seen: list[str] = []
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Look at everything that shows."""
        shows = event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow()
        if shows and not isinstance(watched, MainWindow | QDialog):
            self.seen.append(f"{type(watched).__name__} {watched.accessibleName()!r}")
        return False


@pytest.fixture
def watch(light: QApplication):
    """Watch what shows until the test ends."""
    watch = Watch(light)
    yield watch
    light.removeEventFilter(watch)


def everything(qtbot: QtBot, desk: Desk, made: Clinic) -> None:
    """Open every page of a desk, and every tab of its case."""
    window = shells.Opened(qtbot, desk, discreet=False)
    shell = window.shell
    shell.places["case"] = Place(
        "case", "Case", "user", lambda: CasePage(desk, window.background, shell), under="people"
    )
    for name in PAGES["host" if desk is made.host else "centre"]:
        window.page(name)
    for tab in ALL:
        window.page("case", (made.stream, tab.id))
    QApplication.processEvents()


@pytest.mark.parametrize("part", ["host", "centre"])
@pytest.mark.parametrize("stage", ["opened", "submitted", "accepted", "packed"])
def test_pages_and_tabs_show_in_the_main_window_alone(part, stage, tmp_path, qtbot, watch):
    made = clinic.clinic(tmp_path, "accepted" if stage == "packed" else stage)
    if stage == "packed":
        made.prescribe()
        made.pack()
        made.two_results()

    everything(qtbot, getattr(made, part), made)

    assert not watch.seen
    tops = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
    assert [type(one) for one in tops] == [MainWindow]


def test_every_page_is_opened_here():
    listed = {spot.id for spot in pages.ALL if spot.id != "case"}

    assert listed == {name for names in PAGES.values() for name in names}
