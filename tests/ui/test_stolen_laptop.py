"""The drill of the guide: a computer is stolen; the windows lead to a working one in its place.

Each step is pressed where docs/guide says, by the words it says.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from regdesk.actions import computers, joining, labs, recovery, syncing
from regdesk.actions.desk import Desk, my_roles, read_case
from regdesk.actions.joining import Joining, NewComputer
from regdesk.actions.recovery import Recovery
from regdesk.domain.journal import accepted
from regdesk.domain.labs import LabResult
from regdesk.sync.troubles import Revoked
from regdesk.ui.background import LANES, AtOnce, Background
from regdesk.ui.pages.join import JoinPage
from regdesk.ui.pages.keys.add_computer import AddComputerPage
from regdesk.ui.pages.keys.page import KeysPage
from regdesk.ui.pages.keys.remove import RemovePage
from regdesk.ui.pages.keys.sheet import SheetPage
from regdesk.ui.pages.recovery import RecoveryPage
from regdesk.ui.pages.settings import SettingsPage
from tests import desks, guide, make, shells
from tests.case_pages import words

pytestmark = pytest.mark.usefixtures("light")
ROOT = Path(__file__).parents[2]
OFFERED = "birch wagon notebook cloud key"


def press(widget: QWidget, text: str) -> None:
    """Press the only button in sight that says *text*."""
    words(widget)
    found = [one for one in widget.findChildren(QPushButton) if one.text() == text]
    (button,) = [one for one in found if one.isVisibleTo(widget)]
    button.click()


def keys_page(qtbot: QtBot, desk: Desk) -> KeysPage:
    """Go to the page as the guide says: settings, then the card."""
    window = shells.Opened(qtbot, desk)
    settings = window.page("settings")
    assert isinstance(settings, SettingsPage)
    press(settings.keys, "Computers and keys")
    page = window.shell.page()
    assert isinstance(page, KeysPage)
    page.opened = window  # type: ignore[attr-defined]  # the window lives as long as its page
    return page


def waits() -> Background:
    return Background({lane: AtOnce() for lane in LANES})


@contextmanager
def opened(page: JoinPage | RecoveryPage) -> Iterator[Callable[[], Desk]]:
    """Catch the desk that a page opens at its end."""
    found: list[Desk] = []
    page.opened.connect(found.append)
    yield lambda: found[0]


@pytest.fixture
def theirs(tmp_path: Path) -> tuple[Desk, Desk, Desk]:
    """Give the administrator's computer, the one that will be stolen, and the partner."""
    host, centre = desks.pair(tmp_path)
    return host, desks.second(host, tmp_path / "stolen"), centre


def join(page: JoinPage, groups: tuple[str, ...], url: str) -> None:
    """Type on the new computer what the administrator's window shows."""
    page.code.editor.set_raw(" ".join(groups))
    page.server.editor.set_raw(url)
    press(page, "Next")
    introduce(page)


def introduce(page: JoinPage) -> None:
    """Say who works there, and type the passphrase that is offered."""
    page.person.editor.set_raw("Борис Т.")
    page.roles.editor.set_value(("caseworker", "clinician"))
    press(page, "Next")
    page.passphrase.line.setText(OFFERED)
    press(page, "Next")


def joined(page: KeysPage, folder: Path, url: str, qtbot: QtBot) -> Desk:
    """Add a computer: the code typed there, the words compared, the answer fetched."""
    press(page, "Add a computer")
    added = page.over
    assert isinstance(added, AddComputerPage)
    clock = page._place.desk.clock

    def begin(new: NewComputer) -> Joining:
        return joining.begin(folder, new, clock, os.urandom, desks.CHEAP)

    fresh_page = JoinPage(waits(), begin, OFFERED)
    qtbot.addWidget(fresh_page)
    with opened(fresh_page) as fresh:
        join(fresh_page, added.code.groups.texts, url)
        added.knock()
        assert added.words.words.texts == fresh_page.words.texts
        press(added, "They are the same")
        press(fresh_page, "Look for the answer")
    return fresh()


