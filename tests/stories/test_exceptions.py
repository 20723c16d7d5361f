"""What may go wrong in a case, each played on two real desks: the exceptions of the workflow and its ends.

Where another part of the program answers for an exception, its own tests are named in the docstring.
"""

from datetime import timedelta

import pytest

from regdesk.actions import erasure, follow_ups, lists, membership, outcomes, records, supply
from regdesk.advice import calendar
from regdesk.domain.consent import Withdrawal
from regdesk.domain.detention import ArrivalPlan, Detention
from regdesk.domain.erasure import Erasure
from regdesk.domain.follow_ups import AdverseEvent, FollowUp, ReturnAssessed
from regdesk.domain.outcomes import OPEN, OUTCOMES, CauseOfDeath, Transfer
from regdesk.domain.people import Stay
from regdesk.domain.reviews import Registration
from regdesk.domain.supply import Handover, StockCount
from regdesk.errors import Refused
from tests import clinic, make

HELD = Detention(what="detained", on=make.TODAY, source="a relative called")


@pytest.fixture
def treated(tmp_path):
    """Give a case in which ninety days of medicines were handed over today."""
    made = clinic.clinic(tmp_path, "accepted")
    made.prescribe()
    made.pack()
    for desk, what in ((made.centre, "dispatched"), (made.host, "received")):
        made.report(desk, what)
    parcel = supply.open_parcel(made.host, made.stream)
    supply.hand_over(made.host, made.stream, parcel, Handover(on=make.TODAY, days=90, receipt=True))
    made.carry()
    return made


def today(desk):
    """Give {verb: group} of a desk's Today, of cases."""
    return {row.verb: row.group for row in lists.today(desk).rows if row.verb != "stock-short"}


def tried(made, *days):
    """Write attempts in vain on these days after the missed one; the clock follows."""
    case = made.case(made.host)
    missed = min(one.on for one in calendar.open_visits(case) if one.what == "call")
    for day in days:
        made.hands.day = missed + timedelta(days=day)
        attempt = FollowUp(on=made.hands.day, how="no-answer", tried="call")
        follow_ups.add(made.host, made.stream, attempt)
    return missed


def close(made, desk, outcome, **changes):
    """Close the case on a desk, and tell the other."""
    outcomes.close(desk, made.stream, make.closed(outcome, on=made.hands.day, **changes))
    made.carry()


def test_lost_to_follow_up_and_back(treated):
    missed = tried(treated, 1, 7, 14)
    treated.hands.day = missed + timedelta(days=27)
    with pytest.raises(Refused) as early:
        close(treated, treated.host, "lost")
    treated.hands.day = missed + timedelta(days=28)
    shown = today(treated.host)["lost"]
    still_open = treated.look(treated.host).progress.closed
    close(treated, treated.host, "lost")
    gone = today(treated.host), today(treated.centre)
    treated.hands.later(200)
    outcomes.reopen(treated.host, treated.stream)
    back = follow_ups.blank(treated.case(treated.host), treated.hands.day)
    follow_ups.add(treated.host, treated.stream, back)
    treated.carry()

    assert early.value.values == {"attempts": "3", "days": "27"}
    assert (shown, still_open) == ("today", "")
    assert gone == ({}, {})
    assert back.without_since == treated.look(treated.host).coverage.run_out
    assert {"assess-return", "sample"} <= today(treated.centre).keys()
    assert "trace" not in today(treated.host)
    assert {"plan", "prescribe"}.isdisjoint(today(treated.centre))
    assess = ReturnAssessed(on=treated.hands.day, decision="same")
    follow_ups.assess(treated.centre, treated.stream, assess)
    assert "assess-return" not in today(treated.centre)


def test_nobody_is_called_lost_after_28_days_without_three_attempts(treated):
    missed = tried(treated, 1, 7)
    treated.hands.day = missed + timedelta(days=60)

    with pytest.raises(Refused):
        close(treated, treated.host, "lost")


def test_attempts_go_only_by_the_way_the_person_allowed(treated):
    before = len(treated.case(treated.host).of(FollowUp))

    for way in ("message", "other-person", ""):
        with pytest.raises(Refused):
            follow_ups.add(
                treated.host, treated.stream, FollowUp(on=treated.hands.day, how="no-answer", tried=way)
            )

    assert len(treated.case(treated.host).of(FollowUp)) == before


def test_an_interruption_is_only_assessed_where_one_was_told(treated):
    with pytest.raises(Refused):
        follow_ups.assess(treated.centre, treated.stream, ReturnAssessed(on=make.TODAY, decision="same"))


def test_third_country(treated):
    outcomes.move(treated.host, treated.stream, Transfer(on=make.TODAY, country="KZ", centre="Almaty"))
    treated.carry()
    asked = today(treated.centre)
    with pytest.raises(Refused):
        close(treated, treated.centre, "transferred", confirmed_on=None)
    still_open = treated.look(treated.centre).progress.closed
    close(treated, treated.centre, "transferred")

    assert {"bridge", "hand-on"} <= asked.keys()
    assert still_open == ""
    assert (today(treated.host), today(treated.centre)) == ({}, {})
    membership.leave(treated.centre, treated.stream, "centre")


def test_a_centre_does_not_leave_before_another_took_over(treated):
    outcomes.move(treated.host, treated.stream, Transfer(on=make.TODAY, country="KZ"))
    treated.carry()

    with pytest.raises(Refused):
        membership.leave(treated.centre, treated.stream, "centre")


