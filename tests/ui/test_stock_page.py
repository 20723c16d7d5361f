"""The stock page: batches and what came and went of each, who may write, and nothing in sight by default."""

from datetime import date, timedelta

import pytest

from regdesk.actions import erasure, lists, stock
from regdesk.domain.stock import StockMovement
from regdesk.ui.dialogs.form import FormDialog
from tests import clinic, desks, make, supply_scene
from tests.shells import Opened


def opened(qtbot, desk, *, discreet=False):
    window = Opened(qtbot, desk, discreet=discreet)
    page = window.page("stock")
    page.opened = window
    return page


def dialog_of(page):
    (dialog,) = [one for one in page.opened.shell.findChildren(FormDialog) if one.isVisible()]
    return dialog


@pytest.fixture
def made(tmp_path, light):
    found = clinic.clinic(tmp_path, "accepted")
    found.prescribe(start_on=None)
    return found


def test_medicines_are_hidden_behind_one_line_in_discreet_mode(made, qtbot):
    supply_scene.shelf(made.centre, "centre", 60)
    page = opened(qtbot, made.centre, discreet=True)
    hidden = page.view.isVisible()
    page.enter()
    lifted = page.view.isVisible()
    page.leave()

    assert (False, True, False) == (hidden, lifted, page.view.isVisible())


def test_what_came_is_written_down_and_can_be_taken_back(made, qtbot):
    page = opened(qtbot, made.centre)
    empty = clinic.says(page, "Nothing is written down yet.")
    page.new.click()
    form = dialog_of(page).form
    form.medicine.editor.set_raw(
        "tenofovir disoproxil fumarate + lamivudine + dolutegravir, 300 mg + 300 mg + 50 mg"
    )
    form.number.editor.set_raw("B-1")
    form.expires.editor.set_raw("31.05.2028")
    form.units.editor.set_raw("95")
    dialog_of(page).button.click()
    (row,) = page.rows.rows()
    name, days = stock.short_name(row), stock.days(row)
    page.opened.shell.undo_bar.undo()

    assert empty
    assert (95, 3, 95, "TDF/3TC/DTG, 300 mg + 300 mg + 50 mg") == (row.units, row.packs, days, name)
    assert [] == page.rows.rows()


def test_one_medicine_in_two_languages_is_one_batch(made):
    for text in (
        "тенофовир + ламивудин + долутегравир, 300 мг + 300 мг + 50 мг",
        "tenofovir disoproxil fumarate + lamivudine + dolutegravir, 300 mg + 300 mg + 50 mg",
    ):
        stock.move(made.centre, movement(text), "centre")

    assert [60] == [row.units for row in stock.batches(made.centre)]


def movement(medicine, units=30):
    return StockMovement(
        medicine=medicine,
        batch="B-1",
        units=units,
        why="received",
        on=make.TODAY,
        expires_on=date(2028, 5, 31),
    )


def test_the_days_of_a_medicine_nobody_knows_are_not_said(made):
    stock.move(made.centre, movement("unheard of, 1 mg"), "centre")

    (row,) = stock.batches(made.centre)
    assert stock.days(row) is None
    assert stock.short_name(row) == "unheard of, 1 mg"


@pytest.mark.parametrize(
    ("days", "state"), [(-1, "expired"), (0, "soon"), (119, "soon"), (120, ""), (121, "")]
)
def test_a_batch_expires_soon_where_it_cannot_outlive_a_usual_supply(made, days, state):
    supply_scene.shelf(made.centre, "centre", 60, expires_on=make.TODAY + timedelta(days=days))

    (row,) = stock.batches(made.centre)
    assert state == stock.state_of(row, make.TODAY)


def test_a_shortage_is_on_today_until_somebody_counts(made, qtbot):
    supply_scene.shelf(made.centre, "centre", 60, "TEST-A1")
    made.pack()
    page = opened(qtbot, made.centre)
    verbs = [row.verb for row in lists.today(made.centre).rows]
    warned = clinic.says(page, "Of 1 batch more was given than there was.")
    today = page.opened.page("today")
    row = next(
        line
        for line in today.queue._lines.lines
        if getattr(line, "data", None) and line.data.verb == "stock-short"
    )
    today.open_row(row)
    page.view.selectRow(0)
    page.write(page.current())
    dialog_of(page).form.units.editor.set_raw("0")
    dialog_of(page).button.click()

    assert "stock-short" in verbs
    assert warned
    assert page.opened.shell.page() is page
    assert "stock-short" not in [row.verb for row in lists.today(made.centre).rows]


def test_each_batch_shows_what_came_and_went_and_for_whom_by_code(made, qtbot):
    supply_scene.shelf(made.centre, "centre", 120, "TEST-A1")
    made.pack()
    page = opened(qtbot, made.centre)
    page.view.selectRow(0)

    code = lists.case_row(made.centre, made.stream).code
    assert clinic.says(page, f"set aside for a person · {code}")
    assert clinic.says(page, "\N{MINUS SIGN}90")
    assert clinic.says(page, "+120")


def test_whose_role_does_not_keep_the_stock_is_not_offered_to(tmp_path, light, qtbot):
    centre = desks.desk(tmp_path / "centre", "Centre", "centre", country="KG")
    registrar = desks.second(centre, tmp_path / "second", roles="registrar")
    page = opened(qtbot, registrar)

    page.write(None)

    assert not page.new.isVisible()
    assert not [one for one in page.opened.shell.findChildren(FormDialog) if one.isVisible()]
    assert clinic.says(page, "A pharmacist or doctor writes here")


@pytest.mark.parametrize("section", ["supply", "clinical"])
def test_erasing_a_person_leaves_the_shelf_as_it_is_and_nothing_of_them(made, section):
    supply_scene.shelf(made.centre, "centre", 120, "TEST-A1")
    made.pack()
    before = [(row.batch, row.units) for row in stock.batches(made.centre)]

    erasure.erase(made.centre, made.stream, sections=[section])

    (row,) = stock.batches(made.centre)
    assert before == [("TEST-A1", 30)] == [(row.batch, row.units)]
    assert {(one.why, one.code) for one in stock.lines(made.centre, row)} == {("given", ""), ("received", "")}


def test_what_was_counted_since_is_not_taken_off_again_by_erasing(made):
    supply_scene.shelf(made.centre, "centre", 120, "TEST-A1")
    made.pack()
    made.hands.later(1)
    counted = StockMovement(
        medicine=f"{clinic.DOSE.inn}, {clinic.DOSE.strength}",
        batch="TEST-A1",
        units=25,
        why="counted",
        on=made.hands.day,
        expires_on=date(2028, 5, 31),
    )
    stock.move(made.centre, counted, "centre")

    erasure.erase(made.centre, made.stream, sections=["supply"])

    assert [25] == [row.units for row in stock.batches(made.centre)]
