"""The directory in the settings: found by country, taken in one press, and still to be compared."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from regdesk.actions import directory, partners
from regdesk.actions.desk import Desk
from regdesk.ui.pages.directory_card import DirectoryCard
from regdesk.ui.pages.settings import SettingsPage
from regdesk.ui.widgets.tags import Tag
from tests import desks, shells
from tests.case_pages import words
from tests.served import Served

pytestmark = pytest.mark.usefixtures("light")


def press(widget: QWidget, text: str) -> None:
    words(widget)
    (button,) = [
        one for one in widget.findChildren(QPushButton) if one.text() == text and one.isVisibleTo(widget)
    ]
    button.click()


def opened(qtbot: QtBot, desk: Desk) -> tuple[SettingsPage, DirectoryCard]:
    window = shells.Opened(qtbot, desk)
    page = window.page("settings")
    assert isinstance(page, SettingsPage)
    page.window_of = window  # type: ignore[attr-defined]  # the window lives as long as its page
    return page, page.directory


@pytest.fixture
def region(tmp_path: Path) -> tuple[Desk, Desk, Desk]:
    """Give a host that met the registrar, and a centre that only the registrar met."""
    registrar = desks.desk(tmp_path / "reg", "Реестр", "centre", country="KG")
    host = desks.desk(tmp_path / "host", "Опора", "host")
    centre = desks.desk(tmp_path / "centre", "Центр, Душанбе", "centre", country="TJ")
    for one in (host, centre):
        desks.meet(registrar, one)
    return registrar, host, centre


def laid_out(server: Served, registrar: Desk, *orgs: Desk) -> None:
    folder = server.folder / "cards" / "TJ"
    folder.mkdir(parents=True, exist_ok=True)
    for number, one in enumerate(orgs):
        (folder / f"{number}.card").write_bytes(directory.issue(registrar, one.org))


def test_an_organisation_is_found_by_country_taken_and_still_to_be_compared(
    region: tuple[Desk, Desk, Desk], tmp_path: Path, qtbot: QtBot
) -> None:
    registrar, host, centre = region
    with desks.connected(tmp_path, host) as server:
        laid_out(server, registrar, centre)
        desks.exchange(host)
        page, card = opened(qtbot, host)
        press(card, "Believe its directory")
        assert "Kept by Реестр" in words(card)
        card.country.editor.set_value("TJ")

        press(card, "Look there")
        assert "Центр, Душанбе" in words(card)
        press(card, "Add to partners")

    assert partners.organisations(host)[centre.org].compared_on is None
    assert "Not compared yet" in words(page.partners)
    assert "compare the 30 digits" in card.state.text()


def test_who_met_nobody_is_told_what_comes_first(tmp_path: Path, qtbot: QtBot) -> None:
    host = desks.desk(tmp_path / "host", "Опора", "host")

    _, card = opened(qtbot, host)

    assert "First meet the organisation that keeps the directory" in words(card)
    assert not card.ask.isVisibleTo(card)
    assert not card.give.isVisibleTo(card)


def test_nobody_from_a_country_and_no_line_are_said_in_words(
    region: tuple[Desk, Desk, Desk], tmp_path: Path, qtbot: QtBot
) -> None:
    _, host, _ = region
    with desks.connected(tmp_path, host) as server:
        desks.exchange(host)
        _, card = opened(qtbot, host)
        press(card, "Believe its directory")
        card.country.editor.set_value("UZ")
        press(card, "Look there")
        assert "Nobody from this country" in card.state.text()
        server.stop()

        press(card, "Look there")

    assert "can also come as a file" in card.state.text()


def test_a_file_brings_the_directory_without_a_line_and_says_what_was_false(
    region: tuple[Desk, Desk, Desk], tmp_path: Path, qtbot: QtBot
) -> None:
    registrar, host, centre = region
    _, ours = opened(qtbot, registrar)
    ours.write_file(tmp_path / "cards")
    _, card = opened(qtbot, host)
    press(card, "Believe its directory")

    card.read_file(tmp_path / "cards")
    said = words(card)
    assert "Центр, Душанбе" in said
    assert "this is you" in [tag.accessibleName() for tag in card.findChildren(Tag)]

    (tmp_path / "bent").write_bytes(directory.file([directory.issue(registrar, centre.org)[:-1] + b"x"]))
    card.read_file(tmp_path / "bent")
    assert "1 card was false" in words(card)


def test_only_administrators_and_registrars_sign_cards(
    region: tuple[Desk, Desk, Desk], tmp_path: Path, qtbot: QtBot
) -> None:
    registrar, _, _ = region
    nurse = desks.second(registrar, tmp_path / "second", roles="clinician")

    _, card = opened(qtbot, nurse)

    assert not card.give.isVisibleTo(card)
    with pytest.raises(Exception, match="Only an administrator or a registrar"):
        directory.issue_all(nurse)
