"""A long task that fills the window: its steps listed at the side, one of them in the middle."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLayout, QSizePolicy, QStackedWidget, QWidget

from regdesk.errors import RegDeskError
from regdesk.i18n import N_, tr
from regdesk.ui import theme
from regdesk.ui.field import Field
from regdesk.ui.pieces import box, column, label, picture, row, scrolled, sized
from regdesk.ui.widgets.button import Button
from regdesk.ui.widgets.card import Card
from regdesk.ui.widgets.error_summary import ErrorSummary, Line
from regdesk.ui.widgets.step_list import StepList

_NARROW = 900


@dataclass(frozen=True)
class Step:
    """One step: what it is called and a sentence (msgids), what it shows, and what takes the keyboard."""

    title: str
    hint: str
    items: tuple[QWidget | QLayout, ...]
    focus: Callable[[], object] | None = None


class StepGate(QWidget):
    """Shows the steps one after the other; what each needs and does is said by `errors` and `finished`."""

    def __init__(self, steps: Sequence[Step], note: str) -> None:
        super().__init__()
        self.steps, self._stack, self._summary = tuple(steps), QStackedWidget(), ErrorSummary()
        self._list = StepList([tr(step.title) for step in steps], tr(N_("Steps")))
        self._list.asked.connect(self.go_to)
        self._back = Button(tr(N_("Back")), icon="chevron-left")
        self._next = Button(tr(N_("Next")), "primary", keys="Enter")
        self._parts = [_laid_out(step) for step in steps]
        for part in self._parts:
            self._stack.addWidget(part)
        middle = box(column(self._summary, self._stack, row(self._back, None, self._next), None, gap=16))
        sized(middle, max_width=600)
        page = row(None, middle, None, margins=(20, 56))
        page.setStretch(1, 100)
        self._beside = _side(self._list, tr(note))
        whole = row(self._beside, scrolled(box(page)), gap=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self._back.clicked.connect(lambda _: self.back())
        self._next.clicked.connect(lambda _: self.advance())

    @property
    def step(self) -> int:
        """The number of the step in sight, from 0."""
        return self._stack.currentIndex()

    def errors(self, step: int) -> list[Line]:  # noqa: ARG002 - each task has its own
        """Say what is to mend before this step is left."""
        return []

    def leave(self, step: int) -> None:
        """Go on from a complete step; a task that has to work first goes on when that is done."""
        self.go_to(step + 1)

    def back(self) -> None:
        """Go to the step before."""
        self.go_to(self.step - 1)

    def advance(self) -> None:
        """Go on if this step is complete, else say what to mend."""
        if lines := self.errors(self.step):
            self._summary.show_lines(lines)
        else:
            self._summary.clear()
            self.leave(self.step)

    def go_to(self, step: int) -> None:
        """Show a step, ready to type."""
        self._summary.clear()
        self._stack.setCurrentIndex(max(0, step))
        for index, part in enumerate(self._parts):
            high = QSizePolicy.Policy.Preferred if index == step else QSizePolicy.Policy.Ignored
            part.setSizePolicy(QSizePolicy.Policy.Preferred, high)
        self._list.show_step(self.step)
        self._back.setVisible(step > 0)
        (self.steps[self.step].focus or self._next.setFocus)()

    def show_error(self, error: RegDeskError) -> None:
        """Say why it could not be done; everything typed stays."""
        self._summary.show_sentence(tr(error.message).format(**error.values))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on by Enter from any field."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self._next.isHidden():
            self.advance()
        else:
            super().keyPressEvent(event)

    def showEvent(self, _: object) -> None:
        """Come into sight ready to type."""
        (self.steps[self.step].focus or self._next.setFocus)()

    def resizeEvent(self, _: object) -> None:
        """Leave the list of steps out where the window is narrow."""
        self._beside.setVisible(self.width() / theme.current().scale >= _NARROW)


def unfilled(fields: Sequence[Field]) -> list[Line]:
    """Say under each empty field, and for the summary, that it is to be filled in."""
    errors: list[Line] = []
    for field in fields:
        sentence = tr(N_("Please fill in: {field}")).format(field=field.title)
        field.show_error("" if field.editor.value() else sentence)
        if field.error():
            errors.append((sentence, field.jump))
    return errors


def _laid_out(step: Step) -> QWidget:
    hint = label(tr(step.hint), "body", "secondary", wrap=True)
    title = label(tr(step.title), "title.l", wrap=True)
    return box(column(title, hint, Card("", *step.items), None, gap=10))


def _side(steps: StepList, text: str) -> QFrame:
    mark = picture("regdesk", "accent.on", 26)
    mark.setProperty("kind", "mark")
    mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
    sized(mark, width=36, height=36)
    brand = row(mark, label("RegDesk", "title.m"), None, gap=12)
    note = label(text, "caption", "tertiary", wrap=True)
    side = box(column(brand, 16, steps, None, note, margins=(20, 36, 20, 20)), "nav")
    sized(side, width=300)
    return side
