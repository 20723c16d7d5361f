"""The page of one case: its head, its seven tabs, and the two pages that open over them."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from regdesk.actions import cases, questions
from regdesk.actions.cases import Look
from regdesk.actions.desk import Desk
from regdesk.domain.journal import Changes, StreamId, Versions, book_id
from regdesk.domain.people import Identity
from regdesk.domain.questions import Answer, Question, unanswered
from regdesk.i18n import N_, tr
from regdesk.ui import words
from regdesk.ui.background import Background
from regdesk.ui.page import Page
from regdesk.ui.pages.case import next_action, sheet
from regdesk.ui.pages.case.check import CheckPage
from regdesk.ui.pages.case.documents import DocumentsTab
from regdesk.ui.pages.case.follow_up import FollowUpTab
from regdesk.ui.pages.case.header import CaseHeader
from regdesk.ui.pages.case.history import HistoryTab
from regdesk.ui.pages.case.looking import LookTab
from regdesk.ui.pages.case.next_action import Action
from regdesk.ui.pages.case.plan import PlanTab
from regdesk.ui.pages.case.review import ReviewTab
from regdesk.ui.pages.case.sheet import Asked
from regdesk.ui.pages.case.summary import SummaryTab
from regdesk.ui.pages.case.supply import SupplyTab
from regdesk.ui.pages.case.tab import Context, Tab
from regdesk.ui.pages.case.veil import Veil
from regdesk.ui.pages.case.versions import VersionsPage
from regdesk.ui.pieces import box, column, first_focus, label, picture, row
from regdesk.ui.shell import Shell
from regdesk.ui.widgets.button import Button

ALL: tuple[type[Tab], ...] = (
    SummaryTab,
    DocumentsTab,
    ReviewTab,
    PlanTab,
    SupplyTab,
    FollowUpTab,
    HistoryTab,
)
_TWO_VERSIONS = N_("Two versions of one record. Nothing is lost. Which is right?")
Target = StreamId | tuple[StreamId, str]


class CasePage(Page):
    """Shows the case it is opened with: `shell.open("case", stream)` or `(stream, tab id)`."""

    def __init__(self, desk: Desk, background: Background, shell: Shell) -> None:
        super().__init__()
        self._desk, self._background, self._shell = desk, background, shell
        self.look: Look | None = None
        self._stream: StreamId | None = None
        self._wanted = ""
        self._context: Context | None = None
        self.tabs: list[Tab] = []
        self._pages = QStackedWidget()
        self.setLayout(column(self._pages, gap=0))
        self._own = {
            "primary": self.enter,
            "next-tab": lambda: self.go(1),
            "previous-tab": lambda: self.go(-1),
            "scan": self.add_paper,
            "close": self.close_over,
        }
        self.commands = dict(self._own)
        background.changed.connect(self.on_changed)
        shell.discreet.changed.connect(self._on_discreet)

    def arrive(self, target: Any = None) -> None:
        """Show a case, on the tab asked for."""
        stream, tab = target if isinstance(target, tuple) else (target, "")
        if stream is None:
            return
        self._wanted = tab or ("" if stream == self._stream else "summary")
        self._stream = stream
        self.reload()

    def leave(self) -> None:
        """Write what was typed and hide medical data again."""
        for tab in self.tabs:
            if isinstance(tab, LookTab):
                tab.leave()
        for veil in self._veils():
            veil.fall()

    def on_changed(self, changes: Changes) -> None:
        """Read again if this case or the organisation's book was touched."""
        if self._stream in changes.cases or book_id(self._desk.org) in changes.cases:
            self.reload()

    def reload(self) -> None:
        """Read the case again."""
        if (stream := self._stream) is not None:
            self._background.run(lambda: cases.look(self._desk, stream), self._show)

    def open_tab(self, name: str) -> None:
        """Go to a tab by its id."""
        number = next((n for n, tab in enumerate(self.tabs) if tab.id == name), 0)
        self._pages.setCurrentIndex(0)
        self.header.tabs.setCurrentIndex(number)

    def go(self, steps: int) -> None:
        """Go some tabs further, around the end."""
        if self.tabs:
            bar = self.header.tabs
            bar.setCurrentIndex((bar.currentIndex() + steps) % bar.count())

    def enter(self) -> None:
        """Press the main button in sight: of the page that lies over the case, of the tab, or of the case."""
        over = self._pages.currentWidget()
        if isinstance(over, (CheckPage, VersionsPage)):
            over.finish()
            return
        shown = self._stack.currentWidget() if self.tabs else None
        if isinstance(shown, Veil) and not shown.lifted:
            shown.lift()
            return
        act = getattr(self._inside(shown), "commands", {}).get("primary", self.act)
        act()

    def act(self) -> None:
        """Do what the case's main button says."""
        if self.look:
            self.follow(next_action.next_action(self.look))

    def follow(self, action: Action) -> None:
        """Go where an action leads."""
        own: dict[str, Callable[[], object]] = {
            "check": self.check,
            "versions": self.choose,
            "ask": self.ask,
            "answer": self.answer,
        }
        own.get(action.place, partial(self.open_tab, action.place))()

    def check(self) -> None:
        """Open the page on which a package is checked and sent."""
        if self.look and self._context:
            self._lay_over(CheckPage(self._context, self.look, self.close_over, self.open_tab))

    def choose(self, versions: Versions | None = None) -> None:
        """Open the page on which one of two versions is chosen."""
        waiting = self.look.case.conflicts if self.look else ()
        first = versions or next((v for v in waiting if v.decides), None) or next(iter(waiting), None)
        if first and self.look and self._context:
            self._lay_over(VersionsPage(self._context, self.look, first, self.close_over))

    def ask(self) -> None:
        """Ask the other organisation."""
        if context := self._context:
            asked = Asked(Question, N_("Question"), N_("Send the question"))
            stream, desk = context.stream, context.desk
            said = tr(N_("The question goes out with the next exchange"))
            sheet.ask(context, asked, lambda fact: questions.ask(desk, stream, fact), said)

    def answer(self) -> None:
        """Answer the question that waits longest."""
        waiting = unanswered(self.look.case) if self.look else ()
        if waiting and (context := self._context):
            question = waiting[0]
            asked = Asked(
                Answer, N_("Answer"), N_("Send the answer"), note=words.value(question.fact, "text")
            )
            said = tr(N_("The answer goes out with the next exchange"))

            def write(fact: Answer) -> Changes:
                return questions.answer(context.desk, context.stream, question.id, fact.text)

            sheet.ask(context, asked, write, said)

    def add_paper(self) -> None:
        """Go to the documents and choose files to add."""
        self.open_tab("documents")
        for tab in self.tabs:
            if isinstance(tab, DocumentsTab):
                tab.choose_files()

    def close_over(self) -> None:
        """Close the page that lies over the case, or go back where the person came from."""
        if self._pages.currentIndex() > 0:
            self._pages.setCurrentIndex(0)
            self._drop_over()
            self.reload()
        else:
            self._shell.back()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out of the head what there is no room for."""
        super().resizeEvent(event)
        if self.tabs:
            self.header.fit(self.width(), self.height())

    def _show(self, look: Look) -> None:
        if look.case.id != self._stream:
            return
        before, self.look = self.look, look
        if before is None or (before.case.id, before.part) != (look.case.id, look.part):
            self._build(look)
        self.header.show_look(look)
        self._show_versions(look)
        for tab in self.tabs:
            if isinstance(tab, LookTab):
                tab.show_look(look)
            else:
                tab.show_case(look.case)
        if self._wanted:
            self.open_tab(self._wanted)
            self._wanted = ""
            self._focus()

    def _build(self, look: Look) -> None:
        """Make head and tabs for another case."""
        while (old := self._pages.widget(0)) is not None:
            self._pages.removeWidget(old)
            old.deleteLater()
        self._context = Context(self._desk, self._background, self._shell, look.case.id, look.part)
        self.tabs = [kind(self._context) for kind in ALL]
        self.header = CaseHeader([tab.title for tab in self.tabs], self._name)
        self.header.back.connect(self._shell.back)
        self.header.primary.connect(self.act)
        self.header.second.connect(self.ask)
        self.header.chosen.connect(self._on_chosen)
        self._note = QVBoxLayout()
        self._stack = QStackedWidget()
        for tab in self.tabs:
            self._stack.addWidget(Veil(tab, self._shell.discreet) if tab.clinical else tab)
            self._connect(tab)
        below = column(self._note, self._stack, gap=12, margins=(20, 14))
        below.setStretch(1, 1)
        whole = column(self.header, box(below), gap=0)
        whole.setStretch(1, 1)
        self._pages.insertWidget(0, box(whole))
        self._pages.setCurrentIndex(0)
        self.header.fit(self.width(), self.height())

    def _connect(self, tab: Tab) -> None:
        if isinstance(tab, DocumentsTab):
            tab.check_asked.connect(self.check)
        elif isinstance(tab, SummaryTab):
            tab.follow_asked.connect(self.follow)
            tab.tab_asked.connect(self.open_tab)
        elif isinstance(tab, HistoryTab):
            tab.versions_asked.connect(self.choose)

    def _show_versions(self, look: Look) -> None:
        """Say above the tabs that a record stands in two versions."""
        while item := self._note.takeAt(0):
            if old := item.widget():
                old.deleteLater()
        waiting = [one for one in look.case.conflicts if one.decides]
        if waiting:
            choose = Button(tr(N_("Compare and choose")), height="compact")
            choose.clicked.connect(lambda: self.choose(waiting[0]))
            kind = self._shell.discreet.word(tr(waiting[0].kind.title), "")
            named = [label(kind, "body.strong")] if kind else []
            said = label(tr(_TWO_VERSIONS), wrap=True)
            line = row(
                picture("triangle-alert", "warning.text"), *named, said, choose, gap=10, margins=(12, 6)
            )
            line.setStretch(line.indexOf(said), 1)
            note = box(line, "note")
            note.setProperty("tone", "warning")
            self._note.addWidget(note)

    def _on_discreet(self, _: bool) -> None:  # noqa: FBT001 - Qt's signals pass it like this
        if self.look:
            self._show_versions(self.look)

    def _on_chosen(self, number: int) -> None:
        for veil in self._veils():
            veil.fall()
        left = self._inside(self._stack.currentWidget())
        if isinstance(left, LookTab):
            left.leave()
        self._stack.setCurrentIndex(number)
        theirs = getattr(self.tabs[number], "commands", {})
        # What a tab's keys do comes first, except where a page may lie over it.
        self.commands = {**self._own, **theirs, "primary": self.enter, "close": self.close_over}
        self.header.show_keys("" if "primary" in theirs else "Ctrl Enter")
        self._focus()

    def _focus(self) -> None:
        shown = self._stack.currentWidget()
        if self.isVisible() and shown and (first := first_focus(shown)):
            first.setFocus()

    def _veils(self) -> list[Veil]:
        found = (self._stack.widget(n) for n in range(self._stack.count())) if self.tabs else ()
        return [widget for widget in found if isinstance(widget, Veil)]

    def _inside(self, shown: QWidget | None) -> QWidget | None:
        return shown.behind if isinstance(shown, Veil) else shown

    def _name(self) -> str:
        """Give the name, only when it is held."""
        return words.name(self.look.case.one(Identity) if self.look else None)

    def _lay_over(self, page: QWidget) -> None:
        self._drop_over()
        self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)
        if first := first_focus(page):
            first.setFocus()

    def _drop_over(self) -> None:
        while self._pages.count() > 1 and (old := self._pages.widget(1)):
            self._pages.removeWidget(old)
            old.deleteLater()
