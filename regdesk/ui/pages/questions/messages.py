"""What was said in a case: questions and answers in order of time, requests as cards of their own."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLayout, QWidget

from regdesk.actions.cases import Look
from regdesk.domain.journal import Entry, EntryId, OrgId
from regdesk.domain.questions import Answer, Question, talk, unanswered
from regdesk.i18n import N_, tr, trn
from regdesk.ui import words
from regdesk.ui.dates import long_date
from regdesk.ui.pages.to_do import day_of
from regdesk.ui.pieces import Item, box, column, empty, label, picture, row, sized
from regdesk.ui.widgets.button import Button
from regdesk.ui.widgets.flow_layout import FlowLayout
from regdesk.ui.widgets.tags import Tag

_SOON_DAYS = 7
_WIDE = 560
ATTACH, BOOK, REFUSE, SEE = "attach", "book", "refuse", "see"
_ANSWERS = {
    ATTACH: (N_("Attach a document"), "primary"),
    BOOK: (N_("Book a test"), "plain"),
    REFUSE: (N_("We cannot, explain…"), "link"),
}


class Messages(QWidget):
    """`asked` carries what to do about a request: one of ATTACH, BOOK, REFUSE, SEE, and its entry."""

    asked = Signal(str, object)

    def __init__(self, own: OrgId) -> None:
        super().__init__()
        self._own, self._lines = own, column(gap=12)
        self._last: QWidget | None = None
        self.setAccessibleName(tr(N_("What was said")))
        self.setLayout(column(self._lines, None, gap=0, margins=(22, 18)))

    def show_look(self, look: Look) -> None:
        """Show all questions and answers of a case."""
        empty(self._lines)
        self._last = None
        open_ = {entry.id for entry in unanswered(look.case)}
        for entry in talk(look.case):
            self._last = self._shown(look, entry, open_)
            self._lines.addLayout(_placed(self._last))

    def newest(self) -> QWidget | None:
        """Give what was said last."""
        return self._last

    def _shown(self, look: Look, entry: Entry, open_: set[EntryId]) -> QWidget:
        ours = look.names.orgs.get(entry.author) == self._own
        if isinstance(entry.fact, Question) and entry.fact.wanted and not ours:
            return self._request(look, entry, entry.fact, open_=entry.id in open_)
        head = label(_who(look, entry), "caption", "secondary", wrap=True)
        inside = column(head, *self._said(look, entry), gap=3, margins=(14, 9))
        return box(inside, "mine" if ours else "sunken")

    def _said(self, look: Look, entry: Entry) -> list[Item]:
        fact = entry.fact
        if isinstance(fact, Question):
            asked = _wanted_lines(fact, look.today) if fact.wanted else []
            return [*([label(fact.text, "body", wrap=True)] if fact.text else []), *asked]
        if not isinstance(fact, Answer):
            return []
        said: list[Item] = [Tag(tr(N_("It cannot be done")), "warning")] if fact.cannot else []
        if fact.text:
            said.append(label(fact.text, "body", wrap=True))
        paper = look.case.by_id.get(EntryId(fact.paper)) if fact.paper else None
        if fact.paper:
            name = words.paper(paper.fact) if paper else tr(N_("A document that is not here"))
            see = Button(name, "link", icon="file-text", height="compact")
            see.clicked.connect(lambda _: self.asked.emit(SEE, entry))
            said.append(row(see, None, gap=0))
        return said

    def _request(self, look: Look, entry: Entry, fact: Question, *, open_: bool) -> QWidget:
        asks = {"host": N_("The Centre asks for a document"), "centre": N_("The host asks for a document")}
        who = asks.get(look.part, N_("A document is asked for"))
        when = label(long_date(day_of(entry.at), look.today), "caption", "secondary")
        head = row(picture("file-text", "text.primary", 16), label(tr(who), "body.strong"), None, when, gap=8)
        text = [label(fact.text, "body", wrap=True)] if fact.text else []
        items: list[Item] = [head, *text, *_wanted_lines(fact, look.today)]
        if open_ and look.may(Answer):
            items.append(FlowLayout(*(self._button(name, entry) for name in _ANSWERS)))
        return box(column(*items, gap=8, margins=(16, 12)), "request")

    def _button(self, name: str, entry: Entry) -> Button:
        text, kind = _ANSWERS[name]
        made = Button(tr(text), kind, height="compact")
        made.clicked.connect(lambda _: self.asked.emit(name, entry))
        return made


def _wanted_lines(fact: Question, today: date) -> list[Item]:
    lines: list[tuple[str, Callable[[], QWidget]]] = [
        (N_("What"), lambda: label(words.wanted(fact.wanted), "body", wrap=True))
    ]
    if fact.why:
        lines.append((N_("Why"), lambda: label(fact.why, "body", wrap=True)))
    if fact.answer_by:
        by = fact.answer_by
        lines.append((N_("By"), lambda: _until(by, today)))
    shown: list[Item] = []
    for title, made in lines:
        line = row(sized(label(tr(title), "body", "secondary"), width=72), made(), gap=8)
        line.setStretch(1, 1)
        shown.append(line)
    return shown


def _until(by: date, today: date) -> QWidget:
    left = (by - today).days
    day = long_date(by, today)
    if left < 0:
        said = trn(N_("{n} day late"), N_("{n} days late"), -left)
    else:
        said = trn(N_("{n} day remains"), N_("{n} days remain"), left) if left else tr(N_("today"))
    tone, ink = ("warning", "warning.text") if left <= _SOON_DAYS else ("primary", "text.secondary")
    shown = row(picture("clock", ink, 16), label(f"{day}, {said}", "body.strong", tone, wrap=True), gap=6)
    shown.setStretch(1, 1)
    return box(shown)


def _placed(shown: QWidget) -> QLayout:
    """Put what we wrote at the right, what others wrote at the left."""
    sized(shown, max_width=_WIDE)
    made = row(None, shown, gap=0) if shown.property("kind") == "mine" else row(shown, None, gap=0)
    made.setStretch(made.indexOf(shown), 5)
    return made


def _who(look: Look, entry: Entry) -> str:
    org = look.names.orgs.get(entry.author)
    card = look.names.organisations.get(org) if org else None
    person = look.names.people.get(entry.author, "")
    names = ", ".join(part for part in (card.name if card else "", person) if part)
    return " · ".join(part for part in (names, long_date(day_of(entry.at), look.today)) if part)
