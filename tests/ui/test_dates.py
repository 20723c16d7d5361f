"""Dates: what fields take, and what lists and sentences show."""

from datetime import date, datetime

import pytest

from regdesk import i18n
from regdesk.errors import Refused
from regdesk.ui.dates import long_date, parse_date, show_date, show_moment

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("23.11.26", date(2026, 11, 23)),
        ("9.11.2026", date(2026, 11, 9)),
        ("09/11/2026", date(2026, 11, 9)),
        ("2026-11-09", date(2026, 11, 9)),
        ("23 11", date(2026, 11, 23)),
        ("5 1", date(2027, 1, 5)),
        ("1.12", date(2026, 12, 1)),
        ("29.2.2028", date(2028, 2, 29)),
        ("5.3.94", date(1994, 3, 5)),
        ("5.3.46", date(2046, 3, 5)),
        ("5.3.47", date(1947, 3, 5)),
        ("9 ноября", date(2026, 11, 9)),
        ("9 мая 1987", date(1987, 5, 9)),
        ("12 окт.", date(2026, 10, 12)),
        ("3 Sep 25", date(2025, 9, 3)),
        ("завтра", date(2026, 11, 24)),
        ("Tomorrow", date(2026, 11, 24)),
        ("вчера", date(2026, 11, 22)),
        ("послезавтра", date(2026, 11, 25)),
        (" сегодня ", TODAY),
        ("+14", date(2026, 12, 7)),
        ("-3", date(2026, 11, 20)),
    ],
)
def test_a_date_is_understood_as_people_write_it(typed, meant):
    assert meant == parse_date(typed, TODAY)


@pytest.mark.parametrize(
    "typed", ["", "31.2.2026", "29.2", "13", "32 11", "9 жука", "23.11.2026 или позже", "0.0.0"]
)
def test_what_is_no_date_is_refused_with_an_example(typed):
    with pytest.raises(Refused, match=r"9\.11\.2026"):
        parse_date(typed, TODAY)


@pytest.mark.parametrize(
    ("day", "shown"),
    [
        (TODAY, "today"),
        (date(2026, 11, 22), "yesterday"),
        (date(2026, 11, 24), "tomorrow"),
        (date(2026, 11, 25), "Wed"),
        (date(2026, 11, 30), "30 Nov"),
        (date(2026, 10, 12), "12 Oct"),
        (date(2025, 10, 12), "12 Oct 2025"),
    ],
)
def test_a_list_says_days_near_by_in_words(day, shown):
    assert shown == show_date(day, TODAY)


def test_a_sentence_says_the_month_in_full_and_the_year_only_where_it_differs():
    assert "29 November" == long_date(date(2026, 11, 29), TODAY)
    assert "19 March 2027" == long_date(date(2027, 3, 19), TODAY)


def test_a_moment_is_said_with_its_time():
    assert "today at 08:40" == show_moment(datetime(2026, 11, 23, 8, 40), datetime(2026, 11, 23, 9, 14))  # noqa: DTZ001


def test_a_date_shown_is_understood_when_typed_back():
    i18n.use("en")

    for month in range(1, 13):
        day = date(2026, month, 17)
        assert day == parse_date(long_date(day), day)
