"""What is recorded of the person: abacavir's test, allergies, conditions, records in two versions."""

import pytest

from regdesk.advice import checks
from regdesk.advice.advice import CONSIDER, IN_ORDER, NOT_CHECKED, RESOLVE
from tests import make
from tests.checking import KNOWN, TODAY, checked, has, number, outcome, plan, takes, tiers

TLD, ABC = plan("TDF/3TC/DTG"), plan("ABC/3TC")


@pytest.mark.parametrize(
    ("facts", "rule", "tier", "firm"),
    [
        ([], "hla_b5701_test_before", RESOLVE, False),
        ([outcome("hla-b5701", "positive")], "RD.X.09", RESOLVE, True),
        ([outcome("hla-b5701", "negative")], "abacavir.negative", IN_ORDER, False),
        ([has("аллергия на абакавир")], "RD.X.10", RESOLVE, False),
    ],
)
def test_abacavir_waits_for_its_test_and_is_never_given_where_it_is_positive(facts, rule, tier, firm):
    found = {one.rule: one for one in checked(ABC, *facts)}

    assert found[rule].tier == tier
    assert found[rule].firm is firm


def test_a_plan_without_abacavir_asks_for_no_test_of_it():
    assert not {"hla_b5701_test_before", "abacavir.negative"} & set(tiers(TLD))


@pytest.mark.parametrize(
    ("planned", "name", "wanted"),
    [
        (plan("co-trimoxazole"), "аллергия на сульфаниламиды", {"allergy.to-plan": RESOLVE}),
        (plan("co-trimoxazole"), "аллергия на бисептол", {"allergy.unknown": NOT_CHECKED}),
        (
            plan("darunavir"),
            "аллергия на сульфаниламиды",
            {"sulfonamide_allergy": CONSIDER, "allergy.none": IN_ORDER},
        ),
        (plan("efavirenz"), "непереносимость эфавиренза", {"allergy.to-plan": RESOLVE}),
        (TLD, "непереносимость эфавиренза", {"allergy.none": IN_ORDER}),
        (TLD, "аллергия на пенициллин", {"allergy.none": IN_ORDER}),
        (TLD, "Аллергии нет", {"allergy.none": IN_ORDER}),
    ],
)
def test_allergies_are_compared_with_the_plan(planned, name, wanted):
    found = tiers(planned, has(name))

    spoken = {"allergy.to-plan", "allergy.unknown", "allergy.none", "sulfonamide_allergy"} & set(found)
    assert {rule: found[rule] for rule in spoken - ({"sulfonamide_allergy"} - set(wanted))} == wanted


@pytest.mark.parametrize(
    ("medicine", "condition", "rule"),
    [
        ("efavirenz", "депрессия", "efv_neuropsychiatric"),
        ("nevirapine", "цирроз", "hepatotoxicity_rash_lead_in"),
        ("tenofovir", "остеопороз", "bone_density"),
        ("ABC/3TC", "инфаркт", "cardiovascular_risk"),
        ("ABC/3TC", "цирроз", "hepatic_moderate_severe_avoid"),
    ],
)
def test_a_condition_that_a_medicine_warns_of_is_taken_into_account(medicine, condition, rule):
    assert tiers(plan(medicine), has(condition))[rule] == CONSIDER
    assert rule not in tiers(plan(medicine), has(condition, until=TODAY.replace(day=24)))
    assert rule not in tiers(plan(medicine), has("сахарный диабет"))


def test_a_condition_nobody_knows_is_not_checked_by_name():
    (found,) = (one for one in checked(TLD, has("насморк")) if one.rule == "condition.unknown")

    assert found.tier == NOT_CHECKED
    assert found.about == ("насморк",)


@pytest.mark.parametrize(("day", "spoken"), [(24, False), (25, True), (26, True)])
def test_a_condition_counts_up_to_its_last_day(day, spoken):
    assert ("condition.unknown" in tiers(TLD, has("насморк", until=TODAY.replace(day=day)))) is spoken


def two_versions(first, second):
    journal = make.opened()
    old = journal.write(make.HOST, first)
    journal.write(make.HOST, second, replaces=[old.id])
    journal.write(make.CENTRE, first, replaces=[old.id])
    found = checks.of_plan(journal.file(), TLD, KNOWN, TODAY)
    return [one.about for one in found if one.rule == "versions.two"]


def test_two_versions_of_what_a_check_rests_on_have_to_be_resolved():
    high, low = (number("creatinine", value, "umol/L") for value in ("70", "200"))

    assert two_versions(high, low) == [("lab-result",)]
    assert two_versions(takes("рифампицин"), takes("рифабутин")) == [("medicine-taken",)]


def test_two_versions_that_differ_elsewhere_do_not_matter():
    assert two_versions(takes("рифампицин"), takes("рифампицин", why="туберкулёз")) == []
