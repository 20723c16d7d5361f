"""The gap clock on the screens: ordering, pauses, likely and worst, and a computer whose date is wrong."""

from datetime import timedelta

import pytest

from regdesk.actions import cases, documents, lists, orders, supply
from regdesk.actions.desk import world
from regdesk.domain.gap import Coverage
from regdesk.domain.orders import Order
from regdesk.domain.pauses import Pause
from regdesk.domain.routes import WayTime
from regdesk.domain.supply import Handover, StockCount
from regdesk.errors import Refused
from regdesk.store import journal
from regdesk.ui import gap_words
from regdesk.ui.dialogs.form import FormDialog
from regdesk.ui.pages import to_do
from regdesk.ui.pages.case.pause_lines import PauseLines
from regdesk.ui.pages.case.sheet import FactSheet
from regdesk.ui.pages.case.summary import SummaryTab
from regdesk.ui.pages.case.supply import SupplyTab
from regdesk.ui.widgets.button import Button
from tests import clinic, desks, make, shells
from tests.make import TODAY
from tests.shells import Opened


@pytest.fixture
def made(tmp_path, light):
    """Give two desks and a person whose parcel was handed over today."""
    found = clinic.clinic(tmp_path, "accepted")
    found.prescribe(start_on=None)
    found.pack()
    for desk, what in ((found.centre, "dispatched"), (found.host, "received")):
        found.report(desk, what)
    parcel = supply.open_parcel(found.host, found.stream)
    supply.hand_over(found.host, found.stream, parcel, Handover(on=TODAY, days=90))
    found.carry()
    return found


def ordering(made, qtbot):
    """Open the window in which the host orders, on the day after tomorrow's count of six days."""
    supply.count_stock(made.host, made.stream, StockCount(on=TODAY, days=6))
    tab = clinic.open_tab(SupplyTab, made, made.host, qtbot)
    next(one for one in tab.doings if one.text == "Order a delivery").open()
    (dialog,) = clinic.dialogs(tab, FormDialog)
    return tab, dialog


def test_an_order_is_the_first_thing_to_do_once_a_refill_is_open(made, qtbot):
    plenty = clinic.open_tab(SupplyTab, made, made.host, qtbot)
    after = [one.text for one in plenty.doings]
    made.hands.later(45)

    tab = clinic.open_tab(SupplyTab, made, made.host, qtbot)

    assert after == ["Count the stock", "Order a delivery"]
    assert next(one.text for one in tab.doings) == "Order a delivery"


def test_a_count_at_the_end_of_a_supply_is_an_order_too_as_it_always_was(made, qtbot):
    supply.count_stock(made.host, made.stream, StockCount(on=TODAY, days=45))

    tab = clinic.open_tab(SupplyTab, made, made.host, qtbot)

    assert "assemble" in {one.verb for one in made.look(made.host).todo}
    assert [one.text for one in tab.doings] == ["Count the stock", "Order a delivery"]


def test_an_order_brings_the_count_and_is_the_centres_to_pack(made, qtbot):
    tab, dialog = ordering(made, qtbot)
    dialog.form.stock.editor.set_raw("4")
    dialog.button.click()
    made.carry()

    (order,) = made.case(made.centre).all(Order)
    assert (order.days, order.wanted_by) == (90, TODAY)
    assert made.look(made.centre).coverage.days_left == 4
    assert "assemble" in {one.verb for one in made.look(made.centre).todo}
    assert "Order a delivery" not in {one.text for one in tab.doings}


def test_an_order_can_be_taken_back_and_the_count_stays(made, qtbot):
    tab, dialog = ordering(made, qtbot)
    dialog.form.stock.editor.set_raw("4")
    dialog.button.click()

    tab.context.shell.undo_bar.undo()

    assert not made.case(made.host).of(Order)
    assert made.look(made.host).coverage.days_left == 4


