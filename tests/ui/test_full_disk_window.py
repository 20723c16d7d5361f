"""A full disk in the window: it says so, nothing waits for ever, and work goes on once there is room."""

import os
import shutil

import pytest
from pytestqt.qtbot import QtBot

from regdesk.actions import labs, unlocking
from regdesk.errors import RegDeskError
from regdesk.i18n import tr
from regdesk.store import database
from regdesk.ui.exchanging import Exchanging
from tests import desks, make, shells
from tests.case_pages import words
from tests.crash import day, runs
from tests.crash.disk import Disk

pytestmark = pytest.mark.usefixtures("light")


def test_the_window_says_that_the_disk_is_full_and_stays_usable(qtbot: QtBot, small_disk: Disk) -> None:
    shutil.copytree(runs.template() / "host", small_disk.at / "host")
    clock = desks.Hands().clock()
    desk = unlocking.unlock(small_disk.at / "host", desks.PASSPHRASE, clock, os.urandom, desks.CHEAP)
    window, told = shells.Opened(qtbot, desk), list[RegDeskError]()
    exchanging = Exchanging(desk, window.background, window.shell)
    window.background.troubled.connect(told.append)
    small_disk.leave(0)

    def save(laboratory: str) -> None:
        result = make.lab_result(laboratory=laboratory)
        window.background.run(lambda: labs.add_result(desk, day.first(desk), result), None, "write")

    save("full")
    assert told[0].message == database.FULL
    assert tr(database.FULL) in words(window.window)
    exchanging.exchange_now()

    assert not exchanging._busy, "it waits for ever"
    small_disk.empty()
    save("room again")
    assert len(told) == 1
    assert window.page("people")
