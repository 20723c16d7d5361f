"""Questions and answers of a case: who asked what, until when, and a place to write."""

from datetime import UTC, date, datetime
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from regdesk.actions import questions
from regdesk.actions.cases import Look
from regdesk.actions.questions import Exchange
from regdesk.domain.journal import Entry, EntryId
from regdesk.domain.questions import Answer, Question
from regdesk.errors import Refused, RegDeskError
from regdesk.i18n import N_, tr
from regdesk.ui import words
from regdesk.ui.dates import long_date, show_date
from regdesk.ui.editors import DateEditor, LongEditor, TextEditor
from regdesk.ui.field import Field
from regdesk.ui.keeping import Keeping
from regdesk.ui.pages.case.tab import Context
from regdesk.ui.pieces import box, column, empty, label, row
from regdesk.ui.widgets.button import Button
from regdesk.ui.widgets.card import Card
from regdesk.ui.widgets.error_summary import ErrorSummary
from regdesk.ui.widgets.tags import Tag


class QuestionThread(Card):
    """Shows the thread; who may write finds a composer below it, which answers what was chosen to answer."""

    edited = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(tr(N_("Questions")), icon="message-square")
        self._context, self._today = context, context.desk.clock.today
        self._answering: EntryId | None = None
        self._open_questions: dict[EntryId, str] = {}
        self._lines = column(gap=10)
        self.composer = _Composer(self._today)
        self._keeping: Keeping | None = None
        self.composer.send.clicked.connect(lambda _: self.send())
        self.composer.other.clicked.connect(lambda _: self._turn_to(None, ""))
        self.composer.edited.connect(self.edited)
        self.body.addLayout(self._lines)
        self.body.addWidget(self.composer)

    def show_look(self, look: Look) -> None:
        """Show the questions of a case."""
        empty(self._lines)
        thread = questions.thread(look.case)
        if not thread:
            self._lines.addWidget(label(tr(N_("No questions.")), "body", "secondary"))
        self._open_questions = {
            each.question.id: getattr(each.question.fact, "text", "") for each in thread if not each.answers
        }
        for each in thread:
            self._lines.addWidget(self._exchange(look, each))
        self.composer.setVisible(look.may(Question))
        if self._keeping is None:
            self._keeping = Keeping(self, self, self._context.desk, self._context.background)
            self._begin()
        if self._answering and self._answering not in self._open_questions:
            self._turn_to(None, "")

    def typed(self) -> dict[str, Any]:
        """Give what is being written, and to which question."""
        return {**self.composer.typed(), "answering": self._answering or b""}

    def restore(self, draft: dict[str, Any]) -> None:
        """Show again what was being written."""
        self.composer.restore(draft)
        question = draft.get("answering")
        if question in self._open_questions:
            self._turn_to(question, self._open_questions[question])

    def answer(self, question: Entry) -> None:
        """Write an answer to this question."""
        self._turn_to(question.id, getattr(question.fact, "text", ""))
        self.composer.text.jump()

    def send(self) -> None:
        """Ask, or answer."""
        context, question = self._context, self._answering
        if question:
            text = str(self.composer.text.editor.raw())
            made = self.composer.checked(Answer(text=text))
            said = tr(N_("The answer goes out with the next exchange."))
            if made:
                self._write(lambda: questions.answer(context.desk, context.stream, question, text), said)
            return
        asked = self.composer.question()
        if asked:
            said = tr(N_("The question goes out with the next exchange."))
            self._write(lambda: questions.ask(context.desk, context.stream, asked), said)

    def _write(self, action: object, said: str) -> None:
        def done(_: object) -> None:
            self.composer.clear()
            self._turn_to(None, "")
            self._begin(anew=True)
            self._context.shell.say(said)

        self._context.background.run(action, done, "write", self.composer.refuse)  # type: ignore[arg-type]

    def _begin(self, *, anew: bool = False) -> None:
        if self._keeping:
            if anew:
                self._keeping.drop()
            self._keeping.begin(f"{self._context.stream.hex()}/thread")

    def _turn_to(self, question: EntryId | None, text: str) -> None:
        self._answering = question
        self.composer.show_for(text, answering=question is not None)

    def _exchange(self, look: Look, each: Exchange) -> QWidget:
        fact, entry = each.question.fact, each.question
        inside = column(_head(look, entry), gap=4, margins=(12, 10))
        if isinstance(fact, Question):
            inside.addWidget(label(fact.text, "body", wrap=True))
            for line in _wanted(fact, look.today):
                inside.addWidget(line)
        for answer in each.answers:
            inside.addLayout(_head(look, answer))
            inside.addWidget(label(getattr(answer.fact, "text", ""), "body", wrap=True))
        ours = look.names.orgs.get(entry.author) == self._context.desk.org
        if not each.answers:
            inside.addLayout(self._open(entry, ours=ours, may=look.may(Answer)))
        return box(inside, "sunken")

    def _open(self, entry: Entry, *, ours: bool, may: bool) -> QHBoxLayout:
        if ours:
            return row(Tag(tr(N_("Waiting for an answer")), "neutral", "clock"), None)
        tag = Tag(tr(N_("Our turn")), "info")
        if not may:
            return row(tag, None)
        button = Button(tr(N_("Answer")), height="compact")
        button.clicked.connect(lambda _: self.answer(entry))
        return row(tag, button, None)


