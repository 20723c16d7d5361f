"""Way times: the median and 90th percentile of past parcels, and which parcels count."""

from datetime import timedelta

import pytest

from regdesk.domain import routes
from regdesk.domain.orders import Order, open_order
from regdesk.domain.routes import LEAD_DAYS, MOST_DAYS, Route, WayTime
from regdesk.domain.supply import Dispensing, Handover, Packed, Parcel, ParcelEvent
from tests import make
from tests.make import CENTRE, HOST, TODAY


@pytest.mark.parametrize(
    ("days", "usual", "slow", "parcels"),
    [
        ([], 21, 21, 0),
        ([3, 4, 5, 6], 21, 21, 0),
        ([3, 4, 5, 6, 30], 5, 30, 5),
        ([30, 6, 5, 4, 3], 5, 30, 5),
        ([7, 7, 7, 7, 7], 7, 7, 5),
        ([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 5, 9, 10),
        ([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], 6, 10, 11),
        ([2, 2, 9, 9, 9, 9], 9, 9, 6),
    ],
)
def test_a_ways_times_are_nearest_ranks_once_five_parcels_are_known(days, usual, slow, parcels):
    assert WayTime(usual, slow, parcels) == routes.way_time(days)


def test_until_then_the_catalogues_days_stand():
    assert WayTime(12, 12) == routes.way_time([1, 2, 3, 4], 12)
    assert WayTime(3, 5, 5) == routes.way_time([1, 2, 3, 4, 5], 12)
    assert routes.UNKNOWN == WayTime(LEAD_DAYS, LEAD_DAYS, 0)


def delivered(start, handed, *, order=None, way="courier", packed=None):
    """Give a journal with one parcel, set aside and handed over on days counted from today."""
    journal = make.opened()
    add(journal, start, handed, order=order, way=way, packed=packed)
    return journal


def add(journal, start, handed, *, order=None, way="courier", packed=None):
    """Write one parcel's way; *handed* None is one that never arrived."""
    on = lambda day: TODAY + timedelta(days=day)  # noqa: E731 - three words
    if order is not None:
        journal.write(HOST, Order(on=on(order)))
    item = Packed(item="A", units=90, packs=3, batch="B", expires_on=on(700))
    aside = journal.write(CENTRE, Dispensing(on=on(start), days=90, items=(item,)))
    parcel = Parcel(number="P", on=on(start if packed is None else packed), way=way)
    entry = journal.write(CENTRE, parcel, about=aside.id)
    if handed is not None:
        journal.write(HOST, Handover(on=on(handed), days=90), about=entry.id)
    return entry


def times(journal):
    """Give (way, days) of the parcels that count."""
    return [(trip.way, trip.days) for trip in routes.trips(journal.file())]


def test_the_time_runs_from_the_order_or_from_setting_aside_into_the_persons_hands():
    assert [("courier", 12)] == times(delivered(0, 12, packed=2))
    assert [("courier", 15)] == times(delivered(0, 12, order=-3))


def test_an_order_counts_for_the_parcel_that_answers_it_and_no_other():
    journal = delivered(0, 10, order=-5)
    add(journal, 60, 70)
    add(journal, 120, 130, order=118)

    assert [15, 10, 12] == [days for _, days in times(journal)]


def test_an_order_written_while_a_parcel_was_on_its_way_unheard_of_counts_for_none():
    journal = make.opened()
    first = add(journal, 0, None)
    journal.write(HOST, Order(on=TODAY + timedelta(days=1)))
    still_open = open_order(journal.file())
    journal.write(HOST, Handover(on=TODAY + timedelta(days=9), days=90), about=first.id)
    answered = open_order(journal.file())
    add(journal, 80, 90)

    assert still_open is not None
    assert answered is None
    assert [9, 10] == [days for _, days in times(journal)]


def test_lost_parcels_and_mistyped_dates_do_not_count():
    journal = make.opened()
    lost = add(journal, 0, None)
    journal.write(HOST, ParcelEvent(what="lost", on=TODAY), about=lost.id)
    for handed in (-1, MOST_DAYS + 1):
        add(journal, 0, handed)
    add(journal, 0, MOST_DAYS)

    assert [("courier", MOST_DAYS)] == times(journal)


def test_of_a_parcel_handed_over_in_parts_the_first_part_counts():
    journal = make.opened()
    parcel = add(journal, 0, 20)
    journal.write(HOST, Handover(on=TODAY + timedelta(days=9), days=30), about=parcel.id)

    assert [("courier", 9)] == times(journal)


def test_the_next_parcel_goes_the_way_of_the_newest_one_and_the_first_by_courier():
    first, later = make.opened(), delivered(0, 5)
    add(later, 60, 70, way="relative")

    assert Route("KG", "RU", "courier") == routes.route(first.file())
    assert Route("KG", "RU", "relative") == routes.route(later.file())
