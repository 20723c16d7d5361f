"""Computers and keys: who may sign, adding, removing, the paper sheet - on real desks in real windows."""

import os
import shutil
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from regdesk import i18n
from regdesk.actions import branches, computers, enrolment, joining, staff, syncing, unlocking
from regdesk.actions.desk import Desk, my_roles, read_case, roster
from regdesk.actions.joining import Joining, NewComputer
from regdesk.domain.book import StaffCard
from regdesk.domain.journal import book_id
from regdesk.store import peers
from regdesk.ui.exchanging import Exchanging
from regdesk.ui.pages.keys.add_computer import AddComputerPage
from regdesk.ui.pages.keys.add_person import AddPersonPage
from regdesk.ui.pages.keys.page import KeysPage
from regdesk.ui.pages.keys.remove import RemovePage
from regdesk.ui.pages.keys.sheet import SheetPage
from regdesk.ui.pages.settings import SettingsPage
from regdesk.wire import rosters, signatures, statements
from regdesk.wire.rosters import RosterAuthor
from tests import desks, shells
from tests.case_pages import words

pytestmark = pytest.mark.usefixtures("light", "_quick")


@pytest.fixture
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the vault of the tests' cheap passphrases be opened once more by the window."""
    monkeypatch.setattr(staff, "FLOOR", desks.CHEAP)
    for name in ("add", "remove"):
        act = getattr(staff, name)
        monkeypatch.setattr(act, "__defaults__", (desks.CHEAP,))


def opened(qtbot: QtBot, desk: Desk) -> tuple[shells.Opened, KeysPage]:
    window = shells.Opened(qtbot, desk)
    page = window.page("keys")
    assert isinstance(page, KeysPage)
    return window, page


def press(widget: QWidget, text: str) -> None:
    """Press the only button in sight that says *text*."""
    words(widget)
    found = [one for one in widget.findChildren(QPushButton) if one.text() == text]
    (button,) = [one for one in found if one.isVisibleTo(widget)]
    button.click()


def asking(desk: Desk, folder: Path, url: str = "") -> Joining:
    """Begin a new computer with the code that the window shows."""
    code = joining.read_code(enrolment.invitation(desk).text)
    new = NewComputer(
        code=code.secret,
        hello=code.hello,
        person="Вера М.",
        roles=frozenset({"caseworker"}),
        passphrase=desks.PASSPHRASE,
        server_url=url,
    )
    return joining.begin(folder, new, desk.clock, os.urandom, desks.CHEAP)


@pytest.fixture
def host(tmp_path: Path) -> Desk:
    return desks.desk(tmp_path / "host", "Опора", "host")


