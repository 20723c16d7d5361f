"""The computer in the settings: the report, and erasing after a stick was offered and a word typed."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from regdesk.actions import erasing_computer, unlocking
from regdesk.actions.erasing_computer import Unsent
from regdesk.ui.background import Background
from regdesk.ui.dialogs.erase import EraseDialog
from regdesk.ui.front import Front, Start
from regdesk.ui.pages.first_run import FirstRunPage
from regdesk.ui.pages.settings import SettingsPage
from tests import desks, shells
from tests.case_pages import words

pytestmark = pytest.mark.usefixtures("light")


@pytest.fixture
def page(qtbot: QtBot, tmp_path: Path) -> SettingsPage:
    host, centre = shells.pair(tmp_path)
    desks.new_person(host, centre)
    opened = shells.Opened(qtbot, host)
    found = opened.page("settings")
    assert isinstance(found, SettingsPage)
    found.opened = opened  # type: ignore[attr-defined]  # the window lives as long as its page
    return found


def dialog(page: SettingsPage) -> EraseDialog:
    page.computer.ask()
    (found,) = page.window().findChildren(EraseDialog)
    assert isinstance(found, EraseDialog)
    return found


def test_what_is_unsent_is_said_by_partner_and_a_stick_is_offered_first(page: SettingsPage) -> None:
    asked = dialog(page)

    said, went = words(asked), list[str]()
    page.opened.shell.visited.connect(went.append)  # type: ignore[attr-defined]
    asked.stick.click()

    assert "Центр, Бишкек" in said
    assert "Hand it over on a stick first" in said
    assert "backup copies" in said
    assert went == ["exchange"]


def test_only_the_typed_word_confirms(page: SettingsPage) -> None:
    heard: list[str] = []
    page.erase_asked.connect(lambda: heard.append("erase"))
    asked = dialog(page)

    asked.erase.click()
    asked.word.editor.set_raw("yes")
    asked.erase.click()
    assert not heard
    assert "ERASE" in asked.word.error()
    asked.word.editor.set_raw(" erase ")
    asked.erase.click()

    assert heard == ["erase"]


def test_where_all_has_arrived_no_stick_is_offered(qtbot: QtBot) -> None:
    asked = EraseDialog(None, Unsent((), 0, 0, alone=False))  # type: ignore[arg-type]
    qtbot.addWidget(asked)

    assert "Everything written here has arrived elsewhere." in words(asked)
    assert not asked.stick.isVisibleTo(asked)


def test_the_report_is_shown_before_it_is_saved(page: SettingsPage, tmp_path: Path) -> None:
    report = page.computer.open_report()

    report.save_to(tmp_path)

    assert "[Program]" in report.text.toPlainText()
    assert "Saved" in report.said.text()
    assert list(tmp_path.glob("RD-*.txt"))


@pytest.fixture
def front(tmp_path: Path, qapp: QApplication) -> Iterator[tuple[Front, list[str]]]:
    del qapp
    restarts: list[str] = []
    made = Front(
        Start(tmp_path / "host", desks.Hands().clock(), os.urandom, lambda: restarts.append("again")),
        Background(),
    )
    yield made, restarts
    made.window.close()
    made.window.deleteLater()


def test_erasing_leaves_nothing_and_starts_anew(front: tuple[Front, list[str]], tmp_path: Path) -> None:
    window, restarts = front
    window.enter(desks.desk(tmp_path / "host", "Опора", "host"))

    window.erase()

    assert restarts == ["again"]
    assert not (tmp_path / "host" / unlocking.VAULT).exists()
    assert not (tmp_path / "host" / unlocking.DATABASE).exists()
    assert not window.window.isVisible()


def test_an_erasing_that_was_broken_off_is_finished_at_the_start(
    front: tuple[Front, list[str]], tmp_path: Path
) -> None:
    window, _ = front
    unlocking.close(desks.desk(tmp_path / "host", "Опора", "host"))
    (tmp_path / "host" / erasing_computer.BEGUN).touch()

    window.begin()

    assert window.window.findChildren(FirstRunPage)
    assert not unlocking.exists(tmp_path / "host")
    window.close()
