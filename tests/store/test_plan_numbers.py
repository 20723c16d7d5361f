"""Numbers of plans are final when signed, and no two of a Centre's computers ever give one number."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from regdesk.actions import plan_numbers, plans
from regdesk.actions.desk import Desk, read_case
from regdesk.domain.plans import Plan, Prescription
from regdesk.errors import Refused
from tests import clinic, desks, make

VALID = date(2027, 5, 23)


@pytest.fixture
def made(tmp_path):
    return clinic.clinic(tmp_path, "accepted")


def sign(made, desk: Desk, **changes) -> str:
    """Sign a plan on a desk; give its number."""
    plans.sign(desk, made.stream, make.plan(**changes), signa={"A": "1 × 21:00"}, valid_to=VALID)
    return read_case(desk, made.stream).all(Plan)[-1].number


def test_a_number_is_country_year_computer_and_a_running_number(made):
    number = sign(made, made.centre)

    assert number == "KG-2026-1-0001"
    assert [one.number for one in made.case(made.centre).all(Prescription)] == ["KG-2026-1-0001-1"]


def test_the_document_shown_before_signing_has_the_number_it_will_have(made):
    shown = plans.draft(made.centre, made.stream, make.plan(), signa={}, valid_to=VALID)

    assert shown.all(Plan)[0].number == sign(made, made.centre)


def test_numbers_run_on_over_cases_plans_and_locking(made):
    first, second = sign(made, made.centre), sign(made, made.centre, days=30)

    again = desks.reopen(made.centre)
    third = sign(made, again, days=60)

    assert [first, second, third] == ["KG-2026-1-0001", "KG-2026-1-0002", "KG-2026-1-0003"]


def test_each_year_begins_anew_and_an_earlier_year_goes_on_where_it_was(made):
    sign(made, made.centre)
    made.hands.later(60)
    next_year = sign(made, made.centre, on=made.hands.day)
    made.hands.later(-60)

    assert next_year == "KG-2027-1-0001"
    assert sign(made, made.centre, days=30) == "KG-2026-1-0002"


def test_two_computers_of_one_centre_never_give_one_number_without_a_line(made, tmp_path):
    other = desks.second(made.centre, tmp_path / "other", roles="clinician")
    third = desks.second(made.centre, tmp_path / "third", roles="clinician")

    numbers = [plan_numbers.following(desk) for desk in (made.centre, other, third)]

    assert numbers == ["KG-2026-1-0001", "KG-2026-2-0001", "KG-2026-3-0001"]


def test_what_breaks_between_number_and_plan_takes_neither(made):
    made.centre.write.execute(
        "CREATE TEMP TRIGGER breaks BEFORE INSERT ON entry BEGIN SELECT RAISE(ABORT, 'broken'); END"
    )
    with pytest.raises(Exception, match="broken"):
        sign(made, made.centre)
    again = desks.reopen(made.centre)

    assert not read_case(again, made.stream).of(Plan)
    assert sign(made, again) == "KG-2026-1-0001"
    assert sign(made, again, days=30) == "KG-2026-1-0002"


def test_a_plan_that_is_refused_takes_no_number(made):
    with pytest.raises(Refused):
        plans.sign(made.centre, made.stream, replace(make.plan(), days=0), signa={}, valid_to=VALID)

    assert plan_numbers.following(made.centre) == "KG-2026-1-0001"


def test_numbers_given_the_old_way_stay_as_they_are(made):
    sign(made, made.centre)
    (entry,) = made.case(made.centre).of(Plan)
    old = replace(entry.fact, number="2026-AB12-CD34-1")
    plans.correct(made.centre, made.stream, old)

    assert [one.number for one in made.case(made.centre).all(Plan)] == ["2026-AB12-CD34-1"]
    assert sign(made, made.centre, start_on=made.hands.day + timedelta(days=3)) == "KG-2026-1-0002"
