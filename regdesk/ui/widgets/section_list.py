"""The work queue: rows in named groups, each row says what to do, about whom, and by when."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from regdesk.ui import paint, theme
from regdesk.ui.shortcuts import latin

Index = QModelIndex | QPersistentModelIndex
_LINE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class QueueRow:
    """One thing to do.

    do       starts with a verb: Order a delivery: 6 days left
    code     the case's code, or a neutral word
    why      a few words after the code
    by       at the right: 6 days, 14:00, Wed
    note     under it: until 29 November
    icon     a Lucide name
    keys     at the right instead of `by`: the keys that do the same
    tone     danger (health only), warning, info, accent, neutral: colours the icon, and `by` if danger
    data     whatever the page needs when the row is opened
    """

    do: str
    code: str = ""
    why: str = ""
    by: str = ""
    note: str = ""
    icon: str = "circle"
    tone: str = "neutral"
    keys: str = ""
    data: Any = None

    def sentence(self) -> str:
        """Say the row as a screen reader does."""
        return ". ".join(
            part for part in (self.do, self.code, self.why, self.by, self.note, self.keys) if part
        )


@dataclass(frozen=True)
class Section:
    """A named group of rows; an empty one is not shown, and one without a title has no heading."""

    title: str
    rows: Sequence[QueueRow] = field(default_factory=tuple)
    icon: str = ""
    tone: str = "neutral"


class SectionList(QListView):
    """The queue. `chosen` carries the row the keyboard is on, `opened` the row opened by Enter or mouse."""

    chosen = Signal(object)
    opened = Signal(object)
    pressed_key = Signal(str, object)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._lines = _Lines()
        self.setModel(self._lines)
        self.setItemDelegate(QueueDelegate(self))
        self.setAccessibleName(name)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.doubleClicked.connect(self._open)
        self.selectionModel().currentChanged.connect(self._on_current)

    def show_sections(self, sections: Sequence[Section]) -> None:
        """Show these groups; the keyboard stays on the same row where it is still there."""
        kept = self.current()
        self._lines.show_sections(sections)
        same = next((n for n, line in enumerate(self._lines.lines) if line == kept), None)
        if same is None:
            self.choose_first()
        else:
            self.setCurrentIndex(self._lines.index(same))

    def choose_first(self) -> None:
        """Put the keyboard on the first row."""
        first = next((n for n, line in enumerate(self._lines.lines) if isinstance(line, QueueRow)), None)
        if first is not None:
            self.setCurrentIndex(self._lines.index(first))

    def choose(self, wanted: Callable[[QueueRow], bool]) -> None:
        """Put the keyboard on the first row that is wanted, on the first of all where none is."""
        rows = [(n, line) for n, line in enumerate(self._lines.lines) if isinstance(line, QueueRow)]
        found = next((n for n, line in rows if wanted(line)), rows[0][0] if rows else None)
        if found is not None:
            self.setCurrentIndex(self._lines.index(found))

    def current(self) -> QueueRow | None:
        """Give the row the keyboard is on."""
        line = self.currentIndex().data(_LINE) if self.currentIndex().isValid() else None
        return line if isinstance(line, QueueRow) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, J and K move; other single letters go to the page as `pressed_key`."""
        letter = latin(event.text()) if not event.modifiers() else ""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or letter == "O":
            self._open(self.currentIndex())
        elif letter in ("J", "K"):
            step = Qt.Key.Key_Down if letter == "J" else Qt.Key.Key_Up
            super().keyPressEvent(QKeyEvent(event.type(), step, Qt.KeyboardModifier.NoModifier))
        elif letter.isalnum() and self.current():
            self.pressed_key.emit(letter, self.current())
        else:
            super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        line = index.data(_LINE) if index.isValid() else None
        if isinstance(line, QueueRow):
            self.opened.emit(line)

    def _on_current(self, index: QModelIndex) -> None:
        line = index.data(_LINE) if index.isValid() else None
        if isinstance(line, QueueRow):
            self.chosen.emit(line)