def test_what_is_ordered_or_on_its_way_is_not_ordered_again(made):
    orders.order(made.host, made.stream, Order(on=TODAY))
    with pytest.raises(Refused) as twice:
        orders.order(made.host, made.stream, Order(on=TODAY, days=30))
    made.carry()
    made.pack()
    with pytest.raises(Refused) as under_way:
        orders.order(made.host, made.stream, Order(on=TODAY, days=30))

    assert "ordered already" in twice.value.message
    assert "on its way already" in under_way.value.message


def test_papers_reckon_with_the_persons_own_way(made):
    key = "REPLACE INTO route_view VALUES ('KG', 'RU', 'courier', 12, 25, 9, 0)"
    before = documents.about(made.centre, made.case(made.centre)).lead_days
    made.centre.write.execute(key)

    assert (21, 25) == (before, documents.about(made.centre, made.case(made.centre)).lead_days)


def test_what_cannot_be_ordered_is_said_in_the_window(made, qtbot):
    _, dialog = ordering(made, qtbot)
    dialog.form.stock.editor.set_raw("many")
    dialog.button.click()

    assert dialog.form.stock.error()
    assert not made.case(made.host).of(Order)


def test_the_summary_says_what_is_likely_and_by_when_to_order(made, qtbot):
    made.hands.later(50)
    tab = clinic.open_tab(SummaryTab, made, made.host, qtbot)
    calm = clinic.says(tab, "Next order by 17 January.")
    made.hands.later(34)

    tab.show_look(made.look(made.host))

    assert calm
    assert clinic.says(
        tab, "If ordered today there will be a gap of 15 days. Look for a reserve. Next order: now."
    )


@pytest.mark.parametrize(
    ("days", "way", "said"),
    [
        (6, WayTime(10, 25, 5), "a gap of 4 days is likely, 19 days at worst"),
        (6, WayTime(21, 21), "there will be a gap of 15 days"),
        (15, WayTime(10, 25, 5), "no gap is likely; at worst it is 10 days"),
        (25, WayTime(10, 25, 5), ""),
        (60, WayTime(70, 80, 5), "a gap of 10 days is likely, 20 days at worst"),
    ],
)
def test_a_gap_is_said_with_what_is_likely_and_what_is_worst(days, way, said):
    known = Coverage(TODAY, TODAY + timedelta(days=days), way=way)

    text = gap_words.gap_said(known)

    assert said in text
    assert bool(said) == bool(text)


def test_before_a_parcel_the_gap_is_that_until_it_arrives():
    known = Coverage(
        TODAY, TODAY + timedelta(days=5), 90, TODAY + timedelta(days=9), TODAY, way=WayTime(10, 25, 5)
    )

    assert gap_words.gap_said(known).startswith(
        "Before the parcel a gap of 4 days is likely, 20 days at worst"
    )
    assert not gap_words.order_said(known, asked=False)


def test_how_a_ways_time_is_known_is_said():
    few, known = Coverage(TODAY), Coverage(TODAY, way=WayTime(10, 25, 6))

    assert "fewer than five parcels" in gap_words.way_said(few)
    assert gap_words.rule_said(known).startswith("The order-by date leaves 25 days for the way and 14 days")
    assert gap_words.way_said(known) == "A delivery usually takes 10 days, at worst 25 days (by 6 parcels)."


def test_the_doctor_declares_a_pause_and_ends_it_and_the_host_only_sees_it(made, qtbot):
    tab = clinic.open_tab(SummaryTab, made, made.centre, qtbot)
    tab.pauses.pause.click()
    (sheet,) = clinic.dialogs(tab, FactSheet)
    sheet.form.fields["why"].editor.set_raw("fictional")
    sheet.button.click()
    made.carry()
    seen = clinic.open_tab(SummaryTab, made, made.host, qtbot)
    entry = made.case(made.centre).current(Pause)
    tab.pauses.ask_end(entry, entry.fact)
    (sheet,) = clinic.dialogs(tab, FactSheet)
    sheet.form.fields["until"].editor.set_value(TODAY + timedelta(days=10))
    sheet.button.click()

    assert clinic.says(seen, "Days of stock stand still for now")
    assert not seen.pauses.pause.isVisible()
    assert made.look(made.centre).coverage.days_left == 100
    assert isinstance(tab.pauses, PauseLines)


