"""Two parts side by side; where the window is narrow or the text large, one below the other."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QComboBox, QWidget

from regdesk.ui import theme
from regdesk.ui.pieces import row

_WIDE = 800
_NO_LIMIT = 16_777_215  # Qt's own: any width
Sides = tuple[int, int]


class SideBySide(QWidget):
    """`widths` at 100 % text, 0 for what takes the rest; `heights` hold where one stands below the other."""

    def __init__(self, first: QWidget, second: QWidget, widths: Sides, heights: Sides = (0, 0)) -> None:
        super().__init__()
        self._parts = tuple(zip((first, second), widths, heights, strict=True))
        self._box = row(first, second, gap=14)
        self._box.setStretch(1 if widths[0] else 0, 1)
        self.setLayout(self._box)

    def minimumSizeHint(self) -> QSize:
        """Need no width of its own: the parts turn instead."""
        return QSize(0, super().minimumSizeHint().height())

    def heightForWidth(self, width: int) -> int:
        """Ask for no more height than there is where both parts scroll by themselves."""
        scrolls = any(height for _, _, height in self._parts)
        return 0 if scrolls and width / theme.current().scale >= _WIDE else super().heightForWidth(width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Turn where there is too little room."""
        super().resizeEvent(event)
        look = theme.current()
        wide = self.width() / look.scale >= _WIDE
        way = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        self._box.setDirection(way)
        for part, width, height in self._parts:
            part.setMinimumWidth(look.px(width) if wide else 0)
            part.setMaximumWidth(look.px(width) if wide and width else _NO_LIMIT)
            part.setMinimumHeight(0 if wide else look.px(height))


def modest(form: QWidget) -> QWidget:
    """Let the lists of a form be narrower than their longest line."""
    for each in form.findChildren(QComboBox):
        each.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        each.setMinimumContentsLength(8)
    return form