def sheet_made(page: KeysPage) -> list[str]:
    """Make a recovery sheet, type two groups back, and give what stands on the paper."""
    press(page.sheet, "Make a recovery sheet")
    sheet = page.over
    assert isinstance(sheet, SheetPage)
    groups = [text.split(".")[1] for text in sheet.paper.groups.texts]
    for field in sheet.typed:
        field.editor.set_raw(groups[int(field.title.split()[-1]) - 1])
    press(sheet, "Put the sheet in force")
    return groups


def restored(groups: list[str], folder: Path, host: Desk, qtbot: QtBot) -> Desk:
    """Type the sheet on an empty computer, take the file of the envelope, compare the control number."""

    def recover(asked: Recovery) -> Desk:
        return recovery.recover(folder / "new", asked, host.clock, os.urandom, desks.CHEAP)

    restore = RecoveryPage(waits(), recover, OFFERED)
    qtbot.addWidget(restore)
    with opened(restore) as fresh:
        restore.groups.editor.set_raw("\n".join(groups))
        press(restore, "Next")
        restore.read_file(folder / "envelope.regdesk")
        restore.person.editor.set_raw("Алина С.")
        restore.roles.editor.set_value(("caseworker", "clinician"))
        press(restore, "Next")
        restore.passphrase.line.setText(OFFERED)
        press(restore, "Next")
        assert restore.control.text().replace(" ", "").isdigit()
        press(restore, "The number is the same: restore")
    return fresh()


def test_from_theft_to_a_new_computer_that_joins_by_a_code(
    theirs: tuple[Desk, Desk, Desk], tmp_path: Path, qtbot: QtBot
) -> None:
    host, stolen, centre = theirs
    case = desks.new_person(host, centre)
    with desks.connected(tmp_path, host, stolen, centre) as server:
        desks.exchange(host, stolen, centre)

        # 1. The administrator removes the stolen computer, and exchanges at once.
        page = keys_page(qtbot, host)
        press(page.computers, "Remove the computer…")
        assert page.over is not None
        press(page.over, "Remove Computer 2 (Борис Т.)")
        syncing.exchange(host)
        with pytest.raises(Revoked):
            syncing.exchange(stolen)

        # 2. The partner learns it at its next exchange; nothing is compared again.
        syncing.exchange(centre)
        labs.add_result(stolen, case, make.lab_result())
        assert not read_case(centre, case).of(LabResult)

        # 3. A code for the new computer, typed there; the words are the same on both.
        new = joined(page, tmp_path / "new", server.url, qtbot)

        # 4. It works: everything comes back, and what is written there reaches the partner.
        desks.exchange(host, new, centre, times=3)
        labs.add_result(new, case, make.lab_result())
        desks.exchange(new, centre)

    assert my_roles(new) == {"caseworker", "clinician"}
    (result,) = read_case(centre, case).of(LabResult)
    assert result.author == new.person.author
    assert accepted(read_case(centre, case).verdicts, result.id)
    assert computers.overview(new).digits == computers.overview(host).digits


def test_from_the_only_computers_theft_to_a_new_one_from_the_paper_sheet(
    tmp_path: Path, qtbot: QtBot
) -> None:
    host, centre = desks.pair(tmp_path)
    case = desks.new_person(host, centre)
    with desks.connected(tmp_path, host, centre):
        # Before: the sheet was made, printed and put away with its file.
        page = keys_page(qtbot, host)
        groups = sheet_made(page)
        desks.exchange(host, centre, times=3)
        page.keep_file(tmp_path / "envelope.regdesk")

        # The computer is stolen. On an empty one: "I have a recovery sheet".
        new = restored(groups, tmp_path, host, qtbot)
        desks.exchange(new, centre, times=3)

        # The stolen one is removed from the new one; it was the senior, so the sheet signs.
        again = keys_page(qtbot, new)
        press(again.computers, "Remove the computer…")
        asked = again.over
        assert isinstance(asked, RemovePage)
        press(asked, "Remove Computer 1 (Алина С.)")
        assert "Only the paper recovery sheet can do this" in asked.summary.accessibleDescription()
        asked.sheet.editor.set_raw(" ".join(groups))
        press(asked, "Remove Computer 1 (Алина С.)")
        assert again.over is None
        syncing.exchange(new)
        with pytest.raises(Revoked):
            syncing.exchange(host)

    assert {one.kind for one in read_case(new, case).entries} >= {"case-opened", "identity"}
    assert "admin" in my_roles(new)


