"""The page of one case: its head, its seven tabs, and the two pages that open over them."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QWidget

from regdesk.actions import cases
from regdesk.actions.cases import Look
from regdesk.actions.desk import Desk
from regdesk.domain.journal import Changes, StreamId, Versions, book_id
from regdesk.domain.people import Identity
from regdesk.ui import words
from regdesk.ui.background import Background
from regdesk.ui.noting import note
from regdesk.ui.page import Page
from regdesk.ui.pages.case import members, next_action, outcome_windows, thread
from regdesk.ui.pages.case.body import CaseBody
from regdesk.ui.pages.case.check import CheckPage
from regdesk.ui.pages.case.documents import DocumentsTab
from regdesk.ui.pages.case.follow_up import FollowUpTab
from regdesk.ui.pages.case.history import HistoryTab
from regdesk.ui.pages.case.next_action import Action
from regdesk.ui.pages.case.plan import PlanTab
from regdesk.ui.pages.case.review import ReviewTab
from regdesk.ui.pages.case.summary import SummaryTab
from regdesk.ui.pages.case.supply import SupplyTab
from regdesk.ui.pages.case.tab import Context, Tab
from regdesk.ui.pages.case.versions import VersionsPage
from regdesk.ui.pieces import column, first_focus
from regdesk.ui.shell import Shell

ALL: tuple[type[Tab], ...] = (
    SummaryTab,
    DocumentsTab,
    ReviewTab,
    PlanTab,
    SupplyTab,
    FollowUpTab,
    HistoryTab,
)
Target = StreamId | tuple[StreamId, str]


class CasePage(Page):
    """Shows the case it is opened with: `shell.open("case", stream)`, `(stream, tab id or "versions")`."""

    def __init__(self, desk: Desk, background: Background, shell: Shell) -> None:
        super().__init__()
        self._desk, self._background, self._shell = desk, background, shell
        self.look: Look | None = None
        self.body: CaseBody | None = None
        self._stream: StreamId | None = None
        self._wanted, self._away = "", True
        self._context: Context | None = None
        self._pages = QStackedWidget()
        self.setLayout(column(self._pages, gap=0))
        self._own = {
            "next-tab": lambda: self.go(1),
            "previous-tab": lambda: self.go(-1),
            "scan": self.add_paper,
            "primary": self.enter,
            "close": self.close_over,
        }
        self.commands = dict(self._own)
        background.changed.connect(self.on_changed)

    @property
    def over(self) -> CheckPage | VersionsPage | None:
        """The page that lies over the case, if there is one."""
        shown = self._pages.currentWidget()
        return shown if isinstance(shown, (CheckPage, VersionsPage)) else None

    def arrive(self, target: Any = None) -> None:
        """Show a case, on the tab asked for."""
        stream, tab = target if isinstance(target, tuple) else (target, "")
        if stream is None:
            return
        self._wanted = tab or ("" if stream == self._stream else "summary")
        if self._away or stream != self._stream:
            note(self._desk, self._background, "opened", stream=stream)
        self._stream, self._away = stream, False
        self.reload()

    def leave(self) -> None:
        """Write what was typed and hide medical data again."""
        self._away = True
        if self.body:
            self.body.leave()

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
        if self.body:
            self._pages.setCurrentWidget(self.body)
            self.body.open_tab(name)

    def go(self, steps: int) -> None:
        """Go some tabs further, unless a page lies over them."""
        if self.body and not self.over:
            self.body.go(steps)

    def enter(self) -> None:
        """Press the main button in sight: of the page that lies over the case, of the tab, or of the case."""
        if over := self.over:
            over.finish()
        elif self.body and (veil := self.body.veil()) and not veil.lifted:
            veil.lift()
        elif self.body:
            act = getattr(self.body.tab(self.body.number), "commands", {}).get("primary", self.act)
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
            "choose-member": self.choose_member,
            "contact": partial(_write_contact, self),
        }
        own |= outcome_windows.acts(self._context, self.look)
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

    def choose_member(self) -> None:
        """Choose which of two organisations has a part."""
        if self._context and self.look:
            members.choose(self._context, self.look)

    def ask(self) -> None:
        """Ask the other organisation."""
        if self._context:
            thread.ask(self._context)

    def answer(self) -> None:
        """Answer the question that waits longest."""
        if self._context and self.look:
            thread.answer(self._context, self.look.case)

    def add_paper(self) -> None:
        """Go to the documents and choose files to add."""
        self.open_tab(DocumentsTab.id)
        documents = self.body.tab(ALL.index(DocumentsTab)) if self.body else None
        if isinstance(documents, DocumentsTab):
            documents.choose_files()

    def close_over(self) -> None:
        """Close the page that lies over the case, or go back where the person came from."""
        if self.over and self.body:
            self._pages.setCurrentWidget(self.body)
            self._drop(1)
            self.reload()
        else:
            self._shell.back()

    def _show(self, look: Look) -> None:
        if look.case.id != self._stream:
            return
        before, self.look = self.look, look
        if before is None or (before.case.id, before.part) != (look.case.id, look.part):
            self._build(look)
        if self.body:
            self.body.show_look(look)
        if self._wanted:
            self.follow(Action("", self._wanted, ""))
        self._wanted = ""

    def _build(self, look: Look) -> None:
        """Make the body for another case."""
        self._drop(0)
        self._context = Context(self._desk, self._background, self._shell, look.case.id, look.part)
        self.body = body = CaseBody(self._context, ALL, self._name)
        body.header.back.connect(self._shell.back)
        body.header.primary.connect(self.act)
        body.header.second.connect(self.ask)
        body.versions_asked.connect(self.choose)
        body.built.connect(self._connect)
        body.turned.connect(self._on_turned)
        self._pages.addWidget(body)

    def _connect(self, tab: Tab) -> None:
        if isinstance(tab, DocumentsTab):
            tab.check_asked.connect(self.check)
        elif isinstance(tab, SummaryTab):
            tab.follow_asked.connect(self.follow)
            tab.tab_asked.connect(self.open_tab)
        elif isinstance(tab, HistoryTab):
            tab.versions_asked.connect(self.choose)

    def _on_turned(self) -> None:
        """Let the tab's keys come first, except where a page may lie over it."""
        theirs = getattr(self.body.tab(self.body.number), "commands", {}) if self.body else {}
        self.commands = {**self._own, **theirs, "primary": self.enter, "close": self.close_over}

    def _name(self) -> str:
        """Give the name, only when it is held."""
        return words.name(self.look.case.one(Identity) if self.look else None)

    def _lay_over(self, page: QWidget) -> None:
        self._drop(1)
        self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)
        if first := first_focus(page):
            first.setFocus()

    def _drop(self, kept: int) -> None:
        """Let go of all pages but the first *kept*."""
        while self._pages.count() > kept and (old := self._pages.widget(kept)):
            self._pages.removeWidget(old)
            old.deleteLater()


def _write_contact(page: CasePage) -> None:
    """Go to the follow-up and open the form for a contact."""
    page.open_tab(FollowUpTab.id)
    tab = page.body.tab(ALL.index(FollowUpTab)) if page.body else None
    if isinstance(tab, FollowUpTab):
        tab.ask_contact()
