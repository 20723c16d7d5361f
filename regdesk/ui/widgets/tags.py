"""Tags: an icon of its own shape, a word, and a colour, in that order of weight."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from regdesk.ui import paint, theme
from regdesk.ui.pieces import appear


class Tag(QWidget):
    """Tones: neutral, accent, success, warning, danger (health only), info, offline."""

    def __init__(self, text: str, tone: str = "neutral", icon: str = "") -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_text(text, tone, icon)

    def show_text(self, text: str, tone: str = "neutral", icon: str = "") -> None:
        """Say something else from now on; an empty text hides the tag."""
        self._text, self._tone, self._icon = text, tone, icon
        self.setAccessibleName(text)
        appear(self, on=bool(text))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for the width of the word."""
        return QSize(paint.tag_width(self._text, self._icon), theme.current().px(22))

    def paintEvent(self, _: QPaintEvent) -> None:
        """Draw the tag."""
        painter = QPainter(self)
        paint.tag(painter, self.rect(), self._text, self._tone, self._icon)
