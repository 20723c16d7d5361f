"""The stock of this organisation by batch: what is there, what came and went, and writing it down."""

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtWidgets import QStackedWidget, QWidget

from regdesk.actions import stock
from regdesk.actions.stock import BatchRow, LineRow
from regdesk.domain.journal import Changes, book_id
from regdesk.i18n import N_, language, tr
from regdesk.ui import stock_words
from regdesk.ui.cells import TagCell, TagValue
from regdesk.ui.dates import digits, long_date
from regdesk.ui.dialogs.form import FormDialog
from regdesk.ui.page import Page
from regdesk.ui.pages.case.asking import ask_with
from regdesk.ui.pages.case.tab import Context
from regdesk.ui.pages.case.veil import Veil
from regdesk.ui.pages.stock_form import MoveForm
from regdesk.ui.pages.workplace import Workplace
from regdesk.ui.pieces import box, column, empty, label, row, scrolled
from regdesk.ui.tables import Column, RowTable, RowView
from regdesk.ui.widgets.button import Button
from regdesk.ui.widgets.notes import Note
from regdesk.ui.widgets.panes import Panes

_TITLES: Final = {True: N_("Office reserve"), False: N_("Stock")}
_NOBODY: Final = N_("A pharmacist or doctor writes here; in the office a case worker or administrator too.")


