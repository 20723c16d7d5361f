"""The gap clock: counts, handovers, pauses and starts; thresholds, and what must hold of any history."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regdesk.domain import gap, rights
from regdesk.domain.gap import Coverage
from regdesk.domain.orders import Order
from regdesk.domain.pauses import Pause
from regdesk.domain.routes import UNKNOWN, WayTime
from regdesk.domain.supply import Dispensing, Handover, Packed, Parcel, ParcelEvent, StockCount
from regdesk.errors import Refused
from tests import make
from tests.make import CENTRE, HOST, TODAY


def on(days: int) -> date:
    """Give the day that many days from today."""
    return TODAY + timedelta(days=days)


def written(*facts):
    """Give the journal of a case in which host and centre wrote these facts."""
    journal = make.opened()
    for fact in facts:
        journal.write(CENTRE if isinstance(fact, Pause) else HOST, fact)
    return journal


def covered(*facts, today=TODAY, way=UNKNOWN):
    """Give the coverage of such a case."""
    return gap.coverage(written(*facts).file(), today, way)


days = st.integers(0, 200)
back = st.integers(-200, 0)
counts = st.builds(lambda d, n: StockCount(on=on(d), days=n), back, days)
handovers = st.builds(
    lambda d, n, late: Handover(on=on(d), days=n, first_dose_on=None if late is None else on(d + late)),
    *(back, st.integers(1, 200), st.none() | st.integers(0, 30)),
)
pauses = st.builds(
    lambda d, long: Pause(since=on(d), until=None if long is None else on(d + long), why="fictional"),
    *(st.integers(-200, 60), st.none() | st.integers(1, 60)),
)
facts = st.lists(counts | handovers | pauses, min_size=1, max_size=6)


@settings(max_examples=60)
@given(facts, st.data())
def test_more_stock_never_lowers_days_left(all_facts, data):
    n = data.draw(st.integers(0, len(all_facts) - 1))
    if isinstance(all_facts[n], Pause):
        return
    more = [*all_facts]
    more[n] = replace(more[n], days=more[n].days + data.draw(st.integers(1, 90)))

    assert covered(*all_facts).days_left <= covered(*more).days_left


@settings(max_examples=60)
@given(facts, handovers)
def test_a_handover_never_lowers_days_left(all_facts, one):
    assert covered(*all_facts).days_left <= covered(*all_facts, one).days_left


@settings(max_examples=60)
@given(facts, pauses)
def test_a_pause_never_lowers_run_out(all_facts, one):
    before, after = covered(*all_facts).run_out, covered(*all_facts, one).run_out

    assert before == after or (before is not None and before < after)


@settings(max_examples=40)
@given(facts, st.randoms(use_true_random=False))
def test_any_order_of_facts_gives_the_same_coverage(all_facts, chance):
    entries = written(*all_facts).entries
    mixed = [*entries]
    chance.shuffle(mixed)

    one, other = (rights.read(make.CASE, some, make.AUTHORS, HOST.id) for some in (entries, mixed))

    assert gap.coverage(one, TODAY) == gap.coverage(other, TODAY)


@settings(max_examples=60)
@given(facts, st.integers(1, 60), st.integers(0, 60))
def test_days_left_and_the_gap_meet_when_an_order_of_today_arrives(all_facts, usual, more):
    known = covered(*all_facts, way=WayTime(usual, usual + more, 5))

    likely, worst = on(usual), on(usual + more)
    if known.run_out is None or known.run_out < TODAY:
        return
    assert known.days_left + known.gap_days == max(known.days_left, (likely - TODAY).days)
    assert known.days_left + known.worst_gap_days == max(known.days_left, (worst - TODAY).days)


@pytest.mark.parametrize(("left", "opens"), [(46, False), (45, True), (44, True)])
def test_a_refill_opens_at_45_days(left, opens):
    known = covered(StockCount(on=TODAY, days=left))

    assert known.opens_on is not None
    assert opens == (known.opens_on <= TODAY)


@pytest.mark.parametrize(("left", "due"), [(31, False), (30, True), (29, True)])
def test_a_refill_is_due_at_30_days_on_a_quick_way(left, due):
    known = covered(StockCount(on=TODAY, days=left), way=WayTime(3, 5, 9))

    assert known.due_on is not None
    assert due == (known.due_on <= TODAY)


@pytest.mark.parametrize(("left", "critical"), [(15, False), (14, True), (13, True)])
def test_it_is_critical_at_14_days(left, critical):
    known = covered(StockCount(on=TODAY, days=left))

    assert known.critical_on is not None
    assert critical == (known.critical_on <= TODAY)


@pytest.mark.parametrize(("left", "late"), [(75, False), (74, True), (73, True)])
def test_on_a_slow_way_a_refill_opens_and_falls_due_at_the_order_by_date(left, late):
    known = covered(StockCount(on=TODAY, days=left), way=WayTime(40, 60, 7))

    assert known.order_by == on(left - 74)
    assert known.opens_on == known.due_on == known.order_by
    assert late == (known.opens_on <= TODAY)


@pytest.mark.parametrize(("age", "again"), [(59, False), (60, False), (61, True)])
def test_a_count_or_handover_older_than_sixty_days_is_counted_again(age, again):
    counted, handed = (
        covered(fact) for fact in (StockCount(on=on(-age), days=180), Handover(on=on(-age), days=180))
    )

    assert counted.count_on == handed.count_on
    assert counted.count_on is not None
    assert again == (counted.count_on <= TODAY)


def test_a_pause_that_ended_uses_no_days():
    known = covered(Handover(on=on(-20), days=90), Pause(since=on(-10), until=on(-3), why="fictional"))

    assert known.run_out == on(-20 + 90 + 7)
    assert not known.paused


def test_a_pause_without_an_end_holds_the_days_as_they_were_until_today():
    facts = StockCount(on=on(-20), days=30), Pause(since=on(-10), why="fictional")

    assert [20, 20] == [covered(*facts, today=day).days_left for day in (on(-10), TODAY)]
    assert covered(*facts).paused


def test_a_planned_pause_moves_the_run_out_and_one_after_it_does_not():
    count = StockCount(on=TODAY, days=10)

    within = covered(count, Pause(since=on(9), until=on(12), why="fictional"))
    at = covered(count, Pause(since=on(10), until=on(13), why="fictional"))
    after = covered(count, Pause(since=on(11), until=on(14), why="fictional"))

    assert [on(13), on(13), on(10)] == [within.run_out, at.run_out, after.run_out]


def test_of_a_pause_with_two_versions_nothing_counts_until_a_person_chooses():
    journal = written(StockCount(on=TODAY, days=10))
    first = journal.write(CENTRE, Pause(since=TODAY, until=on(5), why="fictional"))
    for end in (7, 9):
        journal.write(CENTRE, Pause(since=TODAY, until=on(end), why="fictional"), replaces=(first.id,))

    assert gap.coverage(journal.file(), TODAY).run_out == on(10)


def test_two_pauses_that_overlap_count_once():
    known = covered(
        *(StockCount(on=TODAY, days=10), Pause(since=on(1), until=on(5), why="fictional")),
        Pause(since=on(3), until=on(8), why="fictional"),
    )

    assert known.run_out == on(17)


def test_a_pause_needs_a_reason_and_an_end_after_its_beginning():
    for wrong in (Pause(since=TODAY), Pause(since=TODAY, until=TODAY, why="fictional")):
        with pytest.raises(Refused):
            wrong.check()
    Pause(since=TODAY, until=on(1), why="fictional").check()


def test_supply_runs_from_a_later_start_of_the_plan_unless_a_first_dose_was_reported():
    def known(plan, **handed):
        journal = make.opened()
        journal.write(CENTRE, plan)
        journal.write(HOST, Handover(on=TODAY, days=30, **handed))
        return gap.coverage(journal.file(), TODAY).run_out

    later, on_receipt = make.plan(start_on=on(7)), make.plan(start_on=None)

    assert on(37) == known(later)
    assert on(32) == known(later, first_dose_on=on(2))
    assert on(30) == known(on_receipt)
    assert on(30) == known(make.plan(start_on=on(-7)))


def test_a_plan_made_after_a_handover_does_not_move_its_start():
    journal = written(Handover(on=on(-5), days=30))
    journal.write(CENTRE, make.plan(on=TODAY, start_on=on(10)))

    assert gap.coverage(journal.file(), TODAY).run_out == on(25)


def test_a_parcel_that_two_computers_handed_over_gives_its_days_once():
    journal = make.opened()
    item = Packed(item="A", units=90, packs=3, batch="B", expires_on=on(700))
    aside = journal.write(CENTRE, Dispensing(on=TODAY, days=90, items=(item,)))
    parcel = journal.write(CENTRE, Parcel(number="P-1", on=TODAY), about=aside.id)
    for part in (30, 90):
        journal.write(HOST, Handover(on=TODAY, days=part), about=parcel.id)

    assert gap.coverage(journal.file(), TODAY).days_left == 90


def test_of_two_counts_on_one_day_the_later_written_holds_and_of_two_versions_the_smaller():
    twice = written(StockCount(on=TODAY, days=6), StockCount(on=TODAY, days=9))
    apart = make.opened()
    first = apart.write(HOST, StockCount(on=TODAY, days=6))
    for count in (5, 12):
        apart.write(HOST, StockCount(on=TODAY, days=count), replaces=(first.id,))

    assert gap.coverage(twice.file(), TODAY).days_left == 9
    assert gap.coverage(apart.file(), TODAY).days_left == 5


@pytest.mark.parametrize(("behind", "unsure"), [(0, False), (1, False), (2, True)])
def test_a_clock_more_than_a_day_behind_the_newest_record_is_unsure_and_the_worse_day_counts(behind, unsure):
    journal = written(StockCount(on=on(-30), days=40))
    newest = date(1970, 1, 1) + timedelta(milliseconds=max(entry.at for entry in journal.entries))

    known = gap.coverage(journal.file(), newest - timedelta(days=behind))

    assert unsure == known.unsure
    assert known.today == (newest if unsure else newest - timedelta(days=behind))


def test_a_parcel_on_its_way_is_expected_on_its_day_and_at_worst_by_the_ways_90th_percentile():
    journal, way = written(StockCount(on=TODAY, days=5)), WayTime(10, 25, 8)
    parcel = journal.write(CENTRE, Parcel(number="P-1", on=TODAY, expected_on=on(12)))
    under_way = gap.coverage(journal.file(), TODAY, way)
    late = gap.coverage(journal.file(), on(30), way)
    journal.write(HOST, ParcelEvent(what="received", on=TODAY), about=parcel.id)
    arrived = gap.coverage(journal.file(), TODAY, way)

    assert (7, 20) == (under_way.gap_days, under_way.worst_gap_days)
    assert (25, 25) == (late.gap_days, late.worst_gap_days)
    assert (0, 0) == (arrived.gap_days, arrived.worst_gap_days)


def test_an_order_is_for_some_days_and_for_a_day_to_come():
    for wrong in (Order(on=TODAY, days=0), Order(on=TODAY, wanted_by=on(-1))):
        with pytest.raises(Refused):
            wrong.check()
    Order(on=TODAY, days=1, wanted_by=TODAY).check()


def test_nothing_known_says_no_dates():
    none = Coverage(TODAY)

    assert [None] * 5 == [none.order_by, none.opens_on, none.due_on, none.critical_on, none.count_on]
