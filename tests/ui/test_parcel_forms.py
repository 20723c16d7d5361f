"""Packing from the stock, arrivals in part, incidents, handovers and bridges, in their windows."""

from datetime import date, timedelta

import pytest

from regdesk.actions import documents, stock, supply
from regdesk.documents import show
from regdesk.domain.stock import StockMovement
from regdesk.domain.supply import Dispensing, Handover, Parcel, ParcelEvent, StockCount
from regdesk.errors import Refused
from tests import clinic, desks, make
from tests.parcel_tabs import columns, dialog_of, do, offered, opened


@pytest.fixture
def made(tmp_path, light):
    found = clinic.clinic(tmp_path, "accepted")
    found.prescribe(start_on=None)
    return found


def received(made, qtbot):
    made.pack()
    made.report(made.centre, "dispatched")
    made.report(made.host, "received")
    return opened(made, made.host, qtbot)


def test_a_handover_counts_each_item_says_what_differs_and_for_how_many_days_it_is(made, qtbot):
    tab = received(made, qtbot)
    tab.act()
    form = dialog_of(tab).form
    form.rows.fields["A"].editor.set_raw("75")
    form.rows.edited.emit()
    differs, days = clinic.says(form, "A: 15 units are missing."), form.days.editor.value()
    form.word.editor.set_value(True)
    dialog_of(tab).button.click()

    (handover,) = made.case(made.host).all(Handover)
    assert differs
    assert 75 == days == handover.days
    assert (75, True, True, False) == (
        *(handover.items[0].units, handover.seal_intact),
        *(handover.word_said, handover.receipt),
    )


def test_days_that_somebody_typed_stay_when_the_count_changes(made, qtbot):
    tab = received(made, qtbot)
    tab.act()
    form = dialog_of(tab).form
    form.days.editor.set_raw("60")
    form.days.edited.emit()
    form.rows.fields["A"].editor.set_raw("75")
    form.rows.edited.emit()

    assert 60 == form.days.editor.value()


def test_both_desks_show_one_code_word_and_no_paper_of_the_parcel_has_it(made, qtbot):
    tab = received(made, qtbot)
    tab.act()
    case = made.case(made.centre)
    (parcel,) = case.of(Parcel)
    word = supply.code_word(case, parcel, "en")
    _, paper = documents.build(made.centre, made.stream, "packing-list", "en")

    assert clinic.says(dialog_of(tab).form, f"Code word: {word}.")
    assert word not in show.text(paper)
    assert supply.code_word(case, parcel, "ru") != word


def test_a_part_that_arrived_is_counted_and_handed_over_for_its_days(made, qtbot):
    made.pack()
    made.report(made.centre, "dispatched")
    tab = opened(made, made.host, qtbot)
    tab.act()
    form = dialog_of(tab).form
    form.what.editor.set_raw("partial")
    form.rows.fields["A"].editor.set_raw("30")
    dialog_of(tab).button.click()
    arrived = columns(tab)
    tab.act()

    assert [("received", "a part is here: hand over")] == arrived
    assert 30 == dialog_of(tab).form.days.editor.value()


def test_customs_hold_a_parcel_and_let_it_go(made, qtbot):
    made.pack()
    made.report(made.centre, "dispatched")
    tab = opened(made, made.host, qtbot)
    do(tab, "Held at customs")
    dialog_of(tab).button.click()
    held = columns(tab)
    do(tab, "It goes on from customs")
    dialog_of(tab).button.click()

    assert [("dispatched", "held at customs")] == held
    assert [("dispatched", "expected on 14 December")] == columns(tab)


def test_what_others_may_have_learned_is_written_down_once(made, qtbot):
    made.pack()
    made.report(made.centre, "dispatched")
    tab = opened(made, made.host, qtbot)
    do(tab, "Lost or damaged…")
    dialog_of(tab).button.click()
    do(tab, "What others may have learned")
    dialog_of(tab).button.click()
    asked = clinic.says(dialog_of(tab), "Choose what others may have learned.")
    dialog_of(tab).form.risk.editor.set_raw("packs")
    dialog_of(tab).button.click()

    assert asked
    assert "packs" in [one.risk for one in made.case(made.host).all(ParcelEvent)]
    assert "What others may have learned" not in offered(tab)


def test_a_note_that_tells_what_is_in_a_parcel_is_refused(made, qtbot):
    made.pack()
    made.report(made.centre, "dispatched")
    tab = opened(made, made.host, qtbot)
    do(tab, "Lost or damaged…")
    dialog_of(tab).form.note.editor.set_raw("HIV pills are gone")
    dialog_of(tab).button.click()

    assert clinic.says(dialog_of(tab), "Whoever carries parcels can read this note.")
    assert not [one for one in made.case(made.host).all(ParcelEvent) if one.what == "lost"]


MEDICINE = f"{clinic.DOSE.inn}, {clinic.DOSE.strength}"


def on_the_shelf(desk, part, units, batch, expires_on=date(2028, 5, 31)):
    movement = StockMovement(
        medicine=MEDICINE, batch=batch, units=units, why="received", on=make.TODAY, expires_on=expires_on
    )
    stock.move(desk, movement, part)


