"""The Supply page's columns: where each delivery is, the most urgent first, and no more than a limit."""

from datetime import timedelta

import pytest

from regdesk.domain.orders import Order
from regdesk.domain.supply import Handover
from regdesk.store import deliveries, journal
from tests import make
from tests.make import CENTRE, HOST, TODAY
from tests.store import whole


def on(days):
    """Give the day that many days from today."""
    return TODAY + timedelta(days=days)


def seen(written, own=HOST, day=TODAY):
    """Give the cards of a desk as (column, state)."""
    db = whole.file()
    journal.add(db, written.signed(), make.world(own), today=day)
    return [(one.name, card.state) for one in deliveries.columns(db, day) for card in one.cards]


def test_a_delivery_goes_through_the_five_columns():
    assembling = seen(whole.prescribed())
    written, parcel = whole.packed()
    packed = seen(written)
    whole.event(written, CENTRE, parcel, "dispatched")
    sent = seen(written)
    whole.event(written, CENTRE, parcel, "customs")
    held = seen(written)
    whole.event(written, HOST, parcel, "received")
    arrived = seen(written)
    written.write(HOST, Handover(on=TODAY, days=90, receipt=True), about=parcel.id)

    assert [("packed", "assemble")] == assembling
    assert [("packed", "packed")] == packed
    assert [("dispatched", "dispatched")] == sent
    assert [("dispatched", "customs")] == held
    assert [("received", "received")] == arrived
    assert [("handed-over", "handed-over")] == seen(written)
    assert [("order", "order")] == seen(written, day=on(60))


def test_what_was_ordered_stands_with_the_centre_though_a_new_prescription_comes_first():
    written = whole.handed_over()
    written.write(HOST, Order(on=TODAY, days=60))
    valid = seen(written)
    ended = whole.handed_over()
    ended.write(HOST, Order(on=on(31), days=60))

    assert ("packed", "assemble") in valid
    assert ("packed", "prescribe") in seen(ended, day=on(31))
    assert "prescribe" not in {state for _, state in seen(whole.reviewed())}


@pytest.mark.parametrize(("days", "shown"), [(29, True), (30, False), (31, False)])
def test_what_was_handed_over_stays_to_be_seen_for_a_month(days, shown):
    columns = seen(whole.handed_over(), day=on(days))

    assert (("handed-over", "handed-over") in columns) == shown


@pytest.mark.parametrize("what", ["lost", "seized", "returned"])
def test_a_parcel_that_will_not_come_is_assembled_again_at_once(what):
    written, parcel = whole.packed()
    whole.event(written, CENTRE, parcel, "dispatched")
    whole.event(written, HOST, parcel, what)
    db = whole.file()
    journal.add(db, written.signed(), make.world(CENTRE), today=TODAY)

    columns = {one.name: one.cards for one in deliveries.columns(db, TODAY)}

    (card,) = columns["packed"]
    assert ("assemble", what, TODAY) == (card.state, card.instead, card.news_on)
    assert () == columns["dispatched"]


def test_a_column_is_limited_and_says_how_many_there_are_with_the_shortest_stock_first():
    db, written = whole.file(), []
    for number, days in enumerate((40, 5, 20)):
        one = make.Journal(stream=make.stream_id("case", HOST.id, bytes([number]) * 16))
        one.write(HOST, make.CaseOpened(org=HOST.id, nonce=bytes([number]) * 16, part="host", origin="KG"))
        one.write(HOST, whole.counted(days))
        written.append(one)
        journal.add(db, one.signed(), make.world(HOST), today=TODAY)

    (order, *_) = deliveries.columns(db, on(30), limit=2)

    assert (3, [on(5), on(20)]) == (order.total, [card.run_out for card in order.cards])
    assert {"KG"} == {card.origin for card in order.cards}
