"""Sums of days that others wrote stay within a calendar."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from regdesk.domain import days
from tests.make import TODAY


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)), st.integers(-(2**62), 2**62))
def test_any_sum_can_be_reckoned_on_with(day, number):
    there = days.plus(day, number)

    assert there - timedelta(days=36_000) < there < there + timedelta(days=36_000)
    assert there == day + timedelta(days=number) if abs(number) < 36_000 else there.year in range(1800, 2300)


@given(st.integers(-20_000, 20_000))
def test_a_day_begins_at_its_clock(number):
    day = TODAY + timedelta(days=number)

    assert day == days.of(days.ms_of(day)) == days.of(days.ms_of(day) + 86_399_999)
    assert day - timedelta(days=1) == days.of(days.ms_of(day) - 1)
