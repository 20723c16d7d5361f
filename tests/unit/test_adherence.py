"""What a contact says of taking the medicines, and what is written down of an unwanted effect."""

from datetime import date, timedelta

import pytest

from regdesk.advice import calendar
from regdesk.domain.follow_ups import HARD, AdverseEvent, FollowUp
from regdesk.errors import Refused
from tests.treated import case

DAY = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("week", "month", "allowed"),
    [
        (0, 0, True),
        (2, 2, True),
        (2, 30, True),
        (3, 2, False),
        (-1, 2, False),
        (0, -1, False),
        (2, None, True),
        (None, 2, True),
        (None, None, True),
    ],
)
def test_missed_doses_of_a_week_are_never_more_than_those_of_its_month(week, month, allowed):
    contact = FollowUp(on=DAY, missed_week=week, missed=month)

    if allowed:
        contact.check()
    else:
        with pytest.raises(Refused):
            contact.check()


@pytest.mark.parametrize("at", ["", "9:30", "09:30", "19:30", "23:59"])
def test_a_time_is_hours_and_minutes_or_nothing(at):
    FollowUp(on=DAY, next_on=DAY, next_at=at).check()


@pytest.mark.parametrize("at", ["24:00", "19.30", "19:60", "after work"])
def test_another_time_is_refused(at):
    with pytest.raises(Refused, match="19:30"):
        FollowUp(on=DAY, next_on=DAY, next_at=at).check()


def test_the_agreed_time_is_in_the_calendar_and_sorts_as_a_time():
    agreed = FollowUp(on=DAY, next_on=DAY + timedelta(days=3), next_at="9:30")

    assert "09:30" in [one.at for one in calendar.open_visits(case(agreed))]


def test_what_got_in_the_way_is_asked_without_blame():
    said = " ".join(HARD.values()).lower()

    assert not any(word in said for word in ("refus", "fail", "non-", "fault", "careless", "lazy"))


def test_an_effect_says_something_and_ends_after_it_began():
    AdverseEvent(on=DAY, what="", effect="skin").check()
    AdverseEvent(on=DAY, what="…", until=DAY).check()
    with pytest.raises(Refused):
        AdverseEvent(on=DAY, what=" ").check()
    with pytest.raises(Refused):
        AdverseEvent(on=DAY, what="…", until=DAY - timedelta(days=1)).check()


def test_an_effect_that_is_over_asks_for_no_call():
    going_on = case(AdverseEvent(on=DAY, what="…"))
    over = case(AdverseEvent(on=DAY, what="…", until=DAY + timedelta(days=2)))

    assert "call-effect" in [one.what for one in calendar.open_visits(going_on)]
    assert "call-effect" not in [one.what for one in calendar.open_visits(over)]
