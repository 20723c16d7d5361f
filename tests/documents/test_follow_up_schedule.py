"""The dates to come: days and neutral words; a test is a letter with a number, and its key is not there."""

from dataclasses import replace
from datetime import timedelta

import pytest

from regdesk.advice import calendar
from regdesk.documents import disclosure, follow_up_schedule, pdf, show
from regdesk.domain.people import SafeContact
from regdesk.domain.supply import Handover, Parcel
from tests import make
from tests.documents import cases
from tests.make import HOST


def printed(journal, today=make.TODAY):
    """Give the printed words in English on one line."""
    document = follow_up_schedule.build(journal.file(), replace(cases.ABOUT, today=today), "en", str)
    return " ".join(show.text(pdf.render(document)).replace("\u00a0", " ").split())


def test_dates_are_the_plans_with_tests_as_signs():
    text = printed(cases.full())

    expected = ("10 December 2026 we talk", "26 February 2027 sample T1", "26 May 2027 sample T2")
    assert [] == [words for words in (*expected, "26 November 2027 sample T3") if words not in text]


def test_no_test_medicine_or_organisation_is_named():
    text = printed(cases.full()).lower()

    assert () == disclosure.in_text(text)
    hidden = ("creatinine", "load", "cd4", "medicine", cases.ABOUT.host, cases.ABOUT.centre)
    assert [] == [words for words in hidden if words.lower() in text]


def test_every_date_of_the_calendar_has_neutral_words_or_a_sign():
    known = follow_up_schedule.TESTS.keys() | follow_up_schedule.WHAT.keys()

    assert follow_up_schedule.TESTS.keys() == calendar.TESTS_OF.keys()
    assert {"call", "call-weight", "call-effect", calendar.STOCK, calendar.AGREED} <= known


@pytest.mark.parametrize(("after", "there"), [(-1, True), (0, True), (1, False)])
def test_a_day_that_is_over_is_not_ahead(after, there):
    first = cases.START + timedelta(days=calendar.CALL_DAYS)

    assert ("10 December 2026 we talk" in printed(cases.full(), first + timedelta(days=after))) is there


def test_until_the_first_day_is_known_the_dates_are_not_final():
    begun = cases.full()
    parcel = begun.file().current(Parcel)
    begun.write(HOST, Handover(on=make.TODAY, days=90, receipt=True), about=parcel.id)

    assert "Not final" in printed(cases.full())
    assert "Not final" not in printed(begun)


def test_only_the_ways_the_person_allowed_are_named_without_a_number():
    text = printed(cases.full())

    assert "by phone, by video call, you come to us; после 19:00" in text
    assert "by message" not in text
    assert make.safe_contact().phone not in text


def test_words_that_would_tell_are_left_out():
    journal = cases.full()
    before = journal.file().current(SafeContact)
    journal.write(HOST, make.safe_contact(when="at the AIDS centre"), follows=before.id)

    assert "AIDS" not in printed(journal)
