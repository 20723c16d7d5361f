"""Interactions of a plan: every row speaks when it must, and what is not known is never in order."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from regdesk.advice.advice import CONSIDER, IN_ORDER, NOT_CHECKED, RESOLVE, said
from regdesk.catalogue.interactions import Interaction
from tests import make
from tests.checking import KNOWN, TODAY, checked, dose, has, outcome, plan, takes, tiers

TLD = plan("TDF/3TC/DTG")
USED = [one for one in KNOWN.interactions.values() if not one.flag]
BETWEEN_TWO = [one for one in USED if one.other]
BORN = {0: date(1994, 3, 14), 10: date(2018, 3, 14)}
GIVEN = {
    "hla-b5701-positive": (plan("ABC/3TC"), outcome("hla-b5701", "positive")),
    "abacavir-hypersensitivity": (plan("ABC/3TC"), has("реакция на абакавир")),
    "dual-with-hepatitis-b": (plan("DTG/3TC"), outcome("hbsag", "positive")),
}


def speaks(row: Interaction, name: str) -> list[str]:
    """Give the rules that speak when somebody takes what is named beside the row's own medicine."""
    who = make.identity(born_on=BORN[row.below_age])
    arv = KNOWN.substances.by_id[row.arv]
    member = "LPV/r" if row.arv == "PI/r" else arv.id
    return [one.rule for one in checked(plan(member), who, takes(name))]


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("row", BETWEEN_TWO, ids=lambda one: one.id)
def test_every_row_speaks_when_its_substance_is_typed(row, language):
    found = [speaks(row, KNOWN.substances.by_id[other].name[language]) for other in row.other]

    assert any(row.id in rules for rules in found)


@pytest.mark.parametrize("row", [one for one in USED if one.given], ids=lambda one: one.id)
def test_every_row_about_the_person_speaks(row):
    planned, fact = GIVEN[row.given]

    assert tiers(planned, fact)[row.id] == row.tier


@pytest.mark.parametrize(
    "row", [one for one in KNOWN.interactions.values() if one.flag], ids=lambda one: one.id
)
def test_a_flagged_row_never_speaks(row):
    found = [rule for other in row.other for rule in speaks(row, KNOWN.substances.by_id[other].name["en"])]

    assert row.id not in found


def test_severity_gives_the_tier():
    found = {one.severity: one.tier for one in USED if one.action != "none"}

    assert found == {"contraindicated": RESOLVE, "major": RESOLVE, "caution": CONSIDER, "info": CONSIDER}


def test_that_two_go_together_is_said_only_where_somebody_saw_it():
    seen, unseen = tiers(TLD, takes("3HP")), tiers(plan("efavirenz"), takes("рифампицин"))

    assert seen["RD.X.01"] == IN_ORDER
    assert unseen["RD.X.23"] == NOT_CHECKED


@pytest.mark.parametrize(("born", "rule"), [(date(2016, 11, 26), "02"), (date(2016, 11, 25), "01")])
def test_from_10_years_on_another_row_holds(born, rule):
    found = tiers(plan("ATV/r"), make.identity(born_on=born), takes("рифампицин"))

    assert [one for one in found if one in ("HIV.D21.2.DT.01", "HIV.D21.2.DT.02")] == [f"HIV.D21.2.DT.{rule}"]


def test_a_medicine_nobody_knows_is_not_checked_by_name():
    (found,) = (one for one in checked(TLD, takes("Неведомицин")) if one.rule == "others.unknown")

    assert found.tier == NOT_CHECKED
    assert found.about == ("Неведомицин",)
    assert "Неведомицин" in said(found.text, "ru")


def test_a_known_medicine_without_a_row_is_not_checked_with_the_doses_it_meets():
    found = checked(plan("TDF/3TC", "dolutegravir"), takes("Парацетамол"))

    (silent,) = (one for one in found if one.rule == "others.pair-unknown")
    assert silent.tier == NOT_CHECKED
    assert silent.about == ("A", "B", "Парацетамол")


def test_where_no_other_medicine_is_recorded_it_is_asked():
    assert tiers(TLD)["others.none"] == NOT_CHECKED


@pytest.mark.parametrize(
    ("until", "speaks"),
    [(TODAY - timedelta(days=1), False), (TODAY, True), (TODAY + timedelta(days=1), True), (None, True)],
)
def test_what_has_ended_is_not_checked(until, speaks):
    assert ("HIV.D21.2.DT.48" in tiers(TLD, takes("метформин", until=until))) is speaks


@pytest.mark.parametrize(("days", "speaks"), [(13, True), (14, True), (15, False)])
def test_an_enzyme_inducer_counts_for_14_days_after_its_end(days, speaks):
    found = tiers(TLD, takes("рифампицин", until=TODAY - timedelta(days=days)))

    assert ("HIV.D21.2.DT.41" in found) is speaks
    assert ("inducers.after-end" in found) is speaks


@pytest.mark.parametrize(("days", "speaks"), [(89, True), (90, False)])
def test_what_begins_after_the_plan_is_not_checked(days, speaks):
    planned = replace(TLD, start_on=TODAY, days=90)

    assert (
        "HIV.D21.2.DT.48" in tiers(planned, takes("метформин", since=TODAY + timedelta(days=days)))
    ) is speaks


def test_what_is_recorded_twice_is_said_once():
    found = checked(TLD, takes("рифампицин"), takes("рифампицин", why="туберкулёз"))

    assert [one.rule for one in found].count("HIV.D21.2.DT.41") == 1