@pytest.mark.parametrize(("days", "offered"), [(83, False), (84, True)])
def test_the_preview_offers_a_reserve_once_a_gap_is_to_be_expected(made, qtbot, days, offered):
    made.host.write.execute("REPLACE INTO route_view VALUES ('KG', 'RU', 'courier', 5, 7, 9, 1)")
    made.hands.later(days)
    journal.catch_up(made.host.write, world(made.host, made.host.write), today=made.hands.day)
    page = Opened(qtbot, made.host).page("today")

    buttons = [one.text() for one in page.findChildren(Button)]

    assert "Order a delivery" in buttons
    assert offered == ("Find a reserve nearby" in buttons)


def due(verb, left, **reasons):
    """Give a row of the queue for somebody with so many days left."""
    out = TODAY + timedelta(days=left)
    return lists.DueRow("today", b"", "КОР 640-3", verb, "host", make.START_MS, TODAY, out, reasons)


@pytest.mark.parametrize(
    ("left", "said"),
    [
        (25, "delivery usually takes 12 days"),
        (24, "delivery usually takes 12 days, a gap is possible"),
        (12, "delivery usually takes 12 days, a gap is possible"),
        (11, "delivery usually takes 12 days, a gap is expected"),
    ],
)
def test_a_row_says_whether_a_gap_is_possible_or_expected(left, said):
    eyes = to_do.Eyes("host", frozenset({"caseworker"}), TODAY, discreet=True)

    row = to_do.queue_row(due("order", left, usual_days=12, lead_days=25), eyes)

    assert said == row.why


@pytest.mark.parametrize(("left", "tone"), [(31, "accent"), (30, "warning"), (15, "warning")])
def test_an_order_is_coloured_from_thirty_days_on(left, tone):
    eyes = to_do.Eyes("host", frozenset({"caseworker"}), TODAY, discreet=True)

    assert tone == to_do.queue_row(due("order", left, usual_days=1, lead_days=1), eyes).tone


def test_the_centre_reads_what_was_ordered_and_the_host_how_old_a_count_is():
    eyes = to_do.Eyes("centre", frozenset({"pharmacist"}), TODAY, discreet=True)
    wanted = str(TODAY + timedelta(days=10))
    counted = str(TODAY - timedelta(days=61))

    ordered = to_do.queue_row(due("assemble", 20, days=60, wanted_by=wanted), eyes).why
    old = to_do.queue_row(due("count-again", 90, known_on=counted), eyes).why

    assert ordered == "ordered for 60 days, by 3 December"
    assert old == "last known 61 days ago; after 60 days RegDesk proposes a count"


def test_today_takes_the_worse_day_and_says_so_where_the_clock_fell_back(qtbot, light, tmp_path):
    host, centre = shells.pair(tmp_path)
    stream = desks.new_person(host, centre, stock=StockCount(on=host.clock.today(), days=40))
    newest = lists.today(host)
    behind = Opened(qtbot, host)
    hands = behind.place.desk.clock
    assert not newest.unsure

    object.__setattr__(hands, "today", lambda: newest.on - timedelta(days=60))
    found = lists.today(host)
    page = behind.page("today")

    assert (found.unsure, found.on < newest.on) == (True, True)
    assert page._unsure.isVisible()
    assert "Clock unsure" in page._unsure.accessibleName()
    assert cases.look(host, stream).coverage.unsure
    assert cases.look(host, stream).coverage.today == found.on
    assert lists.case_row(host, stream).run_out is not None
