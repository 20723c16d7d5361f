"""Time limits of a package: what makes it urgent, and by when it is answered."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regdesk.advice import urgency
from regdesk.domain.follow_ups import Condition
from regdesk.domain.membership import CaseOpened
from regdesk.domain.papers import Submission
from regdesk.domain.supply import StockCount
from tests import make
from tests.make import HOST

MONDAY = date(2026, 11, 23)


def clock(*facts, on=MONDAY, said="", run_out=None, **identity):
    """Give the time limits of a package of a man of 32 sent on a day, with these facts."""
    journal = make.Journal()
    journal.write(HOST, CaseOpened(org=HOST.id, nonce=make.NONCE, part="host"))
    for fact in (make.identity(**({"sex": "m"} | identity)), *facts):
        journal.write(HOST, fact)
    journal.write(HOST, Submission(on=on, papers=(bytes(20),), urgency=said))
    return urgency.clock(journal.file(), run_out)


def test_without_a_package_no_time_runs():
    assert urgency.clock(make.opened().file(), None) is None


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        (MONDAY, 0, MONDAY),
        (MONDAY, 2, date(2026, 11, 25)),
        (MONDAY, 4, date(2026, 11, 27)),
        (MONDAY, 5, date(2026, 11, 30)),
        (MONDAY, 10, date(2026, 12, 7)),
        (date(2026, 11, 27), 1, date(2026, 11, 30)),
        (date(2026, 11, 28), 1, date(2026, 11, 30)),
        (date(2026, 11, 29), 2, date(2026, 12, 1)),
    ],
)
def test_working_days_leave_out_saturday_and_sunday(start, days, end):
    assert urgency.working_day(start, days) == end


def test_a_usual_package_is_acknowledged_in_two_working_days_and_decided_in_ten():
    made = clock()

    assert (made.acknowledge_by, made.decide_by) == (date(2026, 11, 25), date(2026, 12, 7))
    assert (made.urgent_on, made.codes(MONDAY)) == (None, ())


# CD4 below 200: WHO's advanced HIV disease; 200 itself is not below.
@pytest.mark.parametrize(
    ("value", "comparator", "codes"),
    [
        (199, "", ("low-cd4",)),
        (200, "", ()),
        (201, "", ()),
        ("199.5", "", ("low-cd4",)),
        (200, "<", ("low-cd4",)),
        (201, "<", ()),
        (150, ">", ()),
    ],
)
def test_a_cd4_count_below_200_is_urgent(value, comparator, codes):
    made = clock(make.lab_result(value=value, comparator=comparator))

    assert made.codes(MONDAY) == codes


def test_the_newest_cd4_count_decides():
    old = make.lab_result(value=150, taken_on=date(2026, 1, 1))

    assert clock(old, make.lab_result(value=350)).codes(MONDAY) == ()


@pytest.mark.parametrize(
    ("born", "codes"),
    [(date(2008, 11, 24), ("child",)), (date(2008, 11, 23), ()), (date(2008, 11, 22), ()), (None, ())],
)
def test_who_is_under_18_on_the_day_of_sending_is_a_child(born, codes):
    assert clock(born_on=born).codes(MONDAY) == codes


@pytest.mark.parametrize(
    ("ago", "outcome", "codes"),
    [
        (293, "positive", ("pregnant",)),
        (294, "positive", ()),
        (1, "negative", ()),
        (1, "indeterminate", ()),
    ],
)
def test_a_positive_pregnancy_test_counts_for_42_weeks(ago, outcome, codes):
    result = make.lab_result(
        test="pregnancy", value=None, unit="", outcome=outcome, taken_on=MONDAY - timedelta(days=ago)
    )

    assert clock(result).codes(MONDAY) == codes


def test_a_pregnancy_that_was_said_is_urgent_until_it_ended():
    assert clock(Condition(name="Беременность")).codes(MONDAY) == ("pregnant",)
    assert clock(Condition(name="x", code="O26.9")).codes(MONDAY) == ("pregnant",)
    assert clock(Condition(name="Беременность", until=MONDAY - timedelta(days=1))).codes(MONDAY) == ()


def test_tuberculosis_is_urgent_until_it_ended():
    assert clock(Condition(name="Туберкулёз лёгких")).codes(MONDAY) == ("tuberculosis",)
    assert clock(Condition(name="x", code="A15.0")).codes(MONDAY) == ("tuberculosis",)
    assert clock(Condition(name="Туберкулёз", until=MONDAY - timedelta(days=1))).codes(MONDAY) == ()


def test_an_urgent_package_is_decided_in_48_hours_weekend_or_not():
    friday = date(2026, 11, 27)

    made = clock(make.lab_result(value=150), on=friday)

    assert (made.urgent_on, made.acknowledge_by, made.decide_by) == (friday, *[date(2026, 11, 29)] * 2)


@pytest.mark.parametrize(
    ("left", "urgent_on", "decide_by"),
    [
        (0, MONDAY, date(2026, 11, 25)),
        (1, date(2026, 11, 24), date(2026, 11, 26)),
        (12, date(2026, 12, 5), date(2026, 12, 7)),
        (13, date(2026, 12, 6), date(2026, 12, 7)),
    ],
)
def test_medicines_that_run_out_while_the_package_waits_bring_the_limit_forward(left, urgent_on, decide_by):
    run_out = MONDAY + timedelta(days=left)
    made = clock(StockCount(on=MONDAY - timedelta(days=5), days=left + 5), run_out=run_out)

    assert (made.urgent_on, made.decide_by) == (urgent_on, decide_by)
    assert made.codes(run_out - timedelta(days=1)) == ()
    assert made.codes(run_out) == ("art-stopped",)


def test_who_never_had_medicines_has_not_run_out_of_them():
    assert clock(StockCount(on=MONDAY, days=0), run_out=MONDAY).urgent_on is None


def test_what_the_host_says_is_kept_beside_what_the_case_says():
    made = clock(make.lab_result(value=150), said="pregnant")

    assert made.codes(MONDAY) == ("low-cd4", "pregnant")
    assert made.said == "pregnant"


@settings(max_examples=60)
@given(start=st.dates(date(2020, 1, 1), date(2035, 1, 1)), days=st.integers(1, 40))
def test_a_working_day_is_never_at_a_weekend_and_each_further_one_is_later(start, days):
    day, after = urgency.working_day(start, days), urgency.working_day(start, days + 1)

    assert day.weekday() < 5
    assert start < day < after