def test_a_wrong_group_of_the_sheet_is_named(tmp_path: Path, qtbot: QtBot) -> None:
    restore = RecoveryPage(waits(), lambda asked: asked, OFFERED)
    qtbot.addWidget(restore)
    restore.groups.editor.set_raw("123456 " * 16)

    press(restore, "Next")

    assert "Group 1 of the recovery sheet is not right" in restore.groups.error()
    assert restore.step == 0


def test_a_computer_without_server_and_file_says_what_it_needs(tmp_path: Path, qtbot: QtBot) -> None:
    host = desks.desk(tmp_path / "host", "Опора", "host")
    page = JoinPage(waits(), lambda new: pytest.fail(str(new)), OFFERED)
    qtbot.addWidget(page)
    shown = keys_page(qtbot, host)
    press(shown, "Add a computer")
    assert isinstance(shown.over, AddComputerPage)
    page.code.editor.set_raw(" ".join(shown.over.code.groups.texts))

    press(page, "Next")

    assert "Type the server's address too" in page.server.error()
    assert page.step == 0


def test_files_on_a_stick_add_a_computer_where_there_is_no_line(tmp_path: Path, qtbot: QtBot) -> None:
    host = desks.desk(tmp_path / "host", "Опора", "host")
    shown = keys_page(qtbot, host)
    press(shown, "Add a computer")
    added = shown.over
    assert isinstance(added, AddComputerPage)

    def begin(new: NewComputer) -> Joining:
        return joining.begin(tmp_path / "new", new, host.clock, os.urandom, desks.CHEAP)

    page = JoinPage(waits(), begin, OFFERED)
    qtbot.addWidget(page)
    with opened(page) as fresh:
        added.keep_ours(tmp_path / "1")
        page.take(tmp_path / "1")
        introduce(page)
        page.keep_request(tmp_path / "2")
        added.read_theirs(tmp_path / "2")
        press(added, "They are the same")
        added.keep_answer(tmp_path / "3")
        page.read_answer(tmp_path / "3")

    assert my_roles(fresh()) == {"caseworker", "clinician"}


def test_giving_up_joining_leaves_an_empty_folder(tmp_path: Path, qtbot: QtBot) -> None:
    host = desks.desk(tmp_path / "host", "Опора", "host")
    shown = keys_page(qtbot, host)
    press(shown, "Add a computer")
    added = shown.over
    assert isinstance(added, AddComputerPage)

    def begin(new: NewComputer) -> Joining:
        return joining.begin(tmp_path / "new", new, host.clock, os.urandom, desks.CHEAP)

    page = JoinPage(waits(), begin, OFFERED)
    qtbot.addWidget(page)
    added.keep_ours(tmp_path / "1")
    page.take(tmp_path / "1")
    introduce(page)

    with qtbot.waitSignal(page.left):
        press(page, "Give up joining")

    assert not list((tmp_path / "new").glob("regdesk.*"))


@pytest.mark.parametrize(("language", "title"), [("en", "A computer was stolen"), ("ru", "Компьютер украли")])
def test_the_guide_calls_everything_as_the_windows_do(language: str, title: str) -> None:
    said, unknown = guide.unknown(language, title)

    assert len(said) >= 8
    assert not unknown
