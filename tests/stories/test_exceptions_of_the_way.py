"""What may go wrong on the way to medicines, each played on two real desks.

Each exception has tests of its own where its rule lives: links in tests/unit/test_links.py, limits of a
review in test_urgency.py, parcels in test_parcels.py, consent in tests/sync. Here the whole desk answers.
"""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from regdesk.actions import (
    escalations,
    follow_ups,
    labs,
    links,
    lists,
    papers,
    queue,
    records,
    reviews,
    supply,
)
from regdesk.advice import checks
from regdesk.advice.advice import IN_ORDER, RESOLVE
from regdesk.catalogue import whole
from regdesk.domain.consent import Withdrawal
from regdesk.domain.escalations import Escalation
from regdesk.domain.facts import EnteredInError
from regdesk.domain.follow_ups import Condition
from regdesk.domain.freezing import FROZEN, Freeze, frozen
from regdesk.domain.links import Link
from regdesk.domain.people import Identity, IdentityPaper
from regdesk.domain.plans import Plan
from regdesk.domain.reviews import Registration
from regdesk.domain.supply import ParcelEvent, StockCount
from regdesk.errors import Refused
from tests import clinic, desks, make


@pytest.fixture
def opened(tmp_path):
    """Give a case that waits for its package."""
    return clinic.clinic(tmp_path, "opened")


@pytest.fixture
def accepted(tmp_path):
    """Give a case that the Centre accepted and registered."""
    return clinic.clinic(tmp_path, "accepted")


def today(desk):
    """Give {verb: group} of a desk's Today, of cases."""
    return {row.verb: row.group for row in lists.today(desk).rows if row.verb != "stock-short"}


def test_another_persons_paper_is_taken_back_on_both_desks_and_never_deleted(opened):
    wrong, _ = papers.add(opened.host, opened.stream, IdentityPaper(type="passport"), [desks.picture()])
    opened.carry()
    records.take_back(opened.host, opened.stream, wrong, "the passport of somebody else")
    opened.carry()

    for desk in (opened.host, opened.centre):
        case = opened.case(desk)
        assert case.of(IdentityPaper) == ()
        assert wrong in case.by_id
        assert [one.why for one in case.all(EnteredInError)] == ["the passport of somebody else"]


def test_a_case_with_another_persons_papers_stands_still_on_both_desks_until_it_is_sorted_out(accepted):
    still = Freeze(state=FROZEN, on=make.TODAY, why="the passport is his brother's")
    records.state(accepted.host, accepted.stream, still)
    accepted.carry()

    seen = [today(desk)["sort-out"] for desk in (accepted.host, accepted.centre)]
    with pytest.raises(Refused, match="stands still"):
        accepted.prescribe()
    records.state(accepted.centre, accepted.stream, replace(still, state="sorted", why="taken back"))
    accepted.carry()

    assert seen == ["today", "today"]
    accepted.prescribe()
    assert accepted.case(accepted.host).of(Plan)
    assert "sort-out" not in today(accepted.host)


def test_where_one_says_sorted_out_and_another_does_not_the_case_stands_still(accepted):
    records.state(accepted.host, accepted.stream, Freeze(state=FROZEN, on=make.TODAY, why="two passports"))
    accepted.carry()
    for desk, state in ((accepted.centre, "sorted"), (accepted.host, FROZEN)):
        records.state(desk, accepted.stream, Freeze(state=state, on=make.TODAY, why="looked at it"))
    accepted.carry()

    for desk in (accepted.host, accepted.centre):
        assert frozen(accepted.case(desk))


def test_while_two_desks_say_different_names_nothing_is_signed(accepted):
    (first,) = accepted.case(accepted.host).of(Identity)
    for desk, name in ((accepted.host, "Асанова"), (accepted.centre, "Усенова")):
        records.correct(desk, accepted.stream, [first.id], make.identity(family_name=name))
    accepted.carry()

    (versions,) = accepted.case(accepted.centre).conflicts
    assert {entry.fact.family_name for entry in versions.entries} == {"Асанова", "Усенова"}


def test_a_link_to_an_existing_registration_needs_a_second_person(accepted):
    fact = Link(number="KG-1200", evidence="same mother's name", on=make.TODAY)
    links.link(accepted.centre, accepted.stream, fact)
    (entry,) = accepted.case(accepted.centre).of(Link)

    with pytest.raises(Refused):
        links.confirm(accepted.centre, accepted.stream, entry.id)

    assert today(accepted.centre)["confirm-link"] == "today"
    assert len(accepted.case(accepted.centre).of(Registration)) == 1


