"""The days of follow-up: by calendar months from the first dose, ticked by what was done."""

from datetime import date, timedelta

import pytest

from regdesk.advice import calendar
from regdesk.advice.calendar import propose
from regdesk.advice.treatment import KIDNEY_OR_LIVER, holds
from regdesk.domain.follow_ups import AdverseEvent, FollowUp
from regdesk.domain.plans import Plan
from regdesk.domain.supply import Handover, StockCount
from tests.make import HOST
from tests.treated import DOLUTEGRAVIR, START, UNHEARD_OF, case, cd4, journal
from tests.treated import viral_load as load

DAY = timedelta(days=1)
MONTH_6, MONTH_12 = date(2026, 2, 28), date(2026, 8, 31)


def days(found):
    """Give (day, what) of each visit."""
    return [(one.on, one.what) for one in found]


def visit(what, *facts, **how):
    """Give the first visit of a kind."""
    how = {"follow_ups": propose(START), "start_on": START} | how
    return next(one for one in calendar.visits(case(*facts, **how)) if one.what == what)


def test_a_plan_proposes_days_from_the_first_dose_and_the_31st_becomes_the_months_last_day():
    assert [
        (date(2025, 9, 14), "call"),
        (date(2025, 9, 30), "call-weight"),
        (date(2025, 11, 30), "creatinine-alt"),
        (date(2025, 11, 30), "refill-check"),
        (date(2026, 2, 28), "viral-load-cd4"),
        (date(2026, 8, 31), "viral-load"),
    ] == days(propose(START))
    assert "creatinine-alt" not in [one.what for one in propose(START, kidney_or_liver=False)]


def test_what_the_plan_has_is_not_added_a_second_time_and_the_years_after_it_are():
    found = calendar.visits(case(follow_ups=propose(START), start_on=START))

    assert [(MONTH_6, "viral-load-cd4"), (MONTH_12, "viral-load")] == days(found)[-2:]
    done = load(MONTH_6, "<20"), load(MONTH_12, "<20")
    later = calendar.visits(case(*done, follow_ups=propose(START), start_on=START))
    assert [(date(2027, 8, 31), "viral-load"), (date(2028, 8, 31), "viral-load")] == days(later)[-2:]


def test_without_a_plan_of_days_the_rules_alone_say_when_to_test():
    assert [(MONTH_6, "cd4"), (MONTH_6, "viral-load"), (MONTH_12, "viral-load")] == days(
        calendar.visits(case())
    )


@pytest.mark.parametrize("start_on", [date(2025, 8, 20), None])
def test_the_days_move_to_the_first_dose_by_months_and_a_day_set_by_hand_by_days(start_on):
    by_hand = calendar.Planned(on=date(2025, 9, 25), what="X-ray")
    planned = (*propose(date(2025, 8, 20)), by_hand)

    found = calendar.visits(case(follow_ups=planned, start_on=start_on))

    assert [
        (date(2025, 9, 14), "call"),
        (date(2025, 9, 30), "call-weight"),
        (date(2025, 10, 6), "X-ray"),
        (date(2025, 11, 30), "creatinine-alt"),
    ] == days(found)[:4]
    assert (MONTH_6, "viral-load-cd4") in days(found)


def test_days_stay_as_signed_until_a_first_dose_and_a_handover_before_the_plan_moves_nothing():
    planned = propose(date(2025, 8, 20))
    waiting = calendar.visits(case(start=None, follow_ups=planned, start_on=date(2025, 8, 20)))
    before = journal(start=date(2025, 7, 1), follow_ups=planned, start_on=date(2025, 8, 20)).file()

    assert (date(2025, 9, 3), "call") == days(waiting)[0]
    assert (date(2025, 9, 3), "call") == days(calendar.visits(before))[0]


def test_a_reported_first_dose_counts_before_the_day_of_the_handover():
    written = journal(start=None, follow_ups=propose(START), start_on=START)
    written.write(HOST, Handover(on=date(2025, 9, 3), days=90, first_dose_on=date(2025, 9, 5)))

    assert (date(2025, 9, 19), "call") == days(calendar.visits(written.file()))[0]


