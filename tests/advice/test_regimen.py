"""The plan by itself: what is known, twice the same, boosters, labels, formulary."""

from dataclasses import replace

import pytest

from regdesk.advice.advice import CONSIDER, IN_ORDER, NOT_CHECKED, RESOLVE, said
from tests.checking import KNOWN, checked, dose, plan, tiers


def test_a_medicine_nobody_knows_is_not_checked_by_name():
    (found,) = (one for one in checked(plan("невиданное средство")) if one.rule == "plan.medicine-unknown")

    assert found.tier == NOT_CHECKED
    assert found.about == ("A",)


@pytest.mark.parametrize(
    ("medicines", "twice"),
    [
        (["TDF/3TC/DTG", "lamivudine"], True),
        (["TDF/3TC/DTG", "TAF/FTC"], True),
        (["TDF/3TC", "emtricitabine"], True),
        (["dolutegravir", "raltegravir"], True),
        (["DRV/r", "darunavir"], True),
        (["TDF/3TC", "dolutegravir"], False),
        (["darunavir", "ritonavir", "TDF/3TC"], False),
    ],
)
def test_the_same_medicine_twice_has_to_be_resolved(medicines, twice):
    found = tiers(plan(*medicines))

    assert (found.get("plan.twice") == RESOLVE) is twice
    assert (found.get("plan.not-twice") == IN_ORDER) is not twice


def test_what_two_tablets_share_is_one_check_that_names_it_all():
    (found,) = (one for one in checked(plan("TDF/3TC/DTG", "TDF/3TC")) if one.rule == "plan.twice")

    assert found.about == ("A", "B")
    assert said(found.text, "ru").startswith("В плане дважды: ламивудин, тенофовир;")


@pytest.mark.parametrize(("begins", "twice"), [(14, True), (15, False), (16, False)])
def test_a_lead_in_and_what_follows_it_are_not_twice_the_same(begins, twice):
    first = dose("nevirapine", "21:00", last_day=14)
    then = dose("nevirapine", "09:00", "21:00", item="B", first_day=begins)

    assert ("plan.twice" in tiers(plan(first, then))) is twice


def test_a_medicine_that_needs_a_booster_says_so_until_the_plan_has_one():
    assert tiers(plan("darunavir"))["needs_booster"] == RESOLVE, said
    assert "needs_booster" not in tiers(plan("darunavir", "ritonavir"))


@pytest.mark.parametrize(("times", "differs"), [(["21:00"], False), (["09:00", "21:00"], True)])
def test_a_dose_that_differs_from_a_label_that_was_seen_has_to_be_resolved(times, differs):
    found = tiers(plan(dose("TLD", *times, medicine="TLD")))

    assert (found.get("plan.dose-differs") == RESOLVE) is differs


def test_a_label_nobody_saw_says_nothing_of_the_dose():
    assert "plan.dose-differs" not in tiers(plan(dose("dolutegravir", "09:00", "21:00", medicine="DTG50")))


def known_with(formulary):
    country = replace(KNOWN.countries["KG"], formulary=formulary)
    return replace(KNOWN, countries={**KNOWN.countries, "KG": country})


@pytest.mark.parametrize(
    ("formulary", "wanted"),
    [
        ((), {"formulary.unknown": NOT_CHECKED}),
        (("TLD",), {"formulary.in-order": IN_ORDER}),
        (("DTG50",), {"formulary.missing": CONSIDER}),
    ],
)
def test_the_plan_is_compared_with_what_the_origin_country_gives(formulary, wanted):
    found = tiers(plan("TDF/3TC/DTG"), known=known_with(formulary))

    assert {rule: tier for rule, tier in found.items() if rule.startswith("formulary.")} == wanted


def test_the_catalogues_medicine_counts_before_the_name_beside_it():
    found = tiers(plan(dose("anything", medicine="TLD")))

    assert "plan.medicine-unknown" not in found
    assert "weight.missing" in found
