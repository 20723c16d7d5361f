"""The form that closes a case: the outcome first, then what this outcome needs."""

from typing import Final

from PySide6.QtWidgets import QWidget

from regdesk.actions.cases import Look
from regdesk.advice import tracing
from regdesk.domain.outcomes import OPEN, OUTCOMES, Closed
from regdesk.errors import RegDeskError
from regdesk.i18n import N_, tr
from regdesk.ui.editors import ChoiceEditor, LongEditor
from regdesk.ui.field import Field
from regdesk.ui.forms import FactForm
from regdesk.ui.pages.case.tab import Context
from regdesk.ui.pages.gate_steps import unfilled
from regdesk.ui.pieces import appear, column, sized
from regdesk.ui.widgets.error_summary import ErrorSummary
from regdesk.ui.widgets.notes import Note

# Which further fields an outcome has.
_MORE: Final = {
    "transferred": ("received_by", "confirmed_on"),
    "returned-home": ("received_by", "confirmed_on"),
    "duplicate": ("other_number",),
}
_NEEDS: Final = {
    "transferred": N_("The case stays open until the new centre confirmed that it took over."),
    "died": N_("What is known of the cause is kept apart: couriers cannot read it."),
    "withdrawn": N_("Agree first how the person gets medicines from now on."),
    "duplicate": N_("Both numbers stay. Nothing is deleted."),
}


class CloseForm(QWidget):
    """Gives the outcome and, where somebody died, what is known of the cause."""

    def __init__(self, context: Context, look: Look) -> None:
        super().__init__()
        self._look, self.summary = look, ErrorSummary()
        ends = {code: text for code, text in OUTCOMES.items() if code != OPEN}
        self.outcome = Field("outcome", ChoiceEditor(ends, optional=False), text=N_("How the case ended"))
        self._note = Note("", "info")
        self.form = FactForm(Closed, context.desk.clock.today, without=("outcome",))
        self.form.fields["on"].editor.set_value(look.today)
        self.cause = Field("cause", LongEditor(), text=N_("Cause of death"), hint=N_("if it is known"))
        self.setLayout(column(self.summary, self.outcome, self._note, self.form, self.cause, None, gap=12))
        sized(self, min_height=360)  # room for what an outcome asks besides
        self.outcome.edited.connect(self._fit)
        self._fit()

    def fact(self) -> tuple[Closed, str] | None:
        """Give outcome and cause, or None after showing what is to mend."""
        lines = unfilled([self.outcome])
        self.summary.show_lines(lines)
        if lines:
            return None
        outcome = self._chosen()
        hidden = {name: "" for name in ("received_by", "other_number") if name not in _MORE.get(outcome, ())}
        fact = self.form.fact(outcome=outcome, **hidden)
        return (fact, str(self.cause.editor.raw()) if outcome == "died" else "") if fact else None

    def show_refusal(self, error: RegDeskError) -> None:
        """Say on top why it was refused."""
        self.summary.show_sentence(tr(error.message).format(**error.values))

    def _chosen(self) -> str:
        return str(self.outcome.editor.raw())

    def _fit(self) -> None:
        """Ask only for what the outcome needs."""
        outcome = self._chosen()
        shown = _MORE.get(outcome, ())
        for name in ("received_by", "confirmed_on", "other_number"):
            appear(self.form.fields[name], on=name in shown)
        appear(self.cause, on=outcome == "died")
        self._note.show_text(self._lost() if outcome == "lost" else tr(_NEEDS.get(outcome, "")))

    def _lost(self) -> str:
        """Say how many attempts and days there are: the program decides nothing."""
        look = self._look
        found = tracing.silence(look.case, look.coverage.run_out)
        if found is None:
            return ""
        said = N_("Attempts in vain: {attempts} of 3. Days since the missed one: {days}, 28 are needed.")
        days = max(0, (look.today - found.on).days)
        return tr(said).format(attempts=len(found.attempts), days=days)
