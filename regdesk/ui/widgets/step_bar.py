"""The six steps of a case: done, under way, ahead; each with a word and when."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from regdesk.domain.steps import STEPS
from regdesk.i18n import N_, tr
from regdesk.ui import paint, theme

State = Literal["done", "now", "ahead"]
_SAID: dict[State, str] = {"done": N_("done"), "now": N_("under way"), "ahead": N_("ahead")}


@dataclass(frozen=True)
class Step:
    """One step: its word (already translated), its state, and a few words under it (a date, "7 of 9")."""

    text: str
    state: State
    note: str = ""


def steps_until(now: int, notes: Sequence[str] = ()) -> list[Step]:
    """Make the six steps where number *now* (1 to 6) is under way and those before it are done."""
    states: list[State] = ["done" if n < now else "now" if n == now else "ahead" for n in range(1, 7)]
    said = [*notes, *[""] * (6 - len(notes))]
    return [Step(tr(text), state, note) for text, state, note in zip(STEPS, states, said, strict=True)]


class StepBar(QWidget):
    """Six equal columns; a word that does not fit goes into a second line, never cut."""

    def __init__(self, steps: Sequence[Step] = ()) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr(N_("Steps")))
        self.show_steps(steps)

    def show_steps(self, steps: Sequence[Step]) -> None:
        """Show these steps."""
        self._steps = list(steps)
        said = (f"{n}. {s.text}: {tr(_SAID[s.state])} {s.note}".strip() for n, s in enumerate(steps, 1))
        self.setAccessibleDescription("; ".join(said))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for a circle, up to two lines of words and one of notes."""
        look = theme.current()
        return QSize(look.px(720), look.px(30) + self._text_height() + look.px(20))

    def minimumSizeHint(self) -> QSize:
        """Be content with less width."""
        return QSize(theme.current().px(420), self.sizeHint().height())

    def paintEvent(self, _: QPaintEvent) -> None:
        """Draw each column: circle, line to the next, word, note."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wide = self.width() / max(1, len(self._steps))
        for index, step in enumerate(self._steps):
            self._paint_column(
                painter, QRect(round(index * wide), 0, round(wide), self.height()), index, step
            )

    def _paint_column(self, painter: QPainter, where: QRect, index: int, step: Step) -> None:
        look, size = theme.current(), theme.current().px(24)
        circle = QRect(where.left() + 1, 1, size, size)
        _circle(painter, circle, step.state, str(index + 1))
        if index + 1 < len(self._steps):
            reached = self._steps[index + 1].state != "ahead"
            painter.setPen(QPen(look.colour("accent.solid" if reached else "border.default"), look.px(2)))
            middle = circle.center().y() + 1
            painter.drawLine(
                QPoint(circle.right() + look.px(6), middle), QPoint(where.right() - look.px(6), middle)
            )
        words = QRect(where.left(), look.px(29), where.width() - look.px(8), self._text_height())
        painter.setFont(look.font("label", 600))
        painter.setPen(look.colour("accent.text" if step.state == "now" else "text.primary"))
        painter.drawText(words, int(Qt.TextFlag.TextWordWrap), step.text)
        note = QRect(words.left(), words.bottom(), words.width(), look.px(18))
        paint.text(painter, note, step.note, look.font("caption"), "text.secondary")

    def _text_height(self) -> int:
        look = theme.current()
        metrics, wide = QFontMetrics(look.font("label", 600)), self.width() / 6 - look.px(8)
        lines = 2 if any(metrics.horizontalAdvance(step.text) > wide for step in self._steps) else 1
        return lines * look.px(18)

    def resizeEvent(self, _: object) -> None:
        """Ask for another height where words begin or cease to wrap."""
        self.updateGeometry()


def _circle(painter: QPainter, where: QRect, state: State, number: str) -> None:
    look = theme.current()
    if state == "done":
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("accent.solid"))
        painter.drawEllipse(where)
        at = QPointF(where.center().x() - look.px(7) + 1, where.center().y())
        paint.draw_icon(painter, "check", "accent.on", 14, at)
        return
    now = state == "now"
    line = look.px(3 if now else 2)
    painter.setPen(QPen(look.colour("accent.solid" if now else "border.control"), line))
    painter.setBrush(look.colour("bg.surface"))
    painter.drawEllipse(where.adjusted(line // 2, line // 2, -line // 2, -line // 2))
    painter.setFont(look.font("caption", 600))
    painter.setPen(look.colour("accent.text" if now else "text.secondary"))
    painter.drawText(where, int(Qt.AlignmentFlag.AlignCenter), number)
