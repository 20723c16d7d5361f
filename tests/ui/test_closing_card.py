"""Closing and locking in the settings: the minutes are told, and a PIN is set and removed by its buttons."""

import pytest

from regdesk.actions import closed_screen
from regdesk.ui.pages.closing_card import MINUTES
from tests import case_pages, desks, shells


@pytest.fixture
def card(qtbot, light, tmp_path, monkeypatch):
    """Give the card of a desk whose passphrase costs little."""
    for action in (closed_screen.own_slot, closed_screen.set_pin):
        monkeypatch.setattr(action, "__defaults__", (desks.CHEAP,))
    host, _ = shells.pair(tmp_path)
    opened = shells.Opened(qtbot, host)
    page = opened.page("settings")
    page.opened = opened
    return page.closing


def type_in(card, passphrase, pin, again):
    """Fill the form as a person does, and press its button."""
    card.set.click()
    card.passphrase.line.setText(passphrase)
    card.pin.line.setText(pin)
    card.again.line.setText(again)
    card.keep.click()


def test_the_minutes_chosen_are_told(card):
    heard = []
    card.minutes_asked.connect(heard.append)

    card.minutes.chosen.emit(MINUTES.index(15))

    assert heard == [15]


def test_a_pin_is_set_and_removed(card):
    type_in(card, desks.PASSPHRASE, "482715", "482715")
    set_ = case_pages.words(card)
    card.remove.click()

    assert "You have a PIN." in set_
    assert "You have no PIN." in case_pages.words(card)
    assert card.pin.line.text() == ""


@pytest.mark.parametrize(
    ("passphrase", "pin", "again", "said"),
    [
        (desks.PASSPHRASE, "482715", "482716", "The two PINs differ"),
        (desks.PASSPHRASE, "111111", "111111", "guessed at once"),
        (desks.PASSPHRASE, "4827", "4827", "six digits"),
        ("somebody else's words, for tests", "482715", "482715", "That did not work"),
    ],
)
def test_what_cannot_be_a_pin_is_said_and_nothing_is_set(card, passphrase, pin, again, said):
    type_in(card, passphrase, pin, again)

    assert said in case_pages.words(card)
    assert "You have no PIN." in case_pages.words(card)
