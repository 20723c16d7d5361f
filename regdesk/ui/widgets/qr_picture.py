"""A QR code on the screen: always dark on white, whatever the theme, so that any camera reads it."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from regdesk.ui import theme

_QUIET = 4  # squares left white around it, as ISO/IEC 18004 asks


class QrPicture(QWidget):
    """Shows the squares it is given, row by row; *name* says what it is to who cannot see it."""

    def __init__(self, name: str, size: int = 190) -> None:
        super().__init__()
        self._squares: Sequence[bytes] = ()
        self._size = size
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_squares(self, squares: Sequence[bytes]) -> None:
        """Show another code."""
        self._squares = squares
        self.update()

    def sizeHint(self) -> QSize:
        """Be large enough for a camera; larger text needs no larger code."""
        side = theme.current().px(self._size) if theme.current().scale < 1.5 else self._size
        return QSize(side, side)

    def paintEvent(self, _: QPaintEvent) -> None:
        """Draw the squares."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        count = len(self._squares) + 2 * _QUIET
        unit = min(self.width(), self.height()) / count if self._squares else 0
        for down, row in enumerate(self._squares, start=_QUIET):
            for across, dark in enumerate(row, start=_QUIET):
                if dark:
                    where = QRectF(across * unit, down * unit, unit, unit).toAlignedRect()
                    painter.fillRect(where, Qt.GlobalColor.black)