def test_the_settings_say_how_it_stands_and_lead_there(host: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    desks.second(host, tmp_path / "second")
    window = shells.Opened(qtbot, host)
    page = window.page("settings")
    assert isinstance(page, SettingsPage)
    assert "2 computers, 2 people" in words(page.keys)
    assert "no recovery sheet" in words(page.keys)

    page.keys.open.click()

    assert isinstance(window.shell.page(), KeysPage)


def test_the_list_names_people_roles_and_the_safety_number(host: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    desks.second(host, tmp_path / "second")

    _, page = opened(qtbot, host)

    said = words(page.computers)
    assert "This computer" in said
    assert "Computer 2 (Борис Т.)" in said
    assert "Борис Т. · doctor, case worker" in said or "Борис Т. · case worker, doctor" in said
    assert page.digits.digits.text() == computers.overview(host).digits
    assert "Key no. 1" in words(page.epochs)


def test_who_is_no_administrator_sees_the_list_and_no_buttons(
    host: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    second = desks.second(host, tmp_path / "second")

    _, page = opened(qtbot, second)

    assert "Only an administrator" in words(page.computers)
    assert "Add a computer" not in words(page)
    assert "Remove" not in words(page.computers).replace("removes", "")


def test_a_computer_is_removed_after_a_page_that_names_it(host: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    second = desks.second(host, tmp_path / "second")
    window, page = opened(qtbot, host)

    press(page.computers, "Remove the computer…")
    asked = page.over
    assert isinstance(asked, RemovePage)
    assert "Remove Computer 2 (Борис Т.)?" in words(asked)
    assert "Who knows it can read what was there" in words(asked)
    assert not computers.removed(second)
    with qtbot.waitSignal(window.shell.exchange_asked):
        press(asked, "Remove Computer 2 (Борис Т.)")

    assert page.over is None
    assert "removed" in " ".join(tag.accessibleName() for tag in page.computers.findChildren(QWidget))
    assert [one.active for one in computers.overview(host).computers] == [True, False]
    assert "Key no. 2" in words(page.epochs)


def test_back_removes_nothing(host: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    desks.second(host, tmp_path / "second")
    _, page = opened(qtbot, host)
    press(page.computers, "Remove the computer…")

    page.commands["close"]()

    assert page.over is None
    assert all(one.active for one in computers.overview(host).computers)


def test_a_removed_computer_says_calmly_what_is_so(host: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    second = desks.second(host, tmp_path / "second")
    with desks.connected(tmp_path, host, second):
        desks.exchange(host, second)
        gone = next(one for one in computers.overview(host).computers if not one.here)
        computers.remove_computer(host, gone.device)
        syncing.exchange(host)
        with pytest.raises(Exception, match="removed"):
            syncing.exchange(second)

    window, page = opened(qtbot, second)
    Exchanging(second, window.background, window.shell).look()

    assert "this computer was removed" in window.shell.strip.accessibleName()
    assert "this computer was removed from the organisation" in words(page.alarms)
    assert "What is here stays readable" in words(page.alarms)


def test_a_computer_is_added_by_two_files(host: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    _, page = opened(qtbot, host)
    page.add.click()
    added = page.over
    assert isinstance(added, AddComputerPage)
    assert len(added.code.groups.texts) == 8
    waiting = asking(host, tmp_path / "new")
    (tmp_path / "request").write_bytes(waiting.file)

    added.read_theirs(tmp_path / "request")
    assert list(added.words.words.texts) == waiting.words(i18n.language()).split()
    added.words.yes.click()
    added.keep_answer(tmp_path / "answer")
    fresh = joining.finish(waiting, (tmp_path / "answer").read_bytes())

    assert my_roles(fresh) == {"caseworker"}
    assert {card.name for card in read_case(fresh, book_id(host.org)).all(StaffCard)} == {
        "Алина С.",
        "Вера М.",
    }


def test_a_computer_is_added_through_the_server(host: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    with desks.connected(tmp_path, host) as server:
        syncing.exchange(host)
        _, page = opened(qtbot, host)
        page.add.click()
        added = page.over
        assert isinstance(added, AddComputerPage)
        added.knock()
        assert added.steps.currentWidget() is added.code

        waiting = asking(host, tmp_path / "new", server.url)
        joining.send_request(waiting)
        added.knock()
        assert added.steps.currentWidget() is added.words
        added.words.yes.click()

        fresh = joining.finish(waiting, joining.fetch_answer(waiting))

    assert my_roles(fresh) == {"caseworker"}


def test_words_that_differ_hand_over_nothing_and_make_a_new_code(
    host: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    _, page = opened(qtbot, host)
    page.add.click()
    added = page.over
    assert isinstance(added, AddComputerPage)
    before = added.code.groups.texts
    (tmp_path / "request").write_bytes(asking(host, tmp_path / "new").file)
    added.read_theirs(tmp_path / "request")

    press(added, "They differ")

    assert added.steps.currentWidget() is added.code
    assert added.code.groups.texts != before
    assert len(computers.overview(host).computers) == 1


def test_a_role_must_be_chosen(host: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    _, page = opened(qtbot, host)
    page.add.click()
    added = page.over
    assert isinstance(added, AddComputerPage)
    (tmp_path / "request").write_bytes(asking(host, tmp_path / "new").file)
    added.read_theirs(tmp_path / "request")
    added.words.roles.editor.set_value(())

    added.words.yes.click()

    assert "Choose at least one role" in added.summary.accessibleDescription()
    assert len(computers.overview(host).computers) == 1


def test_a_person_is_added_here_and_removed_again(host: Desk, qtbot: QtBot) -> None:
    _, page = opened(qtbot, host)
    page.person.click()
    form = page.over
    assert isinstance(form, AddPersonPage)
    form.button.click()
    assert form.summary.accessibleName() == "4 things to mend"
    form.name.editor.set_raw("Вера М.")
    form.roles.editor.set_value(("clinician",))
    form.theirs.line.setText(form.offered)
    form.mine.line.setText(desks.PASSPHRASE)

    form.button.click()
    assert page.over is None
    vera = unlocking.unlock(host.folder, form.offered, host.clock, os.urandom, desks.CHEAP)
    assert my_roles(vera) == {"clinician"}
    unlocking.close(vera)

    press(page.computers, "Remove…")
    asked = page.over
    assert isinstance(asked, RemovePage)
    asked.passphrase.line.setText(desks.PASSPHRASE)
    press(asked, "Remove the person Вера М.")
    assert [key.active for key in computers.overview(host).computers[0].keys] == [True, False]


def test_a_sheet_is_in_force_once_its_groups_were_typed_back(
    host: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    _, page = opened(qtbot, host)
    press(page.sheet, "Make a recovery sheet")
    sheet = page.over
    assert isinstance(sheet, SheetPage)
    groups = [text.split(".")[1] for text in sheet.paper.groups.texts]

    sheet.button.click()
    assert "from the paper" in sheet.summary.accessibleDescription()
    for field in sheet.typed:
        field.editor.set_raw(groups[int(field.title.split()[-1]) - 1])
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "sheet.pdf"))
    sheet.paper.print_to(printer)
    sheet.button.click()

    assert (tmp_path / "sheet.pdf").stat().st_size > 1000
    assert computers.overview(host).sheet_on is not None
    assert "In force since" in words(page.sheet)
    page.keep_file(tmp_path / "kit")
    assert (tmp_path / "kit").stat().st_size > 200


def test_a_new_sheet_needs_the_groups_of_the_one_in_force(host: Desk, qtbot: QtBot) -> None:
    _, page = opened(qtbot, host)
    first = _confirmed(page)

    page.make_sheet()
    sheet = page.over
    assert isinstance(sheet, SheetPage)
    for field in sheet.typed:
        field.editor.set_raw(sheet.paper.groups.texts[int(field.title.split()[-1]) - 1].split(".")[1])
    sheet.button.click()
    assert page.over is sheet
    sheet.earlier.editor.set_raw(" ".join(first))
    sheet.button.click()

    assert page.over is None


def _confirmed(page: KeysPage) -> list[str]:
    page.make_sheet()
    sheet = page.over
    assert isinstance(sheet, SheetPage)
    groups = [text.split(".")[1] for text in sheet.paper.groups.texts]
    for field in sheet.typed:
        field.editor.set_raw(groups[int(field.title.split()[-1]) - 1])
    sheet.button.click()
    return groups


def test_leaving_the_page_leaves_no_code_in_sight(host: Desk, qtbot: QtBot) -> None:
    window, page = opened(qtbot, host)
    page.add.click()

    window.shell.open("today")
    window.shell.open("keys")

    assert page.over is None


def test_a_restored_computers_new_key_is_confirmed_after_the_words_were_compared(
    host: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    second = desks.second(host, tmp_path / "second")
    unlocking.close(second)
    shutil.copytree(tmp_path / "second", tmp_path / "copy")
    copy = unlocking.unlock(tmp_path / "copy", desks.PASSPHRASE, host.clock, os.urandom, desks.CHEAP)
    window, theirs = opened(qtbot, copy)
    Exchanging(copy, window.background, window.shell).look()
    assert "older copy" in window.shell.strip.accessibleName()
    assert "an administrator confirms" in words(theirs.alarms)

    theirs.renewal.write(tmp_path / "request")
    _, ours = opened(qtbot, host)
    ours.renewal.read(tmp_path / "request")
    assert ours.renewal.words.texts == theirs.renewal.words.texts
    assert "Борис Т." in words(ours.renewal)
    press(ours.renewal, "They are the same: confirm")

    assert copy.person.author in roster(host).authors


def test_two_lists_of_keys_are_an_alarm_and_are_joined(host: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    other = desks.second(host, tmp_path / "other", roles="admin caseworker")
    now_ms = host.clock.now_ms()
    ours, theirs = roster(host), roster(other)
    for index, (desk, own) in enumerate(((host, ours), (other, theirs))):
        key = RosterAuthor(signatures.public(signatures.new_secret()), frozenset({"viewer"}), None)
        grown = statements.add_author(own, desk.person.secret, key, now_ms + index)
        peers.keep(desk.write, host.org, grown.statements)
    news = rosters.news(roster(host), roster(other).statements)
    peers.keep(host.write, host.org, news.roster.statements)
    _, page = opened(qtbot, host)

    assert host.org in branches.forked(host)
    press(page.digits, "Join the two lists")

    assert host.org not in branches.forked(host)
