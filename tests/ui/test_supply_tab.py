"""The supply tab: how long the medicines last, where the parcel is, and who may move it on."""

from datetime import date, timedelta

import pytest

from regdesk.actions import reviews, supply
from regdesk.domain.legal import PowerOfAttorney
from regdesk.domain.reviews import ReviewDecision
from regdesk.domain.supply import Dispensing, Handover, Parcel, ParcelEvent, StockCount
from regdesk.ui.dialogs.form import FormDialog
from tests import clinic, make
from tests.parcel_tabs import columns, dialog_of, do, offered, opened, sheet_of


@pytest.fixture
def made(tmp_path, light):
    found = clinic.clinic(tmp_path, "accepted")
    found.prescribe(start_on=None)
    return found


def test_an_unknown_stock_is_said_and_asked_for(made, qtbot):
    tab = opened(made, made.host, qtbot)

    assert clinic.says(tab, "How many medicines the person has is not known.")
    assert not tab.bar.isVisible()
    assert offered(tab) == ["Count the stock"]


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
    assert {"packing-list", "parcel-label", "travel-letter"} <= {paper.id for paper in tab.prints.papers}


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


def test_a_power_of_attorney_is_written_down_and_can_be_printed(made, qtbot):
    tab = opened(made, made.host, qtbot)

    tab.entrust.click()
    sheet = sheet_of(tab)
    sheet.form.fields["attorney"].editor.set_raw("Сестра")
    sheet.button.click()

    assert "Сестра" == made.case(made.host).one(PowerOfAttorney).attorney
    tab = opened(made, made.host, qtbot)
    assert "power-of-attorney" in [paper.id for paper in tab.prints.papers]
    assert opened(made, made.centre, qtbot).entrust.isHidden()
