"""Counters: a number, what it counts, and a click that filters by it."""

from PySide6.QtCore import QPointF, QRect, QSize
from PySide6.QtGui import QIcon, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QStylePainter

from regdesk.ui import paint, theme

_LARGE = 1.5


class Counter(QPushButton):
    """Shows `5` and «запас 15–30 дней»; at large text both in one line. Checkable: a filter that is on."""

    def __init__(self, text: str, icon: str, tone: str = "neutral") -> None:
        super().__init__(text)
        self._icon, self._tone, self._number = icon, tone, 0
        self.setCheckable(True)
        self.setProperty("kind", "counter")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_number(0)

    def show_number(self, number: int) -> None:
        """Show how many there are."""
        self._number = number
        self.setAccessibleName(f"{self.text()}: {number}")
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for two lines, or one where text is large."""
        look = theme.current()
        words = paint.width(self.text(), look.font("caption"))
        if look.scale >= _LARGE:
            number = paint.width(f"{self._number} ", look.font("title.s"))
            return QSize(words + number + look.px(58), look.px(30))
        return QSize(words + look.px(58), look.px(64))

    def minimumSizeHint(self) -> QSize:
        """Never cut the words."""
        return self.sizeHint()

    def paintEvent(self, _: QPaintEvent) -> None:
        """Draw the ground by the style, then icon, number and words."""
        painter, option, look = QStylePainter(self), QStyleOptionButton(), theme.current()
        self.initStyleOption(option)
        option.text, option.icon = "", QIcon()  # type: ignore[assignment, attr-defined, unused-ignore]
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        ink = paint.tone_colours(self._tone)[0]
        left = look.px(12)
        paint.draw_icon(painter, self._icon, ink, 20, QPointF(left, self.rect().center().y()))
        left += look.px(31)
        if look.scale >= _LARGE:
            row = QRect(left, 0, self.width() - left, self.height())
            used = paint.text(painter, row, f"{self._number} ", look.font("title.s"), "text.primary")
            paint.text(
                painter, row.adjusted(used, 0, 0, 0), self.text(), look.font("caption"), "text.secondary"
            )
            return
        top = QRect(left, look.px(9), self.width() - left - look.px(8), look.px(26))
        paint.text(painter, top, str(self._number), look.font("title.m"), "text.primary")
        below = QRect(left, look.px(36), top.width(), look.px(18))
        paint.text(painter, below, self.text(), look.font("caption"), "text.secondary")
