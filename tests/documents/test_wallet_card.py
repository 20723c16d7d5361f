"""The card for the wallet: a code, a phone, tablets by shape in three languages, and nothing that tells."""

from dataclasses import replace

import pytest

from regdesk.documents import pdf, qr, show, signed, wallet_card
from regdesk.documents.parts import Card
from regdesk.domain.plans import Plan
from tests.documents import cases


def built(language="en", about=cases.ABOUT, **changes):
    """Give the card of a whole case and its PDF; *changes* are for the plan."""
    document = wallet_card.build(cases.full(**changes).file(), about, language, str)
    (card,) = (one for one in document.parts if isinstance(one, Card))
    return card, pdf.render(document)


@pytest.mark.parametrize(
    ("language", "words"),
    [("ru", ("Помощь", "Help", "Жардам")), ("ky", ("Жардам", "Помощь", "Help"))],
)
def test_it_speaks_the_language_asked_for_first_and_two_more(language, words):
    card, file = built(language)

    assert words == card.help
    assert [] == [word for word in (*words, cases.CODE) if word not in show.text(file)]


def test_code_phone_and_the_last_month_are_there():
    card, file = built()

    assert (cases.CODE, cases.ABOUT.call, "until 05.2027") == (card.code, card.phone, card.until)
    assert cases.ABOUT.call in show.text(file)


def test_without_a_phone_there_is_room_to_write_one():
    card, _ = built(about=replace(cases.ABOUT, call=""))

    assert wallet_card.BY_HAND == card.phone


def test_tablets_are_drawn_by_shape_at_their_hour():
    card, _ = built()

    drawn = [(one.time, one.pills[0].shape, one.pills[0].count) for one in card.times]
    assert [("09:00", "round", 1), ("21:00", "oval", 1)] == drawn


@pytest.mark.parametrize("change", [{"every": 7}, {"first_day": 15}, {"last_day": 14}, {"form": "solution"}])
def test_tablets_are_not_drawn_where_days_differ(change):
    card, _ = built(doses=(replace(cases.DOSES[0], **change),))

    assert () == card.times


def test_the_code_in_squares_says_the_number_of_the_plan_and_nothing_else():
    journal = cases.full()
    file = pdf.render(wallet_card.build(journal.file(), cases.ABOUT, "en", str))

    entry = journal.file().current(Plan)
    assert signed.qr_text(entry) == qr.text(show.page(file, 0, 200), "RD1")


def test_both_sides_are_as_wide_as_a_bank_card_and_fit_the_sheet():
    _, file = built()

    assert 1 == show.page_count(file)
    left, _, right, _ = ink(file)
    assert 2 * 85.6 == pytest.approx((right - left) / 200 * 25.4, abs=0.6)


def ink(file):
    """Give the box of everything that is drawn, in pixels at 200 dpi."""
    return show.picture(file, 0, 200).convert("L").point(lambda level: 255 * (level < 200)).getbbox()
