"""Settings: two desks meet and find their server in the windows alone."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from regdesk.actions import lists, office, partners, syncing
from regdesk.actions.desk import Desk
from regdesk.sync.troubles import NeedsInvite
from regdesk.ui import look, pages
from regdesk.ui.background import LANES, AtOnce, Background
from regdesk.ui.discreet import Discreet
from regdesk.ui.pages.settings import SettingsPage
from regdesk.ui.pages.workplace import Workplace
from regdesk.ui.shell import Shell
from regdesk.ui.theme import Theme
from tests import desks, served


def opened(desk: Desk) -> tuple[Shell, SettingsPage]:
    """Open the settings of a desk."""
    background = Background({lane: AtOnce() for lane in LANES})
    shell = pages.open_shell(Workplace(desk, background, lists.me(desk)), Discreet(on=True))
    shell.settings_asked.emit()
    page = shell.page()
    assert isinstance(page, SettingsPage)
    return shell, page


@pytest.fixture(autouse=True)
def _dressed(qapp: QApplication) -> None:
    del qapp
    look.use(Theme("light", 1.0))


def press(page: SettingsPage, text: str) -> None:
    """Press the button that says *text*."""
    (button,) = [each for each in page.findChildren(QPushButton) if each.accessibleName() == text]
    button.click()


def test_two_organisations_meet_by_file_and_digits_in_the_windows(tmp_path: Path) -> None:
    host = desks.desk(tmp_path / "host", "Опора", "host")
    centre = desks.desk(tmp_path / "centre", "Центр, Бишкек", "centre", country="KG")
    shells = {desk.org: opened(desk) for desk in (host, centre)}
    files = {desk.org: tmp_path / f"{desk.org.hex()[:8]}.regdesk" for desk in (host, centre)}

    for desk in (host, centre):
        shells[desk.org][1].partners.write_file(files[desk.org])
    for desk, other in ((host, centre), (centre, host)):
        page = shells[desk.org][1]
        page.partners.read_file(files[other.org])
        press(page, "The digits are the same")

    for desk, other in ((host, centre), (centre, host)):
        assert partners.organisations(desk)[other.org].compared_on is not None


def test_a_server_is_asked_compared_and_used(tmp_path: Path) -> None:
    host, centre = desks.pair(tmp_path)
    with desks.connected(tmp_path, centre) as server:
        _, page = opened(host)
        page.server.field.editor.set_raw(server.url)

        page.server.ask.click()
        assert syncing.own_server(host) is None
        page.server.use.click()

        own = syncing.own_server(host)
        assert own is not None
        assert own.key == server.answer_key
        desks.exchange(host)


def test_a_server_that_asks_for_a_code_is_shown_it(tmp_path: Path) -> None:
    host = desks.desk(tmp_path / "host", "Опора", "host")
    with served.served(tmp_path / "server", invite="rowan-17") as server:
        _, page = opened(host)
        page.server.field.editor.set_raw(server.url)
        page.server.ask.click()
        page.server.use.click()
        with pytest.raises(NeedsInvite):
            syncing.exchange(host)

        page.server.code.editor.set_raw(" rowan-17 ")
        page.server.ask.click()
        page.server.use.click()

        syncing.exchange(host)
        assert opened(host)[1].server.code.editor.raw() == "rowan-17"


def test_the_phone_for_handouts_is_kept_and_may_be_emptied(tmp_path: Path) -> None:
    host = desks.desk(tmp_path / "host", "Опора", "host")
    _, page = opened(host)

    page.handout.field.editor.set_raw("Alina,  after 19:00: +0 000 000-00-00")
    page.handout.keep.click()
    _, later = opened(desks.reopen(host))

    assert later.handout.field.editor.raw() == "Alina, after 19:00: +0 000 000-00-00"
    later.handout.field.editor.set_raw("")
    later.handout.keep.click()
    assert office.phone(later.handout._place.desk) == ""


@pytest.mark.parametrize("said", ["HIV office: +0 000 000-00-00", "x" * 61])
def test_a_phone_line_that_tells_too_much_is_refused_beside_the_field(tmp_path: Path, said: str) -> None:
    host = desks.desk(tmp_path / "host", "Опора", "host")
    _, page = opened(host)
    page.handout.field.editor.set_raw(said)

    page.handout.keep.click()

    assert page.handout.field.error()
    assert office.phone(host) == ""


@pytest.mark.parametrize("url", ["", "http://127.0.0.1:9", "not an address"])
def test_a_wrong_address_is_answered_beside_the_field(tmp_path: Path, url: str) -> None:
    host = desks.desk(tmp_path / "host", "Опора", "host")
    _, page = opened(host)
    page.server.field.editor.set_raw(url)

    page.server.ask.click()

    assert page.server.field.error()
    assert syncing.own_server(host) is None


def test_a_damaged_introduction_is_refused_with_words(tmp_path: Path) -> None:
    host = desks.desk(tmp_path / "host", "Опора", "host")
    shell, page = opened(host)
    (tmp_path / "odd.regdesk").write_bytes(b"nothing of ours")
    heard: list[object] = []
    shell.show_trouble = heard.append  # type: ignore[method-assign]

    page.partners.read_file(tmp_path / "odd.regdesk")
    page.partners.read_file(tmp_path / "absent.regdesk")

    assert len(heard) == 2
    assert len(partners.organisations(host)) == 1


def test_a_desk_without_a_server_takes_the_proved_partners(tmp_path: Path) -> None:
    host = desks.desk(tmp_path / "host", "Опора", "host")
    centre = desks.desk(tmp_path / "centre", "Центр, Бишкек", "centre", country="KG")
    partners.set_server(centre, "http://127.0.0.1:8480", b"k" * 32)

    desks.meet(host, centre)

    own = syncing.own_server(host)
    assert own is not None
    assert own.url == "http://127.0.0.1:8480"


def test_the_line_may_be_metered_and_shared_and_is_kept_with_the_other_settings(
    tmp_path: Path, qtbot: QtBot
) -> None:
    host = desks.desk(tmp_path / "host", "Опора", "host")
    _, page = opened(host)

    with qtbot.waitSignal(page.line_asked) as asked:
        page.line.scans._group.button(1).click()
    assert asked.args == [True, 0]
    with qtbot.waitSignal(page.line_asked) as asked:
        page.line.speed._group.button(2).click()

    assert asked.args == [True, 512]
