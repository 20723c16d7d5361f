"""The Supply page over all cases: five columns or a list, gaps with what can be done, keys, receipts."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from regdesk.actions import deliveries, supply
from regdesk.documents import show
from regdesk.domain.supply import StockCount
from regdesk.store import search
from regdesk.ui.dialogs.form import FormDialog
from regdesk.ui.dialogs.gaps import GapDialog
from regdesk.ui.dialogs.receipts import ReceiptsDialog
from tests import clinic, make, supply_scene
from tests.shells import Opened


@pytest.fixture
def seen(tmp_path, light):
    return supply_scene.scene(tmp_path)


def opened(qtbot, desk):
    window = Opened(qtbot, desk)
    page = window.page("supply")
    page.opened = window
    return page


def cards(page):
    return {name: [card.news for card in each.cards()] for name, each in page.board.lists.items()}


def windows(page, kind):
    return [one for one in page.opened.shell.findChildren(kind) if one.isVisible()]


def test_each_delivery_stands_in_its_column_with_its_state_in_words(seen, qtbot):
    page = opened(qtbot, seen.host)

    assert cards(page) == {
        "order": ["order now"],
        "packed": ["assemble now"],
        "dispatched": ["late by 3 days", "expected on 10 December"],
        "received": ["hand over"],
        "handed-over": ["16 November"],
    }
    assert clinic.says(page, "5 at work")


def test_the_host_sees_the_country_of_origin_and_the_centre_the_host_country(seen, qtbot):
    corners = [
        {card.corner for each in opened(qtbot, desk).board.lists.values() for card in each.cards()}
        for desk in (seen.host, seen.centre)
    ]

    assert [{"KG"}, {"RU"}] == corners


def test_no_name_and_no_medicine_is_on_the_page_nor_read_aloud(seen, qtbot):
    supply_scene.shelf(seen.host, "host", 90)
    page = opened(qtbot, seen.host)
    page.ways.choose(1)

    said = [card.sentence() for each in page.board.lists.values() for card in each.cards()]
    rows = [page.table.rows.sentence(row) for row in page.table.rows.rows()]
    words = " ".join([*said, *rows, *clinic.shown(page)]).lower()
    assert not [word for word in ("dolutegravir", "tdf", "асанова", "hiv") if word in words]


def test_arrows_go_from_column_to_column_and_enter_opens_the_case(seen, qtbot):
    page = opened(qtbot, seen.host)
    lists = page.board.lists
    for _ in range(3):
        qtbot.keyClick(page.window().focusWidget(), Qt.Key.Key_Right)
    at = page.board.current().data.column
    qtbot.keyClick(page.window().focusWidget(), Qt.Key.Key_Left)
    qtbot.keyClick(lists["dispatched"], Qt.Key.Key_Return)

    assert at == "received"
    ((stream, tab),) = page.opened.door.asked
    assert (stream, tab) == (lists["dispatched"].cards()[0].data.stream, "supply")


def test_control_and_right_opens_the_window_of_the_next_step(seen, qtbot):
    page = opened(qtbot, seen.host)
    for _ in range(3):
        qtbot.keyClick(page.window().focusWidget(), Qt.Key.Key_Right)
    qtbot.keyClick(page.window().focusWidget(), Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)

    (dialog,) = windows(page, FormDialog)
    dialog.button.click()

    assert cards(page)["received"] == []
    assert len(cards(page)["handed-over"]) == 2


def test_who_may_do_nothing_is_told_whose_turn_it_is(seen, qtbot):
    page = opened(qtbot, seen.centre)
    (arrived,) = [card for card in page.found.cards if card.column == "received"]

    page.onward(arrived)

    assert not windows(page, FormDialog)
    assert "Nothing for you to do here now. Host" in page.opened.shell.undo_bar.accessibleName()


def test_expected_gaps_are_named_and_lead_to_what_can_be_done(seen, qtbot):
    supply_scene.shelf(seen.host, "host", 95)
    page = opened(qtbot, seen.host)
    strip = [text for text in clinic.shown(page.strip) if "gap" in text]
    page.options.click()
    (dialog,) = windows(page, GapDialog)
    said = clinic.says(dialog, "In the office reserve: 3 packs."), clinic.says(dialog, "Order now")
    dialog.buttons[0].click()

    code = page.found.gaps[0].delivery.code
    assert strip == [f"A gap is expected for 1 person. {code}: 27 days."]
    assert (True, True) == said
    assert page.opened.door.asked[-1] == (seen.people["order"].stream, "supply")


@pytest.mark.parametrize(("days", "gap"), [(20, 1), (21, 0), (22, 0)])
def test_a_gap_is_expected_where_the_medicines_end_before_the_way_does(tmp_path, light, days, gap):
    made = supply_scene.scene(tmp_path, ("order",)).first
    made.hands.later(1)
    supply.count_stock(made.host, made.stream, StockCount(on=made.hands.day, days=days))

    gaps = deliveries.board(made.host).gaps

    assert [gap] * bool(gap) == [one.days for one in gaps]


def test_the_list_shows_the_same_and_is_remembered(seen, qtbot):
    page = opened(qtbot, seen.host)
    page.ways.choose(1)
    again = opened(qtbot, seen.host)

    rows = again.table.rows.rows()
    assert again._stack.currentIndex() == 1
    assert len(rows) == 6
    assert rows[0].one.column == "order"
    assert rows[-1].one.column == "handed-over"


def test_the_receipts_of_what_arrived_are_one_paper_without_the_code_word(seen, qtbot):
    page = opened(qtbot, seen.host)
    page.receipts.click()
    (dialog,) = windows(page, ReceiptsDialog)

    made = seen.people["arrived"]
    (parcel,) = made.case(made.host).of(supply.Parcel)
    text = show.text(dialog._pdf)
    assert parcel.fact.number in text
    assert supply.code_word(made.case(made.host), parcel, "en") not in text


def test_nothing_that_arrived_means_no_receipts(tmp_path, light, qtbot):
    page = opened(qtbot, supply_scene.scene(tmp_path, ("assemble",)).host)

    page.receipts.click()

    assert not windows(page, ReceiptsDialog)
    assert "Nothing has arrived" in page.opened.shell.undo_bar.accessibleName()


def test_an_empty_board_says_so(tmp_path, light, qtbot):
    page = opened(qtbot, clinic.clinic(tmp_path).host)

    assert clinic.says(page, "No deliveries at work.")
    assert not page.strip.isVisible()


def test_in_little_room_one_column_is_shown_and_its_neighbours_are_a_key_away(seen, qtbot):
    page = opened(qtbot, seen.host)
    page.opened.window.resize(900, 696)
    shown = [name for name, frame in page.board._columns.items() if not frame.isHidden()]
    page.board.chips.chosen.emit("received")
    turned = [name for name, frame in page.board._columns.items() if not frame.isHidden()]

    assert (["order"], ["received"]) == (shown, turned)


def test_the_button_counts_the_packs_of_the_office(seen, qtbot):
    supply_scene.shelf(seen.host, "host", 95)
    page = opened(qtbot, seen.host)
    before = page.reserve.text()
    supply_scene.shelf(seen.host, "host", 60, "R-2", date(2027, 12, 31))
    page.reload()

    assert ("Office reserve: 3 packs", "Office reserve: 5 packs") == (before, page.reserve.text())


def test_what_is_written_elsewhere_is_there_at_once(seen, qtbot):
    page = opened(qtbot, seen.host)
    made = seen.people["sent"]
    made.report(made.host, "received")
    page.opened.background.changed.emit(supply.Changes(frozenset({made.stream})))

    assert len(cards(page)["received"]) == 2
    assert make.TODAY == page.found.today


def test_a_shortage_is_said_and_leads_to_the_stock(tmp_path, light, qtbot):
    made = supply_scene.scene(tmp_path, ("assemble",)).first
    supply_scene.shelf(made.centre, "centre", 60, "TEST-A1")
    made.pack()
    page = opened(qtbot, made.centre)
    said = clinic.says(page.short, "Of 1 batch more was given than there was.")

    page.count.click()

    assert said
    assert page.opened.shell.page() is page.opened.shell.pages["stock"]
    assert not opened(qtbot, made.host).short.isVisible()


def test_the_birth_year_stands_beside_a_code_that_two_people_have(seen, qtbot):
    code = deliveries.board(seen.host).cards[0].code
    seen.host.write.execute("UPDATE case_view SET code = ?, code_key = ?", (code, search.code_key(code)))

    page = opened(qtbot, seen.host)

    titles = {card.title for each in page.board.lists.values() for card in each.cards()}
    assert {f"{code} · 1994"} == titles