def test_detained_or_deported(treated):
    records.state(treated.host, treated.stream, Stay(country="RU", region="Moscow"))
    outcomes.hold(treated.host, treated.stream, HELD)
    treated.carry()
    here, there = today(treated.host), today(treated.centre)
    arrival = ArrivalPlan(on=make.TODAY + timedelta(days=2), place="Bishkek, pharmacy of the Centre")
    outcomes.plan_arrival(treated.centre, treated.stream, arrival)
    outcomes.erase_addresses(treated.host, treated.stream)
    treated.carry()

    assert (there["arrange-arrival"], here["erase-addresses"]) == ("urgent", "today")
    assert {"contact", "trace", "lost"}.isdisjoint(here)
    assert today(treated.centre)["arrival"] == "week"
    assert treated.case(treated.host).of(Stay) == ()
    assert "erase-addresses" not in today(treated.host)
    close(treated, treated.centre, "deported")
    assert treated.look(treated.host).progress.closed == "deported"


def test_an_arrival_is_arranged_only_for_who_is_held(treated):
    with pytest.raises(Refused):
        outcomes.plan_arrival(treated.centre, treated.stream, ArrivalPlan(on=make.TODAY, place="Bishkek"))


def test_who_may_not_erase_asks_those_who_may(treated, monkeypatch):
    records.state(treated.host, treated.stream, Stay(country="RU", region="Moscow"))
    outcomes.hold(treated.host, treated.stream, HELD)
    monkeypatch.setattr(outcomes, "my_roles", lambda _: frozenset({"caseworker"}))

    outcomes.erase_addresses(treated.host, treated.stream)

    case = treated.case(treated.host)
    assert len(case.of(Erasure)) == 1
    assert len(case.of(Stay)) == 1
    assert erasure.requests(treated.host, case)


def test_died(treated):
    treated.pack()
    treated.report(treated.centre, "dispatched")
    fact = make.closed("died", source="the family")
    outcomes.close(treated.centre, treated.stream, fact, cause="an accident")
    treated.carry()
    on_the_way = today(treated.host), today(treated.centre)
    treated.hands.later(80)
    later = today(treated.host)
    treated.report(treated.centre, "returned")

    assert on_the_way == ({"settle-parcel": "waiting"}, {"settle-parcel": "waiting"})
    assert later == {"settle-parcel": "waiting"}  # no refill is asked for
    assert today(treated.host) == {}
    assert treated.case(treated.host).all(CauseOfDeath)[0].cause == "an accident"
    assert "accident" not in str(treated.case(treated.host).of(type(fact)))


def test_returned_home(treated):
    treated.hands.later(60)
    before = today(treated.host)

    close(treated, treated.centre, "returned-home", received_by="Osh, in person")

    assert "order" in before
    assert (today(treated.host), today(treated.centre)) == ({}, {})
    assert treated.case(treated.host).one(type(make.closed("died"))).received_by == "Osh, in person"


def test_the_same_person_has_another_case_and_both_numbers_stay(treated):
    close(treated, treated.centre, "duplicate", other_number="KG-30000")

    case = treated.case(treated.host)
    assert case.one(Registration)
    assert case.one(type(make.closed("died"))).other_number == "KG-30000"


@pytest.mark.parametrize("outcome", ["withdrawn", "refused", "not-confirmed"])
def test_other_ends_close_the_case_on_both_desks_and_are_taken_back(treated, outcome):
    close(treated, treated.centre, outcome)
    shut = [treated.look(desk).progress.closed for desk in (treated.host, treated.centre)]
    outcomes.reopen(treated.host, treated.stream, "said so by phone")
    treated.carry()

    assert shut == [outcome, outcome]
    assert [treated.look(desk).progress.closed for desk in (treated.host, treated.centre)] == ["", ""]


def test_two_outcomes_written_offline_are_never_chosen_from_by_the_program(treated):
    for desk, outcome in ((treated.host, "refused"), (treated.centre, "died")):
        outcomes.close(desk, treated.stream, make.closed(outcome))
    treated.carry()

    for desk in (treated.host, treated.centre):
        (versions,) = treated.case(desk).undecided()
        assert {entry.fact.outcome for entry in versions.entries} == {"refused", "died"}
        assert today(desk) == {"decide": "today"}


def test_an_outcome_lies_never_ahead(treated):
    with pytest.raises(Refused):
        outcomes.close(treated.host, treated.stream, make.closed("died", on=make.TODAY + timedelta(days=1)))


def test_a_severe_unwanted_effect_alarms_the_doctor(treated):
    effect = AdverseEvent(on=make.TODAY, what="a rash with fever", severity="severe")
    follow_ups.add(treated.host, treated.stream, effect)
    treated.carry()

    assert today(treated.centre)["see-effect"] == "urgent"


def test_a_withdrawn_consent_and_its_end_are_two_things_that_a_person_writes(treated):
    """What may still travel is tried in tests/sync/test_crossings_consent.py."""
    consent = next(e for e in treated.case(treated.host).standing if e.kind == "consent-transfer")
    records.state(treated.host, treated.stream, Withdrawal(on=make.TODAY), about=consent.id)

    assert treated.look(treated.host).progress.closed == ""


def test_every_end_can_be_opened_again_at_any_time():
    assert OPEN in OUTCOMES


def test_a_count_that_is_told_on_the_phone_is_a_contact(treated):
    tried(treated, 1)
    before = today(treated.host)
    treated.hands.later(8)
    due = today(treated.host)
    count = StockCount(on=treated.hands.day, days=40, how="told")
    records.state(treated.host, treated.stream, count)

    assert "trace" not in before
    assert due["trace"] == "today"
    assert "trace" not in today(treated.host)
