"""An invitation is given out and taken in as a picture, as text and as a file; all three bring the same."""

import os
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
import segno
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from regdesk.actions import enrolment, invitations, joining, partners
from regdesk.actions.desk import Desk
from regdesk.actions.joining import Code, Joining, NewComputer
from regdesk.errors import Refused
from regdesk.i18n import tr
from regdesk.ui.background import LANES, AtOnce, Background
from regdesk.ui.front import Front
from regdesk.ui.pages.first_run import FirstRunPage
from regdesk.ui.pages.join import JoinPage
from regdesk.ui.pages.keys.add_computer import AddComputerPage
from regdesk.ui.pages.keys.page import KeysPage
from regdesk.ui.pages.settings import SettingsPage
from regdesk.wire import invites
from tests import desks, fronts, shells

pytestmark = pytest.mark.usefixtures("light")


def picture(text: str) -> bytes:
    """Give a screenshot of a QR code."""
    out = BytesIO()
    segno.make(text).save(out, kind="png", scale=4)
    return out.getvalue()


@pytest.fixture
def host(tmp_path: Path) -> Desk:
    made = desks.desk(tmp_path / "host", "Опора", "host")
    partners.set_server(made, "http://127.0.0.1:8480", b"k" * 32)
    return made


@pytest.fixture
def join(tmp_path: Path, host: Desk, qtbot: QtBot) -> JoinPage:
    def begin(new: NewComputer) -> Joining:
        return joining.begin(tmp_path / "new", new, host.clock, os.urandom, desks.CHEAP)

    made = JoinPage(Background({lane: AtOnce() for lane in LANES}), begin, desks.PASSPHRASE)
    qtbot.addWidget(made)
    made.show()
    return made


def given_out(qtbot: QtBot, host: Desk, folder: Path) -> dict[str, Path | bytes]:
    """Press every button of the administrator's page that gives the invitation out."""
    page = shells.Opened(qtbot, host).page("keys")
    assert isinstance(page, KeysPage)
    page.add.click()
    added = page.over
    assert isinstance(added, AddComputerPage)
    added.code.give.copy.click()
    added.code.give.kept.emit(folder / "invitation")
    (folder / "shot").write_bytes(picture(enrolment.invitation(host).text))
    return {
        "picture": folder / "shot",
        "text": QGuiApplication.clipboard().text().encode(),
        "file": folder / "invitation",
        "pasted picture": (folder / "shot").read_bytes(),
    }


@pytest.mark.parametrize("way", ["picture", "text", "file", "pasted picture"])
def test_a_new_computer_takes_an_invitation_in_each_way_and_goes_on_by_itself(
    host: Desk, join: JoinPage, tmp_path: Path, qtbot: QtBot, way: str
) -> None:
    found = given_out(qtbot, host, tmp_path)

    join.take(found[way])

    assert join.step == 1, "who are you?"
    assert join._code == joining.read_code(enrolment.invitation(host).text)
    assert join._code.server_url == "http://127.0.0.1:8480"


@pytest.mark.parametrize("pasted", ["text", "picture"])
def test_paste_takes_what_lies_in_the_clipboard(host: Desk, join: JoinPage, pasted: str) -> None:
    text = enrolment.invite(host).text
    if pasted == "text":
        QGuiApplication.clipboard().setText(text)
    else:
        QGuiApplication.clipboard().setImage(QImage.fromData(picture(text)))

    join.invitation.paste.click()

    assert join.step == 1


def test_nothing_to_paste_says_so_beside_the_button(join: JoinPage) -> None:
    QGuiApplication.clipboard().clear()

    join.invitation.paste.click()

    assert "Copy the invitation first" in join.invitation._state.text()
    assert join.step == 0


def test_a_picture_of_something_else_changes_nothing(join: JoinPage) -> None:
    join.take(picture("https://example.org"))

    assert "Take the photo again" in join._summary.accessibleDescription()
    assert join.step == 0


def test_an_invitation_of_a_new_organisation_is_text_picture_and_file_too(
    host: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    page = shells.Opened(qtbot, host).page("settings")
    assert isinstance(page, SettingsPage)
    page.partners.ask.click()
    page.partners.out.copy.click()
    page.partners.out.kept.emit(tmp_path / "invitation")

    text = invitations.read(QGuiApplication.clipboard().text().encode())
    file = invitations.read((tmp_path / "invitation").read_bytes())
    shot = invitations.read(picture(partners.invite(host).short()))

    assert not isinstance(text, Code)
    assert text == file
    assert (shot.url, shot.key, shot.introduction) == (text.url, text.key, b"")  # type: ignore[union-attr]
    assert page.partners.invitation.isVisible()
    assert page.partners.qr._squares


def test_what_is_no_invitation_is_refused() -> None:
    with pytest.raises(Refused):
        invitations.read(b"a shopping list")


@pytest.fixture
def front(tmp_path: Path, light: object) -> Iterator[Front]:
    del light
    made = fronts.begin(tmp_path / "desk")
    yield made
    fronts.close(made)


def test_first_run_tells_the_two_invitations_apart(front: Front, host: Desk) -> None:
    front.begin()
    (page,) = front.window.findChildren(FirstRunPage)

    page.invitation.taken.emit(partners.invite(host).text().encode())
    assert "127.0.0.1" in page.invitation._state.text()
    assert page._create.isChecked()

    page.invitation.taken.emit(enrolment.invite(host).text.encode())
    (joins,) = front.window.findChildren(JoinPage)
    assert joins.step == 1


def test_first_run_says_what_is_wrong_with_an_invitation(front: Front) -> None:
    front.begin()
    (page,) = front.window.findChildren(FirstRunPage)

    page.invitation.taken.emit(b"nothing of ours")

    assert tr(invites.DAMAGED) in page._summary.accessibleDescription()
    assert not page.invite


def test_both_screens_show_the_same_words_whatever_their_languages(
    host: Desk, join: JoinPage, qtbot: QtBot
) -> None:
    page = shells.Opened(qtbot, host).page("keys")
    assert isinstance(page, KeysPage)
    page.add.click()
    added = page.over
    assert isinstance(added, AddComputerPage)
    assert "text and file work all the same" in added.code._state.text()
    join.take(enrolment.invitation(host).text.encode())
    join.person.editor.set_raw("Вера М.")
    join.roles.editor.set_value(("caseworker",))
    join.advance()
    join.passphrase.line.setText(desks.PASSPHRASE)
    join.advance()

    (Path(host.folder) / "asked").write_bytes(join.waiting.file)  # type: ignore[union-attr]
    added.read_theirs(Path(host.folder) / "asked")

    assert "on a stick" in join.state.text(), "the server is away, and that is calm"
    assert not join._summary.isVisible()
    here, there = added.words.words, join.words
    assert (here.texts, here.below) == (there.texts, there.below)
    assert set(here.texts).isdisjoint(here.below)
    assert here.texts[0] in here.accessibleName()
    assert here.below[0] in here.accessibleName()
    assert not [button for button in added.code.findChildren(QPushButton) if not button.accessibleName()]