class StockPage(Page):
    """Medicines are named here and nowhere else outside a case, so the page opens behind one line."""

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self._place = place
        self._may = stock.may_move(place.me.part, place.me.roles)
        self.rows: RowTable[BatchRow] = RowTable(self._columns())
        self.view = RowView(self.rows, tr(N_("Batches")))
        self.new = Button(tr(N_("Write down what came")), "primary", icon="plus", keys="Ctrl Enter")
        self.change = Button(tr(N_("Count or change this batch")), icon="pencil", keys="Enter")
        self._short = Note("", "warning")
        self._head, self._lines = label("", "body.strong", wrap=True), column(gap=6)
        self._none = label(
            tr(N_("Nothing is written down yet. Begin with what lies on the shelf.")),
            "body",
            "secondary",
            wrap=True,
        )
        self._stack = QStackedWidget()
        self.veil = Veil(self._inside(), place.shell.discreet)
        self._lay_out()
        self.commands = {"primary": self.enter, "filter": self.view.setFocus}
        self.new.clicked.connect(lambda _: self.write(None))
        self.change.clicked.connect(lambda _: self.write(self.current()))
        self.view.opened.connect(self.write)
        self.view.chosen.connect(self._show_lines_of)
        place.background.changed.connect(self._on_changed)

    def arrive(self, target: Any = None) -> None:  # noqa: ARG002 - the page has no target
        """Read the stock again and put the keyboard into it."""
        self.reload()
        if self.veil.lifted:
            self.view.setFocus()
        else:
            self.veil.button.setFocus()

    def leave(self) -> None:
        """Hide what names medicines."""
        self.veil.fall()

    def reload(self) -> None:
        """Read the stock again."""
        desk = self._place.desk
        self._place.background.run(lambda: stock.batches(desk), self._show)

    def current(self) -> BatchRow | None:
        """Give the batch the keyboard is on."""
        at = self.view.currentIndex()
        return self.rows.row(at) if at.isValid() else None

    def enter(self) -> None:
        """Show what is behind the line, or write down what came."""
        if not self.veil.lifted:
            self.veil.lift()
        else:
            self.write(None)

    def write(self, batch: BatchRow | None) -> None:
        """Ask what came or went, of a batch or of a new one; raise nothing where the role may not: say it."""
        place = self._place
        if not self._may:
            place.shell.say(tr(stock.NOT_YOURS))
            return
        desk, spoken = place.desk, language()
        place.background.run(lambda: stock.known(desk, spoken), lambda names: self._ask(batch, names))

    def _ask(self, batch: BatchRow | None, names: Sequence[str]) -> None:
        place = self._place
        context = Context(place.desk, place.background, place.shell, book_id(place.desk.org), place.me.part)
        form = MoveForm(batch, names, place.desk.clock.today)
        dialog = FormDialog(place.shell, tr(N_("What came or went")), form, tr(N_("Write it down")))
        act = lambda fact: stock.move(place.desk, fact, place.me.part)  # noqa: E731 - given on as it is
        ask_with(context, dialog, act, tr(N_("The stock is written down.")), undo=True)

    def _show(self, found: Sequence[BatchRow]) -> None:
        before = self.current()
        self.rows.set_rows(found)
        self._stack.setCurrentIndex(0 if found else 1)
        self._short.show_text(stock_words.shortage(sum(one.units < 0 for one in found)))
        if found:
            same = (n for n, one in enumerate(found) if before and _same(one, before))
            self.view.selectRow(next(same, 0))

    def _show_lines_of(self, batch: BatchRow) -> None:
        desk = self._place.desk
        self._place.background.run(
            lambda: stock.lines(desk, batch), lambda lines: self._show_lines(batch, lines)
        )

    def _show_lines(self, batch: BatchRow, lines: Sequence[LineRow]) -> None:
        if not (now := self.current()) or not _same(now, batch):
            return
        self._head.setText(f"{batch.medicine}\n{stock_words.batch_said(batch)}")
        empty(self._lines)
        for one in lines:
            tone = "primary" if one.counts else "tertiary"
            day = label(long_date(one.on, self._place.desk.clock.today()), "label", "secondary")
            day.setMinimumWidth(day.fontMetrics().horizontalAdvance("00 сентября"))
            about = " · ".join(part for part in (stock_words.why(one), one.code) if part)
            units = label(stock_words.signed(one), "body.strong", tone)
            line = row(day, label(about, "label", tone, wrap=True), units, gap=10)
            line.setStretch(1, 1)
            self._lines.addWidget(box(line))

    def _on_changed(self, _: Changes) -> None:
        if self.isVisible():
            self.reload()

    def _columns(self) -> tuple[Column[BatchRow], ...]:
        today = self._place.desk.clock.today
        return (
            Column[BatchRow](N_("Medicine"), stock.short_name, strong=True),
            Column[BatchRow](N_("Batch"), lambda one: one.batch, width=100),
            Column[BatchRow](N_("Good until"), lambda one: one.expires_on, _day, width=100),
            Column[BatchRow](N_("Units"), lambda one: one.units, stock_words.number, width=80, right=True),
            Column[BatchRow](N_("Packs"), lambda one: one.packs, width=80, right=True, drop=1),
            Column[BatchRow](N_("Days"), stock.days, _days, width=100, right=True, drop=2),
            Column[BatchRow](
                N_("State"),
                lambda one: TagValue(*stock_words.state(one, today())),
                width=150,
                cell=TagCell,
                drop=3,
            ),
        )

    def _inside(self) -> QWidget:
        buttons = (self.change,) if self._may else ()
        side = column(self._head, *buttons, box(self._lines), None, gap=12, margins=16)
        table = box(column(self.view, gap=0, margins=1), "card")
        self._stack.addWidget(Panes(table, _side(side)))
        self._stack.addWidget(box(column(self._none, None, margins=(20, 24)), "card"))
        inside = column(self._short, self._stack, gap=10)
        inside.setStretch(1, 1)
        return box(inside)

    def _lay_out(self) -> None:
        title = label(tr(_TITLES[self._place.me.part == "host"]), "title.m")
        head = row(title, None, *([self.new] if self._may else []), gap=8)
        foot = [] if self._may else [label(tr(_NOBODY), "caption", "secondary", wrap=True)]
        whole = column(head, self.veil, *foot, gap=10, margins=(20, 16, 20, 12))
        whole.setStretch(1, 1)
        self.setLayout(whole)


def _side(inside: Any) -> QWidget:
    """Let a side pane scroll."""
    return scrolled(box(inside, "card"))


def _same(one: BatchRow, other: BatchRow) -> bool:
    return (one.key, one.batch, one.expires_on) == (other.key, other.batch, other.expires_on)


def _day(day: Any) -> str:
    return digits(day) if day else tr(N_("not known"))


def _days(days: int | None) -> str:
    return tr(N_("not known")) if days is None else str(days)
