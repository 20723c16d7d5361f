"""The Centre's decisions as windows: accept with a number, ask for more, decline, return, give a number."""

from collections.abc import Sequence
from datetime import timedelta

from PySide6.QtWidgets import QWidget

from regdesk.actions import registrations, reviews
from regdesk.domain.reviews import IDENTITY_LEVELS, Registration, Returned, ReviewDecision
from regdesk.errors import Refused, RegDeskError
from regdesk.i18n import N_, tr, trn
from regdesk.ui.dialogs.form import FormDialog
from regdesk.ui.editors import RadioEditor, TextEditor
from regdesk.ui.field import Field
from regdesk.ui.pages.case.asking import ask, ask_with
from regdesk.ui.pages.case.sheet import Asked
from regdesk.ui.pages.case.tab import Context
from regdesk.ui.pieces import column
from regdesk.ui.widgets.error_summary import ErrorSummary
from regdesk.ui.widgets.notes import Note

ANSWER_IN = timedelta(days=14)  # a returned package is answered within 14 days: domain.md 7.2, proposed
_SENT = N_("The decision goes out with the next exchange.")


class AcceptForm(QWidget):
    """Asks for identity level and number; where something is left to check, also why it is accepted."""

    def __init__(self, decision: ReviewDecision, left: int, *, with_number: bool) -> None:
        super().__init__()
        self._decision, self._left = decision, left
        self.summary = ErrorSummary()
        level, number, why = RadioEditor(IDENTITY_LEVELS, upright=True), TextEditor(), TextEditor()
        later = N_("may stay empty and be given later")
        self.level = Field("level", level, text=N_("Identity evidence"))
        self.number = Field("number", number, text=N_("Registration number"), hint=later)
        self.why = Field("why", why, text=N_("Why it is accepted all the same"))
        unchecked = trn(N_("{n} field is not checked yet."), N_("{n} fields are not checked yet."), left)
        note = Note(unchecked, "warning")
        self.setLayout(column(self.summary, note, self.level, self.number, self.why, gap=14))
        note.setVisible(left > 0)
        self.why.setVisible(left > 0)
        self.number.setVisible(with_number)

    def fact(self) -> tuple[ReviewDecision, str] | None:
        """Give decision and number, or None after showing what is to mend."""
        level, why = str(self.level.editor.raw()), str(self.why.editor.raw())
        self.level.show_error("" if level else tr(N_("Choose how well the identity is proven.")))
        lacks_why = self._left > 0 and not why
        self.why.show_error(
            tr(N_("Say why you accept although not everything is checked.")) if lacks_why else ""
        )
        wrong = [field for field in (self.level, self.why) if field.error()]
        self.summary.show_lines([(field.error(), field.jump) for field in wrong])
        return None if wrong else self._checked(level, why)

    def show_refusal(self, error: RegDeskError) -> None:
        """Say on top why it was refused."""
        self.summary.show_sentence(tr(error.message).format(**error.values))

    def _checked(self, level: str, why: str) -> tuple[ReviewDecision, str] | None:
        known = self._decision
        decision = ReviewDecision(
            decision="accept", on=known.on, reason=why, identity_level=level, clinician=known.clinician
        )
        try:
            decision.check()
        except Refused as refused:
            self.show_refusal(refused)
            return None
        return decision, str(self.number.editor.raw())


def accept(context: Context, code: str, left: int, *, with_number: bool) -> FormDialog:
    """Open the window that accepts."""
    form = AcceptForm(_decision(context, "accept"), left, with_number=with_number)
    words, desk, stream = tr(N_("Accept {code}")).format(code=code), context.desk, context.stream
    dialog = FormDialog(context.shell, words, form, words)
    return ask_with(context, dialog, lambda both: reviews.accept(desk, stream, *both), tr(_SENT))


def more(context: Context, wanted: Sequence[str]) -> QWidget:
    """Open the window that asks for more; what the check found wanting is there already."""
    until = context.desk.clock.today() + ANSWER_IN
    fact = _decision(context, "more", wanted=tuple(wanted), answer_by=until)
    asked = Asked(
        ReviewDecision, N_("Ask for more"), N_("Ask for more"), fact, ("wanted", "reason", "answer_by")
    )
    return _decide(context, asked)


def decline(context: Context, code: str) -> QWidget:
    """Open the window that declines; its button repeats what will be done."""
    words = tr(N_("Decline {code}")).format(code=code)
    asked = Asked(ReviewDecision, words, words, _decision(context, "decline"), ("reason", "next_step"))
    return _decide(context, asked)


def send_back(context: Context) -> QWidget:
    """Open the window that returns the package for correction."""
    desk, stream, today = context.desk, context.stream, context.desk.clock.today()
    fact = Returned(on=today, reasons=(), answer_by=today + ANSWER_IN)
    fields = ("reasons", "note", "answer_by")
    asked = Asked(Returned, N_("Return for correction"), N_("Return the package"), fact, fields)
    return ask(context, asked, lambda f: reviews.send_back(desk, stream, f), tr(_SENT), undo=False)


def give_number(context: Context) -> QWidget:
    """Open the window that gives the registration number."""
    desk, stream = context.desk, context.stream
    fact = Registration(number="", on=desk.clock.today())
    asked = Asked(Registration, N_("Give the registration number"), N_("Give the number"), fact, ("number",))
    said = tr(N_("The number is given."))
    return ask(context, asked, lambda f: registrations.register(desk, stream, f.number), said, undo=False)


def _decide(context: Context, asked: Asked) -> QWidget:
    desk, stream = context.desk, context.stream
    return ask(context, asked, lambda fact: reviews.decide(desk, stream, fact), tr(_SENT), undo=False)


def _decision(context: Context, what: str, **more: object) -> ReviewDecision:
    desk = context.desk
    return ReviewDecision(decision=what, on=desk.clock.today(), clinician=desk.person.name, **more)  # type: ignore[arg-type]
