"""A short form for one laboratory result, typed as the paper says it: `412`, `<20`, `not detected`."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from regdesk.domain.labs import TESTS, LabResult
from regdesk.domain.papers import ClinicalPaper
from regdesk.errors import Refused
from regdesk.i18n import N_, tr
from regdesk.ui import words
from regdesk.ui.editors import TextEditor
from regdesk.ui.field import Field
from regdesk.ui.forms import FactForm
from regdesk.ui.pages.case.side_by_side import modest
from regdesk.ui.pieces import column

# The tests a paper is about when it names none: its first line is most often this one.
_FIRST = {"biochemistry": "creatinine", "hepatitis": "hbsag", "pregnancy-test": "pregnancy"}


class ResultForm(QWidget):
    """Test, date, result, laboratory; the unit follows from the test. `edited` tells of typing."""

    edited = Signal()

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self.form = FactForm(LabResult, today, only=("test", "taken_on", "laboratory"))
        self.result = Field(
            "result", TextEditor(), text=N_("Result"), hint=N_("for example 412, <20 or not detected")
        )
        self.setLayout(column(self.form, gap=0))
        modest(self.form)
        self.form.edited.connect(self.edited)
        self.result.edited.connect(self.edited)
        if isinstance(inside := self.form.layout(), QBoxLayout):
            inside.insertWidget(2, self.result)  # below the summary and the test

    def start(self, paper: ClinicalPaper | None) -> None:
        """Begin with what the paper says already."""
        self.form.clear()
        self.result.editor.set_value("")
        self.result.show_error("")
        if paper:
            test = paper.type if paper.type in TESTS else _FIRST.get(paper.type, "")
            self.form.fields["test"].editor.set_raw(test)
            self.form.fields["taken_on"].editor.set_value(paper.dated)
            self.form.fields["laboratory"].editor.set_value(paper.laboratory)

    def typed(self) -> dict[str, Any]:
        """Give everything as it was typed."""
        return {**self.form.typed(), "result": self.result.editor.raw()}

    def restore(self, draft: dict[str, Any]) -> None:
        """Show again what a draft kept."""
        self.form.restore(draft)
        self.result.editor.set_raw(draft.get("result", ""))

    def fact(self) -> LabResult | None:
        """Give the result, or None after showing what is to mend."""
        test = str(self.form.fields["test"].editor.raw())
        try:
            parts = words.read_result(self.result.editor.raw(), test)
        except Refused as refused:
            self.result.show_error(tr(refused.message).format(**refused.values))
            self.form.fact(outcome="invalid")  # shows what else is to mend
            self.result.jump()
            return None
        self.result.show_error("")
        return self.form.fact(**parts)
