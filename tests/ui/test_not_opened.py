"""What stands in place of a desk that cannot be opened: what is so, and what can be taken out meanwhile."""

import hashlib
import os
import shutil
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from regdesk import i18n, settings
from regdesk.actions import labs, unlocking
from regdesk.actions.backups import Way
from regdesk.actions.desk import read_case
from regdesk.actions.rescue import NotUpdated, Out, report
from regdesk.actions.restoring import Restoring, find
from regdesk.domain.labs import LabResult
from regdesk.settings import Settings
from regdesk.store import database
from regdesk.ui.background import LANES, AtOnce, Background
from regdesk.ui.front import Front
from regdesk.ui.pages.not_opened import NotOpened
from regdesk.ui.pages.unlock import Unlock
from regdesk.ui.start import Start
from tests import desks, make

pytestmark = pytest.mark.usefixtures("light", "_cheap")
BROKEN = ("9999_broken", "CREATE TABLE half (x); INSERT INTO half VALUES (1); CREATE TABLE half (x)")


@pytest.fixture
def _cheap(monkeypatch):
    """Let the window open the tests' cheap vaults."""
    monkeypatch.setattr(unlocking.unlock, "__defaults__", (desks.CHEAP,))
    monkeypatch.setattr(Out.__init__, "__defaults__", (desks.CHEAP,))
    yield
    i18n.use("en")


@pytest.fixture
def host(tmp_path):
    """Give a closed desk with a case and something unsent, beside its partner."""
    host, centre = desks.pair(tmp_path)
    desks.new_person(host, centre)
    unlocking.close(host)
    return host


def begun(folder: Path) -> Front:
    """Start the window on a folder, all lanes at once."""
    if folder.exists():
        settings.save(folder, Settings(language="en"))
    start = Start(folder, desks.Hands().clock(), os.urandom, lambda: None)
    front = Front(start, Background({lane: AtOnce() for lane in LANES}))
    front.begin()
    return front


def typed(front: Front) -> NotOpened:
    """Type the passphrase and give the page that stands in place of the desk."""
    (gate,) = front.window.findChildren(Unlock)
    gate.opened.emit(desks.PASSPHRASE)
    (page,) = front.window.findChildren(NotOpened)
    return page


def texts(page: NotOpened) -> list[str]:
    """Give what the page says and its buttons."""
    return [*(one.text() for one in page.findChildren(QLabel)), *(one.text() for one in page.buttons)]


@pytest.fixture
def failed(host, monkeypatch):
    """Give the window of a program whose last migration is broken, and the desk's folder."""
    known = [*database.migrations(), BROKEN]
    with monkeypatch.context() as newer:
        newer.setattr(database, "migrations", lambda: known)
        front = begun(host.folder)
        yield front, typed(front)
    front.close()


def test_a_broken_update_shows_what_to_do_and_the_old_file_opens(host, monkeypatch):
    known = [*database.migrations(), BROKEN]
    with monkeypatch.context() as newer:
        newer.setattr(database, "migrations", lambda: known)
        front = begun(host.folder)
        page = typed(front)
        said = texts(page)
        front.close()

    assert any("They are as they were" in one for one in said)
    assert [
        "Copy everything to a stick…",
        "Write what is unsent to a stick…",
        "Save a report…",
        "Try again",
    ] == said[-4:]
    desk = unlocking.unlock(host.folder, desks.PASSPHRASE, host.clock, os.urandom, desks.CHEAP)
    assert 1 == desk.read.execute("SELECT count(*) FROM case_view").fetchone()[0]


def test_everything_is_copied_to_a_stick_from_there_and_restores(failed, tmp_path, host):
    front, page = failed
    (tmp_path / "stick").mkdir()

    front.ways_in._way_out.copy_to(Out(host.folder, desks.PASSPHRASE, host.clock), tmp_path / "stick")

    assert page.said.text().startswith("Written: RD-")
    (copy,) = find(tmp_path / "stick")
    known = [one for one in database.migrations() if one != BROKEN]
    with pytest.MonkeyPatch.context() as mended:
        mended.setattr(database, "migrations", lambda: known)
        new = Restoring(tmp_path / "new", host.clock, os.urandom, desks.CHEAP)
        done = new.restore(copy, desks.PASSPHRASE, Way())
    assert 1 == done.desk.read.execute("SELECT count(*) FROM case_view").fetchone()[0]


