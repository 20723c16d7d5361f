"""Cells that are more than words: a tag, the dots of the six steps, days of stock, a code."""

from abc import abstractmethod
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from regdesk.ui import paint, theme
from regdesk.ui.tables import VALUE

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class TagValue:
    """What a TagCell shows."""

    text: str
    tone: str = "neutral"
    icon: str = ""

    def __str__(self) -> str:
        """Say the word; the colour adds nothing."""
        return self.text


@dataclass(frozen=True)
class StepValue:
    """What a StepCell shows: the step under way (1 to 6) and its word, "5. Delivery"."""

    number: int
    text: str

    def __str__(self) -> str:
        """Say the step."""
        return self.text


@dataclass(frozen=True)
class StockValue:
    """What a StockCell shows: days left (None: nothing known), in words; the tone follows 14 and 30 days."""

    days: int | None
    text: str

    def __str__(self) -> str:
        """Say the days."""
        return self.text


class _Cell(QStyledItemDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint ground and hairline, then what the cell is about."""
        look, where = theme.current(), option.rect  # type: ignore[attr-defined, unused-ignore]
        painter.save()
        chosen = option.state & QStyle.StateFlag.State_Selected  # type: ignore[attr-defined, unused-ignore]
        painter.fillRect(where, look.colour("bg.selected" if chosen else "bg.surface"))
        painter.setPen(look.colour("border.subtle"))
        painter.drawLine(where.bottomLeft(), where.bottomRight())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.show_value(painter, where.adjusted(look.px(10), 0, -look.px(10), -1), index.data(VALUE))
        painter.restore()

    @abstractmethod
    def show_value(self, painter: QPainter, where: QRect, value: Any) -> None:
        """Paint the value."""


class TagCell(_Cell):
    """A tag: a TagValue, or nothing for an empty text."""

    def show_value(self, painter: QPainter, where: QRect, value: Any) -> None:
        """Paint the tag."""
        if value.text:
            look = theme.current()
            wide = min(where.width(), paint.tag_width(value.text, value.icon))
            place = QRect(where.left(), where.center().y() - look.px(10), wide, look.px(21))
            paint.tag(painter, place, value.text, value.tone, value.icon)


class StepCell(_Cell):
    """Six dots (done, under way, ahead) and the word of the step: a StepValue."""

    def show_value(self, painter: QPainter, where: QRect, value: Any) -> None:
        """Paint dots and word."""
        look, middle = theme.current(), where.center().y()
        for number in range(1, 7):
            x = where.left() + look.px(4 + 14 * (number - 1))
            _dot(painter, QPointF(x + look.px(2), middle), value.number - number)
        words = where.adjusted(look.px(96), 0, 0, 0)
        paint.text(painter, words, value.text, look.font(), "text.primary")


class StockCell(_Cell):
    """Days left with an icon below 14 and 30, and a short bar up to 90 days: a StockValue."""

    def show_value(self, painter: QPainter, where: QRect, value: Any) -> None:
        """Paint days and bar."""
        look = theme.current()
        if value.days is None:
            paint.text_right(painter, where, value.text, look.font(), "text.secondary")
            return
        ink, solid, icon = _urgency(value.days)
        bar = QRectF(where.right() - look.px(63), where.center().y() - look.px(3), look.px(63), look.px(7))
        painter.setPen(QPen(look.colour("border.control"), 1))
        painter.setBrush(look.colour("bg.surface"))
        painter.drawRoundedRect(bar, look.px(3), look.px(3))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour(solid))
        full = bar.width() * min(90, value.days) / 90
        painter.drawRoundedRect(bar.adjusted(0, 0, full - bar.width(), 0), look.px(3), look.px(3))
        words = where.adjusted(0, 0, -look.px(72), 0)
        font = look.font("body.strong")
        paint.text_right(painter, words, value.text, font, ink)
        if icon:
            left = words.right() - paint.width(value.text, font) - look.px(20)
            paint.draw_icon(painter, icon, ink, 14, QPointF(left, where.center().y()))


class CodeCell(_Cell):
    """A case's code, in the spaced figures that cannot be mistaken."""

    def show_value(self, painter: QPainter, where: QRect, value: Any) -> None:
        """Paint the code."""
        font = theme.current().font("body.strong")
        font.setLetterSpacing(font.SpacingType.AbsoluteSpacing, 0.6)
        font.setFeature(font.Tag("zero"), 1)
        paint.text(painter, where, str(value), font, "text.primary")


def _urgency(days: int) -> tuple[str, str, str]:
    limits = theme.tokens()["threshold"]
    if days <= limits["art.critical.days"]:
        return "danger.text", "danger.solid", "octagon-alert"
    if days <= limits["art.soon.days"]:
        return "warning.text", "warning.solid", "clock"
    return "text.primary", "accent.solid", ""


def _dot(painter: QPainter, at: QPointF, ahead_by: int) -> None:
    look = theme.current()
    if ahead_by > 0:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("accent.solid"))
        painter.drawEllipse(at, look.px(4), look.px(4))
        return
    now = ahead_by == 0
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(look.colour("accent.solid" if now else "border.control"), look.px(2) if now else 1))
    radius = look.px(4) if now else look.px(3)
    painter.drawEllipse(at, radius, radius)
