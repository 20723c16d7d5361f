"""Today's rows where somebody is not reached, is back, moves, is detained, or whose case is closed."""

from datetime import timedelta

import pytest

from regdesk.domain.detention import ArrivalPlan, Detention
from regdesk.domain.follow_ups import FollowUp, ReturnAssessed
from regdesk.domain.outcomes import OUTCOMES, Transfer
from regdesk.domain.people import Stay
from regdesk.domain.supply import Dispensing, Handover, Packed
from regdesk.store import journal, todo
from tests import make
from tests.make import CENTRE, HOST, TODAY
from tests.store import whole

OURS = {"trace", "lost", "assess-return", "sample", "settle-parcel", "bridge", "hand-on", "arrange-arrival"}
OURS |= {"arrival", "erase-addresses", "contact"}
MISSED = TODAY + timedelta(days=7)  # the contact that whole.handed_over agrees on


def rows(written, own=HOST, day=TODAY):
    """Give {verb: group} of what is ours of a desk's Today."""
    db = whole.file()
    journal.add(db, written.signed(), make.world(own), today=day)
    return {row.verb: row.group for row in todo.today(db, day) if row.verb in OURS}


def tried(written, *days):
    """Write attempts in vain on these days after the missed one."""
    for day in days:
        written.write(HOST, FollowUp(on=MISSED + timedelta(days=day), how="no-answer", tried="call"))


@pytest.mark.parametrize(
    ("day", "attempts", "shown"),
    [
        (0, (), {"contact": "today"}),
        (1, (), {"trace": "today"}),
        (6, (1,), {}),
        (7, (1,), {"trace": "today"}),
        (13, (1, 7), {}),
        (14, (1, 7), {"trace": "today"}),
        (27, (1, 7, 14), {}),
        (28, (1, 7, 14), {"lost": "today"}),
        (28, (1, 7), {"trace": "today"}),
    ],
)
def test_a_missed_contact_is_tried_again_on_days_1_7_and_14_and_decided_on_from_day_28(day, attempts, shown):
    written = whole.handed_over()
    tried(written, *attempts)

    assert rows(written, day=MISSED + timedelta(days=day)) == shown


def test_the_centre_sees_that_the_host_tries():
    written = whole.handed_over()

    assert rows(written, CENTRE, MISSED + timedelta(days=1)) == {"trace": "waiting"}


def test_an_attempt_has_no_day_before_anybody_was_missed():
    db, written = whole.file(), whole.handed_over()
    journal.add(db, written.signed(), make.world(HOST), today=TODAY)

    days = db.execute("SELECT due_on, shows_on FROM due_view WHERE verb = 'trace'").fetchall()

    assert days == [("", (MISSED + timedelta(days=1)).isoformat())]


def test_who_was_reached_is_not_looked_for_any_more():
    written = whole.handed_over()
    tried(written, 1)

    written.write(HOST, FollowUp(on=MISSED + timedelta(days=3)))

    assert "trace" not in rows(written, day=MISSED + timedelta(days=8))


def test_who_is_back_is_assessed_by_the_doctor_and_has_samples_taken():
    written = whole.handed_over()
    on = MISSED + timedelta(days=90)
    contact = written.write(HOST, FollowUp(on=on, without_since=on - timedelta(days=30)))
    here, there = rows(written, day=on), rows(written, CENTRE, on)
    written.write(CENTRE, ReturnAssessed(on=on, decision="same"), about=contact.id)
    for test in ("viral-load", "cd4"):
        written.write(HOST, make.lab_result(test=test, taken_on=on))

    assert (here["sample"], there["assess-return"]) == ("today", "urgent")
    assert {"sample", "assess-return"}.isdisjoint(rows(written, CENTRE, on))


def test_nothing_proposes_a_start_to_who_is_back():
    written = whole.handed_over()
    written.write(HOST, FollowUp(on=TODAY, without_since=TODAY - timedelta(days=30)))

    assert {"plan", "prescribe"}.isdisjoint(rows(written, CENTRE))


