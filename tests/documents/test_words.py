"""Dates, numbers and names as each language writes them."""

from datetime import date
from decimal import Decimal

import pytest

from regdesk.documents import words
from tests import make


@pytest.mark.parametrize("month", range(1, 13))
def test_a_date_is_written_in_words(month):
    day = date(2027, month, 9)

    assert day.strftime("9 %B 2027") == words.day(day, str).replace("\u00a0", " ")


def test_no_date_is_no_words():
    assert "" == words.day_or_nothing(None, str)


@pytest.mark.parametrize(
    ("value", "language", "shown"), [("82.50", "ru", "82,5"), ("82.50", "en", "82.5"), ("400", "ru", "400")]
)
def test_numbers_have_the_languages_decimal_mark_and_no_empty_places(value, language, shown):
    assert shown == words.number(Decimal(value), language)


def test_a_censored_result_keeps_its_sign():
    fact = make.lab_result(test="viral-load", comparator="<", value=20, unit="{copies}/mL")

    assert "<20 copies/mL" == words.result(fact, "en", str)


def test_names_are_put_together_without_gaps():
    assert "Асанова Айгүл" == words.name(make.identity(patronymic=""))
    assert "ASANOVA AIGUL" == words.latin_name(make.identity())


@pytest.mark.parametrize(
    ("language", "origin", "expected"),
    [
        ("ru", "KG", "Treatment plan · Дарылоо планы"),
        ("en", "TJ", "Нақшаи табобат"),
        ("ru", "", "Treatment plan"),
    ],
)
def test_a_papers_subtitle_is_in_english_and_the_language_of_origin(language, origin, expected):
    assert expected == words.subtitle("treatment-plan", language, origin, "План лечения")
