"""Hepatitis B, tuberculosis and meningitis: what a plan keeps, and when it does not begin yet."""

from dataclasses import replace
from datetime import timedelta

import pytest

from regdesk.advice import checks
from regdesk.advice.advice import CONSIDER, IN_ORDER, RESOLVE
from regdesk.domain.supply import StockCount
from tests import make
from tests.checking import KNOWN, TODAY, has, outcome, plan, takes, tiers

TLD, DUAL, AZT = plan("TDF/3TC/DTG"), plan("DTG/3TC"), plan("AZT/3TC", "dolutegravir")
POSITIVE, NEGATIVE = outcome("hbsag", "positive"), outcome("hbsag", "negative")


@pytest.mark.parametrize(
    ("planned", "facts", "wanted"),
    [
        (TLD, [], {"hepatitis-b.unknown": CONSIDER}),
        (TLD, [outcome("hbsag", "indeterminate")], {"hepatitis-b.unknown": CONSIDER}),
        (DUAL, [], {"hepatitis-b.unknown-without-tenofovir": RESOLVE}),
        (TLD, [NEGATIVE], {"hepatitis-b.negative": IN_ORDER}),
        (DUAL, [NEGATIVE], {"hepatitis-b.negative": IN_ORDER}),
        (TLD, [POSITIVE], {"hepatitis-b.positive": CONSIDER}),
        (TLD, [has("гепатит В")], {"hepatitis-b.positive": CONSIDER}),
        (plan("ABC/3TC"), [POSITIVE], {"hepatitis-b.without-tenofovir": RESOLVE}),
        (DUAL, [POSITIVE], {"hepatitis-b.without-tenofovir": RESOLVE, "RD.X.19": RESOLVE}),
        (plan("TAF/FTC", "dolutegravir"), [POSITIVE], {"hepatitis-b.positive": CONSIDER}),
    ],
)
def test_hepatitis_b_keeps_tenofovir(planned, facts, wanted):
    found = tiers(planned, *facts)

    assert {rule: found[rule] for rule in found if rule.startswith(("hepatitis-b", "RD.X.19"))} == wanted


def test_dolutegravir_and_lamivudine_in_two_tablets_are_dual_therapy_too():
    assert tiers(plan("dolutegravir", "lamivudine"), POSITIVE)["RD.X.19"] == RESOLVE


def with_plan(earlier, later, *facts, days=90):
    journal = make.opened()
    for fact in facts:
        journal.write(make.HOST, fact)
    journal.write(make.CENTRE, replace(earlier, on=TODAY - timedelta(days=days)))
    found = checks.of_plan(journal.file(), later, KNOWN, TODAY)
    return {one.rule: one.tier for one in found}


def test_stopping_tenofovir_is_compared_with_the_earlier_plan():
    stopped, kept = with_plan(TLD, AZT, POSITIVE), with_plan(TLD, TLD, POSITIVE)
    never, unharmed = with_plan(AZT, AZT, POSITIVE), with_plan(TLD, AZT, NEGATIVE)

    assert stopped["hbv_active_do_not_stop_abruptly"] == RESOLVE
    assert not any("hbv_active_do_not_stop_abruptly" in one for one in (kept, never, unharmed))


@pytest.mark.parametrize(("days", "compared"), [(1, True), (0, True), (-1, False)])
def test_the_earlier_plan_is_one_signed_no_later(days, compared):
    found = with_plan(TLD, AZT, POSITIVE, days=days)

    assert ("hbv_active_do_not_stop_abruptly" in found) is compared


@pytest.mark.parametrize(
    ("days", "rule"),
    [
        (27, "meningitis.too-early"),
        (28, "meningitis.window"),
        (29, "meningitis.window"),
        (41, "meningitis.window"),
        (42, None),
        (43, None),
    ],
)
@pytest.mark.parametrize("name", ["туберкулёзный менингит", "криптококковый менингит"])
def test_after_a_meningitis_treatment_waits_four_to_six_weeks(name, days, rule):
    ill = has(name, since=TODAY - timedelta(days=days))

    found = tiers(TLD, ill, takes("рифабутин"))

    assert [one for one in found if one.startswith("meningitis.")] == ([rule] if rule else [])
    assert found.get("meningitis.too-early", RESOLVE) == RESOLVE


def test_the_wait_runs_to_the_planned_start():
    ill = has("криптококковый менингит", since=TODAY)

    assert "meningitis.too-early" in tiers(replace(TLD, start_on=TODAY + timedelta(days=27)), ill)
    assert "meningitis.window" in tiers(replace(TLD, start_on=TODAY + timedelta(days=28)), ill)


def test_a_meningitis_of_unknown_day_has_to_be_resolved_unless_treatment_goes_on():
    ill = has("криптококковый менингит")

    assert tiers(TLD, ill)["meningitis.day-unknown"] == RESOLVE
    assert "meningitis.day-unknown" not in with_plan(TLD, TLD, ill)
    assert "meningitis.day-unknown" not in tiers(TLD, ill, StockCount(on=TODAY, days=5))


@pytest.mark.parametrize(("days", "late"), [(13, False), (14, False), (15, True)])
def test_with_another_tuberculosis_a_start_after_two_weeks_is_late(days, late):
    ill = has("туберкулёз лёгких", since=TODAY - timedelta(days=days))

    assert ("tuberculosis.start-late" in tiers(TLD, ill)) is late
    assert "tuberculosis.start-late" not in with_plan(TLD, TLD, ill)


def test_tuberculosis_without_its_medicines_is_asked_about():
    ill = has("", code="A15.0")

    assert tiers(TLD, ill)["tuberculosis.medicines-unknown"] == CONSIDER
    assert "tuberculosis.medicines-unknown" not in tiers(TLD, ill, takes("HRZE"))
