"""The drill of the guide: a passphrase is forgotten; the windows lead back to Today.

Each step is pressed where docs/guide says, by the words it says.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from regdesk import settings
from regdesk.actions import drafts, key_files, sheets, staff, unlocking
from regdesk.actions.desk import Desk, my_roles
from regdesk.actions.staff import NewUser
from regdesk.crypto.vault import FLOOR
from regdesk.ui import key_files as at_hand
from regdesk.ui.background import LANES, AtOnce, Background
from regdesk.ui.front import Front
from regdesk.ui.pages.forgotten import ForgottenPage
from regdesk.ui.pages.keys.key_file import KeyFilePage
from regdesk.ui.pages.keys.page import KeysPage
from regdesk.ui.pages.keys.passphrase import PassphrasePage
from regdesk.ui.pages.keys.reset import ResetPage
from regdesk.ui.pages.own_words import OwnWordsGate
from regdesk.ui.pages.unlock import Unlock
from regdesk.ui.start import Start
from tests import desks, guide
from tests.ui.test_stolen_laptop import press

pytestmark = pytest.mark.usefixtures("light")
ROOT = Path(__file__).parents[2]
HERS = "a passphrase of her own"
VERA = NewUser(name="Вера М.", roles=frozenset({"caseworker"}), passphrase=HERS)


@pytest.fixture(autouse=True)
def no_key_file() -> Iterator[None]:
    """Forget key files afterwards."""
    yield
    at_hand.forget()


class Office:
    """One computer of an organisation: its window is opened and locked as often as a test likes."""

    def __init__(self, folder: Path, qtbot: QtBot) -> None:
        self.hands, self.folder, self.qtbot = desks.Hands(), folder, qtbot
        self.fronts: list[Front] = []
        desk = desks.desk(folder, "Опора", "host", clock=self.hands.clock(), cost=FLOOR)
        staff.add(desk, desks.PASSPHRASE, VERA)
        draft = sheets.make(desk)
        sheets.confirm(desk, {number: draft.groups[number - 1] for number in draft.asked})
        self.sheet = draft.groups
        settings.save(folder, replace(settings.load(folder), language="en"))
        unlocking.close(desk)

    def locked(self) -> Front:
        """Show the window as it comes up: it asks for the passphrase."""
        self.close()
        start = Start(self.folder, self.hands.clock(), os.urandom, lambda: None)
        front = Front(start, Background({lane: AtOnce() for lane in LANES}))
        self.qtbot.addWidget(front.window)
        self.fronts.append(front)
        front.begin()
        front.window.show()
        return front

    def close(self) -> None:
        """Close what is open."""
        while self.fronts:
            self.fronts.pop().close()

    def opened(self, passphrase: str) -> tuple[Front, Desk]:
        """Unlock and give the window and its desk."""
        front = self.locked()
        type_in(front, passphrase)
        assert front.desk is not None
        return front, front.desk


def gate(front: Front, kind: type[QWidget]) -> QWidget:
    """Give what fills the window instead of a desk."""
    found = front.window.centralWidget().findChild(kind)
    return found or front.window.centralWidget()


def type_in(front: Front, passphrase: str) -> None:
    """Type a passphrase and press Open."""
    unlock = gate(front, Unlock)
    assert isinstance(unlock, Unlock)
    unlock.passphrase.line.setText(passphrase)
    unlock.open()


def keys_page(front: Front, target: str = "") -> KeysPage:
    """Go to Computers and keys."""
    assert front.window.shell is not None
    front.window.shell.open("keys", target or None)
    page = front.window.shell.page()
    assert isinstance(page, KeysPage)
    return page


@pytest.fixture
def office(tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[Office]:
    made = Office(tmp_path / "desk", qtbot)
    yield made
    made.close()


def test_from_a_colleagues_temporary_words_to_ones_own_and_today(office: Office) -> None:
    # 0. Vera left half a sentence, and has forgotten her passphrase.
    vera = office.opened(HERS)[1]
    drafts.keep(vera, "note", "half a sentence")

    # 1. The administrator presses "New passphrase…" beside her name and writes the words down.
    front = office.opened(desks.PASSPHRASE)[0]
    page = keys_page(front)
    press(page.computers, "New passphrase…")
    reset = page.over
    assert isinstance(reset, ResetPage)
    reset.passphrase.line.setText(desks.PASSPHRASE)
    press(reset, "I wrote them down: put them in force")
    assert page.over is None

    # 2. Vera comes in with them, and takes words of her own before she sees anything.
    front = office.locked()
    type_in(front, reset.offered)
    own = gate(front, OwnWordsGate)
    assert isinstance(own, OwnWordsGate)
    assert front.window.shell is None
    own.new.line.line.setText("something else")
    press(own, "Take this passphrase")
    assert front.window.shell is None
    own.new.line.line.setText(own.new.offered)
    press(own, "Take this passphrase")

    # 3. Today; nothing is lost, and the temporary words are worth nothing.
    assert front.window.shell is not None
    assert front.desk is not None
    assert drafts.restore(front.desk, "note") == "half a sentence"
    assert my_roles(front.desk) == {"caseworker"}
    front = office.locked()
    type_in(front, reset.offered)
    assert front.desk is None


def test_from_the_paper_sheet_to_a_new_passphrase_and_today(office: Office) -> None:
    front, host = office.opened(desks.PASSPHRASE)
    drafts.keep(host, "note", "half a sentence")
    before = host.person.author

    # 1. On the locked screen: "Forgotten the passphrase?", then "I have the recovery sheet".
    front = office.locked()
    unlock = gate(front, Unlock)
    press(unlock, "Forgotten the passphrase?")
    page = gate(front, ForgottenPage)
    assert isinstance(page, ForgottenPage)
    press(page, "I have the recovery sheet")

    # 2. The sixteen groups; a wrong one is named.
    page.groups.editor.set_raw("\n".join((*office.sheet[:-1], "111111")))
    press(page, "Next")
    assert "Group 16 of the recovery sheet is not right" in page.groups.error()
    page.groups.editor.set_raw("\n".join(office.sheet))
    press(page, "Next")

    # 3. Who it is, and five new words typed back.
    assert page.who is not None
    assert page._found is not None
    (slot,) = [slot for slot, name in page._found.people.items() if name == "Алина С."]
    page.who.editor.set_raw(str(slot))
    press(page, "Next")
    page.new.line.line.setText(page.new.offered)
    press(page, "Open with the new passphrase")

    # 4. Today.
    assert front.window.shell is not None
    assert front.desk is not None
    assert drafts.restore(front.desk, "note") == "half a sentence"
    assert front.desk.person.author != before
    assert "admin" in my_roles(front.desk)
    _, again = office.opened(page.new.offered)
    assert again.person.name == "Алина С."


def test_a_sheet_of_another_organisation_opens_nothing_and_names_nobody(office: Office) -> None:
    front = office.locked()
    press(gate(front, Unlock), "Forgotten the passphrase?")
    page = gate(front, ForgottenPage)
    assert isinstance(page, ForgottenPage)
    press(page, "I have the recovery sheet")

    page.groups.editor.set_raw("\n".join(("000000",) * 16))
    press(page, "Next")

    assert "does not open this computer" in page._summary.accessibleDescription()
    assert page.who is None
    press(page, "Back")
    press(page, "Back")
    assert isinstance(gate(front, Unlock), Unlock)


def test_ones_own_passphrase_is_changed_in_the_settings(office: Office) -> None:
    front, desk = office.opened(HERS)
    assert front.window.shell is not None
    front.window.shell.open("settings")
    settings = front.window.shell.page()
    assert settings is not None
    press(settings, "Change my passphrase")
    page = front.window.shell.page()
    assert isinstance(page, KeysPage)
    change = page.over
    assert isinstance(change, PassphrasePage)

    press(change, "Change the passphrase")
    assert "Type your passphrase now" in change.summary.accessibleDescription()
    change.old.line.setText(HERS)
    change.new.line.line.setText(change.new.offered)
    press(change, "Change the passphrase")

    assert front.window.shell.page() is settings
    _, again = office.opened(change.new.offered)
    assert again.person.author == desk.person.author


def test_a_key_file_is_made_on_a_stick_found_there_or_chosen_and_no_longer_asked_for(
    office: Office, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    front, _ = office.opened(HERS)
    page = keys_page(front, "key-file").over
    assert isinstance(page, KeyFilePage)
    page.passphrase.line.setText(HERS)
    page.make(stick)

    front = office.locked()
    type_in(front, HERS)
    assert front.desk is None
    unlock = gate(front, Unlock)
    assert isinstance(unlock, Unlock)
    (made,) = stick.glob("*" + key_files.SUFFIX)
    unlock.use_file(made)
    assert unlock._file.text() == "A key file is at hand."
    type_in(front, HERS)
    assert front.desk is not None

    page = keys_page(front, "key-file").over
    assert isinstance(page, KeyFilePage)
    page.passphrase.line.setText(HERS)
    press(page, "Ask for the passphrase alone again")
    at_hand.forget()
    office.opened(HERS)


def test_sticks_are_looked_for_where_a_system_puts_them_and_nowhere_else() -> None:
    roots = ["/proc", "/boot/efi", "/media/anna/STICK", "/run/media/anna/STICK", "/home"]

    assert [str(one) for one in at_hand.among(roots, "linux")] == [
        "/media/anna/STICK",
        "/run/media/anna/STICK",
    ]
    assert len(at_hand.among(["E:/"], "win32")) == 1


def test_after_wrong_passphrases_the_window_counts_down(office: Office) -> None:
    front = office.locked()
    for _ in range(4):
        type_in(front, "not this one at all")

    unlock = gate(front, Unlock)
    assert isinstance(unlock, Unlock)
    assert re.fullmatch(
        r"Too many wrong passphrases\. The next try is possible in \d+ s\.", unlock._error.text()
    )
    assert unlock.too_soon
    with office.qtbot.assertNotEmitted(unlock.opened):
        type_in(front, desks.PASSPHRASE)

    again = gate(office.locked(), Unlock)
    assert isinstance(again, Unlock)
    assert again.too_soon


@pytest.mark.parametrize(("language", "title"), [
    ("en", "A passphrase was forgotten"),
    ("ru", "Пароль забыт"),
])  # fmt: skip
def test_the_guide_calls_everything_as_the_windows_do(language: str, title: str) -> None:
    said, unknown = guide.unknown(language, title)

    assert len(said) >= 8
    assert not unknown
