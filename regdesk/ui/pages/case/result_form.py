"""A short form for one laboratory result, typed as the paper says it: `412`, `<20`, `not detected`."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from regdesk.actions import labs
from regdesk.domain.labs import SHOWN_UNITS, TESTS, LabResult
from regdesk.domain.papers import ClinicalPaper
from regdesk.errors import Refused, RegDeskError
from regdesk.i18n import N_, tr
from regdesk.ui import words
from regdesk.ui.editors import ChoiceEditor, TextEditor, TickEditor
from regdesk.ui.field import Field
from regdesk.ui.forms import FactForm
from regdesk.ui.pages.case.side_by_side import modest
from regdesk.ui.pieces import column, label
from regdesk.ui.typed_results import read_result

# The tests a paper is about when it names none: its first line is most often this one.
_FIRST = {"biochemistry": "creatinine", "hepatitis": "hbsag", "pregnancy-test": "pregnancy"}
_LATER = N_("The sample cannot be from after today. Check the date.")
_LOOK_AGAIN = N_(
    "This value is unusual. Compare number and unit with the paper, and tick the box if it is so."
)


class ResultForm(QWidget):
    """Test, result with its unit, date, laboratory. `edited` tells of typing.

    An unusual value is asked about once more inside the form. Nothing is converted: what was typed is kept.
    """

    edited = Signal()

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self._today = today
        self.form = FactForm(LabResult, today, only=("test", "taken_on", "laboratory", "limit"))
        self.result = Field(
            "result", TextEditor(), text=N_("Result"), hint=N_("for example 412, <20 or not detected")
        )
        self._units = ChoiceEditor({}, optional=True)
        self.unit = Field("unit", self._units, text=N_("Unit"), hint=N_("as the paper writes it"))
        self.sure = Field("sure", TickEditor(tr(N_("I looked again: the paper says so"))))
        self._means = label("", "small", "secondary", wrap=True)
        self.setLayout(column(self.form, gap=0))
        modest(self.form)
        self.form.edited.connect(self.edited)
        for field in (self.result, self.unit, self.sure):
            field.edited.connect(self.edited)
        for field in (self.result, self.unit):
            field.edited.connect(self._on_typed)
        self.form.fields["test"].edited.connect(self._on_test)
        if isinstance(inside := self.form.layout(), QBoxLayout):
            for place, widget in enumerate((self.result, self.unit, self._means, self.sure), start=2):
                inside.insertWidget(place, widget)  # below the summary and the test
        self._on_test()

    def start(self, paper: ClinicalPaper | None) -> None:
        """Begin with what the paper says already."""
        self.form.clear()
        self._fill("")
        if paper:
            test = paper.type if paper.type in TESTS else _FIRST.get(paper.type, "")
            self.form.fields["test"].editor.set_raw(test)
            self.form.fields["taken_on"].editor.set_value(paper.dated)
            self.form.fields["laboratory"].editor.set_value(paper.laboratory)
        self._on_test()

    def again(self) -> None:
        """Go on with the next line of the same paper: its date and laboratory stay."""
        self.form.fields["test"].editor.set_raw("")
        self.form.fields["limit"].editor.set_raw("")
        self._fill("")
        self._on_test()
        self.form.fields["test"].jump()

    def typed(self) -> dict[str, Any]:
        """Give everything as it was typed."""
        return {**self.form.typed(), "result": self.result.editor.raw(), "unit": self.unit.editor.raw()}

    def restore(self, draft: dict[str, Any]) -> None:
        """Show again what a draft kept."""
        self.form.restore(draft)
        self._on_test()
        self.result.editor.set_raw(draft.get("result", ""))
        if unit := draft.get("unit"):
            self.unit.editor.set_raw(unit)
        self._on_typed()

    def fact(self) -> LabResult | None:
        """Give the result, or None after showing what is to mend or to look at again."""
        parts = self._parts()
        if parts is None:
            self.form.fact(outcome="invalid")  # shows what else is to mend
            self.result.jump()
            return None
        made = self.form.fact(**parts)
        if made is None or not self._can_be(made):
            return None
        if labs.is_unusual(made) and not self.sure.editor.value():
            self.sure.show()
            self.sure.show_error(tr(_LOOK_AGAIN))
            self.sure.jump()
            return None
        return made

    def show_refusal(self, error: RegDeskError) -> None:
        """Say on top why it was refused."""
        self.form.show_refusal(error)

    def _can_be(self, made: LabResult) -> bool:
        try:
            labs.check(made)
        except Refused as refused:
            self.result.show_error(tr(refused.message).format(**refused.values))
            self.result.jump()
            return False
        if made.taken_on > self._today():
            self.form.fields["taken_on"].show_error(tr(_LATER))
            self.form.fields["taken_on"].jump()
            return False
        return True

    def _parts(self) -> dict[str, Any] | None:
        """Read result and unit, or say beside the field why they cannot be read."""
        test = str(self.form.fields["test"].editor.raw())
        try:
            parts = read_result(self.result.editor.raw(), test, str(self.unit.editor.raw()))
        except Refused as refused:
            self.result.show_error(tr(refused.message).format(**refused.values))
            return None
        self.result.show_error("")
        return parts

    def _fill(self, result: str) -> None:
        self.result.editor.set_value(result)
        self.result.show_error("")
        self._on_typed()

    def _on_test(self) -> None:
        """Offer the units of the test; a test with outcomes only has none."""
        units = labs.units(str(self.form.fields["test"].editor.raw()))
        self._units.offer({code: SHOWN_UNITS.get(code, code) for code in units})
        self.unit.setVisible(bool(units))
        self.form.fields["limit"].setVisible(bool(units))
        self._on_typed()

    def _on_typed(self) -> None:
        """Say what a number in another unit means in the usual one; an unusual value is asked about anew."""
        self.sure.editor.set_value(None)
        self.sure.show_error("")
        self.sure.hide()
        said = self._in_usual_unit()
        self._means.setText(said)
        self._means.setVisible(bool(said))

    def _in_usual_unit(self) -> str:
        test = str(self.form.fields["test"].editor.raw())
        try:
            parts = read_result(self.result.editor.raw(), test, str(self.unit.editor.raw()))
        except Refused:
            return ""
        usual = labs.in_usual_unit(LabResult(test=test, taken_on=self._today(), **parts))
        if usual is None:
            return ""
        value = words.number(round(usual[0], 1))
        return tr(N_("that is {value} {unit}; it is kept as typed")).format(
            value=f"{parts.get('comparator', '')}{value}", unit=words.unit(usual[1])
        )
