"""The supply tab: how long the medicines last, where the parcel is, and who may move it on."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from regdesk.actions import documents, reviews, stock, supply
from regdesk.documents import show
from regdesk.domain.reviews import ReviewDecision
from regdesk.domain.stock import StockMovement
from regdesk.domain.supply import Dispensing, Handover, Parcel, ParcelEvent, StockCount
from regdesk.errors import Refused
from regdesk.ui.dialogs.form import FormDialog
from regdesk.ui.pages.case.sheet import FactSheet
from regdesk.ui.pages.case.supply import SupplyTab
from tests import clinic, make


@pytest.fixture
def made(tmp_path, light):
    found = clinic.clinic(tmp_path, "accepted")
    found.prescribe(start_on=None)
    return found


def opened(made, desk, qtbot):
    return clinic.open_tab(SupplyTab, made, desk, qtbot)


def sheet_of(tab):
    (sheet,) = clinic.dialogs(tab, FactSheet)
    return sheet


def dialog_of(tab):
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    (dialog,) = clinic.dialogs(tab, FormDialog)
    return dialog


def do(tab, text):
    next(one for one in tab.doings if one.text == text).open()


def columns(tab):
    return [(one.column, one.news) for one in tab.board.tickets]


def offered(tab):
    return [one.text for one in tab.doings]


def test_an_unknown_stock_is_said_and_asked_for(made, qtbot):
    tab = opened(made, made.host, qtbot)

    assert clinic.says(tab, "How many medicines the person has is not known.")
    assert not tab.bar.isVisible()
    assert offered(tab) == ["Order: count the stock"]


def test_a_count_shows_days_gap_and_a_task_for_the_centre(made, qtbot):
    tab = opened(made, made.host, qtbot)
    tab.commands["primary"]()
    sheet_of(tab).form.fields["days"].editor.set_raw("12")
    sheet_of(tab).button.click()

    assert made.case(made.host).all(StockCount)[0].days == 12
    assert clinic.says(tab, "12 days left, until 5 December")
    assert clinic.says(tab, "If ordered today there will be a gap of 9 days. Look for a reserve.")
    assert columns(tab) == [("packed", "assemble now")]


def test_a_count_can_be_taken_back(made, qtbot):
    tab = opened(made, made.host, qtbot)
    tab.act()
    sheet_of(tab).form.fields["days"].editor.set_raw("12")
    sheet_of(tab).button.click()

    tab.context.shell.undo_bar.undo()

    assert not made.case(made.host).of(StockCount)


def test_the_centre_packs_what_the_prescription_says(made, qtbot):
    tab = opened(made, made.centre, qtbot)
    tab.act()
    (dialog,) = clinic.dialogs(tab, FormDialog)
    (item,) = dialog.form.items
    item.batch.editor.set_raw("TEST-A1")
    item.expires.editor.set_value(date(2028, 5, 31))
    dialog.button.click()

    (dispensing,) = made.case(made.centre).all(Dispensing)
    (parcel,) = made.case(made.centre).all(Parcel)
    assert (dispensing.days, dispensing.items[0].units, dispensing.items[0].packs) == (90, 90, 3)
    assert parcel.expected_on == make.TODAY + timedelta(days=21)
    assert columns(tab) == [("packed", "packed on 23 November")]
    assert "packing-list" in [paper.id for paper in tab.prints.papers]


def test_a_pack_that_expires_too_early_is_refused_in_the_window(made, qtbot):
    tab = opened(made, made.centre, qtbot)
    tab.act()
    (dialog,) = clinic.dialogs(tab, FormDialog)
    (item,) = dialog.form.items
    item.batch.editor.set_raw("TEST-A1")
    item.expires.editor.set_value(make.TODAY + timedelta(days=100))
    dialog.button.click()

    assert clinic.says(dialog, "A pack expires less than 30 days after the supply ends.")
    assert not made.case(made.centre).of(Parcel)


def test_a_batch_that_is_missing_is_asked_for_at_its_field(made, qtbot):
    tab = opened(made, made.centre, qtbot)
    tab.act()
    (dialog,) = clinic.dialogs(tab, FormDialog)

    dialog.button.click()

    assert dialog.form.items[0].batch.error() == "Enter the batch as it is printed on the pack."
    assert dialog.form.items[0].expires.error() == "Enter until when the pack is good."


def test_what_became_different_at_sending_corrects_the_parcel(made, qtbot):
    made.pack()
    tab = opened(made, made.centre, qtbot)
    tab.act()
    later = make.TODAY + timedelta(days=10)
    sheet_of(tab).form.fields["expected_on"].editor.set_value(later)
    sheet_of(tab).button.click()

    case = made.case(made.centre)
    (parcel,) = case.all(Parcel)
    assert parcel.expected_on == later
    assert columns(tab) == [("dispatched", "expected on 3 December")]
    assert "The parcel has arrived" in offered(tab)


def test_a_late_parcel_is_said_to_be_late(made, qtbot):
    made.pack()
    made.report(made.centre, "dispatched")
    made.hands.later(24)

    tab = opened(made, made.host, qtbot)

    assert columns(tab) == [("dispatched", "late by 3 days")]


def test_the_host_receives_the_parcel_and_hands_it_over(made, qtbot):
    made.pack()
    made.report(made.centre, "dispatched")
    tab = opened(made, made.host, qtbot)

    tab.act()
    dialog_of(tab).button.click()
    arrived = columns(tab)
    tab.act()
    dialog_of(tab).form.receipt.editor.set_value(True)
    dialog_of(tab).button.click()

    case = made.case(made.host)
    (event,) = [one for one in case.all(ParcelEvent) if one.what == "received"]
    (handover,) = case.all(Handover)
    assert event.seal_intact
    assert arrived == [("received", "hand over")]
    assert (handover.days, handover.receipt) == (90, True)
    assert columns(tab) == [("handed-over", "on 23 November")]
    assert clinic.says(tab, "90 days left, until 21 February 2027")


def test_a_lost_parcel_opens_the_way_for_another(made, qtbot):
    made.pack()
    made.report(made.centre, "dispatched")
    tab = opened(made, made.host, qtbot)
    do(tab, "Lost or damaged…")
    dialog_of(tab).button.click()
    made.carry()

    seen = opened(made, made.centre, qtbot)

    assert columns(tab)[-1] == ("dispatched", "Parcel lost")
    assert "What others may have learned" in offered(tab)
    assert "Assemble a parcel" in offered(seen)


def test_nobody_is_offered_what_their_part_may_not_do(made, qtbot):
    made.pack()

    host, centre = opened(made, made.host, qtbot), opened(made, made.centre, qtbot)

    assert offered(host) == ["Count the stock"]
    assert offered(centre) == ["Send the parcel"]


def test_no_parcel_without_enough_evidence_of_identity(tmp_path, light, qtbot):
    made = clinic.clinic(tmp_path, "submitted")
    reviews.receive(made.centre, made.stream)
    weak = ReviewDecision(decision="accept", on=make.TODAY, identity_level="L1")
    reviews.accept(made.centre, made.stream, weak, "KG-1")
    made.prescribe()
    tab = opened(made, made.centre, qtbot)

    tab.act()

    assert not clinic.dialogs(tab, FormDialog)
    assert "For the first parcel identity needs L2 or L3" in tab.context.shell.undo_bar.accessibleName()


def test_no_medicine_is_named_on_the_tab(made, qtbot):
    made.pack()
    supply.count_stock(made.host, made.stream, StockCount(on=make.TODAY, days=6))

    tab = opened(made, made.host, qtbot)

    words = " ".join(clinic.shown(tab)).lower()
    assert "dolutegravir" not in words
    assert "tdf" not in words


def test_each_card_of_the_board_is_one_sentence_for_a_screen_reader(made, qtbot):
    made.pack()

    tab = opened(made, made.host, qtbot)

    (ticket,) = tab.board.tickets
    assert ticket.sentence() == f"Parcel {ticket.parcel.fact.number}. 90 days. courier. packed on 23 November"


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
    assert (14, "R7", 14) == (handover.days, handover.reserve, handover.items[0].units)
    assert [46] == [row.units for row in stock.batches(made.host)]
    assert clinic.says(tab, "17 days left")


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
