"""The rail of pages beside a viewer: number and name of each, the one shown outlined."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from regdesk.ui import paint, theme
from regdesk.ui.pieces import sized

Index = QModelIndex | QPersistentModelIndex
_LEAF = Qt.ItemDataRole.UserRole
_HIGH, _WIDE = 50, 106


@dataclass(frozen=True)
class Leaf:
    """One page in the rail: its running number, what it is called, and whatever the viewer needs."""

    number: int
    text: str
    data: Any = None


class PageRail(QListView):
    """`chosen` carries the leaf to show."""

    chosen = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._leaves = _Leaves()
        self.setModel(self._leaves)
        self.setItemDelegate(_LeafDelegate(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        sized(self, width=_WIDE)
        self.selectionModel().currentChanged.connect(self._tell)

    def show_leaves(self, leaves: Sequence[Leaf]) -> None:
        """Show these pages; the one that was shown stays chosen where it is still there."""
        before = self.currentIndex().data(_LEAF) if self.currentIndex().isValid() else None
        if list(leaves) == self._leaves.leaves:
            return
        self._leaves.show(leaves)
        if leaves:
            kept = next((n for n, leaf in enumerate(leaves) if leaf == before), 0)
            self.setCurrentIndex(self._leaves.index(kept))

    def show_leaf(self, data: Any) -> None:
        """Go to the first page that carries *data*."""
        found = next((n for n, leaf in enumerate(self._leaves.leaves) if leaf.data == data), None)
        if found is not None and found != self.currentIndex().row():
            self.setCurrentIndex(self._leaves.index(found))

    def current(self) -> Leaf | None:
        """Give the page chosen."""
        leaf = self.currentIndex().data(_LEAF) if self.currentIndex().isValid() else None
        return leaf if isinstance(leaf, Leaf) else None

    def _tell(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(index.data(_LEAF))


class _Leaves(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.leaves: list[Leaf] = []

    def show(self, leaves: Sequence[Leaf]) -> None:
        """Replace all."""
        self.beginResetModel()
        self.leaves = list(leaves)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Count the pages."""
        return 0 if parent.isValid() else len(self.leaves)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give the leaf, or its words."""
        leaf = self.leaves[index.row()]
        if role == _LEAF:
            return leaf
        said = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        return f"{leaf.number}. {leaf.text}" if role in said else None


class _LeafDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002 - Qt asks so
        """Ask for a small sheet."""
        look = theme.current()
        return QSize(look.px(_WIDE - 14), look.px(_HIGH + 6))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint number and name on a small sheet."""
        look, leaf = theme.current(), index.data(_LEAF)
        where: QRect = option.rect  # type: ignore[attr-defined, unused-ignore]
        chosen = option.state & QStyle.StateFlag.State_Selected  # type: ignore[attr-defined, unused-ignore]
        sheet = where.adjusted(look.px(6), look.px(3), -look.px(6), -look.px(3))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(look.colour("bg.surface"))
        edge = QPen(look.colour("accent.solid" if chosen else "border.default"), look.px(2) if chosen else 1)
        painter.setPen(edge)
        painter.drawRoundedRect(sheet, look.px(4), look.px(4))
        inside = sheet.adjusted(look.px(7), look.px(4), -look.px(4), -look.px(4))
        strong = look.font("caption", 600)
        used = QFontMetrics(strong).horizontalAdvance(f"{leaf.number} ")
        upper = QRect(inside.left(), inside.top(), inside.width(), look.px(18))
        paint.text(painter, upper, str(leaf.number), strong, "text.primary")
        _words(painter, inside, used, leaf.text)
        painter.restore()


def _words(painter: QPainter, where: QRect, used: int, text: str) -> None:
    """Write a name in at most two lines, the first beside the number."""
    look = theme.current()
    font: QFont = look.font("caption")
    metrics = QFontMetrics(font)
    words, first = text.split(" "), ""
    while words and metrics.horizontalAdvance(f"{first} {words[0]}".strip()) <= where.width() - used:
        first = f"{first} {words.pop(0)}".strip()
    high = look.px(18)
    paint.text(
        painter,
        QRect(where.left() + used, where.top(), where.width() - used, high),
        first,
        font,
        "text.secondary",
    )
    below = QRect(where.left(), where.top() + high, where.width(), high)
    paint.text(painter, below, " ".join(words), font, "text.secondary")
