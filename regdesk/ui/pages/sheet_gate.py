"""The last step of set-up: the recovery sheet on paper, and two of its groups typed back from there.

It fills the window until that is done, after a crash or a power cut too: without a sheet one broken disk may
lose everything.
"""

from typing import Final

from PySide6.QtCore import Signal

from regdesk.actions import sheets
from regdesk.actions.desk import Desk
from regdesk.actions.sheets import Draft
from regdesk.i18n import N_, tr
from regdesk.ui.background import Background
from regdesk.ui.editors import TextEditor
from regdesk.ui.field import Field
from regdesk.ui.pages.gate_steps import Step, StepGate, unfilled
from regdesk.ui.pages.keys.sheet_paper import SheetPaper
from regdesk.ui.pieces import row
from regdesk.ui.widgets.error_summary import Line

_PAPER, _TYPE = range(2)
_WHY: Final = N_("It brings the organisation back when no computer works any more. Set-up ends with it.")
_FROM_PAPER: Final = N_("Read them from the paper: on this page they are hidden.")
_NOTE: Final = N_("This needs no internet and no printer. If the power fails, you come back to this step.")


class SheetGate(StepGate):
    """`finished` says that the sheet is in force."""

    finished = Signal()

    def __init__(self, desk: Desk, background: Background) -> None:
        self._desk, self._background = desk, background
        self._draft: Draft | None = None
        self.paper = SheetPaper(desk, background)
        self.typed = [Field(name, TextEditor(), text=N_("Group")) for name in ("first", "second")]
        steps = (
            Step(N_("Recovery sheet"), _WHY, (self.paper,), self.paper.groups.setFocus),
            Step(N_("Type two groups back"), _FROM_PAPER, (row(*self.typed, gap=12),), self.typed[0].jump),
        )
        super().__init__(steps, _NOTE)
        self.paper.failed.connect(self.show_error)
        self.go_to(_PAPER)
        background.run(lambda: sheets.begun(desk), self._show, "write", self.show_error)

    def errors(self, step: int) -> list[Line]:
        """Ask for both groups."""
        return unfilled(self.typed) if step == _TYPE else []

    def leave(self, step: int) -> None:
        """Go on once it is on paper; put the sheet in force if the paper says what it should."""
        draft, desk = self._draft, self._desk
        if step == _PAPER:
            self.go_to(_TYPE)
        elif draft is not None:
            pairs = zip(draft.asked, self.typed, strict=True)
            typed = {number: str(field.editor.raw()) for number, field in pairs}
            self._background.run(
                lambda: sheets.confirm(desk, typed), lambda _: self.finished.emit(), "write", self.show_error
            )

    def go_to(self, step: int) -> None:
        """Show a step, and on the button what has been done by then."""
        self.paper.setVisible(step == _PAPER)
        super().go_to(step)
        done = N_("I printed it or wrote it down") if step == _PAPER else N_("Finish set-up")
        self._next.show_text(tr(done), keys="Enter")

    def _show(self, draft: Draft) -> None:
        self._draft = draft
        self.paper.show_draft(draft)
        for number, field in zip(draft.asked, self.typed, strict=True):
            field.rename(tr(N_("Group {number}")).format(number=number))