class _Lines(QAbstractListModel):
    """Headings and rows, one after the other; headings cannot be chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[Section | QueueRow] = []

    def show_sections(self, sections: Sequence[Section]) -> None:
        """Lay out the groups that hold anything."""
        self.beginResetModel()
        self.lines = []
        for section in sections:
            if section.rows:
                self.lines += [*([section] if section.title else []), *section.rows]
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Count headings and rows."""
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Answer with the line, or say it in one sentence."""
        line = self.lines[index.row()]
        if role == _LINE:
            return line
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return line.sentence() if isinstance(line, QueueRow) else f"{line.title}: {len(line.rows)}"
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let only rows be chosen."""
        chosen = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return chosen if isinstance(self.lines[index.row()], QueueRow) else Qt.ItemFlag.NoItemFlags


class QueueDelegate(QStyledItemDelegate):
    """Paints headings and rows of the queue."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Ask for 28 px for a heading, 45 for a row."""
        rows = isinstance(index.data(_LINE), QueueRow)
        return QSize(option.rect.width(), theme.current().px(45 if rows else 28))  # type: ignore[attr-defined, unused-ignore]

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a heading or a row."""
        line, where = index.data(_LINE), option.rect  # type: ignore[attr-defined, unused-ignore]
        painter.save()
        if isinstance(line, QueueRow):
            _paint_row(painter, where, line, option.state)  # type: ignore[attr-defined, unused-ignore]
        else:
            _paint_heading(painter, where, line)
        look = theme.current()
        painter.setPen(look.colour("border.subtle"))
        painter.drawLine(where.bottomLeft(), where.bottomRight())
        painter.restore()


def _paint_heading(painter: QPainter, where: QRect, section: Section) -> None:
    look, left = theme.current(), where.left() + theme.current().px(14)
    if section.icon:
        ink = paint.tone_colours(section.tone)[0]
        paint.draw_icon(painter, section.icon, ink, 14, QPointF(left, where.center().y()))
        left += look.px(20)
    room = where.adjusted(left - where.left(), 0, 0, 0)
    used = paint.text(painter, room, section.title, look.font("caption", 600), "text.secondary")
    count = room.adjusted(used + look.px(6), 0, 0, 0)
    paint.text(painter, count, str(len(section.rows)), look.font("caption"), "text.tertiary")


def _paint_row(painter: QPainter, where: QRect, row: QueueRow, state: QStyle.StateFlag) -> None:
    look = theme.current()
    if state & QStyle.StateFlag.State_Selected:
        painter.fillRect(where, look.colour("bg.selected"))
        painter.fillRect(
            QRect(where.left(), where.top(), look.px(3), where.height()), look.colour("accent.solid")
        )
    elif state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(where, look.colour("bg.hover"))
    ink = paint.tone_colours(row.tone)[0]
    paint.draw_icon(painter, row.icon, ink, 18, QPointF(where.left() + look.px(17), where.center().y()))
    upper = QRect(where.left() + look.px(50), where.top() + look.px(4), 0, look.px(20))
    lower = QRect(upper.left(), where.top() + look.px(24), 0, look.px(17))
    right = where.right() - look.px(14)
    strong, small = look.font("body.strong"), look.font("caption")
    _paint_right(
        painter, upper, right, row.by, ("danger.text" if row.tone == "danger" else "text.primary", 600)
    )
    _paint_right(painter, lower, right, row.note, ("text.secondary", 400))
    if row.keys:
        cap = right - paint.cap_width(row.keys)
        paint.key_cap(
            painter, cap, where.center().y(), row.keys, ("text.secondary", "bg.sunken", "border.default")
        )
    upper.setRight(right - paint.width(row.by, strong) - look.px(16))
    if not (row.code or row.why or row.note):
        upper.moveTop(where.center().y() - look.px(10))
    paint.text(painter, upper, row.do, strong, "text.primary")
    lower.setRight(right - paint.width(row.note, small) - look.px(16))
    used = paint.text(painter, lower, row.code, look.font("caption", 600), "text.secondary")
    if row.why:
        said = f" · {row.why}" if row.code else row.why
        paint.text(painter, lower.adjusted(used, 0, 0, 0), said, small, "text.secondary")


def _paint_right(painter: QPainter, line: QRect, right: int, words: str, how: tuple[str, int]) -> None:
    colour, weight = how
    font = theme.current().font("body" if weight >= 600 else "caption", weight)
    where = QRect(right - paint.width(words, font), line.top(), paint.width(words, font) + 1, line.height())
    paint.text_right(painter, where, words, font, colour)