@pytest.mark.parametrize("outcome", [one for one in OUTCOMES if one != "open"])
def test_a_closed_case_leaves_today_but_for_a_parcel_on_its_way(outcome):
    written, parcel = whole.packed()
    whole.event(written, CENTRE, parcel, "dispatched")
    written.write(CENTRE, make.closed(outcome))
    under_way = rows(written), rows(written, CENTRE)
    whole.event(written, CENTRE, parcel, "returned")

    assert under_way == ({"settle-parcel": "waiting"}, {"settle-parcel": "waiting"})
    assert rows(written) == rows(written, CENTRE) == {}


@pytest.mark.parametrize(
    ("state", "here", "there"), [("received", "today", "waiting"), ("", "waiting", "today")]
)
def test_whoever_has_the_parcel_of_a_closed_case_settles_it(state, here, there):
    written, parcel = whole.packed()
    for what in ("dispatched", "received") if state else ():
        whole.event(written, HOST if what == "received" else CENTRE, parcel, what)

    written.write(HOST, make.closed("died"))

    assert (rows(written), rows(written, CENTRE)) == ({"settle-parcel": here}, {"settle-parcel": there})


def test_two_outcomes_written_apart_are_chosen_from_though_the_case_is_closed():
    written = whole.handed_over()
    written.write(HOST, make.closed("lost"))
    written.write(CENTRE, make.closed("died"))
    db = whole.file()
    journal.add(db, written.signed(), make.world(HOST), today=TODAY)

    assert [row.verb for row in todo.today(db, TODAY)] == ["decide"]


@pytest.mark.parametrize(("days", "asked"), [(89, True), (90, False), (91, False)])
def test_three_months_of_medicines_go_with_who_moves_on(days, asked):
    written = whole.handed_over()
    written.write(HOST, Transfer(on=TODAY, country="KZ", leaves_on=TODAY + timedelta(days=3)))
    pack = Packed(item="A", units=90, packs=3, batch="B1", expires_on=TODAY + timedelta(days=700))
    written.write(CENTRE, Dispensing(on=TODAY, days=days, items=(pack,)))

    there = rows(written, CENTRE)

    assert ("bridge" in there) is asked
    assert there["hand-on"] == "week"


def test_medicines_given_before_the_move_became_known_are_no_bridge():
    written = whole.handed_over()

    written.write(HOST, Transfer(on=TODAY, country="KZ"))

    assert rows(written, CENTRE)["bridge"] == "today"


def test_a_detention_is_urgent_for_the_centre_until_an_arrival_is_arranged():
    written = whole.handed_over()
    first = written.write(HOST, Detention(what="detained", on=TODAY, source="a relative"))
    urgent = rows(written, CENTRE)
    arrival = ArrivalPlan(on=TODAY + timedelta(days=3), place="Bishkek")
    written.write(CENTRE, arrival, about=first.id)
    arranged = rows(written, CENTRE)
    written.write(CENTRE, FollowUp(on=TODAY + timedelta(days=3), how="visit"))

    assert urgent == {"arrange-arrival": "urgent"}
    assert arranged == {"arrival": "week"}
    assert "arrival" not in rows(written, CENTRE, TODAY + timedelta(days=3))


def test_nobody_is_asked_to_call_a_phone_that_officials_may_hold():
    written = whole.handed_over()
    written.write(HOST, Detention(what="detained", on=TODAY, source="a relative"))
    later = MISSED + timedelta(days=30)

    assert {"contact", "trace", "lost"}.isdisjoint(rows(written, day=later))


@pytest.mark.parametrize("by", ["detention", "outcome"])
def test_the_host_is_asked_to_erase_where_a_detained_or_deported_person_lived(by):
    written = whole.handed_over()
    stay = written.write(HOST, Stay(country="RU", region="Moscow"))
    fact = Detention(what="deported", on=TODAY, source="a") if by == "detention" else make.closed("deported")
    written.write(HOST, fact)
    asked = rows(written)
    written.write(HOST, Stay(country="KG"), replaces=(stay.id,))

    assert asked["erase-addresses"] == "today"
    assert "erase-addresses" not in rows(written)


def test_who_died_needs_no_more_medicines():
    written = whole.prescribed()
    written.write(HOST, Handover(on=TODAY - timedelta(days=80), days=90))
    db = whole.file()
    written.write(HOST, make.closed("died"))
    journal.add(db, written.signed(), make.world(HOST), today=TODAY)

    assert todo.today(db, TODAY + timedelta(days=30)) == []
