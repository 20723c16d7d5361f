"""The checks beside a plan: what stops signing, what sets it aside, what goes on the handout."""

from dataclasses import replace

import pytest

from regdesk.actions import follow_ups, plans, records
from regdesk.domain.follow_ups import MedicineTaken
from regdesk.domain.people import Identity
from regdesk.domain.plans import Plan, Prescription
from regdesk.errors import Refused
from regdesk.ui import words
from regdesk.ui.dialogs.sign import SignDialog
from regdesk.ui.pages.case import regimen_words
from regdesk.ui.pages.case.other_medicines import OtherMedicines
from regdesk.ui.pages.case.plan import PlanTab
from tests import clinic, make

REASON = "the course ends next week"


@pytest.fixture
def made(tmp_path, light):
    found = clinic.clinic(tmp_path, "accepted")
    for name in ("Rifampicin", "Antacid (Mg, Al)", "Kava kava"):
        follow_ups.add(found.centre, found.stream, MedicineTaken(name=name))
    return found


@pytest.fixture
def tab(made, qtbot):
    shown = clinic.open_tab(PlanTab, made, made.centre, qtbot)
    shown.form.regimen.ready.editor.set_raw("TDF/3TC/DTG")
    shown._check_plan()
    return shown


def rifampicin(tab):
    """Give the card on rifampicin."""
    return next(one for one in tab.side.checks.open if "Rifampicin" in one.advice.about)


def antacid(tab):
    return next(one for one in tab.side.checks.consider if "Antacid (Mg, Al)" in one.advice.about)


def write(qtbot, card, text):
    """Type a reason as a person does."""
    card.otherwise.click()
    qtbot.keyClicks(card.reason.editor.inside, text)


def said_of(tab, name):
    """Give what the table says of another medicine."""
    rows = tab.form.medicines.findChildren(OtherMedicines) or [tab.form.medicines]
    return next(row.said.text for row in rows[0]._table.rows() if row.fact.name == name)


def test_nothing_is_picked_before_the_doctor_picks_it(made, qtbot):
    tab = clinic.open_tab(PlanTab, made, made.centre, qtbot)

    assert tab.form.regimen.regimen() == ""
    assert tab.form.doses.sketch() == ()
    assert clinic.says(tab.side, "Choose a regimen or write a medicine: it is checked at once.")


def test_what_stands_against_the_plan_stops_signing_with_a_line_that_leads_there(tab, made):
    tab.check()

    assert not clinic.dialogs(tab, SignDialog)
    assert clinic.says(tab.form.summary, "Rifampicin with dolutegravir")
    assert not made.case(made.centre).of(Plan)


def test_the_action_refuses_what_the_window_would(made):
    plan = make.plan()

    with pytest.raises(Refused, match="Checks still stand against this plan"):
        plans.sign(made.centre, made.stream, plan, signa={}, valid_to=make.TODAY)


def test_the_remedy_adds_the_second_dose_twelve_hours_later_and_settles_the_check(tab, made):
    card = rifampicin(tab)
    said = card.remedy.text()

    card.remedy.click()
    tab._check_plan()

    assert said == "Add DTG 50 mg at 09:00"
    assert [dose.times for dose in tab.form.doses.sketch()] == [("21:00",), ("09:00",)]
    assert tab.form.doses.sketch()[1].medicine == "DTG50"
    assert not tab.side.checks.open
    assert said_of(tab, "Rifampicin") == "can be"
    tab.check()
    clinic.dialogs(tab, SignDialog)[0].sign.click()
    (recipe,) = made.case(made.centre).all(Prescription)
    assert [line.quantity for line in recipe.medicines] == [90, 90]


def test_a_reason_sets_a_check_aside_and_is_kept_on_the_plan(tab, made, qtbot):
    card = rifampicin(tab)
    write(qtbot, card, REASON)

    tab.check()
    clinic.dialogs(tab, SignDialog)[0].sign.click()

    (plan,) = made.case(made.centre).all(Plan)
    (override,) = plan.overrides
    assert (override.reason, override.title) == (REASON, "Rifampicin with dolutegravir")
    assert "WHO SMART HIV DAK" in override.source
    assert clinic.says(tab.sheet, REASON)


def test_a_reason_of_blanks_sets_nothing_aside(tab, qtbot):
    card = rifampicin(tab)
    write(qtbot, card, "  ")

    tab.check()

    assert not clinic.dialogs(tab, SignDialog)
    assert tab.side.checks.unresolved() == 1


def test_each_other_medicine_says_what_it_does_with_this_regimen(tab):
    said = {name: said_of(tab, name) for name in ("Rifampicin", "Antacid (Mg, Al)", "Kava kava")}

    assert said == {
        "Rifampicin": "change the dose",
        "Antacid (Mg, Al)": "separate in time",
        "Kava kava": "not checked",
    }


def test_what_is_said_alike_of_two_doses_is_said_once(tab):
    rifampicin(tab).remedy.click()
    tab._check_plan()

    assert [one.advice.rule for one in tab.side.checks.consider].count("HIV.D21.2.DT.45") == 1
    assert [one.rule for one in tab.side.checks.noted()].count("HIV.D21.2.DT.45") == 1


