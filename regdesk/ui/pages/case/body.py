"""A case as it fills its page: head, a line about two versions, and the tabs, made when first seen."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from regdesk.actions.cases import Look
from regdesk.i18n import N_, tr
from regdesk.ui import noting
from regdesk.ui.pages.case import members, who_writes
from regdesk.ui.pages.case.header import CaseHeader
from regdesk.ui.pages.case.looking import LookTab
from regdesk.ui.pages.case.tab import Context, Tab
from regdesk.ui.pages.case.veil import Veil
from regdesk.ui.pieces import box, column, empty, first_focus, label, picture, row
from regdesk.ui.widgets.button import Button

_TWO_VERSIONS = N_("Two versions of one record. Nothing is lost. Which is right?")


class CaseBody(QWidget):
    """`built` carries a tab just made, `versions_asked` the Versions to compare; `turned`: a tab opened."""

    built = Signal(object)
    versions_asked = Signal(object)
    turned = Signal()

    def __init__(self, context: Context, kinds: Sequence[type[Tab]], name: Callable[[], str]) -> None:
        super().__init__()
        self._context, self._kinds = context, kinds
        self._look: Look | None = None
        self._shown: dict[int, Tab] = {}
        self.header = CaseHeader([kind.title for kind in kinds], name)
        self._note, self._stack = column(gap=8), QStackedWidget()
        below = column(self._note, self._stack, gap=12, margins=(20, 14))
        below.setStretch(1, 1)
        whole = column(self.header, box(below), gap=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self.header.chosen.connect(self._on_chosen)
        tell = partial(noting.note, context.desk, context.background, "revealed", stream=context.stream)
        self.header.reveal.revealed.connect(tell)
        context.shell.discreet.changed.connect(self._on_discreet)

    @property
    def number(self) -> int:
        """Which tab shows, from 0."""
        return self.header.tabs.currentIndex()

    def fit(self) -> None:
        """Leave out of the head what there is no room for on this tab."""
        self.header.fit(self.width(), self.height(), crowded=self._kinds[self.number].crowded)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out of the head what there is no room for."""
        super().resizeEvent(event)
        self.fit()

    def tab(self, number: int) -> Tab:
        """Give a tab; one that nobody looked at yet is made now."""
        if number not in self._shown:
            made = self._shown[number] = self._kinds[number](self._context)
            self._stack.addWidget(Veil(made, self._context.shell.discreet) if made.clinical else made)
            self.built.emit(made)
            if self._look:
                _show(made, self._look)
        return self._shown[number]

    def show_look(self, look: Look) -> None:
        """Show the case as it stands now."""
        self._look = look
        self.header.show_look(look)
        self._show_notes(look)
        for tab in self._shown.values():
            _show(tab, look)

    def open_tab(self, name: str) -> None:
        """Go to a tab by its id."""
        number = next((n for n, kind in enumerate(self._kinds) if kind.id == name), 0)
        if number == self.number:
            self._on_chosen(number)
        else:
            self.header.tabs.setCurrentIndex(number)

    def go(self, steps: int) -> None:
        """Go some tabs further, around the end."""
        self.header.tabs.setCurrentIndex((self.number + steps) % len(self._kinds))

    def veil(self, number: int | None = None) -> Veil | None:
        """Give the line in front of a tab (the one that shows), if it has one."""
        front = self.tab(self.number if number is None else number).parentWidget()
        return front if isinstance(front, Veil) else None

    def leave(self) -> None:
        """Write what was typed and hide medical data again."""
        for number, tab in self._shown.items():
            if isinstance(tab, LookTab):
                tab.leave()
            if veil := self.veil(number):
                veil.fall()

    def focus(self) -> None:
        """Put the keyboard where work begins."""
        shown = self._stack.currentWidget()
        if self.isVisible() and shown and (first := first_focus(shown)):
            first.setFocus()

    def _on_chosen(self, number: int) -> None:
        self.leave()
        tab = self.tab(number)
        self._stack.setCurrentWidget(self.veil(number) or tab)
        self.header.show_keys("" if "primary" in getattr(tab, "commands", {}) else "Ctrl Enter")
        if self._look:
            self._show_notes(self._look)
        self.fit()
        self.turned.emit()
        self.focus()

    def _on_discreet(self, _: bool) -> None:  # noqa: FBT001 - Qt's signals pass it like this
        if self._look:
            self._show_notes(self._look)

    def _show_notes(self, look: Look) -> None:
        """Say above a tab what waits about the parts, who writes here, and that a record has two versions."""
        empty(self._note)
        for note in members.notes(self._context, look):
            self._note.addWidget(note)
        if words := who_writes.line(look, self._kinds[self.number].id):
            self._note.addWidget(_said(words))
        waiting = [one for one in look.case.conflicts if one.decides]
        if not waiting:
            return
        choose = Button(tr(N_("Compare and choose")), height="compact")
        choose.clicked.connect(lambda: self.versions_asked.emit(waiting[0]))
        kind = self._context.shell.discreet.word(tr(waiting[0].kind.title), "")
        named = [label(kind, "body.strong")] if kind else []
        said = label(tr(_TWO_VERSIONS), wrap=True)
        line = row(picture("triangle-alert", "warning.text"), *named, said, choose, gap=10, margins=(12, 6))
        line.setStretch(line.indexOf(said), 1)
        note = box(line, "note")
        note.setProperty("tone", "warning")
        self._note.addWidget(note)


def _said(words: str) -> QWidget:
    return box(row(picture("eye", "text.secondary", 16), label(words, "body", "secondary"), None, gap=8))


def _show(tab: Tab, look: Look) -> None:
    if isinstance(tab, LookTab):
        tab.show_look(look)
    else:
        tab.show_case(look.case)
