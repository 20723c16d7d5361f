"""The two lists of a review: facts with their papers (Space: checked), and papers with their states."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from regdesk.domain.reviews import CHECK_STATES
from regdesk.i18n import N_, tr
from regdesk.ui import theme
from regdesk.ui.cells import TagCell, TagValue
from regdesk.ui.dates import digits
from regdesk.ui.pages.case.review_rows import FieldRow, PaperRow
from regdesk.ui.pieces import column, label
from regdesk.ui.tables import Column, RowTable, RowView
from regdesk.ui.widgets.chips import Chips
from regdesk.ui.words import NOTHING

_STATE_TAGS = {
    "ok": ("success", "check"),
    "missing": ("warning", "circle-dashed"),
    "unreadable": ("warning", "triangle-alert"),
    "expired": ("warning", "clock"),
    "not-needed": ("neutral", "x"),
}


class _Listed(RowView):
    """A list as high as its rows; Space and single letters go to the review."""

    spaced = Signal(object)
    lettered = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Space for the row, A and Q for the decision."""
        index, letter = self.currentIndex(), event.text().upper()
        plain = not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        if event.key() == Qt.Key.Key_Space and index.isValid():
            self.spaced.emit(self._rows.row(index))
        elif plain and event.key() in (Qt.Key.Key_A, Qt.Key.Key_Q):
            self.lettered.emit("A" if event.key() == Qt.Key.Key_A else "Q")
        elif plain and letter in ("Ф", "Й"):
            self.lettered.emit({"Ф": "A", "Й": "Q"}[letter])
        else:
            super().keyPressEvent(event)

    def fit_rows(self, count: int) -> None:
        """Be as high as heading and rows."""
        look = theme.current()
        self.fit()
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedHeight(look.px(36) * count + self.horizontalHeader().sizeHint().height() + 2)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the pane around it scroll."""
        event.ignore()


class FieldList(QWidget):
    """Facts to compare. `looked` carries the row the keyboard is on, `checked` one whose mark changes."""

    looked = Signal(object)
    checked = Signal(object)
    lettered = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._marks: Mapping[str, TagValue] = {}
        columns = (
            Column[FieldRow](N_("What"), lambda row: row.title, width=190),
            Column[FieldRow](N_("Stated"), lambda row: row.value, strong=True),
            Column[FieldRow]("", _paper_number, width=72, drop=1),
            Column[FieldRow]("", self._mark, width=122, cell=TagCell),
        )
        self._table = RowTable(columns)
        self.view = _Listed(self._table, tr(N_("Data from the papers")))
        self._differs = label("", "small", "warning", wrap=True)
        self.setLayout(column(self.view, self._differs, gap=6))
        self.view.chosen.connect(self.looked)
        self.view.spaced.connect(self.checked)
        self.view.opened.connect(self.checked)
        self.view.lettered.connect(self.lettered)

    def show_rows(self, rows: Sequence[FieldRow], marked: Mapping[str, bool]) -> None:
        """Show the facts and which of them are checked; the keyboard stays where it was."""
        at = self.view.currentIndex().row()
        if at < 0:
            at = next((n for n, row in enumerate(rows) if not marked.get(row.key, False)), 0)
        self._marks = {row.key: _field_tag(row, checked=marked.get(row.key, False)) for row in rows}
        self._table.set_rows(rows)
        self.view.fit_rows(len(rows))
        said = "\n".join(f"{row.title}: {row.differs}" for row in rows if row.differs)
        self._differs.setText(said)
        self._differs.setVisible(bool(said))
        if rows:
            self.view.selectRow(min(at, len(rows) - 1))

    def go_on(self, from_key: str) -> None:
        """Move to the next row after the one just checked."""
        rows = self._table.rows()
        at = next((n for n, row in enumerate(rows) if row.key == from_key), -1)
        if 0 <= at < len(rows) - 1:
            self.view.selectRow(at + 1)

    def _mark(self, row: FieldRow) -> TagValue:
        return self._marks.get(row.key, TagValue(""))


class PaperList(QWidget):
    """Papers of the package; below the list, what the chosen one is like. `judged` carries row and state."""

    looked = Signal(object)
    judged = Signal(object, str)
    lettered = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._states: Mapping[str, str] = {}
        columns = (
            Column[PaperRow]("№", lambda row: row.number, width=40, right=True),
            Column[PaperRow](N_("Paper"), lambda row: row.title, strong=True),
            Column[PaperRow](
                N_("Date"), lambda row: digits(row.dated) if row.dated else "", width=96, drop=1
            ),
            Column[PaperRow](N_("Pages"), lambda row: len(row.pages) or "", width=64, right=True, drop=2),
            Column[PaperRow]("", self._tag, width=122, cell=TagCell),
        )
        self._table = RowTable(columns)
        self.view = _Listed(self._table, tr(N_("Papers of the package")))
        self.chips = Chips([(code, tr(text), "") for code, text in CHECK_STATES.items()], tr(N_("State")))
        self._about = label("", "small", "secondary", wrap=True)
        self.setLayout(column(self.view, self._about, self.chips, gap=8))
        self.view.chosen.connect(self._on_chosen)
        self.view.spaced.connect(lambda row: self.judged.emit(row, "ok"))
        self.view.lettered.connect(self.lettered)
        self.chips.chosen.connect(self._on_chip)

    def show_rows(self, rows: Sequence[PaperRow], states: Mapping[str, str]) -> None:
        """Show the papers and what was found of each."""
        at = max(0, self.view.currentIndex().row())
        self._states = states
        self._table.set_rows(rows)
        self.view.fit_rows(len(rows))
        if rows:
            self.view.blockSignals(True)
            self.view.selectRow(min(at, len(rows) - 1))
            self.view.blockSignals(False)
            self._say(self._table.rows()[min(at, len(rows) - 1)])

    def _on_chosen(self, row: PaperRow) -> None:
        self._say(row)
        self.looked.emit(row)

    def _say(self, row: PaperRow) -> None:
        said = f"{row.number}. {row.title}"
        self._about.setText(f"{said}: {row.note}" if row.note else said)
        self.chips.choose(self._states.get(row.key) or "ok")

    def _on_chip(self, state: str) -> None:
        index = self.view.currentIndex()
        if index.isValid():
            self.judged.emit(self._table.row(index), state)

    def _tag(self, row: PaperRow) -> TagValue:
        return state_tag(self._states.get(row.key, ""))


def state_tag(state: str) -> TagValue:
    """Show a state of a paper: icon, word and colour."""
    tone, icon = _STATE_TAGS.get(state, ("neutral", ""))
    return TagValue(tr(CHECK_STATES[state]), tone, icon) if state in CHECK_STATES else TagValue("")


def _field_tag(row: FieldRow, *, checked: bool) -> TagValue:
    if row.two_versions:
        return TagValue(tr(N_("two versions")), "warning", "triangle-alert")
    if checked:
        return TagValue(tr(N_("checked")), "success", "check")
    return (
        TagValue(tr(N_("differs")), "warning", "triangle-alert") if row.differs else TagValue(tr(N_("Space")))
    )


def _paper_number(row: FieldRow) -> str:
    return tr(N_("doc. {n}")).format(n=row.paper.number) if row.paper else NOTHING
