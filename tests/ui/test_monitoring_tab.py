"""The follow-up tab shows what a viral load advises and on what it rests, missed doses, unwanted effects."""

from datetime import timedelta

import pytest

from regdesk.actions import follow_ups, labs, records
from regdesk.advice.calendar import propose
from regdesk.domain.follow_ups import AdverseEvent, FollowUp
from regdesk.domain.supply import Handover
from regdesk.ui.pages.case.follow_up import FollowUpTab
from tests import clinic, make
from tests.treated import viral_load

START = make.TODAY - timedelta(days=240)


@pytest.fixture
def treated(tmp_path, light):
    """Give a case eight months on treatment."""
    made = clinic.clinic(tmp_path, "accepted")
    made.prescribe(follow_ups=propose(START), start_on=START, on=START)
    records.state(made.host, made.stream, Handover(on=START, days=90))
    return made


def test_a_viral_load_above_1000_is_for_the_doctor_to_consider_with_rule_and_source(qtbot, treated):
    labs.add_result(treated.host, treated.stream, viral_load(make.TODAY, "1001"))
    treated.carry()

    tab = clinic.open_tab(FollowUpTab, treated, treated.centre, qtbot)

    assert clinic.says(tab, "Viral load above 1000: support, and repeat in 3 months")
    assert clinic.says(tab, "viral-load.counsel-repeat. WHO SMART HIV DAK 2023, schedule HIV.S.2")
    assert clinic.says(tab, "Viral load once more")
    assert clinic.says(tab, "by rule schedule.viral-load")


def test_nothing_is_advised_where_all_is_in_order(qtbot, treated):
    labs.add_result(treated.host, treated.stream, viral_load(make.TODAY, "<20"))

    tab = clinic.open_tab(FollowUpTab, treated, treated.host, qtbot)

    assert not tab.advice.isVisible()


def test_missed_doses_and_what_got_in_the_way_are_shown(qtbot, treated):
    contact = FollowUp(on=make.TODAY, how="visit", missed_week=1, missed=4, hard=("work", "seen"))
    follow_ups.add(treated.host, treated.stream, contact)

    tab = clinic.open_tab(FollowUpTab, treated, treated.host, qtbot)

    assert clinic.says(tab, "1 dose missed in 7 days · 4 in 30 days")
    assert clinic.says(tab, "work, shifts, on the road, was afraid that somebody sees")


def test_an_effect_shows_how_grave_it_is_what_was_done_and_that_it_is_over(qtbot, treated):
    effect = AdverseEvent(
        on=make.TODAY - timedelta(days=3),
        what="Rash on both arms",
        severity="moderate",
        effect="skin",
        done="doctor",
        until=make.TODAY,
    )
    follow_ups.add(treated.host, treated.stream, effect)

    tab = clinic.open_tab(FollowUpTab, treated, treated.host, qtbot)

    assert clinic.says(tab, "Rash on both arms")
    assert clinic.says(tab, "moderate, since 20 November, over since 23 November, sent to a doctor")
