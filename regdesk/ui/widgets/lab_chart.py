"""Viral load and CD4 over time: a chart and, with the same numbers, a table."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import log10

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

from regdesk.i18n import N_, tr
from regdesk.ui import paint, theme
from regdesk.ui.announce import announce
from regdesk.ui.dates import digits, month
from regdesk.ui.pieces import column
from regdesk.ui.tables import Column, RowTable, RowView
from regdesk.ui.widgets.chips import Segments

_TITLES: dict[str, str] = {"viral-load": N_("Viral load, copies/ml"), "cd4": N_("CD4, cells/µl")}
_UNDETECTABLE, _SUPPRESSED = 50, 1000  # copies/mL: WHO HIV.S.2, and its policy brief of July 2023
_LOW_CD4 = 200  # cells/µL: advanced disease below it (WHO)
_LOWEST, _HIGHEST = 10, 1_000_000


@dataclass(frozen=True)
class LabPoint:
    """One result: `value` places it on the chart, `shown` is what the laboratory wrote (<20).

    sign   "<" or ">" where the value is only a limit
    title  of the test, for the table;  means  what can be told from it, or its value in the usual unit
    """

    test: str
    on: date
    value: float
    shown: str
    sign: str = ""
    title: str = ""
    means: str = ""


@dataclass(frozen=True)
class Change:
    """A day on which the treatment changed, and what to."""

    on: date
    title: str


class LabChart(QWidget):
    """The chart with its table twin; a switch above changes between them."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr(N_("Laboratory results")))
        self.plot = LabPlot()
        self._table = RowTable(_COLUMNS)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.plot)
        self._pages.addWidget(RowView(self._table, tr(N_("Laboratory results"))))
        self.switch = Segments((tr(N_("Chart")), tr(N_("Table"))), tr(N_("Chart or table")))
        self.switch.chosen.connect(self._pages.setCurrentIndex)
        self.setLayout(column(self._pages, gap=0))

    def show_points(self, points: Sequence[LabPoint], changes: Sequence[Change] = ()) -> None:
        """Show these results: viral load and CD4 on the chart with changes of treatment, all in the table."""
        ordered = sorted(points, key=lambda point: point.on)
        drawn = [point for point in ordered if point.test in _TITLES]
        self.plot.show_points(drawn, changes if drawn else ())
        self._table.set_rows(ordered[::-1])


