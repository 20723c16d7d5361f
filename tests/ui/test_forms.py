"""Forms: what is typed becomes the fact, and what cannot is said where it can be mended."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QPushButton

from regdesk.domain.facts import Fact, Label
from regdesk.errors import Refused
from regdesk.ui.forms import FactForm

TODAY = date(2026, 11, 23)


@dataclass(frozen=True, kw_only=True)
class Visit(Fact):
    """A fact with a field of every type a form can ask for."""

    kind: ClassVar[str] = "visit"
    place: Annotated[str, Label("Place", "where it was")]
    on: Annotated[date, Label("Day")]
    way: Annotated[str, Label("Way", choices={"seen": "Seen", "called": "Called"})]
    mood: Annotated[str, Label("Mood", choices={c: c.upper() for c in "abcde"})] = ""
    weight: Annotated[Decimal | None, Label("Weight")] = None
    tablets: Annotated[int, Label("Tablets")] = 0
    names: Annotated[tuple[str, ...], Label("Names")] = ()
    needs: Annotated[tuple[str, ...], Label("Needs", choices={"food": "Food", "bed": "Bed"})] = ()
    note: Annotated[str, Label("Note", long=True)] = ""
    sure: Annotated[bool, Label("Sure")] = False
    until: Annotated[date | None, Label("Until")] = None
    case: bytes = b""

    def check(self) -> None:
        """Refuse a stock below nothing."""
        if self.tablets < 0:
            raise Refused("{n} tablets cannot be", n=self.tablets)


FULL = Visit(
    place="Bishkek",
    on=date(2026, 11, 9),
    way="called",
    mood="c",
    weight=Decimal("61.5"),
    tablets=30,
    names=("Anna", "Asel"),
    needs=("bed",),
    note="two\nlines",
    sure=True,
    until=date(2027, 1, 2),
    case=b"c",
)


@pytest.fixture
def form(light, qtbot):
    made = FactForm(Visit, lambda: TODAY)
    qtbot.addWidget(made)
    made.show()
    return made


def _type(qtbot, form, name, text):
    line = form.fields[name].editor.inside
    line.clear()
    qtbot.keyClicks(line, text)


def test_a_fact_shown_and_read_back_is_the_same(form):
    form.set_fact(FULL)

    assert FULL == form.fact(case=b"c")
    assert not form.is_changed()


def test_what_is_typed_becomes_the_fact(form, qtbot):
    _type(qtbot, form, "place", "Osh")
    _type(qtbot, form, "on", "9 11")
    form.fields["way"].editor.set_value("seen")
    _type(qtbot, form, "weight", "70,5")

    fact = form.fact()

    assert Visit(place="Osh", on=date(2026, 11, 9), way="seen", weight=Decimal("70.5")) == fact
    assert form.is_changed()


def test_an_empty_form_says_what_to_fill_in_on_top_and_under_each_field(form, qtbot):
    assert form.fact() is None

    links = [each.text() for each in form.summary.findChildren(QPushButton)]
    assert [f"Please fill in: {name}" for name in ("Place", "Day", "Way")] == links
    assert "Please fill in: Day" == form.fields["on"].error()
    assert "" == form.fields["note"].error()
    assert form.summary.isVisible()


def test_a_line_of_the_summary_leads_to_its_field(form, qtbot):
    form.fact()
    link = form.summary.findChildren(QPushButton)[1]

    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)

    assert form.focusWidget() is form.fields["on"].editor.inside


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("on", "31.2.2026", "like this: 9.11.2026"),
        ("tablets", "many", "in figures"),
        ("weight", "inf", "in figures"),
    ],
)
def test_what_cannot_be_read_is_said_with_an_example(form, qtbot, name, text, sentence):
    form.set_fact(FULL)

    _type(qtbot, form, name, text)

    assert form.fact() is None
    assert sentence in form.fields[name].error()


def test_what_the_fact_itself_refuses_is_said_on_top(form, qtbot):
    form.set_fact(FULL)

    _type(qtbot, form, "tablets", "-1")

    assert form.fact() is None
    assert ["-1 tablets cannot be"] == [each.text() for each in form.summary.findChildren(QPushButton)]


def test_mending_takes_the_summary_away(form):
    form.fact()
    form.set_fact(FULL)

    assert form.fact() is not None
    assert form.summary.isHidden()
    assert "" == form.fields["on"].error()


def test_a_draft_comes_shortly_after_typing_and_can_be_restored(form, qtbot):
    with qtbot.waitSignal(form.drafted, timeout=2000) as draft:
        _type(qtbot, form, "on", "unfini")
    again = FactForm(Visit, lambda: TODAY)
    qtbot.addWidget(again)

    again.restore(draft.args[0])

    assert form.typed() == again.typed()
    assert "unfini" == again.typed()["on"]
    assert again.is_changed()


def test_a_form_asks_only_for_the_fields_wanted(light, qtbot):
    short = FactForm(Visit, only=("note", "place"))
    qtbot.addWidget(short)

    assert ["note", "place"] == list(short.fields)
    assert "case" not in FactForm(Visit).fields


def test_a_screen_reader_hears_name_hint_and_error_of_a_field(form):
    form.fact()

    line = QAccessible.queryAccessibleInterface(form.fields["place"].editor.inside)

    assert "Place" == line.text(QAccessible.Text.Name)
    assert "Please fill in: Place where it was" == line.text(QAccessible.Text.Description)
