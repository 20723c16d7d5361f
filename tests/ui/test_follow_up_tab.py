"""The follow-up tab: what is overdue comes first, and what is done is not asked for again."""

from datetime import timedelta

import pytest

from regdesk.actions import follow_ups, labs
from regdesk.advice.calendar import propose, visits
from regdesk.domain.follow_ups import AdverseEvent, Condition, FollowUp
from regdesk.ui.pages.case.follow_up import FollowUpTab
from regdesk.ui.pages.case.sheet import FactSheet
from tests import clinic, make

START = make.TODAY + timedelta(days=3)


@pytest.fixture
def treated(tmp_path, light):
    found = clinic.clinic(tmp_path, "accepted")
    found.prescribe(follow_ups=propose(START))
    return found


def agenda(made):
    return {one.what: one for one in visits(made.case(made.host))}


def test_a_day_that_is_over_without_a_contact_is_overdue(treated, qtbot):
    treated.hands.later(20)

    tab = clinic.open_tab(FollowUpTab, treated, treated.host, qtbot)

    assert agenda(treated)["call"].overdue(treated.hands.day)
    assert clinic.says(tab, "1 overdue")
    assert clinic.says(tab, "3 days ago")


def test_a_contact_near_its_day_counts_and_one_without_answer_does_not(treated):
    tried = FollowUp(on=START + timedelta(days=13), how="no-answer", tried="call")
    follow_ups.add(treated.host, treated.stream, tried)
    before = agenda(treated)["call"].done_on

    reached = FollowUp(on=START + timedelta(days=15))
    follow_ups.add(treated.host, treated.stream, reached)

    assert before is None
    assert agenda(treated)["call"].done_on == reached.on


def test_a_planned_test_is_done_by_its_result_and_not_by_a_call(treated):
    half_a_year = agenda(treated)["viral-load-cd4"].on
    follow_ups.add(treated.host, treated.stream, FollowUp(on=half_a_year))
    before = agenda(treated)["viral-load-cd4"].done_on

    taken = half_a_year - timedelta(days=5)
    result = make.lab_result(test="viral-load", comparator="<", value=40, unit="{copies}/mL", taken_on=taken)
    labs.add_result(treated.host, treated.stream, result)

    assert before is None
    assert agenda(treated)["viral-load-cd4"].done_on == taken


def test_a_contact_is_written_down_and_can_be_taken_back(treated, qtbot):
    tab = clinic.open_tab(FollowUpTab, treated, treated.host, qtbot)
    tab.commands["primary"]()
    (sheet,) = clinic.dialogs(tab, FactSheet)
    sheet.form.fields["missed"].editor.set_raw("2")
    sheet.form.fields["complaints"].editor.set_raw("Sleeps badly")
    sheet.button.click()
    said = clinic.says(tab, "Sleeps badly"), clinic.says(tab, "2 doses missed")

    tab.context.shell.undo_bar.undo()

    assert said == (True, True)
    assert not treated.case(treated.host).of(FollowUp)


def test_conditions_and_unwanted_effects_reach_the_doctor(treated, qtbot):
    follow_ups.add(treated.host, treated.stream, Condition(name="Allergy to penicillin"))
    event = AdverseEvent(on=treated.hands.day, what="Nausea", severity="moderate")
    follow_ups.add(treated.host, treated.stream, event)
    treated.carry()

    tab = clinic.open_tab(FollowUpTab, treated, treated.centre, qtbot)

    assert clinic.says(tab, "Allergy to penicillin")
    assert clinic.says(tab, "moderate, since 23 November")


def test_the_safe_contact_stands_beside_the_button(treated, qtbot):
    tab = clinic.open_tab(FollowUpTab, treated, treated.host, qtbot)

    assert clinic.says(tab, "после 19:00. Leave no messages.")


def test_dates_to_come_and_the_wallet_card_can_be_printed_where_a_plan_stands(treated, qtbot):
    tab = clinic.open_tab(FollowUpTab, treated, treated.host, qtbot)

    assert {"follow-up-schedule", "wallet-card"} <= {one.id for one in tab.prints.buttons.papers}
