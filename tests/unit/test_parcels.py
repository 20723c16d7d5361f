"""Where a parcel is, whatever happens to it, and what is counted when it is opened."""

from datetime import timedelta

import pytest

from regdesk.domain import handovers, steps, supply
from regdesk.domain.plans import Dose
from regdesk.domain.supply import Counted, Dispensing, Handover, Packed, Parcel, ParcelEvent
from regdesk.errors import Refused
from tests import make
from tests.make import CENTRE, HOST, TODAY
from tests.store import whole


def under_way(*events):
    """Give a parcel of 90 days and its journal after these events: (organisation, what)."""
    written, parcel = whole.packed()
    for org, what in events:
        items = (Counted(item="A", units=30),) if what == "partial" else ()
        written.write(org, ParcelEvent(what=what, on=TODAY, items=items), about=parcel.id)
    return written.file(), parcel, written


@pytest.mark.parametrize(
    ("events", "state", "turn"),
    [
        ((), "packed", "centre"),
        (((CENTRE, "dispatched"),), "dispatched", "carrier"),
        (((CENTRE, "dispatched"), (HOST, "customs")), "customs", "carrier"),
        (((CENTRE, "dispatched"), (HOST, "customs"), (CENTRE, "dispatched")), "dispatched", "carrier"),
        (((CENTRE, "dispatched"), (HOST, "opened")), "dispatched", "carrier"),
        (((CENTRE, "dispatched"), (HOST, "partial")), "partial", "host"),
        (((HOST, "received"), (CENTRE, "dispatched")), "received", "host"),
        (((CENTRE, "dispatched"), (HOST, "lost")), "lost", "centre"),
        (((CENTRE, "dispatched"), (HOST, "lost"), (HOST, "received")), "received", "host"),
        (((CENTRE, "dispatched"), (HOST, "seized")), "seized", "centre"),
        (((CENTRE, "dispatched"), (CENTRE, "returned")), "returned", "centre"),
    ],
)
def test_the_news_of_a_parcel_say_where_it_is_and_whose_turn(events, state, turn):
    case, parcel, _ = under_way(*events)

    assert state == supply.parcel_state(case, parcel)
    assert turn == steps.progress(case, TODAY).turn
    assert (supply.on_its_way(case) is None) == (state in supply.ENDED)


def test_a_lost_parcel_is_to_be_replaced_until_another_is_packed_and_a_bridge_does_not_change_it():
    case, parcel, written = under_way((CENTRE, "dispatched"), (HOST, "lost"))
    written.write(HOST, Handover(on=TODAY, days=60, reserve="R1"))
    bridged = written.file()
    written.write(CENTRE, Parcel(number="P-2", on=TODAY), about=parcel.about)

    assert supply.ended_without(case)
    assert supply.ended_without(bridged)
    assert ("centre", 5) == (steps.progress(bridged, TODAY).turn, steps.progress(bridged, TODAY).step)
    assert supply.ended_without(written.file()) is None


def test_what_others_may_have_learned_is_asked_until_somebody_says_it():
    case, parcel, written = under_way((CENTRE, "dispatched"), (HOST, "opened"))
    fact = ParcelEvent(what="assessed", on=TODAY, risk="packs", note="photographed")
    written.write(HOST, fact, about=parcel.id)

    assert (parcel,) == supply.unassessed(case)
    assert () == supply.unassessed(written.file())
    assert () == supply.unassessed(under_way((CENTRE, "dispatched"), (HOST, "customs"))[0])


@pytest.mark.parametrize(
    ("units", "days"), [(0, 0), (1, 1), (59, 59), (89, 89), (90, 90), (91, 90), (180, 90)]
)
def test_the_days_of_a_part_follow_from_what_was_counted(units, days):
    case, parcel, _ = under_way()

    assert days == handovers.days_of(case, parcel, [Counted(item="A", units=units)])


def test_the_item_that_runs_out_first_decides_and_twice_a_day_takes_twice_as_much():
    written = whole.reviewed()
    doses = (
        Dose(item="A", inn="x", strength="1", times=("09:00",)),
        Dose(item="B", inn="y", strength="1", times=("09:00", "21:00")),
    )
    plan = written.write(CENTRE, make.plan(doses=doses))
    recipe = written.write(CENTRE, whole.prescribed().entries[-1].fact, about=plan.id)
    good = TODAY + timedelta(days=700)
    items = [
        Packed(item=one, units=u, packs=1, batch="B", expires_on=good) for one, u in (("A", 30), ("B", 60))
    ]
    packed = written.write(CENTRE, Dispensing(on=TODAY, days=30, items=tuple(items)), about=recipe.id)
    parcel = written.write(CENTRE, Parcel(number="P", on=TODAY), about=packed.id)
    case, counted = written.file(), [Counted(item="A", units=28), Counted(item="B", units=51)]

    assert 25 == handovers.days_of(case, parcel, counted)
    assert [("A", 30, 28), ("B", 60, 51)] == [
        (one.item, one.packed, one.counted) for one in handovers.differences(case, parcel, counted)
    ]
    assert () == handovers.differences(case, parcel, [Counted(item="A", units=30)])


def test_a_parcel_that_came_in_part_is_for_the_days_that_came():
    case, parcel, _ = under_way((CENTRE, "dispatched"), (HOST, "partial"))

    assert 30 == supply.days_in(case, parcel)


def test_the_code_word_is_the_same_on_both_desks_and_stays_when_the_parcel_is_corrected():
    _, parcel, written = under_way()
    before = handovers.code_number(written.file(HOST), parcel, 256)
    moved = Parcel(number="P-1", on=TODAY, way="post")
    right = written.write(CENTRE, moved, about=parcel.about, replaces=(parcel.id,))

    assert before == handovers.code_number(written.file(CENTRE), parcel, 256)
    assert before == handovers.code_number(written.file(), right, 256)
    assert before in range(256)


def test_whoever_carries_the_parcel_cannot_work_the_code_word_out():
    _, parcel, written = under_way()
    carried = make.Journal(entries=[one for one in written.entries if one.section in ("case", "supply")])

    assert handovers.code_number(carried.file(), parcel, 256) is None


@pytest.mark.parametrize(
    ("fact", "words"),
    [
        (ParcelEvent(what="partial", on=TODAY), "Count what arrived"),
        (ParcelEvent(what="partial", on=TODAY, items=(Counted(item="A", units=-1),)), "below zero"),
        (ParcelEvent(what="assessed", on=TODAY), "Choose what others may have learned"),
    ],
)
def test_news_that_say_too_little_are_refused(fact, words):
    with pytest.raises(Refused, match=words):
        fact.check()
