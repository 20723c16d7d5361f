"""The violet ring: "the keyboard is here", drawn over the window around whatever has the focus."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QApplication, QScrollArea, QWidget
from shiboken6 import isValid

from regdesk.ui import theme

_FOLLOW_MS = 60


class FocusRing(QWidget):
    """One for each window; clicks go through it. Lists and tables show it inset, around the current row."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._target: QWidget | None = None
        self._inset = False
        self._follow = QTimer(self)
        self._follow.timeout.connect(self.place)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus)
        window.installEventFilter(self)
        self.hide()

    def place(self) -> None:
        """Draw the ring where the focus is now, or nowhere."""
        where = self._where()
        if where.isEmpty():
            self.hide()
        elif not self.isVisible() or where != self.geometry():
            self.setGeometry(where)
            self.show()
            self.raise_()
            self.update()

    def paintEvent(self, _: QPaintEvent) -> None:
        """Draw a line of 2 px; the gap of 2 px is what shows between it and the widget."""
        look, painter = theme.current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line, radius = look.px(2), look.px(4 if self._inset else 9)
        painter.setPen(QPen(look.colour("focus.ring"), line))
        inset = line / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), radius, radius)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Rest while the window is hidden: nothing moves that could be seen."""
        if event.type() == QEvent.Type.Hide:
            self._follow.stop()
        elif event.type() == QEvent.Type.Show:
            self._follow.start(_FOLLOW_MS)
        return super().eventFilter(watched, event)

    def _on_focus(self, _: QWidget | None, now: QWidget | None) -> None:
        mine = now is not None and now.window() is self._window
        self._target = now if mine else None
        if now and mine:
            _bring_into_sight(now)
        self.place()
        # Layouts move things after the focus does; looking again is cheaper than watching every parent.
        if mine and self._window.isVisible():
            self._follow.start(_FOLLOW_MS)
        else:
            self._follow.stop()

    def _where(self) -> QRect:
        target = self._target
        if target is None or not isValid(target) or not target.isVisible():
            return QRect()
        self._inset = isinstance(target, QAbstractItemView)
        if isinstance(target, QAbstractItemView):
            return _current_row(target, self._window)
        seen = target.visibleRegion().boundingRect()
        out = theme.current().px(4)
        corner = target.mapTo(self._window, seen.topLeft())
        return QRect(corner, seen.size()).adjusted(-out, -out, out, out) if not seen.isEmpty() else QRect()


def _current_row(view: QAbstractItemView, window: QWidget) -> QRect:
    """Give the current row over the whole width of the list, or the list itself where it has none."""
    port = view.viewport()
    row, shown = view.visualRect(view.currentIndex()), port.rect()
    if row.isValid():
        shown = QRect(0, row.top(), port.width(), row.height()).intersected(port.rect())
    return QRect(port.mapTo(window, QPoint(shown.topLeft())), shown.size())


def _bring_into_sight(widget: QWidget) -> None:
    parent = widget.parentWidget()
    while parent:
        if isinstance(parent, QScrollArea):
            parent.ensureWidgetVisible(widget, 0, theme.current().px(24))
        parent = parent.parentWidget()
