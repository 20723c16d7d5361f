"""Days in seven columns, one week or a month: each with what falls on it; the keyboard walks over them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from regdesk.i18n import N_, tr, trn
from regdesk.ui import paint, theme
from regdesk.ui.dates import long_date, short_weekday, weekday
from regdesk.ui.shortcuts import latin

WEEK: Final = 7
_STEPS: Final = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -WEEK,
    Qt.Key.Key_Down: WEEK,
}
_WEEK_HIGH, _MONTH_HIGH, _COUNTS_HIGH = 152, 58, 80
_ROOM_FOR_LINES = 120  # px at 100 %: a narrower day says only how many


@dataclass(frozen=True)
class DayLine:
    """One line of a day: an icon, a code, and the time under it."""

    icon: str
    code: str
    when: str


@dataclass(frozen=True)
class Day:
    """What falls on a day: its first lines, and how many there are altogether."""

    lines: Sequence[DayLine] = ()
    count: int = 0


class DayGrid(QWidget):
    """`chosen` carries the day the keyboard or mouse came to; `entered` asks for the list of that day.

    Single letters go to the page as `pressed_key`, by their place on the keyboard.
    """

    chosen = Signal(object)
    entered = Signal()
    pressed_key = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._first, self._rows, self._today = date.min, 1, date.min
        self._days: Mapping[date, Day] = {}
        self.day = date.min
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr(N_("Days")))

    def show_days(self, first: date, rows: int, days: Mapping[date, Day]) -> None:
        """Show whole weeks from a Monday on."""
        self._first, self._rows, self._days = first, rows, days
        self._say()
        self.updateGeometry()
        self.update()

    def show_chosen(self, day: date, today: date) -> None:
        """Mark the chosen day and today."""
        self.day, self._today = day, today
        self._say()
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for room for four lines a day in a week, for one in a month or where only counts fit."""
        look = theme.current()
        week = _WEEK_HIGH if self._has_lines(self.width() / WEEK) else _COUNTS_HIGH
        high = week if self._rows == 1 else _MONTH_HIGH * self._rows
        return QSize(look.px(420), look.px(high))

    def minimumSizeHint(self) -> QSize:
        """Be content with less width, never with less height."""
        return QSize(theme.current().px(280), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the height back that counts do not need."""
        super().resizeEvent(event)
        self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk, Home goes to today, Enter to the list."""
        key = Qt.Key(event.key())
        if key in _STEPS:
            self._go(self.day + timedelta(days=_STEPS[key]))
        elif key == Qt.Key.Key_Home:
            self._go(self._today)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif event.text().isalpha() and not event.modifiers():
            self.pressed_key.emit(latin(event.text()))
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the day under the mouse."""
        at = event.position().toPoint()
        for number in range(self._rows * WEEK):
            if self._place(number).contains(at):
                self._go(self._first + timedelta(days=number))

    def paintEvent(self, _: QPaintEvent) -> None:
        """Draw the sheet, then every day."""
        painter, look = QPainter(self), theme.current()
        paint.rounded(painter, self.rect(), 8, "bg.surface", "border.subtle")
        for number in range(self._rows * WEEK):
            where = self._place(number)
            day = self._first + timedelta(days=number)
            if day == self.day:
                painter.fillRect(where.adjusted(1, 1, -1, -1), look.colour("bg.selected"))
            painter.setPen(look.colour("border.subtle"))
            if (number + 1) % WEEK:
                painter.drawLine(where.topRight(), where.bottomRight())
            if number < (self._rows - 1) * WEEK:
                painter.drawLine(where.bottomLeft(), where.bottomRight())
            self._paint_day(painter, where, day)

    def _has_lines(self, wide: float) -> bool:
        """Say whether a day of this width (px) has room for codes, or only for how many there are."""
        return wide >= theme.current().px(_ROOM_FOR_LINES)

    def _go(self, day: date) -> None:
        if day != self.day:
            self.chosen.emit(day)

    def _say(self) -> None:
        """Say the chosen day in one sentence."""
        count = self._days.get(self.day, Day()).count
        things = trn(N_("{n} thing"), N_("{n} things"), count) if count else tr(N_("nothing"))
        said = f"{weekday(self.day)}, {long_date(self.day)}: {things}" if self.day > date.min else ""
        self.setAccessibleDescription(said)

    def _place(self, number: int) -> QRect:
        row, column = divmod(number, WEEK)
        left, right = self.width() * column // WEEK, self.width() * (column + 1) // WEEK
        top, bottom = self.height() * row // self._rows, self.height() * (row + 1) // self._rows
        return QRect(left, top, right - left, bottom - top)

    def _paint_day(self, painter: QPainter, where: QRect, day: date) -> None:
        look, found = theme.current(), self._days.get(day, Day())
        head = QRect(where.left() + look.px(8), where.top() + look.px(6), where.width() - look.px(10), 0)
        head.setHeight(look.px(24))
        used = paint.text(painter, head, short_weekday(day), look.font("caption"), "text.secondary")
        head.setLeft(head.left() + used + look.px(6))
        used = paint.text(painter, head, str(day.day), look.font("body.strong"), "text.primary")
        if day == self._today:
            head.setLeft(head.left() + used + look.px(8))
            _mark_today(painter, where, head)
        lines = found.lines if self._rows == 1 and self._has_lines(where.width()) else ()
        top = where.top() + look.px(34)
        for line in lines:
            if top + look.px(38) > where.bottom() - (look.px(16) if found.count > len(lines) else 0):
                break
            _paint_line(painter, QRect(where.left(), top, where.width(), look.px(38)), line)
            top += look.px(42)
        left = found.count - len(lines)
        if left > 0:
            more = f"+{left}" if lines else trn(N_("{n} thing"), N_("{n} things"), left)
            room = QRect(where.left() + look.px(8), top, where.width() - look.px(10), look.px(18))
            paint.text(painter, room, more, look.font("caption", 500), "text.secondary")


def _mark_today(painter: QPainter, where: QRect, room: QRect) -> None:
    """Say "today" beside the number, or draw a bar above it where there is no room for the word."""
    look, said = theme.current(), tr(N_("today"))
    font = look.font("caption", 600)
    if paint.width(said, font) <= room.width():
        paint.text(painter, room, said, font, "accent.text")
    else:
        bar = QRect(where.left(), where.top(), where.width(), look.px(3))
        painter.fillRect(bar, look.colour("accent.solid"))


def _paint_line(painter: QPainter, where: QRect, line: DayLine) -> None:
    look = theme.current()
    upper = QRect(where.left() + look.px(35), where.top(), where.width() - look.px(37), look.px(19))
    paint.draw_icon(
        painter, line.icon, "text.secondary", 16, QPointF(where.left() + look.px(12), upper.center().y())
    )
    paint.text(painter, upper, line.code, look.font("label", 600), "text.primary")
    paint.text(painter, upper.translated(0, look.px(18)), line.when, look.font("caption"), "text.secondary")
