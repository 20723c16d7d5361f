"""Two panes: a list, and what is chosen in it."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from regdesk.ui import theme

_NARROW, _MEDIUM = 750, 1100


class Panes(QSplitter):
    """The list takes what is left; the preview has 404 px, 340 in medium windows, and goes in narrow ones."""

    def __init__(self, main: QWidget, preview: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._preview = preview
        self.addWidget(main)
        self.addWidget(preview)
        self.setChildrenCollapsible(False)
        self.setStretchFactor(0, 1)
        self.setHandleWidth(theme.current().px(16))

    def minimumSizeHint(self) -> QSize:
        """Need no more than the list: the preview gives way."""
        return QSize(0, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show or hide the preview as the width allows."""
        super().resizeEvent(event)
        look = theme.current()
        logical = self.width() / look.scale
        self._preview.setVisible(logical >= _NARROW)
        self._preview.setFixedWidth(look.px(404 if logical >= _MEDIUM else 340))
