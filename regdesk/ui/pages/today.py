"""Today: what is to be done, most urgent first; four counters filter it; the chosen row has a preview."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from regdesk.actions import lists, may
from regdesk.actions.lists import CaseRow, DueRow
from regdesk.domain.journal import CaseFile, Changes
from regdesk.i18n import N_, tr, trn
from regdesk.ui import theme
from regdesk.ui.dates import long_date, weekday
from regdesk.ui.gap_words import clock_unsure
from regdesk.ui.page import Page
from regdesk.ui.pages import to_do
from regdesk.ui.pages.to_do import Eyes
from regdesk.ui.pages.today_preview import Glance, preview, stock_preview
from regdesk.ui.pages.workplace import Workplace
from regdesk.ui.pieces import box, column, empty, label, row
from regdesk.ui.widgets.button import Button
from regdesk.ui.widgets.counters import Counter
from regdesk.ui.widgets.flow_layout import FlowLayout
from regdesk.ui.widgets.notes import Note
from regdesk.ui.widgets.panes import Panes
from regdesk.ui.widgets.section_list import QueueRow, SectionList

# Counter -> its words, those where the text is large (none: the bottom line says it), icon and tone.
FILTERS: Final = {
    "urgent": (N_("stock up to 14 days"), N_("up to 14 days"), "octagon-alert", "danger"),
    "soon": (N_("stock 15–30 days"), N_("15–30 days"), "clock", "warning"),
    "answers": (N_("to answer"), N_("to answer"), "message-square", "info"),
    "unsent": (N_("not sent"), "", "arrow-up", "neutral"),
}
_LARGE: Final = 1.5  # at this text size the counters wrap


class TodayPage(Page):
    """The queue of this desk. Enter opens the case where the work is."""

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self._place, self._found = place, _nothing(place.desk.clock.today())
        self._filter, self._turn, self._unfocused = "", 0, False
        self._day, self._unsure = label("", "body", "secondary"), Note("", "warning")
        self.counters = {
            name: Counter(tr(text), icon, tone) for name, (text, _, icon, tone) in FILTERS.items()
        }
        self.queue = SectionList(tr(N_("To do")))
        self._nothing, self._next = label("", "title.s", wrap=True), label("", "body", "secondary", wrap=True)
        self._everything = Button(tr(N_("Show everything")), height="compact")
        self._lists, self._preview = QStackedWidget(), column(gap=0, margins=1)
        self._lay_out()
        self.commands = {"close": self._on_escape, "primary": self._act}
        for name, counter in self.counters.items():
            counter.clicked.connect(lambda _, which=name: self.filter_by(which))
        self._everything.clicked.connect(lambda _: self.filter_by(""))
        self.queue.chosen.connect(self._on_chosen)
        self.queue.opened.connect(self.open_row)
        self.queue.pressed_key.connect(self._on_key)
        place.background.changed.connect(self._on_changed)
        place.shell.discreet.changed.connect(lambda _: self._show())

    def arrive(self, target: Any = None) -> None:
        """Read the queue again: the day may have changed. *target* is a filter's name."""
        if target in FILTERS:
            self._set_filter(target)
        self.reload()
        self.queue.setFocus()
        self._unfocused |= self._lists.currentIndex() == 1

    def leave(self) -> None:
        """Let the keyboard be where the person puts it."""
        self._unfocused = False

    def reload(self) -> None:
        """Read the queue again."""
        desk = self._place.desk
        self._place.background.run(lambda: lists.today(desk), self._take)

    def filter_by(self, name: str) -> None:
        """Show only what a counter counts; its second press, or no name, shows everything."""
        self._set_filter("" if name == self._filter else name)
        self._show()
        self.queue.setFocus()

    def open_row(self, line: QueueRow) -> None:
        """Open the case of a row on the tab where its work is, or the stock."""
        if isinstance(line.data, DueRow) and to_do.verb(line.data.verb).tab == "stock":
            self._place.shell.open("stock")
            return
        tab = to_do.verb(line.data.verb).tab if isinstance(line.data, DueRow) else "summary"
        self._place.shell.open("case", (line.data.stream, tab))

    def eyes(self) -> Eyes:
        """Say who looks, and as of what day: the worse of two where the clock is unsure."""
        place = self._place
        return Eyes(place.me.part, place.me.roles, self._found.on, place.shell.discreet.on)

    def _set_filter(self, name: str) -> None:
        self._filter = name
        for each, counter in self.counters.items():
            counter.setChecked(each == name)

    def _take(self, found: lists.Today) -> None:
        self._found = found
        self._show()

    def _show(self) -> None:
        found, eyes = self._found, self.eyes()
        clock = self._place.desk.clock.today()
        self._day.setText(f"{weekday(clock)}, {long_date(clock)}")
        self._unsure.show_text(clock_unsure(clock, found.on) if found.unsure else "")
        answers = [due for due in found.rows if to_do.is_answer(due, eyes.part)]
        numbers = len(found.urgent), len(found.soon), len(answers), found.pulse.unsent
        for counter, number in zip(self.counters.values(), numbers, strict=True):
            counter.show_number(number)
        rows, quiet = self._filtered(answers)
        self.queue.show_sections(to_do.sections(rows, quiet, eyes))
        ours = sum(to_do.is_ours(due, eyes.part) for due in found.rows)
        self._place.shell.show_count("today", ours)
        self._unfocused |= self.isVisible() and self.window().focusWidget() is self.queue
        self._lists.setCurrentIndex(0 if rows or quiet else 1)
        if not rows and not quiet:
            self._say_nothing(eyes)
        elif self._unfocused:  # the list was empty when the person came: a new computer fills while they look
            self._unfocused = False
            self.queue.setFocus()

    def _filtered(self, answers: list[DueRow]) -> tuple[list[DueRow], list[CaseRow]]:
        """Give the rows the filter leaves, and people it counts for whom nothing is to be done."""
        found = self._found
        if not self._filter:
            return list(found.rows), []
        if self._filter == "answers":
            return answers, []
        people = {"urgent": found.urgent, "soon": found.soon, "unsent": found.unsent}[self._filter]
        wanted = {row.stream for row in people}
        rows = [due for due in found.rows if due.stream in wanted]
        return rows, [row for row in people if row.stream not in {due.stream for due in rows}]

    def _say_nothing(self, eyes: Eyes) -> None:
        """Say that all is done, what comes next, and how many people run low within 30 days."""
        empty(self._preview)
        found = self._found
        self._everything.setVisible(bool(self._filter))
        self._nothing.setText(tr(N_("Nothing here.") if self._filter else N_("That is all for today.")))
        low = len(found.urgent) + len(found.soon)
        stock = trn(
            N_("Stock for less than 30 days: {n} person"), N_("Stock for less than 30 days: {n} people"), low
        )
        lines = [tr(N_("Next: {day}.")).format(day=_day_said(found.next_on, eyes))] if found.next_on else []
        self._next.setText("" if self._filter else " ".join([*lines, stock + "."]))

    def _on_chosen(self, line: QueueRow) -> None:
        """Read the case of the row for the preview; a row left meanwhile is forgotten."""
        self._turn += 1
        turn, desk, stream = self._turn, self._place.desk, line.data.stream
        if isinstance(line.data, DueRow) and to_do.verb(line.data.verb).tab == "stock":
            empty(self._preview)
            self._preview.addWidget(stock_preview(line.data, self.eyes(), self._act))
            return

        def take(seen: tuple[CaseRow, CaseFile]) -> None:
            if turn == self._turn:
                self._show_preview(line, *seen)

        self._place.background.run(lambda: lists.glance(desk, stream), take)

    def _show_preview(self, line: QueueRow, person: CaseRow, case: CaseFile) -> None:
        due = line.data if isinstance(line.data, DueRow) else None
        empty(self._preview)
        shell = self._place.shell
        self._preview.addWidget(
            preview(Glance(person, case, due), self.eyes(), shell.discreet, self._act, self._open_case)
        )

    def _act(self) -> None:
        if line := self.queue.current():
            self.open_row(line)

    def _open_case(self, tab: str) -> None:
        if line := self.queue.current():
            self._place.shell.open("case", (line.data.stream, tab))

    def _on_key(self, letter: str, line: QueueRow) -> None:
        place = self._place
        if letter == "D" and may.may_do("order", place.me.part, place.me.roles):
            place.shell.open("case", (line.data.stream, "supply"))

    def _on_escape(self) -> None:
        if self._filter:
            self.filter_by("")

    def _on_changed(self, changes: Changes) -> None:
        if changes.cases:
            self.reload()

    def _lay_out(self) -> None:
        nothing = box(column(self._nothing, self._next, row(self._everything, None), None, margins=(20, 24)))
        self._lists.addWidget(self.queue)
        self._lists.addWidget(nothing)
        head = row(label(tr(N_("Today")), "title.m"), self._day, None, gap=8)
        counters = _CounterBar([*self.counters.values()])
        card = box(column(self._lists, gap=0, margins=1), "card")
        inside = column(head, self._unsure, counters, card, gap=10)
        inside.setStretch(3, 1)
        left = box(inside)
        side = box(self._preview, "card")
        self.setLayout(column(Panes(left, side), gap=0, margins=(20, 16)))


def _nothing(on: date) -> lists.Today:
    return lists.Today((), (), (), (), lists.Pulse(0, 0, 0, 0, 0, 0), None, on)


class _CounterBar(QWidget):
    """The counters side by side in equal widths; they wrap where the text is large."""

    def __init__(self, counters: Sequence[Counter]) -> None:
        super().__init__()
        self._counters, self._large = counters, False
        self.setLayout(row(*counters, gap=10))
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Arrange anew when the text size changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def _fit(self) -> None:
        large = theme.current().scale >= _LARGE
        if large == self._large:
            return
        self._large = large
        for counter, (usual, short, *_) in zip(self._counters, FILTERS.values(), strict=True):
            counter.setText(tr((short if large else usual) or usual))
            counter.setVisible(bool(short) or not large)
        if old := self.layout():
            while old.takeAt(0):
                pass
            QWidget().setLayout(old)  # a widget gives its layout up only to another widget
        self.setLayout(FlowLayout(*self._counters) if self._large else row(*self._counters, gap=10))


def _day_said(day: Any, eyes: Eyes) -> str:
    return f"{weekday(day)}, {long_date(day, eyes.today)}"
