"""Shows the pages of a paper: one at a time, larger or smaller, turned."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPen, QPixmap, QResizeEvent, QTransform, QWheelEvent
from PySide6.QtWidgets import QFrame, QGraphicsScene, QGraphicsView, QSizePolicy, QToolButton, QWidget

from regdesk.i18n import N_, tr
from regdesk.ui import theme
from regdesk.ui.pieces import box, column, label, row, with_icon
from regdesk.ui.widgets.button import Button

_STEP, _LEAST, _MOST = 1.25, 0.1, 3.0
_NOT_HERE = N_("This page has not arrived yet. It comes with the next exchange.")


class PageViewer(QWidget):
    """Pages are picture bytes, None for one that is not here. `bar` holds the buttons, for a head above.

    `turned` tells that the page on screen was turned; `turns` counts the quarter turns of each page; `wanted`
    asks for a page, by its number, that is not here.
    """

    turned = Signal()
    moved = Signal(int)
    wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._pages: Sequence[bytes | None] = ()
        self.turns: list[int] = []
        self.number = 0
        self.picture = _Picture()
        self._missing = label(tr(_NOT_HERE), tone="secondary", wrap=True)
        self.get = Button(tr(N_("Get it now")), height="compact")
        self.get.clicked.connect(lambda _: self.wanted.emit(self.number))
        self.where = label("", "small", "secondary")
        self._before = _tool("chevron-left", N_("Page before"), lambda: self.go(-1))
        self._after = _tool("chevron-right", N_("Next page"), lambda: self.go(1))
        tools = (
            _tool("zoom-out", N_("Smaller"), lambda: self.picture.zoom(1 / _STEP)),
            _tool("zoom-in", N_("Larger"), lambda: self.picture.zoom(_STEP)),
            _tool("rotate-cw", N_("Turn"), self.turn),
        )
        self.bar = box(row(self._before, self.where, self._after, *tools, gap=4))
        self.setLayout(column(self._missing, row(self.get, None), self.picture, gap=8))
        self.show_pages(())

    def show_pages(self, pages: Sequence[bytes | None]) -> None:
        """Show these pages, the first on screen."""
        self._pages, self.turns, self.number = pages, [0] * len(pages), 0
        self._show()

    def go(self, steps: int) -> None:
        """Show another page."""
        if 0 <= self.number + steps < len(self._pages):
            self.number += steps
            self._show()
            self.moved.emit(self.number)

    def turn(self) -> None:
        """Turn the page on screen by a quarter."""
        if self._pages:
            self.turns[self.number] = (self.turns[self.number] + 1) % 4
            self._show()
            self.turned.emit()

    def _show(self) -> None:
        count = len(self._pages)
        data = self._pages[self.number] if count else None
        said = tr(N_("page {n} of {count}")).format(n=self.number + 1, count=count) if count else ""
        self.where.setText(said)
        for button in (self._before, self._after):
            button.setVisible(count > 1)
        for widget in (self._missing, self.get):
            widget.setVisible(count > 0 and data is None)
        self.picture.show_picture(data or b"", self.turns[self.number] if count else 0)
        self.picture.setAccessibleName(said or tr(N_("Page")))


class _Picture(QGraphicsView):
    """A picture that fits its frame until it is made larger; the wheel with Ctrl, + and - do that."""

    def __init__(self) -> None:
        super().__init__()
        self._scene = QGraphicsScene(self)
        self.setScene(self._scene)
        self._item = self._scene.addPixmap(QPixmap())
        self._edge = self._scene.addRect(QRectF())
        self._source, self._scale, self._fits = QPixmap(), 1.0, True
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAcceptDrops(False)
        self.viewport().setAutoFillBackground(False)

    def show_picture(self, data: bytes, turns: int) -> None:
        """Show picture bytes, turned by quarters."""
        image = QPixmap.fromImage(QImage.fromData(data)) if data else QPixmap()
        self._source = image.transformed(QTransform().rotate(90 * turns)) if turns else image
        self._fits = True
        self._fit()

    def zoom(self, factor: float) -> None:
        """Make the picture larger or smaller around the middle of what is seen."""
        if _LEAST < self._scale * factor < _MOST:
            middle = self.mapToScene(self.viewport().rect().center()) / self._scale
            self._fits, self._scale = False, self._scale * factor
            self._draw()
            self.centerOn(middle * self._scale)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the picture to the new frame unless it was made larger."""
        super().resizeEvent(event)
        self._fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl held, else move."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(_STEP if event.angleDelta().y() > 0 else 1 / _STEP)
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Zoom by + and -."""
        factors = {Qt.Key.Key_Plus: _STEP, Qt.Key.Key_Equal: _STEP, Qt.Key.Key_Minus: 1 / _STEP}
        if event.key() in factors:
            self.zoom(factors[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def drawBackground(self, painter: QPainter, rect: object) -> None:  # noqa: ARG002 - Qt's signature
        """Paint the sunken ground in the colours of the theme."""
        painter.save()
        painter.resetTransform()
        painter.fillRect(self.viewport().rect(), theme.current().colour("bg.sunken"))
        painter.restore()

    def _fit(self) -> None:
        """Find the size at which the whole page is in sight."""
        edge, room = 2 * theme.current().px(6), self.viewport().size()
        if self._fits and not self._source.isNull():
            across = (room.width() - edge) / self._source.width()
            self._scale = max(_LEAST, min(across, (room.height() - edge) / self._source.height()))
        self._draw()

    def _draw(self) -> None:
        """Draw the page at its size; Qt's views blur what they shrink, so it is shrunk here."""
        size = self._source.size() * self._scale
        smooth = Qt.TransformationMode.SmoothTransformation
        shown = self._source if size.isEmpty() else self._source.scaled(size, mode=smooth)
        self._item.setPixmap(shown)
        around = QRectF(shown.rect())
        pen = QPen(theme.current().colour("border.default"))
        self._edge.setPen(pen if not shown.isNull() else QPen(Qt.PenStyle.NoPen))
        self._edge.setRect(around)
        self._scene.setSceneRect(around.adjusted(-1, -1, 1, 1))


def _tool(icon: str, text: str, act: object) -> QToolButton:
    made = QToolButton()
    with_icon(made, icon, "text.primary")
    made.setProperty("kind", "box")
    made.setAccessibleName(tr(text))
    made.setToolTip(tr(text))
    made.clicked.connect(lambda _: act())  # type: ignore[operator]
    return made
