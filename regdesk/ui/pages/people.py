"""People: saved views, a field that finds by any spelling, and a table paged from the store."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QComboBox, QFrame, QLineEdit, QStackedWidget

from regdesk.actions import lists
from regdesk.actions.lists import Filter
from regdesk.domain.journal import Changes
from regdesk.domain.steps import STEPS
from regdesk.i18n import N_, tr, trn
from regdesk.ui import theme
from regdesk.ui.noting import Searches, note
from regdesk.ui.page import Page
from regdesk.ui.pages import people_table
from regdesk.ui.pages.people_table import ORDERS, VIEWS, Shown
from regdesk.ui.pages.workplace import Workplace
from regdesk.ui.pieces import box, column, label, picture, row, sized
from regdesk.ui.tables import PagedTable, RowView
from regdesk.ui.widgets.button import Button
from regdesk.ui.widgets.chips import Chips
from regdesk.ui.widgets.palette import keycap
from regdesk.ui.widgets.reveal import Reveal

_TYPING_MS: Final = 150
_LARGE: Final = 1.5
_NOBODY: Final = N_("Nobody found. Check the keyboard layout: names that sound alike are shown too.")


class PeoplePage(Page):
    """Everybody this desk has a part in. Enter opens the case; "/" goes to the field."""

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self._place = place
        self._after: lists.Cursor | None = None
        self._total = 0
        self.chips = Chips([(name, tr(text), icon) for name, (text, icon) in VIEWS.items()], tr(N_("Views")))
        self.field, self.steps, self.orders = QLineEdit(), QComboBox(), QComboBox()
        self.table = PagedTable(people_table.COLUMNS, self._ask, lambda _: True)
        self.view = RowView(self.table, tr(N_("People")))
        self._nobody, self._begin = label("", "body", "secondary", wrap=True), Button(tr(N_("New person")))
        self._lists, self._said = QStackedWidget(), label("", "caption", "secondary")
        self._all = label("", "body", "secondary")
        self._name = Reveal(self._chosen_name)
        self._searches = Searches(place.desk, place.background, self)
        self._typing = QTimer(self)
        self._lay_out()
        self._listen()

    def arrive(self, target: Any = None) -> None:
        """Read again; *target* is a view's name. The keyboard goes to the field."""
        if target in VIEWS:
            self.chips.choose(target)
            self.field.clear()
            self.steps.setCurrentIndex(0)
        self.reload()
        self.field.setFocus()

    def leave(self) -> None:
        """Write down the search that was under way."""
        self._searches.finish()

    def reload(self) -> None:
        """Read the first page and the numbers on the chips again."""
        self._typing.stop()
        self.table.reload()
        desk = self._place.desk

        def counted() -> tuple[dict[str, int], int]:
            numbers = {name: lists.count(desk, people_table.view_filter(desk, name)) for name in VIEWS}
            return numbers, lists.count(desk, self.wanted())

        self._place.background.run(counted, lambda found: self._show_counts(*found))

    def wanted(self) -> Filter:
        """Give what chips, field and step together ask for."""
        view = people_table.view_filter(self._place.desk, self.chips.current())
        number = self.steps.currentIndex() or view.step
        closed = None if self.field.text().strip() and self.chips.current() == "active" else view.closed
        return replace(view, text=self.field.text(), step=number, closed=closed)

    def open_row(self, shown: Shown) -> None:
        """Open the case."""
        self._searches.finish()
        self._place.shell.open("case", shown.row.stream)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """From the field, the arrow goes down into the table and Enter opens the first person."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Down:
                self.view.setFocus()
                self._choose_first()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.table.rows():
                self.open_row(self.table.rows()[max(0, self.view.currentIndex().row())])
                return True
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the text is large, leave the room to the table: title, hints and order give way."""
        super().resizeEvent(event)
        roomy = theme.current().scale < _LARGE
        for widget in (self._head, self._foot, self.orders):
            widget.setVisible(roomy)

    def _ask(self, cursor: Any, take: Callable[[Sequence[Shown]], None]) -> None:
        desk, wanted = self._place.desk, self.wanted()
        order = people_table.view_order(self.chips.current(), str(self.orders.currentData()))
        after = self._after if cursor else None
        if cursor and after is None:
            take(())
            return

        def shown(page: lists.PeoplePage) -> None:
            self._after = page.after
            take([Shown(each, page.on, each.code in page.twins) for each in page.rows])
            self._show_rows()

        self._place.background.run(lambda: lists.people_page(desk, wanted, order=order, after=after), shown)

    def _show_rows(self) -> None:
        rows = self.table.rows()
        self._lists.setCurrentIndex(0 if rows else 1)
        self._choose_first()
        self._say_shown()
        if not rows:
            narrowed = bool(self.field.text().strip()) or self.steps.currentIndex() > 0
            narrowed = narrowed or self.chips.current() != "active"
            self._nobody.setText(tr(_NOBODY if narrowed else N_("Nobody here yet.")))
            self._begin.setVisible(not narrowed and self._place.opens_cases)

    def _show_counts(self, numbers: dict[str, int], total: int) -> None:
        for name, number in numbers.items():
            self.chips.show_count(name, number)
        self._total = total
        self._searches.found(self.field.text(), total)
        here = numbers["active"] + numbers["closed"]
        self._all.setText(
            trn(N_("{n} person in this organisation"), N_("{n} people in this organisation"), here)
        )
        self._say_shown()

    def _say_shown(self) -> None:
        number = len(self.table.rows())
        self._said.setText(tr(N_("Shown: {n} of {all}")).format(n=number, all=max(number, self._total)))

    def _choose_first(self) -> None:
        if self.table.rows() and not self.view.currentIndex().isValid():
            self.view.selectRow(0)

    def _chosen_name(self) -> str:
        at = self.view.currentIndex()
        return self.table.row(at).row.name if at.isValid() else ""

    def _on_revealed(self) -> None:
        at = self.view.currentIndex()
        stream = self.table.row(at).row.stream
        note(self._place.desk, self._place.background, "revealed", stream=stream)

    def _on_escape(self) -> None:
        """Clear the field, then the step; with nothing to clear, go back."""
        if self.field.text() or self.steps.currentIndex():
            self.field.clear()
            self.steps.setCurrentIndex(0)
            self.reload()
            self.field.setFocus()
        else:
            self._place.shell.back()

    def _on_changed(self, changes: Changes) -> None:
        if changes.cases and self.isVisible():
            self.reload()

    def _listen(self) -> None:
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._typing.timeout.connect(self.reload)
        self.field.textChanged.connect(lambda _: self._typing.start())
        self.field.installEventFilter(self)
        self.chips.chosen.connect(lambda _: self.reload())
        self.steps.currentIndexChanged.connect(lambda _: self.reload())
        self.orders.currentIndexChanged.connect(lambda _: self.reload())
        self.view.opened.connect(self.open_row)
        self._name.revealed.connect(self._on_revealed)
        self._begin.clicked.connect(lambda _: self._place.shell.open("new-person"))
        self._place.background.changed.connect(self._on_changed)
        self.commands = {"filter": self.field.setFocus, "close": self._on_escape}

    def _lay_out(self) -> None:
        self.field.setPlaceholderText(tr(N_("Code, name, phone or number")))
        self.field.setAccessibleName(tr(N_("Filter this list")))
        self.field.setClearButtonEnabled(True)
        self.field.setLayout(row(picture("search", size=16), None, margins=(10, 0)))
        self.field.setTextMargins(theme.current().px(22), 0, 0, 0)
        sized(self.field, max_width=330, min_width=180)
        self.steps.addItem(tr(N_("Step: all")), 0)
        for number, text in enumerate(STEPS, 1):
            self.steps.addItem(f"{number}. {tr(text)}", number)
        for name, text in ORDERS.items():
            self.orders.addItem(tr(text), name)
        self.steps.setAccessibleName(tr(N_("Step")))
        self.orders.setAccessibleName(tr(N_("Order")))
        search = row(self.field, self.steps, None, self.orders, gap=8, margins=(12, 10))
        search.setStretch(0, 1)
        nobody = column(self._nobody, row(self._begin, None), None, gap=12, margins=(20, 24))
        self._lists.addWidget(self.view)
        self._lists.addWidget(box(nobody))
        card = box(column(search, self._lists, gap=0, margins=1), "card")
        self._head = box(row(label(tr(N_("People")), "title.m"), self._all, None, gap=8))
        self._foot = self._hints()
        whole = column(self._head, self.chips, card, self._foot, gap=10, margins=(20, 16, 20, 8))
        whole.setStretch(2, 1)
        self.setLayout(whole)

    def _hints(self) -> QFrame:
        hints = row(gap=6)
        for cap, does in (("Enter", N_("open")), ("/", N_("search"))):
            hints.addWidget(keycap(cap))
            hints.addWidget(label(tr(does), "caption", "secondary"))
        return box(row(self._said, None, self._name, hints, gap=12))
