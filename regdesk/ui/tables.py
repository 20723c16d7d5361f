"""Tables: columns are declared once, one model serves all, each row is one sentence for a screen reader."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyledItemDelegate, QTableView

from regdesk.i18n import tr
from regdesk.ui import theme

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex
VALUE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class Column(Generic[Row]):
    """One column.

    title    msgid of its heading
    value    what a row has here; cell painters get it as it is
    show     how it is written (and said to a screen reader)
    width    in pixels at 100 % text, 0 = shares the space left over
    right    figures: aligned right
    drop     hidden first where the window is narrow: 1 before 2 before 3, 0 never
    strong   written bold
    cell     makes the delegate that paints it, where it is more than words (see cells.py)
    """

    title: str
    value: Callable[[Row], Any]
    show: Callable[[Any], str] = str
    width: int = 0
    right: bool = False
    drop: int = 0
    strong: bool = False
    cell: Callable[[], QStyledItemDelegate] | None = None


class RowTable(QAbstractTableModel, Generic[Row]):
    """Shows a list of rows; set_rows() replaces them all."""

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        parent: QObject | None = None,
        *,
        sentence: Callable[[Row], str] | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns, self._rows, self._sentence = columns, list[Row](), sentence

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows instead."""
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def add_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows below the others."""
        if rows:
            self.beginInsertRows(QModelIndex(), len(self._rows), len(self._rows) + len(rows) - 1)
            self._rows.extend(rows)
            self.endInsertRows()

    def rows(self) -> list[Row]:
        """Give the rows shown so far."""
        return list(self._rows)

    def row(self, index: Index) -> Row:
        """Give the row at an index of the view."""
        return self._rows[index.row()]

    def sentence(self, row: Row) -> str:
        """Say a row in one sentence, as a screen reader does."""
        if self._sentence:
            return self._sentence(row)
        said = ((tr(each.title), each.show(each.value(row))) for each in self.columns)
        return ". ".join(f"{title}: {text}" if title else text for title, text in said if text)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Count the rows."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Count the columns."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Answer what Qt asks of one cell."""
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], self.columns[index.column()]
        value, shown = column.value(row), column.show(column.value(row))
        answers = {
            VALUE: value,
            Qt.ItemDataRole.DisplayRole: "" if column.cell else shown,
            Qt.ItemDataRole.AccessibleTextRole: shown if index.column() else self.sentence(row),
            Qt.ItemDataRole.TextAlignmentRole: _alignment(column),
            Qt.ItemDataRole.FontRole: theme.current().font("body.strong") if column.strong else None,
        }
        return answers.get(Qt.ItemDataRole(role))

    def headerData(self, section: int, way: Qt.Orientation, role: int = 0) -> Any:
        """Answer what Qt asks of a heading."""
        if way != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return tr(self.columns[section].title)
        return _alignment(self.columns[section]) if role == Qt.ItemDataRole.TextAlignmentRole else None


class PagedTable(RowTable[Row]):
    """Fetches its rows page by page as the view is scrolled, never all at once.

    ask(cursor, take) starts fetching what follows *cursor* (None: the beginning) and calls take(rows) when
    it is there, usually `lambda cursor, take: background.run(lambda: page(desk, cursor), take)`.
    cursor(row) gives the key to continue after a row. A page without rows is the end.
    """

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        ask: Callable[[Any, Callable[[Sequence[Row]], None]], object],
        cursor: Callable[[Row], Any],
        parent: QObject | None = None,
        *,
        sentence: Callable[[Row], str] | None = None,
    ) -> None:
        super().__init__(columns, parent, sentence=sentence)
        self._ask, self._cursor = ask, cursor
        self._more, self._asking, self._turn = False, False, 0

    def reload(self) -> None:
        """Begin again; the rows shown stay until the first new page is here."""
        self._turn += 1
        self._fetch(None)

    def canFetchMore(self, parent: Index) -> bool:
        """Tell the view whether there may be more."""
        return not parent.isValid() and self._more and not self._asking

    def fetchMore(self, parent: Index) -> None:
        """Fetch the next page."""
        if self.canFetchMore(parent):
            self._fetch(self._cursor(self._rows[-1]))

    def _fetch(self, cursor: Any) -> None:
        turn, self._asking = self._turn, True

        def take(rows: Sequence[Row]) -> None:
            if turn != self._turn:
                return
            self._asking, self._more = False, bool(rows)
            if cursor is None:
                self.set_rows(rows)
            else:
                self.add_rows(rows)

        self._ask(cursor, take)


class RowView(QTableView):
    """Shows a RowTable; `opened` carries the row that was opened by Enter or a double click."""

    opened = Signal(object)
    chosen = Signal(object)

    def __init__(self, model: RowTable[Any], name: str) -> None:
        super().__init__()
        self._rows = model
        self.setModel(model)
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self._cells = [column.cell() if column.cell else None for column in model.columns]
        for section, cell in enumerate(self._cells):
            if cell:
                self.setItemDelegateForColumn(section, cell)
        self.doubleClicked.connect(lambda index: self.opened.emit(model.row(index)))
        self.selectionModel().currentRowChanged.connect(self._tell_chosen)

    def fit(self) -> None:
        """Share the width out; columns that may be dropped go, from the first, until the rest fit."""
        look, header, room = theme.current(), self.horizontalHeader(), self.viewport().width()
        self.verticalHeader().setDefaultSectionSize(look.px(36))
        kept = list(enumerate(self._rows.columns))
        for section, _ in sorted(((s, c) for s, c in kept if c.drop), key=lambda pair: pair[1].drop):
            if sum(look.px(column.width or 120) for _, column in kept) <= room:
                break
            kept = [pair for pair in kept if pair[0] != section]
        shown = {section for section, _ in kept}
        for section, column in enumerate(self._rows.columns):
            self.setColumnHidden(section, section not in shown)
            stretch = QHeaderView.ResizeMode.Fixed if column.width else QHeaderView.ResizeMode.Stretch
            header.setSectionResizeMode(section, stretch)
            if column.width:
                header.resizeSection(section, look.px(column.width))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the columns to the new width."""
        super().resizeEvent(event)
        self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the row by Enter; J and K move as the arrows do."""
        index = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_O) and index.isValid():
            self.opened.emit(self._rows.row(index))
        elif event.key() in (Qt.Key.Key_J, Qt.Key.Key_K):
            self.selectRow(max(0, index.row() + (1 if event.key() == Qt.Key.Key_J else -1)))
        else:
            super().keyPressEvent(event)

    def _tell_chosen(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(self._rows.row(index))


def _alignment(column: Column[Any]) -> int:
    side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
    return int(side | Qt.AlignmentFlag.AlignVCenter)