def test_packing_takes_the_earliest_batch_that_outlives_the_supply_in_whole_packs(made, qtbot):
    too_early, first, second = (make.TODAY + timedelta(days=120 + more) for more in (-1, 0, 400))
    on_the_shelf(made.centre, "centre", 300, "EARLY", too_early)
    on_the_shelf(made.centre, "centre", 300, "LATER", second)
    on_the_shelf(made.centre, "centre", 45, "FIRST", first)
    tab = opened(made, made.centre, qtbot)
    tab.act()
    dialog_of(tab).button.click()

    (dispensing,) = made.case(made.centre).all(Dispensing)
    assert [("FIRST", 30, 1), ("LATER", 60, 2)] == [(p.batch, p.units, p.packs) for p in dispensing.items]
    left = {row.batch: row.units for row in stock.batches(made.centre)}
    assert {"EARLY": 300, "FIRST": 15, "LATER": 240} == left


def test_a_stock_that_is_short_warns_and_does_not_stop_packing(made, qtbot):
    on_the_shelf(made.centre, "centre", 60, "B1")
    tab = opened(made, made.centre, qtbot)
    tab.act()
    form = dialog_of(tab).form
    warned = clinic.says(form, "The stock knows of 60 of 90 units.")
    form.items[1].batch.editor.set_raw("B1")
    form.items[1].expires.editor.set_value(date(2028, 5, 31))
    dialog_of(tab).button.click()

    (short,) = stock.short(made.centre)
    assert warned
    assert made.case(made.centre).of(Parcel)
    assert ("B1", -30) == (short.batch, short.units)


def test_a_bridge_leaves_the_shelf_and_reaches_the_person_together(made, qtbot):
    supply.count_stock(made.host, made.stream, StockCount(on=make.TODAY, days=3))
    on_the_shelf(made.host, "host", 60, "R7")
    tab = opened(made, made.host, qtbot)
    do(tab, "Give from the reserve")
    dialog_of(tab).button.click()

    (handover,) = made.case(made.host).all(Handover)
    assert (18, "R7", 18) == (handover.days, handover.reserve, handover.items[0].units)
    assert [42] == [row.units for row in stock.batches(made.host)]
    assert clinic.says(tab, "21 days left")


def test_a_pack_that_expires_during_a_bridge_is_refused_and_nothing_is_stored(made, qtbot):
    supply.count_stock(made.host, made.stream, StockCount(on=make.TODAY, days=3))
    on_the_shelf(made.host, "host", 60, "R7", make.TODAY + timedelta(days=12))
    tab = opened(made, made.host, qtbot)
    do(tab, "Give from the reserve")
    dialog_of(tab).button.click()

    assert clinic.says(dialog_of(tab), "A pack expires before these days are over.")
    assert not made.case(made.host).of(Handover)
    assert [60] == [row.units for row in stock.batches(made.host)]


@pytest.mark.parametrize(("days", "offer"), [(29, True), (30, True), (31, False)])
def test_a_bridge_is_offered_where_the_medicines_last_a_month_or_less(made, qtbot, days, offer):
    supply.count_stock(made.host, made.stream, StockCount(on=make.TODAY, days=days))

    tab = opened(made, made.host, qtbot)

    assert offer == ("Give from the reserve" in offered(tab))


def test_whose_role_does_not_keep_the_stock_is_refused(made):
    with pytest.raises(Refused, match="Your role does not write down the stock"):
        on_the_shelf(made.centre, "carrier", 60, "B1")


def test_a_parcel_that_came_back_is_put_in_stock_once(made, qtbot):
    on_the_shelf(made.centre, "centre", 90, "TEST-A1")
    made.pack()
    made.report(made.centre, "dispatched")
    made.report(made.centre, "returned")
    tab = opened(made, made.centre, qtbot)
    do(tab, "Put back in stock")
    dialog_of(tab).form.units[0].editor.set_raw("60")
    dialog_of(tab).button.click()
    do(tab, "Put back in stock")
    dialog_of(tab).button.click()

    assert clinic.says(dialog_of(tab), "This parcel was put back in stock already.")
    assert [60] == [row.units for row in stock.batches(made.centre)]


def test_the_host_reads_the_code_word_before_the_parcel_comes_and_the_centre_does_not(made, qtbot):
    made.pack()
    host, centre = opened(made, made.host, qtbot), opened(made, made.centre, qtbot)
    case = made.case(made.host)
    word = supply.code_word(case, case.of(Parcel)[0], "en")

    assert clinic.says(host, f"Code word of the parcel: {word}.")
    assert not clinic.says(centre, "Code word")


def test_a_stock_that_has_none_of_a_medicine_warns_too_and_one_that_is_not_kept_does_not(made, qtbot):
    tab = opened(made, made.centre, qtbot)
    tab.act()
    silent = clinic.says(dialog_of(tab).form, "The stock knows of")
    dialog_of(tab).reject()
    other = StockMovement(medicine="y, 1 mg", batch="B", units=30, why="received", on=make.TODAY)
    stock.move(made.centre, other, "centre")
    tab.act()

    assert not silent
    assert clinic.says(dialog_of(tab).form, "The stock knows of 0 of 90 units.")


def test_of_two_parcels_packed_apart_a_person_takes_one_apart(made, qtbot):
    made.pack()
    made.pack()
    tab = opened(made, made.centre, qtbot)
    first, second = made.case(made.centre).of(Parcel)
    do(tab, "Take one parcel apart")
    dialog_of(tab).form.field.editor.set_raw(second.id.hex())
    dialog_of(tab).button.click()

    assert "Take one parcel apart" not in offered(tab)
    assert "Put back in stock" in offered(tab)
    assert supply.open_parcel(made.centre, made.stream) == first.id


def test_two_computers_number_the_parcels_of_one_person_differently(tmp_path, light, made):
    other = desks.second(made.centre, tmp_path / "second", roles="pharmacist")
    case = made.case(made.centre)

    assert supply.number(made.centre, case) != supply.number(other, case)
