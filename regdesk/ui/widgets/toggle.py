"""A switch between on and off."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from regdesk.ui import theme


class Toggle(QAbstractButton):
    """A switch of 34 by 20; its name says what is on or off."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setCheckable(True)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        """Be large enough to hit."""
        look = theme.current()
        return QSize(look.px(34), look.px(24))

    def paintEvent(self, _: QPaintEvent) -> None:
        """Draw the track and the knob: on is filled with the knob right, off is outlined with it left."""
        look, painter = theme.current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        high = look.px(20)
        track = QRectF(0.5, (self.height() - high) / 2 + 0.5, self.width() - 1, high - 1)
        on = self.isChecked()
        painter.setPen(QPen(look.colour("accent.solid" if on else "border.control"), 1))
        painter.setBrush(look.colour("accent.solid" if on else "bg.surface"))
        painter.drawRoundedRect(track, track.height() / 2, track.height() / 2)
        knob = track.height() - look.px(6)
        left = track.right() - knob - look.px(3) if on else track.left() + look.px(3)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("accent.on" if on else "border.control"))
        painter.drawEllipse(QRectF(left, track.top() + look.px(3), knob, knob))
