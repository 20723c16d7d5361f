"""Sticks in the exchange page: out for one partner, in at the other, and what is said of a bad one."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from regdesk.actions.desk import Desk, read_case
from regdesk.ui.pages.exchange.page import ExchangePage
from tests import desks, shells


@pytest.fixture
def two(tmp_path: Path, light: object) -> tuple[Desk, Desk]:
    del light
    return shells.pair(tmp_path)


def page_of(qtbot: QtBot, desk: Desk) -> ExchangePage:
    window = shells.Opened(qtbot, desk)
    page = window.page("exchange")
    assert isinstance(page, ExchangePage)
    page.opened = window  # type: ignore[attr-defined]  # the window lives as long as its page
    return page


def test_a_case_goes_to_the_centre_on_a_stick_and_both_sides_say_so(
    two: tuple[Desk, Desk], tmp_path: Path, qtbot: QtBot
) -> None:
    host, centre = two
    stream = desks.new_person(host, centre)
    here, there = page_of(qtbot, host).stick, page_of(qtbot, centre).stick
    assert here.whom.editor.raw() == centre.org.hex()
    stick = tmp_path / "stick"
    stick.mkdir()

    here.write(centre.org, stick)
    (file,) = stick.iterdir()
    there.read(file)

    assert "Written to the stick" in here.said.text()
    assert "Only Центр, Бишкек can read this." in here.said.text()
    assert "from Опора" in there.said.text()
    assert read_case(centre, stream).entries
    there.read(file)
    assert "Nothing new" in there.said.text()


def test_a_stick_that_is_not_there_and_a_file_that_is_none_are_said_plainly(
    two: tuple[Desk, Desk], tmp_path: Path, qtbot: QtBot
) -> None:
    host, centre = two
    desks.new_person(host, centre)
    card = page_of(qtbot, host).stick
    (tmp_path / "odd.regdesk").write_bytes(b"nothing of ours")

    card.write(centre.org, tmp_path / "gone")
    first = card.said.text()
    card.read(tmp_path / "odd.regdesk")

    assert first
    assert card.said.text() != first
    assert card.said.property("tone") == "warning"
    assert not card.out.isHidden()


def test_whom_it_is_for_must_be_chosen(tmp_path: Path, light: object, qtbot: QtBot) -> None:
    del light
    alone = desks.desk(tmp_path / "alone", "Опора", "host")
    card = page_of(qtbot, alone).stick

    card.out.click()

    assert card.whom.error() == "Choose for whom the file is."
