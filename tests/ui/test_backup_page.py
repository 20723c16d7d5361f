"""The page of backup copies: choosing, copying, trying out, and what it says of all that."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from regdesk.actions import backups, labs
from regdesk.actions.backups import DAY_MS
from regdesk.actions.desk import Clock, read_case
from regdesk.crypto import vault
from regdesk.domain.labs import LabResult
from regdesk.store import backups as files
from regdesk.ui.background import Background
from regdesk.ui.copying import Copying
from regdesk.ui.pages.backup import BackupPage
from regdesk.ui.pages.settings import SettingsPage
from tests import desks, make
from tests.shells import Opened, pair


class Later:
    """A clock that tests set forward."""

    def __init__(self) -> None:
        self.now = make.START_MS

    def clock(self) -> Clock:
        """Give the clock; each reading is one ms later."""
        return Clock(self._read, lambda: make.TODAY)

    def _read(self) -> int:
        self.now += 1
        return self.now


@pytest.fixture
def later():
    return Later()


@pytest.fixture
def opened(qtbot, light, tmp_path, later):
    host, centre = pair(tmp_path, later)
    desks.new_person(host, centre)
    return Opened(qtbot, host)


@pytest.fixture
def page(opened):
    found = opened.page("backup")
    assert isinstance(found, BackupPage)
    return found


@pytest.fixture
def stick(tmp_path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def test_a_folder_is_chosen_once_and_the_first_copy_is_made_at_once(page, opened, stick):
    before = page.state.state.text()

    page.choose(stick)

    assert "No backup copies are made yet." == before
    assert page.state.state.text().startswith("Last copy: ")
    assert f"{stick} · 1 copy there" == page.state.where.text()
    assert "The copy is made." == page.state.said.text()
    assert backups.standing(opened.desk).last


def test_the_stick_that_is_not_there_is_said_with_the_days_since(page, opened, stick, later):
    page.choose(stick)
    shutil.rmtree(stick)
    later.now += 3 * DAY_MS

    page.reload()

    assert "Last copy: 3 days ago. The stick is not there." == page.state.state.text()
    assert page.alarms.isVisible()


def test_what_went_wrong_is_said_and_what_to_do(page, opened, stick, monkeypatch):
    page.choose(stick)
    monkeypatch.setattr(files.disks.shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(1, 1, 0))

    page.state.now.click()

    assert "There is not enough room" in page.state.said.text()
    assert "The last attempt did not work: There is not enough room" in page.state.state.text()


def test_a_copy_is_tried_out_with_the_passphrase_and_a_wrong_one_is_said(light, tmp_path, stick, qtbot):
    host, centre = desks.pair(tmp_path, cost=vault.FLOOR)
    desks.new_person(host, centre)
    page = Opened(qtbot, host).page("backup")
    assert isinstance(page, BackupPage)
    page.choose(stick)
    line = page.drill.passphrase.line

    qtbot.keyClicks(line, "not this one at all")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    wrong = page.drill.said.text()
    qtbot.keyClicks(line, desks.PASSPHRASE)
    qtbot.keyClick(line, Qt.Key.Key_Return)

    assert vault.WRONG == wrong
    assert "The copy opens with your passphrase, and a case in it was read." == page.drill.said.text()
    assert "it opens" in page.drill.state.text()
    assert "" == line.text()


def test_a_damaged_copy_is_an_alarm_on_the_page_and_above_every_page(page, opened, stick):
    page.choose(stick)
    (copy,) = files.copies(next(stick.iterdir()))
    (copy.path / "data").write_bytes(b"x" * 4096)

    page.drill.try_out()

    assert page.alarms.isVisible()
    assert "it failed: This copy is damaged." in page.drill.state.text()


def test_how_many_are_kept_and_when_to_warn_are_remembered(page, opened):
    page.keep._group.button(2).click()
    page.warn._group.button(1).click()

    at = backups.standing(opened.desk)
    assert (3, 0, 0, 7) == (at.days, at.weeks, at.months, at.warn_days)


def test_the_settings_say_how_copies_stand(opened, stick):
    settings = opened.page("settings")
    assert isinstance(settings, SettingsPage)
    before = settings.backup.state.text()
    backups.choose(opened.desk, stick)

    settings.backup.reload()

    assert "No backup copies are made yet." == before
    assert "There is no copy yet." == settings.backup.state.text()


def test_what_is_due_is_done_by_itself_and_says_nothing(opened, stick, later):
    backups.choose(opened.desk, stick)
    said = []
    opened.place.copying.answered.connect(lambda *about: said.append(about))

    for _ in range(3):
        opened.place.copying.look()

    at = backups.standing(opened.desk)
    assert at.last
    assert at.drilled
    assert not said
    assert 1 == len(files.copies(next(stick.iterdir())))


def test_in_real_lanes_a_copy_is_made_while_results_are_written(qapp, tmp_path, stick, later):
    host, centre = pair(tmp_path, later)
    case = desks.new_person(host, centre)
    backups.choose(host, stick)
    background = Background()
    copying = Copying(host, background, background)
    said = []
    copying.answered.connect(lambda *about: said.append(about))

    copying.copy("made")
    for value in range(5):
        fact = make.lab_result(value=value)
        background.run(lambda one=fact: labs.add_result(host, case, one), lane="write")
    assert background.settle(30)
    copying.drill(said="read")
    assert background.settle(30)
    background.close()

    assert [("copy", "made", True), ("drill", "read", True)] == said
    assert backups.standing(host).last
    assert 5 == len(read_case(host, case).of(LabResult))
