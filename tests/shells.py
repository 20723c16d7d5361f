"""An open desk's window for tests: the real shell and pages, every job done at once."""

import atexit
import os
import shutil
import tempfile
from functools import cache
from pathlib import Path

from pytestqt.qtbot import QtBot

from regdesk.actions import lists, unlocking
from regdesk.actions.desk import Desk
from regdesk.ui.background import LANES, AtOnce, Background
from regdesk.ui.discreet import Discreet
from regdesk.ui.main_window import MainWindow
from regdesk.ui.page import Page, Place
from regdesk.ui.pages import open_shell
from regdesk.ui.pages.workplace import Workplace
from regdesk.ui.shell import Shell
from tests import desks


class CaseDoor(Page):
    """Stands where the case page opens and remembers what was asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[object] = []

    def arrive(self, target: object = None) -> None:
        """Remember it."""
        self.asked.append(target)


class Opened:
    """The window of a desk: shell, workplace, and the door where cases open."""

    def __init__(self, qtbot: QtBot, desk: Desk, *, discreet: bool = True) -> None:
        self.desk, self.door = desk, CaseDoor()
        self.background = Background({lane: AtOnce() for lane in LANES})
        self.place = Workplace(desk, self.background, lists.me(desk))
        self.shell: Shell = open_shell(self.place, Discreet(on=discreet))
        self.shell.places["case"] = Place("case", "Case", "user", lambda: self.door, under="people")
        self.window = MainWindow(self.shell.discreet)
        self.window.show_shell(self.shell)
        qtbot.addWidget(self.window)
        self.window.resize(1366, 696)
        self.window.show()

    def page(self, name: str, target: object = None) -> Page:
        """Open a place and give its page."""
        self.shell.open(name, target)
        page = self.shell.page()
        assert page is not None
        return page


def pair(folder: Path, hands: desks.Hands | None = None) -> tuple[Desk, Desk]:
    """Give copies of a host and a centre that have met: comparing digits takes a second, copying does not."""
    shutil.copytree(_met(), folder, dirs_exist_ok=True)
    clock = (hands or desks.Hands()).clock()
    host, centre = (
        unlocking.unlock(folder / name, desks.PASSPHRASE, clock, os.urandom, desks.CHEAP)
        for name in ("host", "centre")
    )
    return host, centre


@cache
def _met() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="regdesk-tests-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    for desk in desks.pair(folder):
        desks.put_away(desk)
    return folder