def test_a_weekly_medicine_is_written_and_counted_by_the_week(tab):
    row = tab.form.doses._append(None)
    row.restore(["Isoniazid", "300 mg", "3", "tablet", "10:00", "12", "", "7", "15", "84", ""])

    weekly = tab.form.doses.sketch()[1]

    assert (weekly.every, weekly.first_day, weekly.last_day) == (7, 15, 84)
    assert regimen_words.taken(weekly) == "3 tablets, 10:00, once a week, on days 15 to 84"
    assert regimen_words.packs(weekly, 90) == "3 packs of 12"
    assert row.every.isVisibleTo(row)


def test_what_is_ticked_for_the_handout_is_on_the_signed_plan(tab, made):
    antacid(tab).tick.click()
    rifampicin(tab).remedy.click()
    tab._check_plan()

    tab.check()
    clinic.dialogs(tab, SignDialog)[0].sign.click()

    (plan,) = made.case(made.centre).all(Plan)
    assert plan.handout == ("HIV.D21.2.DT.45",)
    assert {one.tier for one in plan.noted} == {"consider", "not-checked", "in-order"}
    assert "Kava" in next(one.title for one in plan.noted if one.rule == "others.unknown")


def test_reasons_ticks_and_decisions_come_back_from_a_draft(tab, made, qtbot):
    antacid(tab).tick.click()
    write(qtbot, rifampicin(tab), REASON)
    tab.side.decisions.editor.set_raw("seen today")
    tab.form.keeping.keep()

    again = clinic.open_tab(PlanTab, made, made.centre, qtbot)

    assert rifampicin(again).reason.editor.raw() == REASON
    assert antacid(again).tick.isChecked()
    assert again.side.typed_decisions() == ("seen today",)
    assert again.side.checks.unresolved() == 0


def test_a_reason_being_typed_stays_while_the_plan_is_checked_again(tab, qtbot):
    card = rifampicin(tab)
    write(qtbot, card, "beca")

    tab._check_plan()

    assert rifampicin(tab) is card
    assert card.reason.editor.raw() == "beca"


def test_the_first_check_without_an_answer_has_the_keyboard(tab, qtbot):
    tab.side.checks.focus_first()

    assert tab.focusWidget() is rifampicin(tab).remedy


def test_a_regimen_that_was_not_verified_is_named_and_its_doses_stay_empty(tab):
    tab.form.regimen.ready.editor.set_raw("AZT/3TC + LPV/r")

    doses = tab.form.doses.sketch()

    assert len(doses) == 2
    assert {(dose.times, dose.units) for dose in doses} == {((), 0)}
    assert clinic.says(tab, "Not verified against a source")


def test_another_regimen_than_before_asks_why(made, qtbot):
    made.prescribe(doses=(make.plan().doses[0],), overrides=overriding(made))
    tab = clinic.open_tab(PlanTab, made, made.centre, qtbot)
    tab.sheet.anew.click()
    tab.form.regimen.ready.editor.set_raw("TDF/3TC/EFV400")
    for row in tab.form.doses.rows():
        row.times.editor.set_raw("21:00")
        row.units.editor.set_raw("1")
    tab._check_plan()
    for card in tab.side.checks.open:
        write(qtbot, card, REASON)

    tab.check()
    refused = clinic.says(tab.form.summary, "The regimen is another than before. Say why it changes.")
    tab.form.reason.editor.set_raw("toxicity")
    tab.check()
    clinic.dialogs(tab, SignDialog)[0].sign.click()

    assert refused
    assert [one.reason for one in made.case(made.centre).all(Plan)] == ["", "toxicity"]


def test_the_same_components_in_other_tablets_ask_nothing(made):
    one, two = make.plan(), make.plan(doses=(*make.plan().doses, clinic.DOSE))

    made.prescribe(doses=one.doses, overrides=overriding(made))

    assert not plans.changes_regimen(made.case(made.centre), two)


def test_of_a_person_of_unknown_age_signing_asks_for_a_reason(made):
    person = made.case(made.centre).current(Identity)
    records.correct(made.host, made.stream, [person.id], make.identity(born_on=None))
    made.carry()

    found = plans.checks(made.case(made.centre), make.plan(), make.TODAY)

    assert "age.unknown" in {one.rule for one in plans.open_of(found, make.plan())}


def overriding(made):
    """Set aside whatever stands against the usual plan."""
    plan = make.plan()
    found = plans.open_of(plans.checks(made.case(made.centre), plan, make.TODAY), plan)
    return tuple(plans.set_aside(one, REASON, "en") for one in found)


def test_the_host_is_told_what_to_get_or_ask_and_not_what_only_a_doctor_decides(made, qtbot):
    records.state(made.centre, made.stream, make.plan())
    made.carry()

    tab = clinic.open_tab(PlanTab, made, made.host, qtbot)

    assert clinic.says(tab.sheet.asked, "HBsAg is missing")
    assert not clinic.says(tab.sheet.asked, "Rifampicin with dolutegravir")


def test_the_history_says_on_which_days_a_medicine_is_taken():
    weekly = replace(clinic.DOSE, every=7, first_day=15)

    assert words.written((weekly,)).endswith("1 × 1, 21:00, once a week, from day 15 on")