@pytest.mark.parametrize(
    ("what", "fact", "done"),
    [
        ("call", FollowUp(on=date(2025, 9, 6)), None),
        ("call", FollowUp(on=date(2025, 9, 7)), date(2025, 9, 7)),
        ("call", FollowUp(on=date(2025, 9, 20)), date(2025, 9, 20)),
        ("call", FollowUp(on=date(2025, 9, 14), how="no-answer"), None),
        ("viral-load-cd4", FollowUp(on=MONTH_6), None),
        ("viral-load-cd4", load(MONTH_6 - 29 * DAY, "<20"), None),
        ("viral-load-cd4", load(MONTH_6 - 28 * DAY, "<20"), MONTH_6 - 28 * DAY),
        ("viral-load-cd4", cd4(MONTH_6, 300), None),
        ("creatinine-alt", cd4(date(2025, 11, 30), 300), None),
        ("refill-check", StockCount(on=date(2025, 11, 22), days=30), None),
        ("refill-check", StockCount(on=date(2025, 11, 23), days=30), date(2025, 11, 23)),
        ("refill-check", FollowUp(on=date(2025, 11, 30)), None),
    ],
)
def test_a_visit_is_done_by_what_it_is_for_and_not_too_early(what, fact, done):
    assert done == visit(what, fact).done_on


def test_a_call_is_overdue_the_day_after_and_a_test_after_28_days():
    call, test = visit("call"), visit("viral-load-cd4")

    assert [False, True] == [call.overdue(call.on + n * DAY) for n in (0, 1)]
    assert [False, True] == [test.overdue(test.on + n * DAY) for n in (27, 28)]
    assert not visit("call", FollowUp(on=call.on)).overdue(call.on + 100 * DAY)


def test_a_viral_load_of_50_or_more_adds_a_repeat_in_three_calendar_months_and_a_sample_ends_it():
    high = load(date(2026, 3, 31), "1200")
    repeat = visit("viral-load-again", high)
    done = calendar.open_visits(case(high, load(date(2026, 6, 30), "<20"), follow_ups=propose(START)))

    assert (date(2026, 6, 30), "schedule.viral-load") == (repeat.on, repeat.rule.id)
    assert "viral-load-again" not in [one.what for one in done]


def test_an_unwanted_effect_adds_a_call_a_week_later_that_a_later_contact_ticks():
    effect = AdverseEvent(on=date(2025, 10, 1), what="…")

    found = visit("call-effect", effect, FollowUp(on=date(2025, 10, 1)))
    reached = visit("call-effect", effect, FollowUp(on=date(2025, 10, 2)))

    assert (date(2025, 10, 8), None) == (found.on, found.done_on)
    assert date(2025, 10, 2) == reached.done_on


def test_the_agreed_contact_is_a_visit_of_its_own_unless_the_plan_has_that_day():
    agreed = FollowUp(on=date(2025, 9, 14), next_on=date(2025, 9, 22))
    same = FollowUp(on=date(2025, 9, 14), next_on=date(2025, 9, 30))

    assert (date(2025, 9, 22), "agreed") in days(
        calendar.open_visits(case(agreed, follow_ups=propose(START)))
    )
    found = days(calendar.open_visits(case(same, follow_ups=propose(START), start_on=START)))
    assert [(date(2025, 9, 30), "call-weight")] == [one for one in found if one[0] == date(2025, 9, 30)]


def test_cd4_is_taken_with_the_viral_load_where_the_plan_says_so():
    found = days(calendar.visits(case(follow_ups=propose(START), start_on=START)))

    assert "cd4" not in [what for _, what in found]


@pytest.mark.parametrize(
    ("dose", "regimen", "asked"),
    [(DOLUTEGRAVIR, "DTG", False), (UNHEARD_OF, "TDF/3TC/DTG", True), (UNHEARD_OF, "own choice", None)],
)
def test_creatinine_and_alt_are_for_tenofovir_and_nevirapine_and_for_what_is_not_known(dose, regimen, asked):
    plan = case(dose=dose, regimen=regimen).one(Plan)

    assert asked is holds(plan, KIDNEY_OR_LIVER)
