"""The Centre's decisions as windows: accept with a number, ask for more, decline, return, give a number."""

from collections.abc import Sequence
from datetime import timedelta

from PySide6.QtWidgets import QWidget

from regdesk.actions import registrations, reviews
from regdesk.actions.cases import Look
from regdesk.domain import links
from regdesk.domain.journal import CaseFile
from regdesk.domain.people import IdentityPaper
from regdesk.domain.reviews import (
    IDENTITY_LEVELS,
    Registration,
    Returned,
    ReviewDecision,
    Teleconsultation,
)
from regdesk.errors import Refused, RegDeskError
from regdesk.i18n import N_, tr
from regdesk.ui import words
from regdesk.ui.dialogs.form import FormDialog
from regdesk.ui.editors import RadioEditor, TextEditor
from regdesk.ui.field import Field
from regdesk.ui.pages.case.asking import ask, ask_with
from regdesk.ui.pages.case.sheet import Asked
from regdesk.ui.pages.case.tab import Context
from regdesk.ui.pieces import column, label
from regdesk.ui.widgets.error_summary import ErrorSummary
from regdesk.ui.widgets.notes import Note

ANSWER_IN = timedelta(days=14)  # a returned package is answered within 14 days: domain.md 7.2, proposed
_LATER = N_("may stay empty and be given later")
# What the case shows of who the person is; the doctor chooses the level.
_EVIDENCE = (
    N_("This case shows so far: no document."),
    N_("This case shows so far: a document with a photo (L1)."),
    N_("This case shows so far: a confirmed link to the register (L2)."),
    N_("This case shows so far: a video talk (L3)."),
)
_SENT = N_("The decision goes out with the next exchange.")


class AcceptForm(QWidget):
    """Asks for identity level and number; where something is left to check, also why it is accepted."""

    def __init__(self, decision: ReviewDecision, look: Look, left: str) -> None:
        super().__init__()
        self._decision, self._left = decision, left
        self.summary = ErrorSummary()
        level, number, why = RadioEditor(IDENTITY_LEVELS, upright=True), TextEditor(), TextEditor()
        self.level = Field("level", level, text=N_("Identity evidence"), hint=evidence(look.case))
        self.number = Field("number", number, text=N_("Registration number"), hint=_LATER)
        self.number.editor.set_raw(links.number(look.case))
        self.why = Field("why", why, text=N_("Why it is accepted all the same"))
        hint = label(number_hint(look), "small", "secondary", wrap=True)
        note = Note(left, "warning")
        self.setLayout(column(self.summary, note, self.level, self.number, hint, self.why, gap=14))
        note.setVisible(bool(left))
        self.why.setVisible(bool(left))
        self.number.setVisible(look.may(Registration))
        hint.setVisible(look.may(Registration) and bool(hint.text()))

    def fact(self) -> tuple[ReviewDecision, str] | None:
        """Give decision and number, or None after showing what is to mend."""
        level, why = str(self.level.editor.raw()), str(self.why.editor.raw())
        self.level.show_error("" if level else tr(N_("Choose how well the identity is proven.")))
        lacks_why = bool(self._left) and not why.strip()
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


def accept(context: Context, look: Look, left: str) -> FormDialog:
    """Open the window that accepts."""
    form = AcceptForm(_decision(context, "accept"), look, left)
    title = tr(N_("Accept {code}")).format(code=words.code_of(look.case))
    desk, stream = context.desk, context.stream
    dialog = FormDialog(context.shell, title, form, title)
    return ask_with(
        context,
        dialog,
        lambda both: reviews.accept(desk, stream, *both),
        tr(_SENT),
    )


def more(context: Context, papers: Sequence[str], wanted: Sequence[str]) -> QWidget:
    """Open the window that asks for more; what the check found wanting is there already."""
    until = context.desk.clock.today() + ANSWER_IN
    fact = _decision(context, "more", papers=tuple(papers), wanted=tuple(wanted), answer_by=until)
    asked = Asked(
        ReviewDecision,
        N_("Ask for more"),
        N_("Ask for more"),
        fact,
        ("papers", "wanted", "reason", "answer_by"),
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


def give_number(context: Context, look: Look) -> QWidget:
    """Open the window that gives the registration number; a linked person keeps the one they have."""
    desk, stream = context.desk, context.stream
    fact = Registration(number=links.number(look.case), on=desk.clock.today())
    asked = Asked(
        Registration,
        N_("Give the registration number"),
        N_("Give the number"),
        fact,
        ("number",),
        number_hint(look),
    )
    said = tr(N_("The number is given."))
    return ask(context, asked, lambda f: registrations.register(desk, stream, f.number), said, undo=False)


def evidence(case: CaseFile) -> str:
    """Say which evidence of identity the case holds (msgid); the doctor decides what it is worth."""
    photo = any(paper.pages for paper in case.all(IdentityPaper))
    video = any(one.on and one.how == "video" for one in case.all(Teleconsultation))
    level = 3 if video else 2 if links.confirmed(case) else 1 if photo else 0
    return _EVIDENCE[level]


def number_hint(look: Look) -> str:
    """Say what the number must look like, or that the person has one already."""
    if known := links.number(look.case):
        return tr(N_("The person is registered as {number}; there is no second number.")).format(number=known)
    _, example = registrations.pattern_of(look.case)
    return tr(N_("Looks like {example}")).format(example=example) if example else ""


def _decide(context: Context, asked: Asked) -> QWidget:
    desk, stream = context.desk, context.stream
    return ask(context, asked, lambda fact: reviews.decide(desk, stream, fact), tr(_SENT), undo=False)


def _decision(context: Context, what: str, **more: object) -> ReviewDecision:
    desk = context.desk
    return ReviewDecision(decision=what, on=desk.clock.today(), clinician=desk.person.name, **more)  # type: ignore[arg-type]
