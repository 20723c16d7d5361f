"""The drill of the guide: a computer is dead; a stick with copies and the passphrase make a new one.

Each step is pressed in the windows, by the words the guide says.
"""

import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton, QRadioButton, QWidget

from regdesk.actions import alarms, backups, labs, papers, unlocking
from regdesk.actions.desk import Desk, read_case
from regdesk.actions.restoring import Restoring
from regdesk.domain.labs import LabResult
from regdesk.domain.papers import ClinicalPaper
from regdesk.i18n import translations
from regdesk.ui.background import LANES, AtOnce, Background
from regdesk.ui.pages.backup import BackupPage
from regdesk.ui.pages.first_run import FirstRunPage
from regdesk.ui.pages.restoring import RestoringPage
from regdesk.ui.pages.settings import SettingsPage
from tests import desks, make, shells

pytestmark = pytest.mark.usefixtures("light")
GUIDES = Path(__file__).parents[2] / "docs" / "guide"
PRESSED = (
    "Backup copies",
    "Choose a folder or stick…",
    "Make a copy now",
    "Try the copy out",
    "Restore from a backup copy: a stick or second disk has one",
    "Choose the stick or folder…",
    "Restore",
    "Open RegDesk",
)


def press(widget: QWidget, text: str) -> None:
    """Press the only button in sight that says *text*."""
    found = [one for one in widget.findChildren(QPushButton) if one.text() == text]
    (button,) = [one for one in found if one.isVisibleTo(widget)]
    button.click()


def choose(qtbot, desk: Desk, stick: Path) -> None:
    """Go from the settings to the page, choose a folder there and make one more copy."""
    window = shells.Opened(qtbot, desk)
    settings = window.page("settings")
    assert isinstance(settings, SettingsPage)
    press(settings.backup, "Backup copies")
    page = window.shell.page()
    assert isinstance(page, BackupPage)
    page.choose(stick)
    press(page, "Make a copy now")


def gate(qtbot, restore: Callable[..., object]) -> RestoringPage:
    """Show the page that the first run leads to."""
    page = RestoringPage(Background({lane: AtOnce() for lane in LANES}), restore)
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    return page


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_guide_names_everything_that_is_pressed(language):
    text = " ".join((GUIDES / f"{language}.md").read_text("utf-8").split())

    said = [translations(language).gettext(one).removesuffix("…") for one in PRESSED]

    assert not [one for one in said if one.split(":")[0] not in text]


def test_a_dead_computer_is_replaced_from_a_stick_in_the_windows(qtbot, tmp_path):
    host, centre = desks.pair(tmp_path)
    case = desks.new_person(host, centre)
    papers.add(host, case, ClinicalPaper(type="cd4"), [desks.picture()])
    (tmp_path / "stick").mkdir()
    with desks.connected(tmp_path, host, centre):
        choose(qtbot, host, tmp_path / "stick")
        desks.exchange(host, centre)
        labs.add_result(host, case, make.lab_result(value=400))
        desks.exchange(host, centre)
        labs.add_result(host, case, make.lab_result(value=401))  # written and never sent: on paper only
        unlocking.close(host)
        shutil.rmtree(host.folder)

        # On the new computer.
        opened = []
        new = Restoring(tmp_path / "new", host.clock, os.urandom, desks.CHEAP)
        restored = gate(qtbot, new.restore)
        restored.opened.connect(opened.append)
        restored.advance()
        assert restored.step == 0
        restored.search(tmp_path / "stick")
        restored.advance()
        restored.passphrase.line.setText("not this one at all")
        press(restored, "Restore")
        assert restored.step == 1
        restored.passphrase.line.setText(desks.PASSPHRASE)
        press(restored, "Restore")
        assert restored.next.text().startswith("This computer has new keys now")
        press(restored, "Open RegDesk")
        (desk,) = opened

        assert shells.Opened(qtbot, desk).page("today")
        desks.exchange(desk, centre)
        desk = desks.reopen(desk)
        labs.add_result(desk, case, make.lab_result(value=500))
        desks.exchange(desk, centre, times=3)

    for one in (desk, centre):
        assert {400, 500} == {entry.fact.value for entry in read_case(one, case).of(LabResult)}
    (scan,) = read_case(desk, case).of(ClinicalPaper)
    assert papers.page_image(desk, scan.fact.pages[0])
    assert "only-paper" in [one.what for one in alarms.alarms(desk)]
    assert "" == backups.standing(desk).folder


def test_first_run_offers_a_backup_copy(qtbot):
    page = FirstRunPage("birch wagon notebook", {"RU": "Russia"}, "en")
    qtbot.addWidget(page)

    texts = [button.text() for button in page.findChildren(QRadioButton)]

    assert PRESSED[4] in texts


def test_a_colleague_who_is_no_administrator_is_told_that_one_must_confirm(qtbot, tmp_path):
    host, centre = desks.pair(tmp_path)
    colleague = desks.second(host, tmp_path / "colleague", "Борис Т.")
    (tmp_path / "stick").mkdir()
    with desks.connected(tmp_path, host, centre, colleague):
        desks.exchange(host, colleague, times=3)
        backups.choose(colleague, tmp_path / "stick")
        backups.make(colleague, backups.Way())
        page = gate(qtbot, Restoring(tmp_path / "new", host.clock, os.urandom, desks.CHEAP).restore)
        page.search(tmp_path / "stick")
        page.go_to(1)
        page.passphrase.line.setText(desks.PASSPHRASE)
        page.advance()

    assert re.search("An administrator confirms yours", page.next.text())


def test_a_folder_without_copies_says_so_and_stopping_leads_back(qtbot, tmp_path):
    host, _ = desks.pair(tmp_path)
    (tmp_path / "stick").mkdir()
    page = gate(qtbot, Restoring(tmp_path / "new", host.clock, os.urandom, desks.CHEAP).restore)
    page.search(tmp_path / "stick")
    before = page._summary.accessibleDescription()
    backups.choose(host, tmp_path / "stick")
    backups.make(host, backups.Way())
    page.search(tmp_path / "stick")
    page.go_to(1)
    page.passphrase.line.setText(desks.PASSPHRASE)

    def stopping(copy: object, given: str, way: backups.Way) -> object:
        way.stop = True
        return Restoring(tmp_path / "new", host.clock, os.urandom, desks.CHEAP).restore(copy, given, way)

    page._restore = stopping
    page.advance()

    assert "no backup copies of RegDesk in this folder" in before
    assert page.step == 1
    assert "Stopped. Nothing was changed." in page._summary.accessibleDescription()
    assert not unlocking.exists(tmp_path / "new")
