"""Checks of the person a plan is for: age, weight, pregnancy."""

from datetime import date

import pytest

from regdesk.advice.advice import CONSIDER, IN_ORDER, NOT_CHECKED, RESOLVE
from tests import make
from tests.checking import checked, has, outcome, plan, tiers, weighs

TLD = plan("TDF/3TC/DTG")


@pytest.mark.parametrize(
    ("born", "rule"),
    [
        (date(2008, 11, 26), "age.under-18"),
        (date(2008, 11, 25), "age.in-order"),
        (date(2008, 11, 24), "age.in-order"),
    ],
)
def test_a_person_under_18_has_no_ready_made_plan(born, rule):
    found = tiers(TLD, make.identity(born_on=born))

    assert rule in found
    assert found.get("age.under-18", RESOLVE) == RESOLVE


def test_an_unknown_date_of_birth_has_to_be_resolved():
    assert tiers(TLD, make.identity(born_on=None))["age.unknown"] == RESOLVE


@pytest.mark.parametrize(
    ("kg", "wanted"),
    [
        ("29.9", {"weight.under-30": RESOLVE, "weight.under-label": RESOLVE}),
        ("30", {"weight.labels-of-TLD": CONSIDER, "weight.in-order": IN_ORDER}),
        ("30.1", {"weight.labels-of-TLD": CONSIDER, "weight.in-order": IN_ORDER}),
        ("39.9", {"weight.labels-of-TLD": CONSIDER, "weight.in-order": IN_ORDER}),
        ("40", {"weight.in-order": IN_ORDER}),
    ],
)
def test_the_newest_weight_is_compared_with_the_label(kg, wanted):
    found = tiers(TLD, weighs("55", on=date(2026, 1, 1)), weighs(kg))

    assert {rule: tier for rule, tier in found.items() if rule.startswith("weight.")} == wanted


@pytest.mark.parametrize(("medicine", "verified"), [("TDF/3TC/DTG", True), ("DTG/3TC", False)])
def test_a_label_weight_nobody_saw_warns_and_says_so(medicine, verified):
    found = {one.rule: one for one in checked(plan(medicine), weighs("29"))}

    assert found["weight.under-label"].tier == RESOLVE
    assert found["weight.under-label"].verified is verified


def test_a_missing_weight_is_asked_for_where_a_label_has_one():
    assert tiers(TLD)["weight.missing"] == CONSIDER
    assert "weight.missing" not in tiers(plan("lamivudine"))


@pytest.mark.parametrize(
    ("taken", "rule"),
    [
        (date(2026, 11, 10), "pregnancy.test-wanted"),
        (date(2026, 11, 11), "pregnancy.negative"),
        (date(2026, 11, 12), "pregnancy.negative"),
    ],
)
def test_a_negative_pregnancy_test_holds_for_14_days(taken, rule):
    found = tiers(TLD, outcome("pregnancy", "negative", on=taken))

    assert [one for one in found if one.startswith("pregnancy.")] == [rule]


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"sex": "m"}, "pregnancy.not-applicable"),
        ({"sex": "f", "born_on": date(1976, 11, 25)}, "pregnancy.not-applicable"),
        ({"sex": "f", "born_on": date(1976, 11, 26)}, "pregnancy.test-wanted"),
        ({"sex": "f", "born_on": None}, "pregnancy.test-wanted"),
    ],
)
def test_a_pregnancy_test_is_asked_of_women_up_to_49(changes, rule):
    assert rule in tiers(TLD, make.identity(**changes))


@pytest.mark.parametrize("said", [has("Беременность"), outcome("pregnancy", "positive")])
def test_in_pregnancy_dolutegravir_is_spoken_of_and_what_is_not_known_is_not_checked(said):
    found = tiers(plan("dolutegravir", "rilpivirine"), said)

    assert found["pregnancy.dolutegravir"] == CONSIDER
    assert found["pregnancy.unknown-medicine"] == NOT_CHECKED
    assert "pregnancy.test-wanted" not in found
