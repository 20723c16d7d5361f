"""One thread: whose case it is, what was said, and a place to write."""

from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from regdesk.actions import questions
from regdesk.actions.cases import Look
from regdesk.domain.journal import Entry
from regdesk.domain.questions import Answer, Question, unanswered
from regdesk.domain.steps import STEPS
from regdesk.errors import RegDeskError
from regdesk.i18n import N_, tr
from regdesk.ui import theme, words
from regdesk.ui.editors import LongEditor
from regdesk.ui.keeping import Keeping
from regdesk.ui.pages.case.tab import Context
from regdesk.ui.pages.questions import asking
from regdesk.ui.pages.questions.messages import ATTACH, BOOK, REFUSE, SEE, Messages
from regdesk.ui.pieces import appear, box, column, label, picture, row, scrolled, sized
from regdesk.ui.widgets.button import Button
from regdesk.ui.widgets.error_summary import ErrorSummary

_LARGE = 1.5


class Conversation(QWidget):
    """What lies behind the veil: everything said in one case, and the composer. `edited` tells of typing."""

    edited = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.look: Look | None = None
        self.messages, self.summary, self.text = Messages(context.desk.org), ErrorSummary(), LongEditor()
        sized(self.text.inside, height=56)
        self._to = label("", "small", "secondary", wrap=True)
        self._private = label("", "small", "secondary", wrap=True)
        self.send = Button("", "primary", keys="Ctrl Enter")
        self.attach = Button(tr(N_("From the documents")), icon="paperclip")
        self.request = Button(tr(N_("Ask for a document")), icon="file-plus")
        self._area: QScrollArea = scrolled(self.messages)
        private = row(picture("lock", size=14), self._private, gap=6)
        private.setStretch(1, 1)
        self._lock = box(private)
        foot = row(self.attach, self.request, self._lock, self.send, gap=8)
        foot.setStretch(2, 1)
        composer = column(self.summary, self._to, self.text, foot, gap=8, margins=(22, 10))
        self._composer = box(composer, "header")
        whole = column(self._area, self._composer, gap=0)
        whole.setStretch(0, 1)
        self.setLayout(whole)
        self.setFocusProxy(self.text)
        self._keeping = Keeping(self, self, context.desk, context.background)
        self._keeping.begin(f"{context.stream.hex()}/questions")
        self._settled = QTimer(self, singleShot=True, interval=0)
        self._settled.timeout.connect(self._show_newest)
        self._listen()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the text is large, leave out who reads it: the room is for what was said."""
        super().resizeEvent(event)
        self._lock.setVisible(theme.current().scale < _LARGE)

    def show_look(self, look: Look) -> None:
        """Show the case as it stands now."""
        self.look = look
        self.messages.show_look(look)
        question = self.question()
        self.send.show_text(tr(N_("Send the answer")) if question else tr(N_("Ask")), keys="Ctrl Enter")
        said = tr(N_("Answer to: {question}"))
        self._to.setText(said.format(question=_named(question)) if question else "")
        appear(self._to, on=question is not None and len(self._ours()) > 1)
        self.text.inside.setAccessibleName(tr(N_("Answer")) if question else tr(N_("Question")))
        partner = look.partner("centre" if look.part == "host" else "host")
        reads = tr(N_("only {name} reads it · goes out when there is a line"))
        self._private.setText(reads.format(name=partner.name) if partner else "")
        appear(self.attach, on=question is not None)
        appear(self.request, on=question is None)
        appear(self._composer, on=self.may_ask)

    def question(self) -> Entry | None:
        """Give the question that an answer goes to: of those that wait for us, the oldest."""
        return next(iter(self._ours()), None)

    @property
    def may_ask(self) -> bool:
        """Whether somebody may write here."""
        return self.look is not None and self.look.may(Question) and not self.look.progress.closed

    def answer(self) -> None:
        """Send what was typed, as an answer or as a question."""
        context, text, question = self.context, str(self.text.raw()), self.question()
        if question is not None:
            said = N_("The answer goes out with the next exchange.")
            name = question.id
            self._write(lambda: questions.answer(context.desk, context.stream, name, text), said)
        else:
            said = N_("The question goes out with the next exchange.")
            self._write(lambda: questions.ask(context.desk, context.stream, Question(text=text)), said)

    def typed(self) -> dict[str, Any]:
        """Give what is being written."""
        return {"text": self.text.raw()}

    def restore(self, draft: dict[str, Any]) -> None:
        """Show again what was being written."""
        self.text.set_raw(draft.get("text", ""))

    def leave(self) -> None:
        """Keep what was typed a moment ago."""
        self._keeping.keep_pending()

    def follow(self, what: str, entry: Entry) -> None:
        """Do what a button in the messages asks for."""
        if self.look is None:
            return
        if what == ATTACH:
            asking.attach(self.context, self.look, entry)
        elif what == BOOK:
            asking.book(self.context, self.look, entry)
        elif what == REFUSE:
            asking.refuse(self.context, entry)
        elif what == SEE:
            self.context.shell.open("case", (self.context.stream, "documents"))

    def _show_newest(self) -> None:
        if newest := self.messages.newest():
            self._area.ensureWidgetVisible(newest, 0, theme.current().px(18))

    def _ours(self) -> list[Entry]:
        look = self.look
        if look is None or not look.may(Answer):
            return []
        own = self.context.desk.org
        return [one for one in unanswered(look.case) if look.names.orgs.get(one.author) != own]

    def _write(self, act: Any, said: str) -> None:
        def done(_: object) -> None:
            self.text.set_raw("")
            self.summary.clear()
            self._keeping.drop()
            self._keeping.begin(f"{self.context.stream.hex()}/questions")
            self.context.shell.say(tr(said))

        self.context.background.run(act, done, "write", self._refuse)

    def _refuse(self, error: RegDeskError) -> None:
        sentence = tr(error.message).format(**error.values)
        self.summary.show_lines([(sentence, self.text.setFocus)])

    def _listen(self) -> None:
        self.text.edited.connect(self.edited)
        self.send.clicked.connect(lambda _: self.answer())
        self.request.clicked.connect(lambda _: asking.request(self.context))
        self.attach.clicked.connect(lambda _: self._attach())
        self.messages.asked.connect(self.follow)
        # The newest is in sight, however much room there is.
        self._area.verticalScrollBar().rangeChanged.connect(lambda *_: self._settled.start())

    def _attach(self) -> None:
        if question := self.question():
            self.follow(ATTACH, question)


def where(look: Look) -> str:
    """Say with whom a thread is and at which step the case stands."""
    partner = look.partner("centre" if look.part == "host" else "host")
    step = min(look.progress.step, len(STEPS))
    said = tr(N_("step {n}, {name}")).format(n=step, name=tr(STEPS[step - 1]).lower())
    return " · ".join(part for part in (partner.name if partner else "", said) if part)


def _named(question: Entry) -> str:
    fact = question.fact
    return getattr(fact, "text", "") or words.wanted(getattr(fact, "wanted", ""))
