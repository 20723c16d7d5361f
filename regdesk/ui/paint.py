"""Shared strokes: key caps, tags and texts that several widgets and list rows paint alike."""

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen

from regdesk.ui import icons, theme

_TONES = {
    "neutral": ("text.secondary", "bg.sunken", "border.default"),
    "accent": ("accent.text", "accent.soft", "accent.solid"),
    "success": ("success.text", "success.bg", "success.border"),
    "warning": ("warning.text", "warning.bg", "warning.border"),
    "danger": ("danger.text", "danger.bg", "danger.border"),
    "info": ("info.text", "info.bg", "info.border"),
    "offline": ("offline.text", "offline.bg", "border.default"),
}
MIDDLE = Qt.AlignmentFlag.AlignVCenter


def tone_colours(tone: str) -> tuple[str, str, str]:
    """Give the colour tokens of a tone: of its text, its ground and its edge."""
    return _TONES[tone]


def text(painter: QPainter, where: QRect, words: str, font: QFont, colour: str) -> int:
    """Write one line, cut with dots where it does not fit; give the width it took."""
    metrics = QFontMetrics(font)
    shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, max(0, where.width()))
    painter.setFont(font)
    painter.setPen(theme.current().colour(colour))
    painter.drawText(where, int(Qt.AlignmentFlag.AlignLeft | MIDDLE), shown)
    return metrics.horizontalAdvance(shown)


def text_right(painter: QPainter, where: QRect, words: str, font: QFont, colour: str) -> None:
    """Write one line that ends at the right edge."""
    painter.setFont(font)
    painter.setPen(theme.current().colour(colour))
    painter.drawText(where, int(Qt.AlignmentFlag.AlignRight | MIDDLE), words)


def width(words: str, font: QFont) -> int:
    """Measure one line."""
    return QFontMetrics(font).horizontalAdvance(words)


def line_height(font: QFont) -> int:
    """Measure the height of one line."""
    return QFontMetrics(font).height()


def cap_width(keys: str) -> int:
    """Measure a key cap with these keys on it."""
    look = theme.current()
    return width(keys, look.font("caption", 500)) + look.px(10)


def key_cap(painter: QPainter, left: int, middle: int, keys: str, colours: tuple[str, str, str]) -> None:
    """Draw a key cap; *colours* are the tokens of its text, ground ("" for none) and edge."""
    look = theme.current()
    cap = QRect(left, middle + 1 - look.px(9), cap_width(keys), look.px(18))
    rounded(painter, cap, 4, colours[1], colours[2])
    painter.setFont(look.font("caption", 500))
    painter.setPen(look.colour(colours[0]))
    painter.drawText(cap, int(Qt.AlignmentFlag.AlignCenter), keys)


def tag_width(words: str, icon: str = "") -> int:
    """Measure a tag."""
    look = theme.current()
    return width(words, look.font("caption", 600)) + look.px(16 + (20 if icon else 0))


def tag(painter: QPainter, where: QRect, words: str, tone: str, icon: str = "") -> None:
    """Draw a tag: a ground, an icon of its own shape and a word."""
    look, (ink, ground, edge) = theme.current(), _TONES[tone]
    rounded(painter, where, 4, ground, edge)
    left = where.left() + look.px(8)
    if icon:
        draw_icon(painter, icon, ink, 14, QPointF(left, where.center().y()))
        left += look.px(20)
    text(painter, where.adjusted(left - where.left(), 0, 0, 0), words, look.font("caption", 600), ink)


def draw_icon(painter: QPainter, name: str, colour: str, size: int, at: QPointF) -> None:
    """Draw an icon; *at* is its left edge and its middle."""
    drawn = theme.current().px(size)
    painter.drawPixmap(QPointF(at.x(), round(at.y() + 0.5 - drawn / 2)), icons.pixmap(name, colour, size))


def rounded(painter: QPainter, where: QRect, radius: int, ground: str, edge: str) -> None:
    """Draw a rounded box; an empty token leaves out its ground or its edge."""
    look = theme.current()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(look.colour(ground) if ground else QColor(Qt.GlobalColor.transparent))
    painter.setPen(QPen(look.colour(edge), 1) if edge else QPen(Qt.PenStyle.NoPen))
    half = 0.5 if edge else 0
    painter.drawRoundedRect(
        QRectF(where).adjusted(half, half, -half, -half), look.px(radius), look.px(radius)
    )