def test_without_consent_nothing_leaves_the_computer(opened):
    consent = next(e for e in opened.case(opened.host).standing if e.kind == "consent-transfer")
    records.state(opened.host, opened.stream, Withdrawal(on=make.TODAY), about=consent.id)

    labs.add_result(opened.host, opened.stream, make.lab_result())

    held = [one for one in queue.queue(opened.host).waiting if one.kind.kind == "lab-result"]
    assert [one.state for one in held] == [queue.CONSENT]


def test_a_pregnancy_written_down_makes_the_package_urgent(opened):
    follow_ups.add(opened.host, opened.stream, Condition(name="pregnancy", code="Z33"))

    opened.submit()

    assert "pregnant" in reviews.inbox(opened.centre)[0].urgency
    assert "urgent" in today(opened.centre).values()


@pytest.mark.parametrize(("cells", "fast"), [(199, True), (200, False), (201, False)])
def test_advanced_disease_makes_the_package_urgent(opened, cells, fast):
    labs.add_result(opened.host, opened.stream, make.lab_result(value=cells, taken_on=date(2026, 11, 20)))

    opened.submit()

    assert ("low-cd4" in reviews.inbox(opened.centre)[0].urgency) is fast


def test_tuberculosis_is_weighed_when_the_plan_is_written(accepted):
    follow_ups.add(accepted.centre, accepted.stream, Condition(name="tuberculosis", code="A15"))

    found = checks.of_plan(accepted.case(accepted.centre), make.plan(), whole.current(), make.TODAY)

    assert any("tuberculosis" in one.rule or "tb" in one.rule for one in found if one.tier != IN_ORDER)


def test_a_teenager_is_urgent_and_a_plan_is_not_in_order(opened):
    (first,) = opened.case(opened.host).of(Identity)
    young = make.identity(born_on=date(2010, 3, 14))
    records.correct(opened.host, opened.stream, [first.id], young)

    opened.submit()

    assert "child" in reviews.inbox(opened.centre)[0].urgency
    found = checks.of_plan(opened.case(opened.centre), make.plan(), whole.current(), make.TODAY)
    assert any(one.rule.startswith("age") and one.tier == RESOLVE for one in found)


def test_a_doctor_who_is_absent_is_brought_before_the_coordinator_after_the_time_limit(opened):
    opened.submit()
    in_time = today(opened.host)
    opened.hands.later(20)
    late = today(opened.host)
    asked = Escalation(on=opened.hands.day, to="the coordinator", why="20 days without an answer")
    escalations.escalate(opened.host, opened.stream, asked)

    assert "escalate" not in in_time
    assert "escalate" in late
    assert "escalate" not in today(opened.host)


def test_a_formulary_that_nobody_knows_is_never_in_order(accepted):
    found = checks.of_plan(accepted.case(accepted.centre), make.plan(), whole.current(), make.TODAY)

    formulary = [one for one in found if one.rule.startswith("formulary.")]
    assert [one.rule for one in formulary] == ["formulary.unknown"]
    assert formulary[0].tier != IN_ORDER


def test_a_medicine_outside_the_formulary_has_to_be_resolved(accepted):
    known = whole.current()
    narrow = replace(known.countries["KG"], formulary=("EFV600",))
    known = replace(known, countries={**known.countries, "KG": narrow})

    found = checks.of_plan(accepted.case(accepted.centre), make.plan(), known, make.TODAY)

    missing = [one for one in found if one.rule == "formulary.missing"]
    assert missing
    assert all(one.tier != IN_ORDER for one in missing)


@pytest.mark.parametrize("what", ["lost", "seized"])
def test_a_parcel_that_never_comes_is_packed_again_and_the_risk_looked_at(accepted, what):
    accepted.prescribe()
    accepted.pack()
    accepted.report(accepted.centre, "dispatched")

    accepted.report(accepted.host, what)

    assert "assemble" in today(accepted.centre)
    assert "assess-risk" in today(accepted.host)


def test_an_opened_parcel_goes_on_and_the_risk_is_looked_at(accepted):
    accepted.prescribe()
    accepted.pack()
    accepted.report(accepted.centre, "dispatched")
    accepted.report(accepted.host, "opened")
    asked = today(accepted.host)
    parcel = supply.open_parcel(accepted.host, accepted.stream)
    looked = ParcelEvent(what="assessed", on=make.TODAY, risk="packs")
    supply.report(accepted.host, accepted.stream, parcel, looked)

    assert "assess-risk" in asked
    assert "assess-risk" not in today(accepted.host)
    assert "carry" in today(accepted.host)


def test_medicines_that_run_out_before_the_package_is_answered_make_it_urgent(opened):
    opened.submit()

    count = StockCount(on=make.TODAY - timedelta(days=2), days=1)
    records.state(opened.host, opened.stream, count)
    opened.carry()

    assert "art-stopped" in reviews.inbox(opened.centre)[0].urgency
