"""People: views, the field that finds any spelling, the table, and the same search in the palette."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from regdesk.actions import syncing
from regdesk.actions.desk import read_case
from regdesk.domain.supply import StockCount
from regdesk.store import arrivals, journal
from regdesk.sync import proving
from regdesk.ui.pages.look_up import people_finder
from regdesk.ui.pages.people_table import step
from tests import desks, make, shells
from tests.shells import Opened


@pytest.fixture(scope="module")
def host(tmp_path_factory):
    """Give the desk of a host that knows three people."""
    host, centre = shells.pair(tmp_path_factory.mktemp("people"))
    today = host.clock.today()
    for family, days in (("Асанова", 6), ("Примеров", 20), ("Тестова", 80)):
        identity = make.identity(family_name=family, family_latin="", given_latin="")
        desks.new_person(host, centre, identity=identity, stock=StockCount(on=today, days=days))
    return host


@pytest.fixture
def page(qtbot, light, host):
    """Give the page of people, in discreet mode."""
    return Opened(qtbot, host).page("people")


def names(page):
    """List who is shown."""
    return [shown.row.name.split()[0] for shown in page.table.rows()]


def type_into(page, text):
    """Type into the field and let the pause after typing pass."""
    page.field.setText(text)
    page.reload()


@pytest.mark.parametrize("typed", ["асан", "Asanova", "fcfyjdf", "Асанова Айг"])
def test_any_spelling_and_layout_finds_a_person(page, typed):
    type_into(page, typed)

    assert names(page) == ["Асанова"]


def test_a_code_in_latin_letters_finds_its_person(page):
    code = page.table.rows()[0].row.code
    latin = code.translate(str.maketrans("АВЕКМНОРСТУХ", "ABEKMHOPCTYX")).lower()

    type_into(page, latin)

    assert [shown.row.code for shown in page.table.rows()] == [code]


def test_a_view_narrows_and_shows_its_number(page):
    page.chips.choose("urgent")
    page.reload()

    assert names(page) == ["Асанова"]
    assert page.chips._buttons["urgent"].text().endswith("1")
    assert page.chips._buttons["active"].text().endswith("3")


def test_the_bottom_line_opens_the_list_it_counts(qtbot, light, host):
    opened = Opened(qtbot, host)

    opened.shell.line_asked.emit("soon")

    assert names(opened.shell.page()) == ["Примеров"]


def test_nobody_found_says_what_to_check(page):
    type_into(page, "zzzz")

    said = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    assert "Nobody found. Check the keyboard layout: names that sound alike are shown too." in said


def test_enter_in_the_field_opens_the_first_person(qtbot, light, host):
    opened = Opened(qtbot, host)
    page = opened.page("people")
    type_into(page, "Примеров")

    qtbot.keyClick(page.field, Qt.Key.Key_Return)

    assert opened.door.asked == [page.table.rows()[0].row.stream]


def test_escape_clears_the_field_first(page):
    type_into(page, "zzzz")

    page.commands["close"]()

    assert page.field.text() == ""
    assert len(page.table.rows()) == 3


def test_no_name_is_visible_or_said_before_it_is_asked_for(page):
    said = " ".join(page.table.sentence(shown) for shown in page.table.rows())
    shown = " ".join(label.text() for label in page.findChildren(QLabel))

    assert "Асанова" not in said + shown + page._name.text()
    page.view.selectRow(names(page).index("Асанова"))
    page._name.show_name()
    assert "Асанова" in page._name.text()


def test_a_row_is_one_sentence(page):
    type_into(page, "Асанова")

    row = page.table.rows()[0]

    assert page.table.sentence(row).startswith(f"Code: {row.row.code}. Path: KG → RU. Step: 2. Documents.")
    assert "Stock: 6 d." in page.table.sentence(row)


def test_columns_go_one_after_the_other_where_the_window_is_narrow(page):
    titles = [column.title for column in page.table.columns]
    page.view.resize(800, 300)
    page.view.fit()
    assert [titles[n] for n in range(6) if page.view.isColumnHidden(n)] == ["Last record"]

    page.view.resize(560, 300)
    page.view.fit()

    hidden = [titles[n] for n in range(6) if page.view.isColumnHidden(n)]
    assert hidden == ["Path", "Last record"]


def test_a_page_follows_the_other_until_all_are_shown(page, host, monkeypatch):
    monkeypatch.setattr("regdesk.store.queries.PAGE", 2)
    monkeypatch.setattr(
        "regdesk.store.queries.cases_page.__kwdefaults__", {"order": "last", "after": None, "limit": 2}
    )
    page.reload()
    assert len(page.table.rows()) == 2

    for _ in range(2):
        page.table.fetchMore(page.view.rootIndex())

    assert sorted(names(page)) == ["Асанова", "Примеров", "Тестова"]
    assert not page.table.canFetchMore(page.view.rootIndex())


def test_the_palette_finds_people_and_tells_only_codes(qtbot, light, host):
    opened = Opened(qtbot, host)
    found = []

    people_finder(opened.place)("asanova", found.extend)

    assert len(found) == 1
    assert "Асанова" not in found[0].text
    assert found[0].note == "Documents · stock for 6 days"
    found[0].act()
    assert len(opened.door.asked) == 1


def test_the_palette_begins_with_the_newest_three(qtbot, light, host):
    opened = Opened(qtbot, host, discreet=False)
    found = []

    people_finder(opened.place)("", found.extend)

    assert [each.text.split()[-2] for each in found] == ["Тестова", "Примеров", "Асанова"]


def test_a_case_whose_signatures_are_being_checked_says_so_in_words(qtbot, light, tmp_path):
    host, centre = shells.pair(tmp_path)
    case = desks.new_person(host, centre)
    ids = [entry.id for entry in read_case(host, case).entries if entry.section != "internal"]
    signed = journal.signed(host.write, case, ids).values()
    world = syncing.post_of(centre).world()
    arrivals.take(centre.write, signed, world, today=make.TODAY, source=host.org)
    window, found = Opened(qtbot, centre), []

    page = window.page("people")
    (waiting,) = page.table.rows()
    said = page.table.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    people_finder(window.place)(waiting.row.code, found.extend)
    proving.prove_all(syncing.post_of(centre))
    page.reload()

    assert "signatures are being checked" in step(waiting).text
    assert "signatures are being checked" in said
    assert "signatures are being checked" in found[0].note
    assert "signatures are being checked" not in step(page.table.rows()[0]).text
