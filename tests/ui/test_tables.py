"""Tables: one model for all lists, fetched page by page, spoken row by row."""

from dataclasses import dataclass

import pytest
from PySide6.QtCore import QModelIndex, Qt

from regdesk.ui import cells
from regdesk.ui.tables import Column, PagedTable, RowTable, RowView


@dataclass(frozen=True)
class Person:
    """A row."""

    code: str
    step: int
    days: int | None


COLUMNS = (
    Column[Person]("Code", lambda p: p.code, width=130, cell=cells.CodeCell),
    Column[Person]("Step", lambda p: cells.StepValue(p.step, f"{p.step}. Delivery"), cell=cells.StepCell),
    Column[Person](
        "Stock",
        lambda p: cells.StockValue(p.days, "none yet" if p.days is None else f"{p.days} days"),
        width=170,
        right=True,
        cell=cells.StockCell,
    ),
    Column[Person](
        "Turn", lambda _: cells.TagValue("Our turn", "info", "clock"), width=150, drop=2, cell=cells.TagCell
    ),
    Column[Person]("Plain", lambda p: p.step, width=100, drop=1, strong=True),
)
PEOPLE = [Person("MTKA 482-7", 5, 6), Person("BPAK 907-4", 3, 19), Person("AMBE 551-8", 6, None)]


@pytest.fixture
def view(light, qtbot):
    table = RowTable(COLUMNS)
    table.set_rows(PEOPLE)
    made = RowView(table, "People")
    qtbot.addWidget(made)
    made.resize(900, 300)
    made.show()
    return made


def test_a_row_is_spoken_as_one_sentence(view):
    said = view.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)

    assert "Code: MTKA 482-7. Step: 5. Delivery. Stock: 6 days. Turn: Our turn. Plain: 5" == said


def test_enter_opens_the_row_that_was_chosen(view, qtbot):
    with qtbot.waitSignal(view.chosen) as chosen:
        view.selectRow(1)
    with qtbot.waitSignal(view.opened) as opened:
        qtbot.keyClick(view, Qt.Key.Key_Return)

    assert PEOPLE[1] == chosen.args[0] == opened.args[0]


def test_columns_go_in_their_order_before_anything_scrolls_sideways(view):
    shown = {}

    for width in (900, 600, 440):
        view.resize(width, 300)
        shown[width] = [number for number in range(5) if not view.isColumnHidden(number)]

    assert {900: [0, 1, 2, 3, 4], 600: [0, 1, 2, 3], 440: [0, 1, 2]} == shown


@pytest.fixture
def paged(light):
    asked = []

    def ask(cursor, take):
        asked.append((cursor, take))

    table = PagedTable(COLUMNS, ask, lambda person: person.code)
    table.asked = asked
    return table


def test_pages_are_fetched_only_when_wanted_and_each_from_where_the_last_ended(paged):
    paged.reload()
    paged.asked[0][1](PEOPLE[:2])

    assert [None] == [cursor for cursor, _ in paged.asked]
    paged.fetchMore(QModelIndex())
    assert "BPAK 907-4" == paged.asked[1][0]
    paged.asked[1][1](PEOPLE[2:])
    assert PEOPLE == paged.rows()


def test_an_empty_page_is_the_end(paged):
    paged.reload()
    paged.asked[0][1](PEOPLE)
    paged.fetchMore(QModelIndex())
    paged.asked[1][1]([])

    assert not paged.canFetchMore(QModelIndex())


def test_a_page_that_comes_after_a_reload_is_dropped(paged):
    paged.reload()
    paged.reload()

    paged.asked[1][1](PEOPLE[:1])
    paged.asked[0][1](PEOPLE)

    assert PEOPLE[:1] == paged.rows()
