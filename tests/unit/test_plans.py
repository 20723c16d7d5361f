"""Quantities of a plan: they cover its days and its reserve, by day, by week and with a lead-in."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regdesk.domain import codec, plans
from regdesk.domain.plans import Dose, Override
from regdesk.errors import Refused
from tests import make

ONCE = Dose(item="A", inn="x", strength="1 mg", times=("21:00",))
doses = st.builds(
    Dose,
    item=st.just("A"),
    inn=st.just("x"),
    strength=st.just("1 mg"),
    units=st.sampled_from([Decimal("0.25"), Decimal("0.5"), Decimal(1), Decimal("1.5"), Decimal(3)]),
    times=st.sampled_from([("21:00",), ("09:00", "21:00"), ("07:00", "15:00", "23:00")]),
    pack=st.integers(1, 120),
    every=st.sampled_from([None, 1, 2, 7, 28]),
    first_day=st.sampled_from([None, 1, 2, 15, 40]),
    last_day=st.sampled_from([None, 40, 60]),
)


def eaten(dose: Dose, days: int) -> Decimal:
    """Count day by day what is swallowed, as a person would."""
    first, last = dose.first_day or 1, dose.last_day or days
    on = [
        day for day in range(1, days + 1) if first <= day <= last and (day - first) % (dose.every or 1) == 0
    ]
    return dose.units * len(dose.times) * len(on)


@given(doses, st.integers(1, 400))
def test_a_quantity_is_what_the_days_eat_up_to_the_next_whole_unit(dose, days):
    wanted = eaten(dose, days)

    quantity = plans.quantity_of(dose, days)

    assert wanted <= quantity < wanted + 1


@given(doses, st.integers(1, 400), st.integers(0, 60))
def test_more_days_never_take_fewer_units(dose, days, more):
    assert plans.quantity_of(dose, days + more) >= plans.quantity_of(dose, days)


@given(doses, st.integers(1, 400))
def test_packs_hold_the_quantity_and_not_one_is_too_many(dose, days):
    quantity, packs = plans.quantity_of(dose, days), plans.packs_of(dose, days)

    assert packs * dose.pack >= quantity > (packs - 1) * dose.pack


@given(st.lists(doses, min_size=1, max_size=4), st.integers(60, 200), st.sampled_from([None, 0, 14, 30]))
def test_a_prescription_covers_the_days_of_its_plan_and_its_reserve(given_doses, days, reserve):
    plan = make.plan(doses=tuple(given_doses), days=days, reserve_days=reserve)

    recipe = plans.prescribe(plan, "1", {}, date(2027, 5, 1))

    for dose, line in zip(plan.doses, recipe.medicines, strict=True):
        assert line.quantity >= eaten(dose, days + (reserve or 0))
        assert line.packs * dose.pack >= line.quantity


@pytest.mark.parametrize(("days", "units"), [(6, 1), (7, 1), (8, 2), (84, 12), (85, 13), (90, 13)])
def test_a_weekly_medicine_is_counted_by_the_week(days, units):
    assert plans.quantity_of(replace(ONCE, every=7), days) == units


def test_a_lead_in_is_once_a_day_for_fourteen_days_and_twice_from_the_fifteenth():
    lead_in = replace(ONCE, last_day=14)
    after = replace(ONCE, item="B", times=("09:00", "21:00"), first_day=15)

    units = [plans.quantity_of(lead_in, 90), plans.quantity_of(after, 90)]

    assert units == [14, 152]


@pytest.mark.parametrize(("days", "units"), [(13, 13), (14, 14), (15, 14)])
def test_the_last_day_of_a_lead_in_is_in_it_and_the_next_is_not(days, units):
    assert plans.quantity_of(replace(ONCE, last_day=14), days) == units


def test_a_second_daily_dose_counts_beside_the_first():
    twice = replace(ONCE, times=("09:00", "21:00"))

    assert plans.quantity_of(twice, 90) == 2 * plans.quantity_of(ONCE, 90) == 180


@pytest.mark.parametrize(
    "wrong",
    [
        {"times": ()},
        {"units": Decimal(0)},
        {"pack": 0},
        {"every": 0},
        {"first_day": 0},
        {"first_day": 15, "last_day": 14},
        {"first_day": 105},
    ],
)
def test_a_plan_with_a_dose_that_cannot_be_is_refused(wrong):
    with pytest.raises(Refused):
        make.plan(doses=(replace(ONCE, **wrong),), days=90, reserve_days=14).check()


def test_a_dose_that_begins_on_the_last_day_of_the_reserve_is_still_one():
    make.plan(doses=(replace(ONCE, first_day=104),), days=90, reserve_days=14).check()


@pytest.mark.parametrize(
    "wrong",
    [{"reserve_days": -1}, {"overrides": (Override(rule="r", title="t", reason=" "),)}, {"doses": ()}],
)
def test_a_plan_that_leaves_something_open_is_refused(wrong):
    with pytest.raises(Refused):
        make.plan(**wrong).check()


def test_what_is_not_said_of_a_plan_takes_no_bytes():
    before = codec.pack(codec._plain(make.plan()))

    assert not any(name in before for name in (b"every", b"first_day", b"last_day", b"reserve", b"overrides"))
    assert not any(name in before for name in (b"handout", b"reason", b"medicine\xa0"))
