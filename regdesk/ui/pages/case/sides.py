"""Two columns side by side, or one below the other where there is no room for both."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from regdesk.ui import theme
from regdesk.ui.pieces import box, column, spaced

_NARROW = 780


class Sides(QWidget):
    """*parts* are the shares of the width; put it into a scroll area."""

    def __init__(self, main: QWidget, side: QWidget, parts: tuple[int, int] = (7, 3)) -> None:
        super().__init__()
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        for widget, part in zip((main, side), parts, strict=True):
            self._both.addWidget(box(column(widget, None, gap=0)), part)
        spaced(self._both, 12)
        whole = column(gap=0)
        whole.addLayout(self._both)
        whole.addStretch(1)
        self.setLayout(whole)

    def minimumSizeHint(self) -> QSize:
        """Be content with any width."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stack what does not fit side by side."""
        super().resizeEvent(event)
        wide = self.width() / theme.current().scale >= _NARROW
        way = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if way != self._both.direction():
            self._both.setDirection(way)
