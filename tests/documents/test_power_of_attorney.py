"""The power of attorney says who may fetch a sealed parcel for whom, and nothing of what it is for."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from regdesk.documents import pdf, power_of_attorney, show
from regdesk.domain.legal import PowerOfAttorney
from regdesk.domain.people import IdentityPaper
from regdesk.errors import Refused
from tests import make
from tests.documents import cases
from tests.make import HOST


def printed(journal, today=make.TODAY):
    """Give the printed words in English on one line."""
    document = power_of_attorney.build(journal.file(), replace(cases.ABOUT, today=today), "en", str)
    return " ".join(show.text(pdf.render(document)).replace("\u00a0", " ").split())


def given(**changes):
    """Give a whole case with one more power of attorney."""
    journal = cases.full()
    journal.write(HOST, PowerOfAttorney(**({"attorney": "Сестра", "on": make.TODAY} | changes)))
    return journal


def test_both_people_the_scope_and_the_dates_are_there():
    text = printed(cases.full())

    expected = ("Асанова Айгүл Бакытовна", "ASANOVA AIGUL", "ID0000000", "Касым Беков", "23 May 2027")
    assert [] == [words for words in expected if words not in text]
    assert power_of_attorney.SCOPE in text
    assert "medicines for personal use" in text


def test_no_organisation_code_or_medicine_is_there():
    text = printed(cases.full())

    hidden = (cases.CODE, cases.ABOUT.host, cases.ABOUT.centre, "dolutegravir")
    assert [] == [words for words in hidden if words in text]


def test_a_scope_that_would_tell_is_replaced_by_neutral_words():
    text = printed(given(scope="to fetch antiretroviral medicines", attorney="HIV centre"))

    assert "antiretroviral" not in text
    assert "HIV" not in text
    assert power_of_attorney.SCOPE in text


@pytest.mark.parametrize(("after", "ended"), [(-1, False), (0, False), (1, True)])
def test_one_that_has_ended_is_not_printed(after, ended):
    last = date(2027, 5, 23)

    text = printed(cases.full(), last + timedelta(days=after))

    assert ("has ended" in text) is ended
    assert ("Касым Беков" in text) is not ended


def test_a_passport_is_named_only_where_exactly_one_is_valid():
    two = cases.full()
    two.write(HOST, IdentityPaper(type="passport", number="AC1111111"))
    old = cases.full()
    old.write(
        HOST, IdentityPaper(type="passport", number="AC1111111", expires_on=make.TODAY - timedelta(days=1))
    )

    assert not {"ID0000000", "AC1111111"} & set(printed(two).split())
    assert "ID0000000" in printed(old)


def test_nothing_is_printed_while_two_versions_stand():
    journal = given()
    first = journal.entries[-1]
    journal.write(HOST, replace(first.fact, attorney="Брат"), replaces=(first.id,))
    journal.write(make.CENTRE, replace(first.fact, attorney="Тётя"), replaces=(first.id,))

    with pytest.raises(Refused):
        printed(journal)
