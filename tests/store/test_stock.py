"""The stock by batch: any order gives the same, nothing is lost, and what is short stays so until a count."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regdesk.domain.facts import EnteredInError
from regdesk.domain.journal import book_id
from regdesk.domain.stock import StockMovement
from regdesk.domain.supply import Dispensing, Packed
from regdesk.errors import Refused
from regdesk.store import journal, stock
from tests import make
from tests.make import CENTRE, HOST, TODAY
from tests.store import whole

GOOD = TODAY + timedelta(days=700)
RECIPE = "x, 1"


def book(org=CENTRE):
    """Give the journal of an organisation's book."""
    return make.Journal(stream=book_id(org.id))


def movement(units, why="received", on=TODAY, **changes):
    """Give a movement of the batch that `whole.packed` packs."""
    values = {"medicine": RECIPE, "batch": "B1", "expires_on": GOOD} | changes
    return StockMovement(units=units, why=why, on=on, **values)


def kept(*journals, own=CENTRE):
    """Give a desk with these journals."""
    db = whole.file()
    for one in journals:
        journal.add(db, one.signed(), make.world(own), today=TODAY)
    return db


def left(db):
    """Give (batch, units) of everything in stock."""
    return [(row.batch, row.units) for row in stock.batches(db)]


def test_what_a_case_sets_aside_leaves_the_stock_of_the_centre_and_of_nobody_else():
    shelf = book()
    shelf.write(CENTRE, movement(120))
    written, _ = whole.packed()

    centre, host = kept(shelf, written), kept(written, own=HOST)

    assert [("B1", 30)] == left(centre)
    assert [] == left(host)


def test_two_computers_that_set_aside_the_last_pack_both_keep_it_and_the_shortage_is_told():
    shelf = book()
    shelf.write(CENTRE, movement(90))
    first, second = whole.packed()[0], make.Journal(stream=make.stream_id("case", HOST.id, bytes(16)))
    grant = second.write(HOST, make.CaseOpened(org=HOST.id, nonce=bytes(16), part="host"))
    offer = second.write(HOST, make.Offer(org=CENTRE.id, part="centre"), follows=grant.id)
    second.write(CENTRE, make.Accepted(part="centre"), follows=offer.id)
    item = Packed(item="x, 1", units=90, packs=3, batch="b1", expires_on=GOOD)
    second.write(CENTRE, Dispensing(on=TODAY, days=90, items=(item,)))

    db = kept(shelf, first, second)
    (row,) = stock.short(db)
    shelf.write(CENTRE, movement(0, "counted", TODAY + timedelta(days=1)))
    journal.add(db, shelf.signed(), make.world(CENTRE), today=TODAY)

    assert ("B1", -90, 0) == (row.batch, row.units, row.packs)
    assert [] == stock.short(db)


def test_a_count_restarts_the_sum_and_says_nothing_of_what_comes_after():
    shelf = book()
    for one in (
        movement(100, on=TODAY - timedelta(days=9)),
        movement(70, "counted", TODAY - timedelta(days=5)),
        movement(-10, "destroyed", TODAY - timedelta(days=6)),
        movement(-20, "moved", TODAY - timedelta(days=5)),
        movement(5, "returned"),
    ):
        shelf.write(CENTRE, one)

    db = kept(shelf)
    (row,) = stock.batches(db)
    lines = [(one.why, one.counts) for one in stock.lines(db, row)]

    assert (55, TODAY - timedelta(days=5), TODAY) == (row.units, row.counted_on, row.last_on)
    assert [
        ("returned", True),
        ("moved", True),
        ("counted", True),
        ("destroyed", False),
        ("received", False),
    ] == lines


def test_a_batch_is_one_whatever_its_spelling_and_of_another_expiry_another():
    shelf = book()
    shelf.write(CENTRE, movement(30, medicine="Tenofovir + lamivudine, 300 mg + 300 mg", batch=" b1 "))
    shelf.write(CENTRE, movement(30, medicine="tenofovir/lamivudine, 300 mg/300 mg"))
    shelf.write(CENTRE, movement(30, medicine="tenofovir/lamivudine, 300 mg/300 mg", expires_on=None))

    assert [("B1", 60), ("B1", 30)] == left(kept(shelf))


def test_what_was_entered_in_error_does_not_count():
    shelf = book()
    wrong = shelf.write(CENTRE, movement(900))
    shelf.write(CENTRE, movement(90))
    shelf.write(CENTRE, EnteredInError(of_kind=StockMovement.kind), replaces=(wrong.id,), section="book")

    assert [("B1", 90)] == left(kept(shelf))


def test_two_corrections_made_apart_count_once():
    shelf = book()
    wrong = shelf.write(CENTRE, movement(900))
    for units in (90, 60):
        shelf.write(CENTRE, movement(units), replaces=(wrong.id,))

    assert [("B1", 60)] == left(kept(shelf))


MOVES = st.lists(
    st.tuples(
        st.sampled_from(["received", "returned", "destroyed", "moved", "given", "bridge", "counted"]),
        st.integers(1, 90),
        st.integers(0, 3),
    ),
    max_size=8,
)


@settings(max_examples=30, deadline=None)
@given(MOVES, st.randoms())
def test_any_order_of_movements_gives_the_same_stock_and_nothing_is_lost(moves, rng):
    shelf = book()
    for why, units, day in moves:
        signed = units if why in ("received", "returned", "counted") else -units
        shelf.write(CENTRE, movement(signed, why, TODAY + timedelta(days=day)))
    shuffled = shelf.signed()
    rng.shuffle(shuffled)

    straight, mixed = kept(shelf), whole.file()
    for one in shuffled:
        journal.add(mixed, [one, one], make.world(CENTRE), today=TODAY)

    assert left(straight) == left(mixed)
    for row in stock.batches(mixed):
        lines = stock.lines(mixed, row)
        assert len(lines) == len(moves)
        assert row.units == sum(one.units for one in lines if one.counts)


@pytest.mark.parametrize(
    ("why", "units"),
    [("received", 0), ("received", -1), ("destroyed", 1), ("destroyed", 0), ("counted", -1)],
)
def test_the_sign_of_a_movement_says_whether_units_came_or_went(why, units):
    with pytest.raises(Refused, match="Enter how many units there are"):
        movement(units, why).check()
