"""Two computers of one Centre take the last packs without a line: both records stay, and somebody counts."""

from datetime import date

from regdesk.actions import lists, partners, stock, supply
from regdesk.actions.desk import read_case
from regdesk.domain.stock import StockMovement
from regdesk.domain.supply import Dispensing, Packed, Parcel
from tests import clinic, desks, make, supply_scene

GOOD = date(2028, 5, 31)


def pack(desk, stream):
    """Pack ninety days of the one batch there is."""
    item = Packed(item="A", units=90, packs=3, batch="LAST", expires_on=GOOD)
    parcel = Parcel(number=supply.number(desk, read_case(desk, stream)), on=make.TODAY)
    supply.pack(desk, stream, Dispensing(on=make.TODAY, days=90, items=(item,)), parcel)


def test_the_last_pack_taken_twice_is_short_on_both_computers_until_one_counts(tmp_path):
    made = clinic.clinic(tmp_path / "first", "accepted")
    made.prescribe()
    one = made.centre
    with desks.connected(tmp_path, one) as server:
        supply_scene.shelf(one, "centre", 90, "LAST", GOOD)
        other = desks.second(one, tmp_path / "second", roles="pharmacist")
        partners.set_server(other, server.url, server.answer_key)
        desks.exchange(one, other)
        before = [[(row.batch, row.units) for row in stock.batches(desk)] for desk in (one, other)]

        for desk in (one, other):
            pack(desk, made.stream)
        desks.exchange(one, other)
        short = [[(row.batch, row.units) for row in stock.short(desk)] for desk in (one, other)]
        parcels = [len(read_case(desk, made.stream).of(Parcel)) for desk in (one, other)]
        verbs = {row.verb for row in lists.today(other).rows}
        counted = StockMovement(
            medicine=stock.batches(other)[0].medicine,
            batch="LAST",
            units=0,
            why="counted",
            on=make.TODAY,
            expires_on=GOOD,
        )
        stock.move(other, counted, "centre")
        desks.exchange(other, one)

    assert [[("LAST", 90)]] * 2 == before
    assert [[("LAST", -90)]] * 2 == short
    assert [2, 2] == parcels
    assert {"stock-short", "two-parcels"} <= verbs
    assert [[], []] == [stock.batches(desk) for desk in (one, other)]
