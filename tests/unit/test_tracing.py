"""Whom nobody reached: attempts on days 1, 7 and 14, and who may be called lost from day 28 on."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regdesk.advice import tracing
from regdesk.domain.follow_ups import FollowUp
from regdesk.domain.plans import Planned
from regdesk.domain.supply import Handover, StockCount
from tests import make
from tests.make import CENTRE, HOST, TODAY

MISSED = TODAY + timedelta(days=10)


def day(number: int) -> date:
    """Give the day that many days after the missed one."""
    return MISSED + timedelta(days=number)


def agreed(*tried: int) -> make.Journal:
    """Give a case in which a contact was agreed, and attempts in vain on some days after it."""
    written = make.opened()
    written.write(HOST, FollowUp(on=TODAY, next_on=MISSED))
    for number in tried:
        written.write(HOST, FollowUp(on=day(number), how="no-answer", tried="call"))
    return written


def missed(written: make.Journal, run_out: date | None = None) -> tracing.Missed | None:
    """Give what was missed in a journal."""
    return tracing.missed(written.file(), run_out)


def tried(*numbers: int) -> tuple[int, date | None]:
    """Give how many attempts count and when the next one is due."""
    found = missed(agreed(*numbers))
    assert found
    return len(found.attempts), found.next_on


@pytest.mark.parametrize(
    ("attempts", "counted", "following"),
    [
        ((), 0, 1),
        ((0,), 0, 1),
        ((1,), 1, 7),
        ((1, 6), 1, 7),
        ((1, 7), 2, 14),
        ((1, 7, 13), 2, 14),
        ((1, 7, 14), 3, None),
        ((1, 7, 15), 3, None),
    ],
)
def test_attempts_are_due_on_days_1_7_and_14_and_none_counts_before_its_day(attempts, counted, following):
    found, next_on = tried(*attempts)

    assert found == counted
    assert next_on == (day(following) if following is not None else None)


def test_who_begins_late_still_makes_three_attempts_on_three_days():
    assert tried(20) == (1, day(7))
    assert tried(20, 20) == (1, day(7))
    assert tried(20, 21, 22) == (3, None)


@pytest.mark.parametrize(("on", "lost"), [(27, False), (28, True), (29, True)])
def test_after_three_attempts_a_person_may_be_called_lost_from_day_28_on(on, lost):
    found = missed(agreed(1, 7, 14))

    assert found
    assert found.lost_on == day(28)
    assert found.may_be_lost(day(on)) is lost


def test_28_days_alone_do_not_make_anybody_lost():
    found = missed(agreed(1, 7))

    assert found
    assert not found.may_be_lost(day(60))


@pytest.mark.parametrize(("early", "open_"), [(8, True), (7, False), (0, False), (-3, False)])
def test_a_planned_call_is_open_until_a_contact_from_a_week_before_on(early, open_):
    written = make.opened()
    written.write(CENTRE, make.plan(follow_ups=(Planned(on=MISSED, what="call"),)))
    written.write(HOST, Handover(on=TODAY - timedelta(days=30), days=90))
    written.write(HOST, FollowUp(on=MISSED - timedelta(days=early)))

    assert (missed(written) is not None) is open_


def test_calls_of_a_plan_are_not_missed_before_the_person_has_medicines():
    written = make.opened()
    written.write(CENTRE, make.plan(follow_ups=(Planned(on=MISSED, what="call"),)))

    assert missed(written) is None


def test_an_appointment_at_a_laboratory_is_not_traced():
    written = make.opened()
    written.write(CENTRE, make.plan(follow_ups=(Planned(on=MISSED, what="viral-load", who="laboratory"),)))
    written.write(HOST, Handover(on=TODAY, days=90))

    assert missed(written) is None


def test_medicines_that_ran_out_without_any_contact_are_a_missed_pick_up():
    written = make.opened()
    written.write(HOST, Handover(on=TODAY, days=10))
    before = missed(written, MISSED)
    written.write(HOST, StockCount(on=MISSED, days=0, how="told"))

    assert before == tracing.Missed(MISSED, tracing.PICK_UP)
    assert missed(written, MISSED) is None


def test_the_earliest_missed_day_counts_until_the_person_is_reached():
    written = agreed(1)
    written.write(HOST, Handover(on=TODAY - timedelta(days=1), days=10))
    first = missed(written, day(5))
    written.write(HOST, FollowUp(on=day(6)))

    assert first
    assert (first.on, first.what) == (MISSED, tracing.CONTACT)
    assert missed(written, day(5)) is None


def test_a_day_is_missed_on_the_next_day_and_not_on_itself():
    case = agreed().file()

    assert tracing.of(case, MISSED) is None
    found = tracing.of(case, day(1))
    assert found
    assert found.on == MISSED


def test_where_nothing_was_planned_the_days_count_from_the_last_word_of_the_person():
    written = make.opened()

    found = tracing.silence(written.file(), None)

    assert found == tracing.Missed(TODAY, tracing.SILENCE)
    assert missed(written) is None


@settings(max_examples=40)
@given(st.lists(st.integers(0, 40), max_size=6), st.integers(0, 40))
def test_one_more_attempt_never_makes_anybody_less_lost(numbers, more):
    before, after = missed(agreed(*numbers)), missed(agreed(*numbers, more))

    assert before
    assert after
    assert len(after.attempts) >= len(before.attempts)
    assert after.lost_on == before.lost_on