class LabPlot(QWidget):
    """Viral load on a logarithmic axis at the left (solid, discs), CD4 at the right (dashed, squares).

    A value that is only a limit points on with an arrow. The arrow keys walk from result to result.
    """

    def __init__(self) -> None:
        super().__init__()
        self._points: Sequence[LabPoint] = ()
        self._changes: Sequence[Change] = ()
        self._at = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(tr(N_("Chart of laboratory results")))

    def show_points(self, points: Sequence[LabPoint], changes: Sequence[Change] = ()) -> None:
        """Show these results, oldest first."""
        self._points, self._at = points, -1
        first = points[0].on if points else date.max
        self._changes = [one for one in changes if one.on >= first]
        self.setAccessibleDescription(". ".join(_said(point) for point in points))
        self.update()

    def chosen(self) -> LabPoint | None:
        """Give the result the keyboard is on."""
        return self._points[self._at] if 0 <= self._at < len(self._points) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk from result to result, and say each."""
        last = len(self._points) - 1
        steps = {
            Qt.Key.Key_Left: self._at - 1,
            Qt.Key.Key_Right: self._at + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        to = steps.get(Qt.Key(event.key()))
        if to is None or last < 0:
            super().keyPressEvent(event)
            return
        self._at = min(max(to, 0), last)
        announce(self, _said(self._points[self._at]))
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for a chart that can be read."""
        look = theme.current()
        return QSize(look.px(480), look.px(190))

    def minimumSizeHint(self) -> QSize:
        """Be content with less."""
        look = theme.current()
        return QSize(look.px(280), look.px(190))

    def paintEvent(self, _: QPaintEvent) -> None:
        """Draw legend, axes, band and lines."""
        painter, look = QPainter(self), theme.current()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(look.px(62), look.px(34), -look.px(44), -look.px(28))
        self._paint_legend(painter)
        self._paint_viral_axis(painter, area)
        self._paint_cd4_axis(painter, area)
        self._paint_months(painter, area)
        self._paint_changes(painter, area)
        self._paint_line(painter, area, "cd4", lambda value: self._cd4_height(area, value))
        self._paint_line(painter, area, "viral-load", lambda value: _viral_height(area, value))
        self._paint_chosen(painter, area)

    def _paint_legend(self, painter: QPainter) -> None:
        look, left = theme.current(), theme.current().px(2)
        for test, title in _TITLES.items():
            _line(painter, test, QPointF(left, look.px(10)), QPointF(left + look.px(22), look.px(10)))
            _mark(painter, test, QPointF(left + look.px(11), look.px(10)))
            words = QRectF(left + look.px(28), 0, look.px(400), look.px(20)).toRect()
            left += look.px(46) + paint.text(
                painter, words, tr(title), look.font("label", 400), "text.primary"
            )

    def _paint_viral_axis(self, painter: QPainter, area: QRectF) -> None:
        look, font = theme.current(), theme.current().font("caption")
        top = _viral_height(area, _UNDETECTABLE)
        band = QRectF(area.left(), top, area.width(), area.bottom() - top)
        painter.fillRect(band, look.colour("chart.band"))
        words = tr(N_("not detected, below {n}")).format(n=_UNDETECTABLE)
        inside = band.adjusted(look.px(8), 0, 0, 0).toRect()
        paint.text(painter, inside, words, font, "success.text")
        edge = _viral_height(area, _SUPPRESSED)
        painter.setPen(QPen(look.colour("warning.solid"), look.px(1), Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(area.left(), edge), QPointF(area.right(), edge))
        for value, text in (
            (100, "100"),
            (1_000, "10³"),
            (10_000, "10⁴"),
            (100_000, "10⁵"),
            (1_000_000, "10⁶"),
        ):
            y = _viral_height(area, value)
            if value != _SUPPRESSED:
                painter.setPen(QPen(look.colour("chart.grid"), 1))
                painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            where = QRectF(0, y - look.px(9), area.left() - look.px(6), look.px(18)).toRect()
            paint.text_right(painter, where, text, font, "text.secondary")

    def _paint_cd4_axis(self, painter: QPainter, area: QRectF) -> None:
        look, step = theme.current(), self._cd4_top() // 4
        for value in range(step, self._cd4_top() + 1, step):
            y = self._cd4_height(area, value)
            where = QRectF(area.right() + look.px(8), y - look.px(9), look.px(40), look.px(18)).toRect()
            paint.text(painter, where, str(value), look.font("caption"), "chart.2")
        if any(point.test == "cd4" for point in self._points):
            low = self._cd4_height(area, _LOW_CD4)
            painter.setPen(QPen(look.colour("chart.2"), look.px(1), Qt.PenStyle.DotLine))
            painter.drawLine(QPointF(area.left(), low), QPointF(area.right(), low))

    def _paint_changes(self, painter: QPainter, area: QRectF) -> None:
        """Draw a line where the treatment changed, and what to, as far as there is room."""
        look, font = theme.current(), theme.current().font("caption", 500)
        for change in self._changes:
            x = self._x(area, change.on)
            painter.setPen(QPen(look.colour("text.tertiary"), look.px(1), Qt.PenStyle.DashDotLine))
            painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
            room = QRectF(x + look.px(4), area.top() - look.px(4), area.right() - x, look.px(16)).toRect()
            paint.text(painter, room, change.title, font, "text.secondary")

    def _paint_chosen(self, painter: QPainter, area: QRectF) -> None:
        """Draw a ring around the result the keyboard is on, and what it says above the chart."""
        point = self.chosen() if self.hasFocus() else None
        if point is None:
            return
        look = theme.current()
        at, half = self._place(area, point), look.px(8)
        painter.setPen(QPen(look.colour("focus.ring"), look.px(2)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QRectF(at.x() - half, at.y() - half, 2 * half, 2 * half))
        said = f"{digits(point.on)}: {point.shown}"
        wide = paint.width(said, look.font("label", 600))
        left = min(max(at.x() - wide / 2, area.left()), area.right() - wide)
        where = QRectF(left, at.y() - look.px(28), wide + 2, look.px(18)).toRect()
        painter.fillRect(where.adjusted(-4, 0, 4, 0), look.colour("bg.surface"))
        paint.text(painter, where, said, look.font("label", 600), "text.primary")

    def _place(self, area: QRectF, point: LabPoint) -> QPointF:
        viral = point.test == "viral-load"
        height = _viral_height(area, point.value) if viral else self._cd4_height(area, point.value)
        return QPointF(self._x(area, point.on), height)

    def _paint_months(self, painter: QPainter, area: QRectF) -> None:
        look, font, last = theme.current(), theme.current().font("caption"), -1
        for point in self._points:
            words, x = month(point.on), self._x(area, point.on)
            wide = paint.width(words, font)
            left = min(max(0, round(x - wide / 2)), self.width() - wide)
            if left > last:
                where = QRectF(left, area.bottom() + look.px(8), wide + 2, look.px(18)).toRect()
                paint.text(painter, where, words, font, "text.secondary")
                last = left + wide + look.px(10)

    def _paint_line(
        self, painter: QPainter, area: QRectF, test: str, height: Callable[[float], float]
    ) -> None:
        drawn = [p for p in self._points if p.test == test]
        places = [QPointF(self._x(area, p.on), height(p.value)) for p in drawn]
        for start, end in pairwise(places):
            _line(painter, test, start, end)
        for point, place in zip(drawn, places, strict=True):
            _mark(painter, test, place)
            if point.sign:
                _arrow(painter, test, place, up=point.sign == ">")

    def _x(self, area: QRectF, day: date) -> float:
        first = self._points[0].on
        last = max(self._points[-1].on, *(one.on for one in self._changes), first)
        inset = area.width() * 0.03
        if first == last:
            return area.center().x()
        return area.left() + inset + (area.width() - 2 * inset) * ((day - first).days / (last - first).days)

    def _cd4_top(self) -> int:
        most = max((point.value for point in self._points if point.test == "cd4"), default=0)
        return next((top for top in (400, 800, 1200, 1600) if most <= top), 2400)

    def _cd4_height(self, area: QRectF, value: float) -> float:
        return area.bottom() - area.height() * min(value, self._cd4_top()) / self._cd4_top()


def _viral_height(area: QRectF, value: float) -> float:
    """Place a viral load on the logarithmic axis from 10 to 1,000,000 copies/ml."""
    within = min(max(value, _LOWEST * 1.6), _HIGHEST)
    part = (log10(within) - log10(_LOWEST)) / (log10(_HIGHEST) - log10(_LOWEST))
    return area.bottom() - area.height() * part


def _line(painter: QPainter, test: str, start: QPointF, end: QPointF) -> None:
    look = theme.current()
    pen = QPen(look.colour("chart.1" if test == "viral-load" else "chart.2"), look.px(2))
    if test == "cd4":
        pen.setStyle(Qt.PenStyle.DashLine)
    painter.setPen(pen)
    painter.drawLine(start, end)


def _mark(painter: QPainter, test: str, at: QPointF) -> None:
    look, half = theme.current(), theme.current().px(4)
    box = QRectF(at.x() - half, at.y() - half, 2 * half, 2 * half)
    if test == "viral-load":
        painter.setPen(QPen(look.colour("bg.surface"), 1))
        painter.setBrush(look.colour("chart.1"))
        painter.drawEllipse(box)
    else:
        painter.setPen(QPen(look.colour("chart.2"), look.px(2)))
        painter.setBrush(look.colour("bg.surface"))
        painter.drawRect(box)


def _arrow(painter: QPainter, test: str, at: QPointF, *, up: bool) -> None:
    """Draw a small arrow that says that the true value lies further on."""
    look = theme.current()
    way = -1 if up else 1
    tip, foot, half = at.y() + way * look.px(13), at.y() + way * look.px(7), look.px(4)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.colour("chart.1" if test == "viral-load" else "chart.2"))
    corners = QPointF(at.x() - half, foot), QPointF(at.x() + half, foot), QPointF(at.x(), tip)
    painter.drawPolygon(QPolygonF(corners))


def _said(point: LabPoint) -> str:
    means = f", {point.means}" if point.means else ""
    return f"{tr(_TITLES[point.test])} {digits(point.on)}: {point.shown}{means}"


_COLUMNS = (
    Column[LabPoint](N_("Sample taken on"), lambda point: point.on, digits, width=150),
    Column[LabPoint](N_("Test"), lambda point: point.title or tr(_TITLES.get(point.test, point.test))),
    Column[LabPoint](N_("Means"), lambda point: point.means, width=170),
    Column[LabPoint](N_("Result"), lambda point: point.shown, right=True, width=140, strong=True),
)
