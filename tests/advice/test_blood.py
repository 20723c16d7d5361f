"""Checks of haemoglobin, viral load and CD4, at, below and above each threshold."""

import pytest

from regdesk.advice.advice import CONSIDER, IN_ORDER, RESOLVE
from tests.checking import has, number, outcome, plan, takes, tiers

TLD, AZT, RPV = plan("TDF/3TC/DTG"), plan("AZT/3TC"), plan("rilpivirine")


@pytest.mark.parametrize(
    ("value", "unit", "resolve"),
    [
        ("79.9", "g/L", True),
        ("80", "g/L", False),
        ("80.1", "g/L", False),
        ("7.9", "g/dL", True),
        ("8", "g/dL", False),
    ],
)
def test_with_zidovudine_haemoglobin_below_80_has_to_be_resolved(value, unit, resolve):
    found = tiers(AZT, number("haemoglobin", value, unit))

    assert (found.get("anaemia_hb_lt_8_avoid") == RESOLVE) is resolve
    assert (found.get("haemoglobin.in-order") == IN_ORDER) is not resolve


def test_before_zidovudine_haemoglobin_is_asked_for_and_before_others_it_is_not():
    assert tiers(AZT)["haemoglobin.missing"] == CONSIDER
    assert "haemoglobin.missing" not in tiers(TLD)


@pytest.mark.parametrize(
    ("value", "comparator", "rule"),
    [
        ("99999", "", None),
        ("100000", "", None),
        ("100001", "", "vl_gt_100000_avoid"),
        ("100000", ">", "vl_gt_100000_avoid"),
        ("20", "<", None),
        ("200000", "<", "viral-load.missing-for-plan"),
    ],
)
def test_rilpivirine_is_not_for_a_viral_load_above_100000(value, comparator, rule):
    found = tiers(RPV, number("viral-load", value, "{copies}/mL", comparator=comparator))

    spoken = {"vl_gt_100000_avoid", "viral-load.missing-for-plan"} & set(found)
    assert spoken == ({rule} if rule else set())


def test_before_rilpivirine_the_viral_load_is_asked_for_unless_none_was_detected():
    assert tiers(RPV)["viral-load.missing-for-plan"] == CONSIDER
    assert "viral-load.missing-for-plan" not in tiers(RPV, outcome("viral-load", "not-detected"))


@pytest.mark.parametrize(
    ("cd4", "rules"),
    [
        ("199", {"advanced.disease", "advanced.antigen", "advanced.co-trimoxazole"}),
        ("200", {"advanced.antigen", "advanced.co-trimoxazole"}),
        ("201", {"advanced.co-trimoxazole"}),
        ("349", {"advanced.co-trimoxazole"}),
        ("350", set()),
        ("351", set()),
    ],
)
def test_cd4_says_what_advanced_disease_asks_for(cd4, rules):
    found = tiers(TLD, number("cd4", cd4, "{cells}/uL"))

    assert {one for one in found if one.startswith("advanced.")} == rules
    assert all(found[one] == CONSIDER for one in rules)


def test_a_stage_of_the_who_counts_without_a_cd4():
    found = tiers(TLD, has("стадия ВОЗ 3"))

    assert {"advanced.disease", "advanced.co-trimoxazole"} <= set(found)


def test_what_was_done_is_not_asked_for_again():
    low = number("cd4", "100", "{cells}/uL")

    tested = tiers(TLD, low, outcome("cryptococcal-antigen", "negative"))
    given = tiers(plan("TDF/3TC/DTG", "co-trimoxazole"), low)
    taken = tiers(TLD, low, takes("ко-тримоксазол"))

    assert "advanced.antigen" not in tested
    assert "advanced.co-trimoxazole" not in given
    assert "advanced.co-trimoxazole" not in taken


def test_a_missing_cd4_is_asked_for():
    assert tiers(TLD)["cd4.missing"] == CONSIDER
