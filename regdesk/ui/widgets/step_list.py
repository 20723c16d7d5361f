"""The steps of a long task at its side: done, here, ahead."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from regdesk.i18n import N_, tr
from regdesk.ui import paint, theme
from regdesk.ui.pieces import column

_ICONS = {
    "done": ("circle-check", "success.text", N_("done")),
    "now": ("circle-dot", "accent.text", N_("here")),
    "ahead": ("circle", "text.secondary", N_("ahead")),
}


class StepList(QWidget):
    """`asked` carries the number of a step that was already reached and is asked for again."""

    asked = Signal(int)

    def __init__(self, texts: Sequence[str], name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._lines = [_Line(text) for text in texts]
        self.setLayout(column(*self._lines, None, gap=4))
        for number, each in enumerate(self._lines):
            each.clicked.connect(lambda _, which=number: self._ask(which))
        self._reached = 0
        self.show_step(0)

    def show_step(self, now: int) -> None:
        """Show that step number *now* (from 0) is under way."""
        self._reached = max(self._reached, now)
        for number, each in enumerate(self._lines):
            each.show_state("now" if number == now else "done" if number < self._reached else "ahead")

    def _ask(self, number: int) -> None:
        if number <= self._reached:
            self.asked.emit(number)


class _Line(QAbstractButton):
    """One step with its sign."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.setText(text)
        self._state = "ahead"
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_state(self, state: str) -> None:
        """Show done, now or ahead; only steps reached take the keyboard."""
        self._state = state
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus if state == "ahead" else Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(f"{self.text()}, {tr(_ICONS[state][2])}")
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for the width of the words."""
        look = theme.current()
        return QSize(paint.width(self.text(), look.font("body", 600)) + look.px(52), look.px(36))

    def paintEvent(self, _: QPaintEvent) -> None:
        """Draw sign and words, on a sheet where the person is."""
        look, painter, now = theme.current(), QPainter(self), self._state == "now"
        if now:
            paint.rounded(painter, self.rect(), 6, "bg.surface", "border.subtle")
        icon, ink, _said = _ICONS[self._state]
        paint.draw_icon(painter, icon, ink, 16, QPointF(look.px(8), self.rect().center().y()))
        font = look.font("body", 600 if now else 500)
        colour = "text.secondary" if self._state == "ahead" else "text.primary"
        paint.text(painter, self.rect().adjusted(look.px(36), 0, 0, 0), self.text(), font, colour)
