"""Words that must not be cut within a letter: in few lines, dots at their end and a tooltip with them all."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from regdesk.ui import paint, theme


class FewLines(QWidget):
    """Takes the width it gets and, of *most* lines, as many as it needs; a role and a tone as `label` has."""

    def __init__(self, text: str, role: str, tone: str = "primary", *, most: int = 1) -> None:
        super().__init__()
        self._text, self._role, self._tone, self._most = text, role, f"text.{tone}", most
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(text)
        self.setToolTip(text)

    def text(self) -> str:
        """Give all words."""
        return self._text

    def lines(self, wide: int) -> list[str]:
        """Break the words at blanks; the last line holds the rest, fitting or not."""
        font, lines = theme.current().font(self._role), [""]
        for word in self._text.split():
            longer = f"{lines[-1]} {word}".strip()
            if lines[-1] and len(lines) < self._most and paint.width(longer, font) > wide:
                lines.append(word)
            else:
                lines[-1] = longer
        return lines

    def hasHeightForWidth(self) -> bool:
        """Need more lines where there is less width."""
        return True

    def heightForWidth(self, wide: int) -> int:
        """Give the height of the lines."""
        return len(self.lines(wide)) * self._line()

    def sizeHint(self) -> QSize:
        """Ask for the height of the lines at the present width."""
        return QSize(0, self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        """Need one line."""
        return QSize(0, self._line())

    def paintEvent(self, _: QPaintEvent) -> None:
        """Draw the lines; what does not fit ends in dots."""
        painter, font, high = QPainter(self), theme.current().font(self._role), self._line()
        for number, line in enumerate(self.lines(self.width())):
            paint.text(painter, QRect(0, number * high, self.width(), high), line, font, self._tone)

    def _line(self) -> int:
        return paint.line_height(theme.current().font(self._role))
