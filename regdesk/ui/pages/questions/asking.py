"""Windows of the Questions page: ask for a document, attach one, book a test, say why it cannot be done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from PySide6.QtWidgets import QWidget

from regdesk.actions import questions
from regdesk.actions.cases import Look
from regdesk.domain.book import Task
from regdesk.domain.journal import Entry, EntryId
from regdesk.domain.package import papers_of
from regdesk.domain.papers import CLINICAL_TYPES, LEGAL_TYPES, ClinicalPaper, LegalPaper
from regdesk.domain.people import IdentityPaper
from regdesk.domain.questions import Answer, Question
from regdesk.errors import Refused, RegDeskError
from regdesk.i18n import N_, tr
from regdesk.ui import words
from regdesk.ui.dates import long_date
from regdesk.ui.dialogs.form import FormDialog
from regdesk.ui.editors import ChoiceEditor, DateEditor, LongEditor, TextEditor
from regdesk.ui.field import Field
from regdesk.ui.pages.case.asking import ask, ask_with
from regdesk.ui.pages.case.sheet import Asked
from regdesk.ui.pages.case.tab import Context
from regdesk.ui.pages.gate_steps import unfilled
from regdesk.ui.pieces import column
from regdesk.ui.widgets.error_summary import ErrorSummary
from regdesk.ui.widgets.notes import Note

ANSWER_IN: Final = timedelta(days=14)  # as for a returned package: domain.md 7.2, proposed
_GOES: Final = N_("The question goes out with the next exchange.")
_ANSWERED: Final = N_("The answer goes out with the next exchange.")
_KINDS: Final = (
    (IdentityPaper, ("passport",)),
    (ClinicalPaper, tuple(code for code in CLINICAL_TYPES if code != "other")),
    (LegalPaper, tuple(code for code in LEGAL_TYPES if code != "other")),
)


@dataclass(frozen=True)
class Attached:
    """A paper chosen as the answer, and what is said with it."""

    paper: EntryId
    text: str


class RequestForm(QWidget):
    """Asks which document, what for, and until when."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.summary = ErrorSummary()
        kinds = {code: words.paper_type(kind, code) for kind, codes in _KINDS for code in codes}
        self.what = Field("what", ChoiceEditor(kinds, optional=False), text=N_("Document"))
        hint = N_("for example: not older than 6 months")
        self.why = Field("why", TextEditor(), text=N_("Why it is needed"), hint=hint)
        self.by = Field("by", DateEditor(context.desk.clock.today), text=N_("Answer by"))
        self.by.editor.set_value(context.desk.clock.today() + ANSWER_IN)
        self.setLayout(column(self.summary, self.what, self.why, self.by, gap=12))

    def fact(self) -> Question | None:
        """Give the request, or None after showing what is to mend."""
        lines = unfilled([self.what])
        self.summary.show_lines(lines)
        if lines:
            return None
        try:
            by: date | None = self.by.editor.value()
        except Refused as refused:
            self.by.show_error(tr(refused.message))
            self.summary.show_lines([(tr(refused.message), self.by.jump)])
            return None
        return Question(
            text="", wanted=str(self.what.editor.raw()), why=str(self.why.editor.raw()), answer_by=by
        )

    def show_refusal(self, error: RegDeskError) -> None:
        """Say on top why it was refused."""
        self.summary.show_sentence(tr(error.message).format(**error.values))


class AttachForm(QWidget):
    """Asks which paper of the case is the answer."""

    def __init__(self, papers: Sequence[Entry], today: date) -> None:
        super().__init__()
        self.summary = ErrorSummary()
        choices = {entry.id.hex(): _named(entry, today) for entry in papers}
        self.paper = Field("paper", ChoiceEditor(choices, optional=False), text=N_("Document of this case"))
        self.text = Field("text", LongEditor(), text=N_("What to say with it"), hint=N_("may stay empty"))
        nothing = N_("No document is in the case yet. Add it on the page Documents; then attach it here.")
        shown = [self.paper, self.text] if papers else [Note(tr(nothing))]
        self._empty = not papers
        self.setLayout(column(self.summary, *shown, gap=12))

    def fact(self) -> Attached | None:
        """Give the paper chosen, or None after showing what is to mend."""
        lines = [] if self._empty else unfilled([self.paper])
        self.summary.show_lines(lines)
        if lines or self._empty:
            return None
        return Attached(EntryId(bytes.fromhex(str(self.paper.editor.raw()))), str(self.text.editor.raw()))

    def show_refusal(self, error: RegDeskError) -> None:
        """Say on top why it was refused."""
        self.summary.show_sentence(tr(error.message).format(**error.values))


def request(context: Context) -> FormDialog:
    """Ask the other organisation for a document."""
    dialog = FormDialog(
        context.shell, tr(N_("Ask for a document")), RequestForm(context), tr(N_("Ask for it"))
    )
    return ask_with(
        context, dialog, lambda fact: questions.ask(context.desk, context.stream, fact), tr(_GOES)
    )


def attach(context: Context, look: Look, question: Entry) -> FormDialog:
    """Answer with a document of the case; the newest come first."""
    papers = sorted(papers_of(look.case), key=lambda entry: entry.at, reverse=True)
    dialog = FormDialog(
        context.shell, tr(N_("Attach a document")), AttachForm(papers, look.today), tr(N_("Send the answer"))
    )

    def act(chosen: Attached) -> Any:
        return questions.answer(context.desk, context.stream, question.id, chosen.text, paper=chosen.paper)

    return ask_with(context, dialog, act, tr(_ANSWERED))


def book(context: Context, look: Look, question: Entry) -> QWidget:
    """Write down when the test is taken; the question stays open until its result is attached."""
    fact = question.fact
    wanted = words.wanted(getattr(fact, "wanted", ""))
    due = getattr(fact, "answer_by", None)
    first = Task(what=tr(N_("Test booked: {what}")).format(what=wanted), due_on=due or look.today)
    asked = Asked(Task, N_("Book a test"), N_("Write it down"), first, ("what", "due_on"), draft=True)
    said = tr(N_("Written down. The question stays open until you answer it."))
    return ask(context, asked, lambda task: questions.book(context.desk, context.stream, task), said)


def refuse(context: Context, question: Entry) -> QWidget:
    """Say that it cannot be done, and why."""
    note = tr(N_("Say what stands in the way and what can be done instead."))
    asked = Asked(Answer, N_("We cannot"), N_("Send the answer"), None, ("text",), note, draft=True)

    def act(fact: Answer) -> Any:
        return questions.refuse(context.desk, context.stream, question.id, fact.text)

    return ask(context, asked, act, tr(_ANSWERED))


def _named(entry: Entry, today: date) -> str:
    dated = getattr(entry.fact, "dated", None) or getattr(entry.fact, "issued_on", None)
    parts = words.paper(entry.fact), long_date(dated, today) if dated else ""
    return ", ".join(part for part in parts if part)
