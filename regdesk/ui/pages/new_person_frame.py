"""The frame of a long task: its steps at the side, the step under way, and the buttons below it."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QStackedWidget, QWidget

from regdesk.i18n import N_, tr
from regdesk.ui import theme
from regdesk.ui.pages.new_person_steps import Step
from regdesk.ui.pieces import box, column, label, row, scrolled, sized
from regdesk.ui.widgets.button import Button
from regdesk.ui.widgets.step_list import StepList

_WIDE: Final = 760
_FILLS: Final = QSizePolicy.Policy.Preferred


class StepFrame(QWidget):
    """`side.asked`, `back`, `next` and `again` are for the page to listen to; it decides what they do."""

    def __init__(self, steps: Sequence[Step], names: Sequence[str], note: str) -> None:
        super().__init__()
        self._steps = steps
        self.side = StepList([f"{n}. {name}" for n, name in enumerate(names, 1)], tr(N_("Steps")))
        self._title, self._hint = label("", "title.m", wrap=True), label("", "body", "secondary", wrap=True)
        self._where, self._stack = label("", "caption", "secondary"), QStackedWidget()
        self.back = Button(tr(N_("Back")), icon="chevron-left")
        self.next = Button(tr(N_("Next")), "primary", keys="Enter")
        self.again = Button(tr(N_("Start again")), "link", height="compact")
        for step in steps:
            self._stack.addWidget(step)
        self._lay_out(label(note, "caption", "tertiary", wrap=True))

    def at(self) -> int:
        """Give the number of the step under way, from 0."""
        return self._stack.currentIndex()

    def show_step(self, at: int) -> None:
        """Show a step under its title; only it says how high the page is."""
        self._stack.setCurrentIndex(at)
        for number, step in enumerate(self._steps):
            step.setSizePolicy(_FILLS, _FILLS if number == at else QSizePolicy.Policy.Ignored)
        self.side.show_step(at)
        self._where.setText(tr(N_("Step {n} of {all}")).format(n=at + 1, all=len(self._steps)))
        self._title.setText(tr(self._steps[at].title))
        self._hint.setText(tr(self._steps[at].hint))
        self.back.setVisible(at > 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the steps at the side give way to a line above the title."""
        super().resizeEvent(event)
        wide = self.width() / theme.current().scale >= _WIDE
        self._pane.setVisible(wide)
        self._where.setVisible(not wide)

    def _lay_out(self, note: QWidget) -> None:
        words = (self._where, self._title, self._hint, 6, self._stack, None)
        inside = box(column(*words, gap=6, margins=(28, 20, 28, 12)))
        buttons = row(self.back, None, self.next, gap=12, margins=(28, 8, 28, 16))
        right = column(scrolled(inside), buttons, gap=0)
        right.setStretch(0, 1)
        self._pane = self._side_pane(note)
        whole = row(self._pane, right, gap=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def _side_pane(self, note: QWidget) -> QFrame:
        head, again = label(tr(N_("New person")), "title.s"), row(self.again, None)
        side = box(column(head, 8, self.side, None, again, note, gap=8, margins=(20, 20, 14, 16)))
        sized(side, width=236)
        edge = box(column(gap=0), "line")
        edge.setFixedWidth(1)
        return box(row(side, edge, gap=0))