def test_what_is_unsent_is_written_to_a_stick_from_there_and_a_partner_reads_it(failed, tmp_path, host):
    front, page = failed
    (tmp_path / "stick").mkdir()

    front.ways_in._way_out.unsent_to(
        Out(host.folder, desks.PASSPHRASE, host.clock), tmp_path / "stick", os.urandom
    )

    assert page.said.text().startswith("Written: Центр, Бишкек: RD-")
    assert list((tmp_path / "stick").glob("RD-*.regdesk"))


def test_the_report_names_versions_and_the_step_and_nobody(failed, tmp_path, host):
    front, _ = failed
    with pytest.raises(NotUpdated) as error:
        unlocking.unlock(host.folder, desks.PASSPHRASE, host.clock, os.urandom)

    front.ways_in._way_out.report_to(report(host.folder, error.value), tmp_path)

    written = next(tmp_path.glob("RD-*.txt")).read_text("utf-8")
    assert "9999_broken" in written
    assert "RegDesk: 0." in written
    assert "already exists" in written
    assert not [word for word in ("Опора", "Алина", str(tmp_path)) if word in written]


def test_a_newer_file_is_refused_with_what_to_do(host):
    db = database.open_database(host.folder / unlocking.DATABASE, host.key)
    db.execute("INSERT INTO migration VALUES (9999, 'from the future')")
    db.close()
    before = hashlib.sha256((host.folder / unlocking.DATABASE).read_bytes()).hexdigest()

    front = begun(host.folder)
    said = texts(typed(front))
    front.close()

    assert "This RegDesk is older than the data" in said
    assert any("Install the newest RegDesk" in one for one in said)
    assert before == hashlib.sha256((host.folder / unlocking.DATABASE).read_bytes()).hexdigest()


def test_a_folder_that_a_cloud_copies_is_refused_before_anything_is_asked(tmp_path, host):
    shutil.move(host.folder, tmp_path / "Dropbox" / "desk")

    front = begun(tmp_path / "Dropbox" / "desk")
    (page,) = front.window.findChildren(NotOpened)
    said = texts(page)
    front.close()

    assert any("Dropbox copies the folder" in one for one in said)
    assert not front.window.findChildren(Unlock)


def test_after_moving_the_folder_trying_again_asks_for_the_passphrase(tmp_path, host, monkeypatch):
    (tmp_path / ".stfolder").mkdir()
    front = begun(host.folder)
    (page,) = front.window.findChildren(NotOpened)
    (tmp_path / ".stfolder").rmdir()

    page.buttons[0].click()

    assert front.window.findChildren(Unlock)
    front.close()


def test_nothing_can_be_set_up_in_a_cloud_folder(tmp_path):
    front = begun(tmp_path / "OneDrive" / "desk")

    assert front.window.findChildren(NotOpened)
    assert not (tmp_path / "OneDrive").exists()
    front.close()


def test_work_goes_on_after_a_failed_update(host, monkeypatch):
    known = [*database.migrations(), BROKEN]
    with monkeypatch.context() as newer:
        newer.setattr(database, "migrations", lambda: known)
        front = begun(host.folder)
        typed(front)
        front.close()

    desk = unlocking.unlock(host.folder, desks.PASSPHRASE, host.clock, os.urandom, desks.CHEAP)
    case = desk.read.execute("SELECT s.id FROM stream s JOIN case_view c ON c.stream = s.key").fetchone()[0]
    labs.add_result(desk, case, make.lab_result(value=7))

    assert {7} == {one.fact.value for one in read_case(desk, case).of(LabResult)}