class _Composer(QFrame):
    """Where one writes a question, what is wanted and by when, or an answer; `edited` tells of typing."""

    edited = Signal()

    def __init__(self, today: object) -> None:
        super().__init__()
        self.summary = ErrorSummary()
        self._to = label("", "small", "secondary", wrap=True)
        self.text = Field("text", LongEditor(), text=N_("Question"))
        self.wanted = Field("wanted", TextEditor(), text=N_("Paper asked for"))
        self.by = Field("by", DateEditor(today), text=N_("Answer by"))  # type: ignore[arg-type]
        self.send, self.other = Button(tr(N_("Ask"))), Button(tr(N_("Ask something else")), "quiet")
        extra = row(self.wanted, self.by, gap=12)
        extra.setStretch(0, 1)
        foot = row(self.send, self.other, None)
        self.setLayout(column(self.summary, self._to, self.text, extra, foot, gap=8))
        for field in (self.text, self.wanted, self.by):
            field.edited.connect(self.edited)
        self.show_for("", answering=False)

    def show_for(self, text: str, *, answering: bool) -> None:
        """Be for an answer to *text*, or for a new question."""
        self._to.setText(tr(N_("Answer to: {question}")).format(question=text) if answering else "")
        self._to.setVisible(answering)
        for widget in (self.wanted, self.by):
            widget.setVisible(not answering)
        self.other.setVisible(answering)
        self.send.show_text(tr(N_("Send the answer")) if answering else tr(N_("Ask")))
        self.text.editor.inside.setAccessibleName(tr(N_("Answer")) if answering else tr(N_("Question")))
        self.summary.clear()

    def typed(self) -> dict[str, Any]:
        """Give everything as it was typed."""
        return {field.name: field.editor.raw() for field in (self.text, self.wanted, self.by)}

    def restore(self, draft: dict[str, Any]) -> None:
        """Show again what a draft kept."""
        for field in (self.text, self.wanted, self.by):
            field.editor.set_raw(draft.get(field.name, ""))

    def question(self) -> Question | None:
        """Give the question typed, or None after saying what is to mend."""
        try:
            by = self.by.editor.value()
        except Refused as refused:
            self.refuse(refused)
            return None
        text, wanted = str(self.text.editor.raw()), str(self.wanted.editor.raw())
        made = Question(text=text, wanted=wanted, answer_by=by)
        return made if self.checked(made) else None

    def checked(self, fact: Question | Answer) -> bool:
        """Tell whether it says something; say what is missing if it does not."""
        try:
            fact.check()
        except Refused as refused:
            self.refuse(refused)
            return False
        self.summary.clear()
        return True

    def refuse(self, error: RegDeskError) -> None:
        """Say why it cannot be sent."""
        sentence = tr(error.message).format(**error.values)
        self.summary.show_lines([(sentence, self.text.jump)])

    def clear(self) -> None:
        """Be ready for the next question."""
        for field in (self.text, self.wanted, self.by):
            field.editor.set_value(None)


def _head(look: Look, entry: Entry) -> QHBoxLayout:
    day = datetime.fromtimestamp(entry.at / 1000, UTC).date()
    who = look.names.of(entry.author)
    said = " · ".join(part for part in (who, show_date(day, look.today)) if part)
    return row(label(said, "caption", "secondary"), None)


def _wanted(fact: Question, today: date) -> list[QWidget]:
    lines: list[QWidget] = []
    if fact.wanted:
        what = ", ".join(part for part in (words.wanted(fact.wanted), fact.why) if part)
        said = tr(N_("Paper asked for: {what}")).format(what=what)
        lines.append(label(said, "small", "secondary", wrap=True))
    if fact.answer_by:
        left = (fact.answer_by - today).days
        text = tr(N_("Answer by {day}")).format(day=long_date(fact.answer_by, today))
        lines.append(Tag(text, "warning" if left <= 7 else "neutral", "clock"))
    return lines
