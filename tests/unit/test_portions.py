"""What a parcel takes from the stock: whole packs, the earliest expiry first, and what is short is told."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regdesk.actions import stock
from regdesk.actions.stock import BatchRow
from tests.make import TODAY

ROWS = st.lists(st.tuples(st.integers(1, 200), st.sampled_from([28, 30, 60, 90])), max_size=5)


def batch(number, units, pack=30):
    """Give a batch; later numbers expire later."""
    return BatchRow("x", "x, 1", f"B{number}", TODAY + timedelta(days=200 + number), pack, TODAY, units, None)


@given(ROWS, st.integers(1, 400), st.sampled_from([28, 30, 90]))
def test_what_is_taken_covers_what_is_wanted_and_no_batch_gives_more_than_it_has(rows, wanted, pack):
    found = [batch(number, units, size) for number, (units, size) in enumerate(rows)]

    portions, lacking = stock.portions(found, wanted, pack)

    assert sum(one.units for one in portions) >= wanted
    known = [one for one in portions if one.batch]
    assert all(one.units <= one.batch.units and one.units == one.packs * one.batch.pack for one in known)
    assert [one.batch.batch for one in known] == sorted(one.batch.batch for one in known)
    assert lacking == max(0, wanted - sum(one.units for one in known))
    assert bool(lacking) == any(one.batch is None for one in portions)


@pytest.mark.parametrize(("wanted", "packs", "lacking"), [(89, 3, 0), (90, 3, 0), (91, 4, 0), (121, 4, 1)])
def test_packs_are_whole(wanted, packs, lacking):
    portions, short = stock.portions([batch(0, 120)], wanted, 30)

    assert (packs, lacking) == (portions[0].packs, short)


def test_a_broken_pack_is_left_on_the_shelf():
    portions, short = stock.portions([batch(0, 45)], 45, 30)

    assert [(1, 30), (1, 30)] == [(one.packs, one.units) for one in portions]
    assert (15, None) == (short, portions[1].batch)
