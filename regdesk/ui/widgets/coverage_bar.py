"""How long the tablets last: on hand, the gap that is coming, and what a parcel would cover."""

from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from regdesk.i18n import N_, tr, trn
from regdesk.ui import paint, theme

_TICKS = (0, 14, 30, 60, 90)
_DAYS = 90
_COMING = {
    "on-the-way": N_("{n} days on the way"),
    "ordered": N_("{n} days are ordered"),
    "today": N_("{n} days, if ordered today"),
}


@dataclass(frozen=True)
class Coverage:
    """Days from today: on hand, then without tablets, then covered by what is coming (or would be ordered).

    worst  the gap as it is at worst, said and not drawn
    how    what is coming: "on-the-way", "ordered", or only imagined: "today" (if ordered today)
    """

    on_hand: int
    gap: int = 0
    coming: int = 0
    worst: int = 0
    how: str = "today"


class CoverageBar(QWidget):
    """Solid, hatched and dotted, so that it can be read without colours; the legend says it in words."""

    def __init__(self, coverage: Coverage | None = None) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr(N_("Stock in days")))
        self.show_coverage(coverage or Coverage(0))

    def show_coverage(self, coverage: Coverage) -> None:
        """Show these days."""
        self._coverage = coverage
        self.setAccessibleDescription(". ".join(text for text, _ in self._legend()))
        self.update()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Ask for a bar, its scale, and as many lines of legend as this width needs."""
        look, lines = theme.current(), 1 + max(at.top() for at in self._legend_places(self.width()))
        return QSize(look.px(360), look.px(52) + lines * look.px(21))

    def minimumSizeHint(self) -> QSize:
        """Be content with little width."""
        return QSize(theme.current().px(200), self.sizeHint().height())

    def resizeEvent(self, _: object) -> None:
        """Ask for another height where the legend begins or ceases to wrap."""
        self.updateGeometry()

    def paintEvent(self, _: QPaintEvent) -> None:
        """Draw the bar, the scale below it, and the legend."""
        look, painter = theme.current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        bar = QRect(0, 0, self.width() - 1, look.px(21))
        paint.rounded(painter, bar, 3, "bg.sunken", "border.default")
        here = 0
        for days, kind in self._parts():
            end = min(here + days, _DAYS)
            left, right = bar.width() * here / _DAYS, bar.width() * end / _DAYS
            _fill(painter, QRectF(left, 0, right - left, bar.height()), kind)
            here = end
        self._paint_scale(painter, bar)
        for (text, kind), at in zip(self._legend(), self._legend_places(self.width()), strict=True):
            top = look.px(52) + at.top() * look.px(21)
            _fill(painter, QRectF(at.left(), top + look.px(4), look.px(12), look.px(12)), kind)
            line = QRect(at.left() + look.px(18), top, at.width(), look.px(20))
            paint.text(
                painter,
                line,
                text,
                look.font("label", 400),
                "danger.text" if kind == "gap" else "text.primary",
            )

    def _paint_scale(self, painter: QPainter, bar: QRect) -> None:
        look = theme.current()
        font = look.font("caption")
        for day in _TICKS:
            x = bar.width() * day // _DAYS
            painter.setPen(QPen(look.colour("border.control"), 1))
            painter.drawLine(x, bar.bottom() + look.px(2), x, bar.bottom() + look.px(6))
            words = tr(N_("{n} days")).format(n=day) if day == _DAYS else str(day)
            wide = paint.width(words, font)
            left = min(max(0, x - wide // 2), self.width() - wide)
            paint.text(
                painter, QRect(left, look.px(27), wide + 2, look.px(18)), words, font, "text.secondary"
            )

    def _parts(self) -> list[tuple[int, str]]:
        days = self._coverage
        return [
            (n, kind) for n, kind in ((days.on_hand, "hand"), (days.gap, "gap"), (days.coming, "coming")) if n
        ]

    def _legend(self) -> list[tuple[str, str]]:
        days = self._coverage
        said = [(trn(N_("{n} day on hand"), N_("{n} days on hand"), days.on_hand), "hand")]
        if days.gap or days.worst:
            likely = trn(N_("gap of {n} day"), N_("gap of {n} days"), days.gap)
            text = likely if days.gap else tr(N_("no gap"))
            if days.worst > days.gap:
                text = f"{text}, {trn(N_('at worst {n} day'), N_('at worst {n} days'), days.worst)}"
            said.append((text, "gap"))
        if days.coming:
            said.append((tr(_COMING[days.how]).format(n=days.coming), "coming"))
        return said

    def _legend_places(self, width: int) -> list[QRect]:
        """Place each legend: its left edge and width in pixels, its line as `top`."""
        look, font = theme.current(), theme.current().font("label", 400)
        places, x, line = [], 0, 0
        for text, _ in self._legend():
            wide = paint.width(text, font) + look.px(2)
            if x and x + look.px(18) + wide > width:
                x, line = 0, line + 1
            places.append(QRect(x, line, wide, 1))
            x += wide + look.px(36)
        return places


def _fill(painter: QPainter, where: QRectF, kind: str) -> None:
    """Fill one part: solid, hatched on red, or dotted on the soft accent; each with its edge."""
    look = theme.current()
    ground, ink, edge = {
        "hand": ("accent.solid", "", "accent.solid"),
        "gap": ("danger.bg", "danger.solid", "danger.border"),
        "coming": ("accent.soft", "accent.solid", "accent.solid"),
    }[kind]
    painter.setPen(QPen(look.colour(edge), 1))
    painter.setBrush(look.colour(ground))
    box = where.adjusted(0.5, 0.5, -0.5, -0.5)
    painter.drawRoundedRect(box, look.px(2), look.px(2))
    if ink:
        hatched = QBrush(look.colour(ink), Qt.BrushStyle.BDiagPattern)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(hatched if kind == "gap" else _dots(look.colour(ink)))
        painter.drawRect(box.adjusted(1, 1, -1, -1))


def _dots(colour: QColor) -> QBrush:
    """Make a pattern of small dots, 5 px apart."""
    side = theme.current().px(5)
    tile = QPixmap(side, side)
    tile.fill(Qt.GlobalColor.transparent)
    painter = QPainter(tile)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawEllipse(QRectF(side / 2 - side * 0.16, side / 2 - side * 0.16, side * 0.32, side * 0.32))
    painter.end()
    return QBrush(tile)
