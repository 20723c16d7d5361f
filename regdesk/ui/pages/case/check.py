"""Check and send: everything the Centre will see, what is still to mend, and the one button."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QComboBox, QToolButton, QWidget

from regdesk.actions import papers, records
from regdesk.actions.cases import Look
from regdesk.advice.checklist import Item
from regdesk.domain import consent, steps
from regdesk.domain.consent import TransferConsent
from regdesk.domain.journal import Changes
from regdesk.domain.package import papers_of
from regdesk.domain.papers import URGENCIES, Submission
from regdesk.i18n import N_, tr, trn
from regdesk.ui import words
from regdesk.ui.dates import long_date
from regdesk.ui.editors import ChoiceEditor, LongEditor, TextEditor
from regdesk.ui.field import Field
from regdesk.ui.pages.case import checklist_words, next_action
from regdesk.ui.pages.case.tab import Context
from regdesk.ui.pieces import box, column, label, line, row, scrolled, sized, spaced, with_icon
from regdesk.ui.widgets.button import Button
from regdesk.ui.widgets.card import Card
from regdesk.ui.widgets.error_summary import ErrorSummary, Line
from regdesk.ui.widgets.tags import Tag


class CheckPage(QWidget):
    """Lies over the case until it is sent or closed; *tab* opens a tab of the case."""

    def __init__(
        self, context: Context, look: Look, close: Callable[[], object], tab: Callable[[str], object]
    ) -> None:
        super().__init__()
        self._context, self._look, self._close, self._tab = context, look, close, tab
        before = look.case.one(Submission)
        self.summary = ErrorSummary()
        told = {one.type: one.why for one in before.missing} if before else {}
        self._found = papers.checklist(look.case, look.today)
        self.why = {one.type: self._field(one, told.get(one.type, "")) for one in self._found.lacking}
        self.urgency = Field("urgency", _urgencies(), text=N_("Urgency"))
        self.urgency.editor.set_raw(before.urgency if before else "")
        self.letter = Field("letter", LongEditor(), text=N_("Message to the Centre"))
        self.letter.editor.set_value(before.letter if before else "")
        self.button = Button(tr(N_("Send")), "primary", icon="send", keys="Ctrl Enter")
        self.button.clicked.connect(self.finish)
        later = Button(tr(N_("Not yet")), keys="Esc")
        later.clicked.connect(close)
        offline = label(tr(N_("Works offline: it goes out with the next exchange.")), "small", "secondary")
        sheet = column(
            self._head(),
            self.summary,
            self._package(),
            *([self._lacking()] if self.why else []),
            Card(tr(N_("What the Centre should know")), self.urgency, self.letter),
            row(self.button, later, None, offline, gap=8),
            None,
            gap=12,
            margins=(0, 14, 0, 20),
        )
        middle = sized(box(sheet), max_width=860)
        around = row(middle, gap=0, margins=(20, 0))
        self.setLayout(column(scrolled(box(around)), gap=0))
        self.setFocusProxy(self.button)

    def finish(self) -> None:
        """Send the package, or say what is still to mend."""
        lines: list[Line] = [(tr(lack), partial(self._go, "documents")) for lack in self._not_ready()]
        for name, field in self.why.items():
            said = tr(N_("Say why it is missing: {paper}")).format(paper=checklist_words.title(name))
            wrong = not field.editor.raw().strip()
            field.show_error(said if wrong else "")
            lines += [(said, field.jump)] if wrong else []
        title = trn(
            N_("The package is not ready: 1 thing"), N_("The package is not ready: {n} things"), len(lines)
        )
        self.summary.show_lines(lines, title)
        if not lines:
            self._send()

    def _send(self) -> None:
        desk, stream = self._context.desk, self._context.stream
        why = {name: field.editor.raw() for name, field in self.why.items()}
        letter, urgency = self.letter.editor.raw(), self.urgency.editor.raw()
        self._context.background.run(
            lambda: papers.submit(desk, stream, letter=letter, urgency=urgency, why_missing=why),
            self._sent,
            "write",
            lambda error: self.summary.show_sentence(tr(error.message).format(**error.values)),
        )

    def _sent(self, _: Changes) -> None:
        said = tr(N_("The package is ready and goes out with the next exchange"))
        desk, context = self._context.desk, self._context

        def undo() -> Changes:
            package = records.stored(desk, context.stream).current(Submission)
            return records.take_back(desk, context.stream, package.id) if package else Changes()

        context.shell.say(said, lambda: context.do(undo))
        self._close()

    def _not_ready(self) -> tuple[str, ...]:
        lacks = list(steps.not_ready(self._look.case, Submission, self._look.today))
        if not papers_of(self._look.case):
            lacks.append(N_("The package is empty. Add at least one paper."))
        return tuple(dict.fromkeys(lacks))

    def _go(self, tab: str) -> None:
        self._close()
        self._tab(tab)

    def _head(self) -> QWidget:
        away = QToolButton()
        with_icon(away, "chevron-left", "accent.text")
        away.setAccessibleName(tr(N_("Back")))
        away.clicked.connect(self._close)
        code = label(words.code_of(self._look.case), "body.strong", "secondary")
        return box(row(away, label(tr(N_("Check before sending")), "title.m"), code, None, gap=10))

    def _package(self) -> Card:
        """Show what is sent, each answer with a way to change it."""
        there = papers_of(self._look.case)
        count = sum(len(getattr(entry.fact, "pages", ())) for entry in there)
        size = sum(page.size for entry in there for page in getattr(entry.fact, "pages", ()))
        of_all = tr(N_("{n} of {all}")).format(n=self._found.ready, all=len(self._found.wanted))
        said = f"{of_all}, {words.pages(count)}, {words.size(size)}" if count else of_all
        card = Card(tr(N_("Package")))
        spaced(card.body, 2)
        self._row(card, N_("To"), self._to(), "")
        self._row(card, N_("Consent"), label(_consent(self._look), wrap=True), "summary")
        self._row(card, N_("Papers"), label(said, wrap=True), "documents")
        stock = next_action.stock(self._look) or tr(N_("not counted"))
        self._row(card, N_("Stock of the person"), label(stock, wrap=True), "supply")
        return card

    def _lacking(self) -> Card:
        """Show what the package lacks, with a line for each that says why, and where the list is from."""
        said = label(checklist_words.sentence(self._found), "body", wrap=True)
        source = label(checklist_words.sources(self._found), "caption", "secondary", wrap=True)
        return Card(tr(N_("What is lacking, and why")), said, *self.why.values(), source)

    def _field(self, item: Item, why: str) -> Field:
        text = f"{checklist_words.title(item.type)}: {checklist_words.state(item, self._look.today)}"
        hint = N_("for example: taken on 1 December, will follow")
        field = Field(item.type, TextEditor(), text=text, hint=hint)
        field.editor.set_value(why)
        return field

    def _to(self) -> QWidget:
        centre = self._look.partner("centre")
        name = label(centre.name if centre else tr(N_("nobody yet")))
        made = row(name, gap=8)
        if centre and centre.compared_on:
            made.addWidget(Tag(tr(N_("digits compared")), "success", "shield-check"))
        made.addStretch(1)
        return box(made)

    def _row(self, card: Card, title: str, shown: QWidget, tab: str) -> None:
        name = sized(label(tr(title), tone="secondary", wrap=True), width=190)
        parts = row(name, shown, gap=12, margins=(0, 3))
        parts.setStretch(1, 1)
        if tab:
            change = Button(tr(N_("Change")), "link", height="compact")
            change.setAccessibleDescription(tr(title))
            change.clicked.connect(partial(self._go, tab))
            parts.addWidget(change)
        card.body.addWidget(line())
        card.body.addWidget(box(parts))


def _urgencies() -> ChoiceEditor:
    """Offer the urgencies; the empty one has a word of its own here ("usual"), not "Choose"."""
    made = ChoiceEditor(URGENCIES, optional=False)
    if isinstance(made.inside, QComboBox):
        made.inside.removeItem(0)
    return made


def _consent(look: Look) -> str:
    fact = look.case.one(TransferConsent)
    if fact is None or not consent.in_force(look.case, TransferConsent, look.today):
        return tr(N_("Consent B (transfer) is missing."))
    given = tr(consent.GIVEN.get(fact.given, fact.given))
    return tr(N_("{given}, {day}")).format(given=given, day=long_date(fact.on, look.today))