def test_medicines_of_one_plan_are_checked_with_each_other():
    found = tiers(plan("TDF/3TC", "ATV/r"))

    assert found["HIV.D21.2.DT.09"] == CONSIDER


def test_medicines_of_one_regimen_belong_together_and_other_pairs_are_not_checked():
    assert "plan.pair-unknown" not in tiers(plan("AZT/3TC", "dolutegravir"))
    assert tiers(plan("AZT/3TC", "doravirine"))["plan.pair-unknown"] == NOT_CHECKED


def test_where_rows_are_silent_a_medicines_own_caution_warns():
    found = tiers(plan("BIC/FTC/TAF"), takes("рифампицин"))

    assert found["rifampicin_contraindicated"] == RESOLVE
    assert found["RD.X.08"] == RESOLVE  # about tenofovir alafenamide, another component
    assert "polyvalent_cations_separate" not in tiers(TLD, takes("кальций"))
    assert tiers(plan("raltegravir"), takes("кальций"))["polyvalent_cations_separate"] == CONSIDER


def test_carbamazepine_warns_though_its_flagged_row_is_silent():
    found = tiers(TLD, takes("карбамазепин"))

    assert found["carbamazepine_phenytoin_phenobarbital"] == RESOLVE
    assert "HIV.D21.2.DT.42" not in found


def test_what_the_person_takes_already_is_named():
    assert tiers(TLD, takes("TLD"))["others.same"] == CONSIDER


def second(*times, **changes):
    return plan(dose("TDF/3TC/DTG", "21:00"), dose("dolutegravir", *times, item="B", **changes))


def test_with_rifampicin_a_second_dolutegravir_is_offered():
    (found,) = (one for one in checked(TLD, takes("Рифампицин 600")) if one.rule == "HIV.D21.2.DT.41")

    assert found.tier == RESOLVE
    assert (found.remedy.medicine, found.remedy.to, found.remedy.hours) == ("DTG50", "A", 12)
    assert said(found.remedy.title, "ru") == "Добавить долутегравир 50 мг через 12 часов"


@pytest.mark.parametrize(
    ("time", "rule", "tier"),
    [
        ("09:00", "HIV.D21.2.DT.41", IN_ORDER),
        ("07:00", "HIV.D21.2.DT.41", IN_ORDER),
        ("11:00", "HIV.D21.2.DT.41", IN_ORDER),
        ("06:59", "second-dose.not-apart", RESOLVE),
        ("11:01", "second-dose.not-apart", RESOLVE),
        ("21:00", "second-dose.not-apart", RESOLVE),
    ],
)
def test_a_plan_that_has_the_second_dose_is_in_order_if_it_is_about_12_hours_later(time, rule, tier):
    found = tiers(second(time), takes("рифампицин"))

    assert found[rule] == tier
    assert "plan.twice" not in found
    assert not [one for one in checked(second(time), takes("рифампицин")) if one.remedy]


def test_the_second_dose_has_to_last_as_long_as_rifampicin():
    until = TODAY + timedelta(days=30)

    short = tiers(second("09:00", until=until - timedelta(days=1)), takes("рифампицин", until=until))
    enough = tiers(second("09:00", until=until), takes("рифампицин", until=until))
    counted = tiers(second("09:00", last_day=30), takes("рифампицин", until=until))

    late = tiers(second("09:00", first_day=2), takes("рифампицин", until=until))
    assert short["second-dose.too-short"] == RESOLVE
    assert enough["HIV.D21.2.DT.41"] == IN_ORDER
    assert counted["second-dose.too-short"] == RESOLVE
    assert late["second-dose.too-short"] == RESOLVE


@pytest.mark.parametrize(("days", "ends"), [(13, True), (14, False), (15, False)])
def test_a_second_dose_that_ends_within_two_weeks_of_rifampicin_is_spoken_of(days, ends):
    until = TODAY + timedelta(days=30)

    found = tiers(second("09:00", until=until + timedelta(days=days)), takes("рифампицин", until=until))

    assert ("second-dose.ends-with-it" in found) is ends
    assert found["HIV.D21.2.DT.41"] == IN_ORDER


@pytest.mark.parametrize(
    ("units", "times", "tier"),
    [(1, ("09:00", "21:00"), RESOLVE), (2, ("09:00", "21:00"), IN_ORDER), (4, ("21:00",), RESOLVE)],
)
def test_with_rifampicin_raltegravir_800_mg_twice_a_day_is_in_order(units, times, tier):
    planned = plan(dose("raltegravir", *times, medicine="RAL400", units=Decimal(units)))

    assert tiers(planned, takes("рифампицин"))["RD.X.05"] == tier


def test_a_weekly_rifapentine_of_the_plan_goes_with_dolutegravir():
    weekly = dose("isoniazid + rifapentine", item="B", medicine="HP_FDC", every=7)
    daily = replace(weekly, every=None)

    assert tiers(plan(dose("TLD", medicine="TLD"), weekly))["RD.X.01"] == IN_ORDER
    assert tiers(plan(dose("TLD", medicine="TLD"), daily))["plan.pair-unknown"] == NOT_CHECKED


def test_twice_a_day_in_one_line_is_the_second_dose_too():
    assert (
        tiers(plan(dose("dolutegravir", "09:00", "21:00")), takes("рифампицин"))["HIV.D21.2.DT.41"]
        == IN_ORDER
    )


def test_a_second_dolutegravir_that_nothing_asks_for_is_one_too_many():
    assert tiers(second("09:00"))["plan.twice"] == RESOLVE
