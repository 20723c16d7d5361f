"""The calendar: a week or a month of days, below it what is past its day and what falls on the chosen one."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QStackedWidget, QWidget

from regdesk.actions import calendar, may
from regdesk.actions.calendar import CalendarRow, DayRow, Days
from regdesk.actions.desk import Desk
from regdesk.actions.documents import Printable
from regdesk.domain.audit import NO_CASE
from regdesk.domain.follow_ups import FollowUp
from regdesk.domain.journal import Changes
from regdesk.domain.plans import add_months
from regdesk.i18n import LANGUAGES, N_, tr, trn
from regdesk.ui import theme
from regdesk.ui.dates import long_date, month_name, weekday
from regdesk.ui.dialogs.document import DocumentDialog
from regdesk.ui.page import Page
from regdesk.ui.pages import calendar_words
from regdesk.ui.pages.workplace import Workplace
from regdesk.ui.pieces import box, column, label, row
from regdesk.ui.widgets.button import Button
from regdesk.ui.widgets.chips import Segments
from regdesk.ui.widgets.day_grid import WEEK, DayGrid
from regdesk.ui.widgets.section_list import QueueRow, Section, SectionList

WEEKS_OF_A_MONTH: Final = 6
LIST: Final = N_("List for the day")
_ONE_WEEK: Final = timedelta(days=WEEK)


class CalendarPage(Page):
    """Arrows walk over the days, Home goes to today, Enter opens a row; B writes down how a contact went."""

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self._place, self._found = place, Days({}, {}, (), (), 0)
        self._day, self._monthly, self._turn = place.desk.clock.today(), False, 0
        self._title = tr(N_("Calendar") if place.me.part == "host" else N_("Follow-up"))
        self._span, self._none = label("", "body", "secondary"), label("", "body", "secondary", wrap=True)
        self.grid, self.list = DayGrid(), SectionList(tr(N_("What falls on the day")))
        self._lists = QStackedWidget()
        self._lay_out()
        self.commands = {"print": self.print, "primary": self.write_down, "filter": self.list.setFocus}
        self.grid.chosen.connect(self.go_to)
        self.grid.entered.connect(self.list.setFocus)
        self.list.opened.connect(self.open_row)
        self.list.pressed_key.connect(lambda letter, _: self._on_key(letter))
        self.grid.pressed_key.connect(self._on_key)
        place.background.changed.connect(self._on_changed)
        place.shell.discreet.changed.connect(lambda _: self._show(self._found))

    def arrive(self, target: Any = None) -> None:
        """Go to today, or to the day asked for."""
        self._day = target if isinstance(target, date) else self._place.desk.clock.today()
        self.reload()
        self.grid.setFocus()

    def go_to(self, day: date) -> None:
        """Choose a day; its week or month is shown."""
        self._day = day
        self.reload()

    def turn(self, steps: int) -> None:
        """Go so many weeks or months further."""
        self.go_to(add_months(self._day, steps) if self._monthly else self._day + steps * _ONE_WEEK)

    def show_month(self, which: int) -> None:
        """Show the week (0) or the month (1)."""
        self._monthly = which == 1
        self.reload()

    def reload(self) -> None:
        """Read the days shown; what was asked for before and comes late is forgotten."""
        self._turn += 1
        turn, desk, day = self._turn, self._place.desk, self._day
        first = self._first()
        last = first + timedelta(days=self._weeks() * WEEK - 1)

        def take(found: Days) -> None:
            if turn == self._turn:
                self._show(found)

        self._place.background.run(lambda: calendar.read(desk, first, last, day), take)

    def open_row(self, line: QueueRow) -> None:
        """Open the case of a row where its work is."""
        self._place.shell.open("case", (line.data.stream, calendar_words.tab(line.data)))

    def write_down(self) -> None:
        """Open the form for a contact in the case of the row; without a row, say how to get there."""
        line, shell, me = self.list.current(), self._place.shell, self._place.me
        if line is None:
            shell.say(tr(N_("Choose a row first: a contact is written down in the person's case.")))
        elif not may.may_write(FollowUp, me.part, me.roles):
            self.open_row(line)
        else:
            shell.open("case", (line.data.stream, "contact"))

    def print(self) -> None:
        """Show the list of the chosen day, to print or save it."""
        place, rows = self._place, calendar_words.print_rows(self._found.day)
        made = partial(_made, self._day, rows)
        paper = Printable("day-list", LIST, LANGUAGES, "N", made)
        DocumentDialog(self.window(), place.desk, place.background, NO_CASE, paper).open()

    def _weeks(self) -> int:
        return WEEKS_OF_A_MONTH if self._monthly else 1

    def _first(self) -> date:
        """Give the Monday with which the grid begins."""
        day = self._day.replace(day=1) if self._monthly else self._day
        return day - timedelta(days=day.weekday())

    def _show(self, found: Days) -> None:
        self._found = found
        today, discreet = self._place.desk.clock.today(), self._place.shell.discreet.on
        self.grid.show_days(self._first(), self._weeks(), calendar_words.cells(found))
        self.grid.show_chosen(self._day, today)
        self._span.setText(self._said_span())

        def lines(rows: Iterable[CalendarRow]) -> list[QueueRow]:
            return [calendar_words.line(one, today, discreet=discreet) for one in rows]

        # What is past its day stands once, on top, however old it is.
        past = {(one.stream, one.what, one.on) for one in found.overdue}
        of_day = [one for one in found.day if (one.stream, one.what, one.on) not in past]
        late = Section(_late(found), lines(found.overdue), "clock", "warning")
        self.list.show_sections([late, Section(self._said_day(today), lines(of_day))])
        self._none.setVisible(not of_day)
        self._none.setText(self._said_nothing(today))
        self._lists.setVisible(bool(of_day or found.overdue))
        self._place.shell.show_count("calendar", found.late)

    def _said_span(self) -> str:
        if self._monthly:
            return month_name(self._day)
        first = self._first()
        last = first + timedelta(days=WEEK - 1)
        begin = str(first.day) if first.month == last.month else long_date(first)
        return tr(N_("{first} – {last}")).format(first=begin, last=long_date(last))

    def _said_day(self, today: date) -> str:
        said = f"{weekday(self._day)}, {long_date(self._day, today)}"
        return tr(N_("Today")) if self._day == today else said[:1].upper() + said[1:]

    def _said_nothing(self, today: date) -> str:
        if not self._monthly and not self._found.counts:
            return tr(N_("Nothing is planned this week."))
        return tr(N_("{day}: nothing is planned.")).format(day=self._said_day(today))

    def _on_key(self, letter: str) -> None:
        if letter == "B":
            self.write_down()

    def _on_changed(self, changes: Changes) -> None:
        if changes.cases:
            self.reload()

    def _lay_out(self) -> None:
        back, here, on = (
            Button("", icon="chevron-left", height="compact"),
            Button(tr(N_("Today")), height="compact"),
            Button("", icon="chevron-right", height="compact"),
        )
        back.setAccessibleName(tr(N_("Earlier")))
        on.setAccessibleName(tr(N_("Later")))
        back.clicked.connect(lambda _: self.turn(-1))
        on.clicked.connect(lambda _: self.turn(1))
        here.clicked.connect(lambda _: self.go_to(self._place.desk.clock.today()))
        self.views = Segments((tr(N_("Week")), tr(N_("Month"))), tr(N_("Week or month")))
        self.views.chosen.connect(self.show_month)
        listing = Button(tr(LIST), icon="printer", height="compact")
        listing.clicked.connect(lambda _: self.print())
        self.write = Button(tr(N_("Write down")), icon="plus", keys="B", height="compact")
        self.write.clicked.connect(lambda _: self.write_down())
        left = box(row(label(self._title, "title.m"), self._span, back, here, on, gap=8))
        right = box(row(self.views, listing, self.write, gap=8))
        self._lists.addWidget(self.list)
        card = box(column(self._lists, gap=0, margins=1), "card")
        body = column(_Head(left, right), self.grid, self._none, card, gap=12, margins=(20, 16))
        body.setStretch(3, 1)
        self.setLayout(body)


class _Head(QWidget):
    """Title and buttons at both ends of a line, or under one another where there is no room."""

    def __init__(self, left: QWidget, right: QWidget) -> None:
        super().__init__()
        self._ends = left, right
        self._line = row(left, None, right, gap=8)
        self.setLayout(self._line)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Turn the line where it does not fit."""
        super().resizeEvent(event)
        fits = sum(one.sizeHint().width() for one in self._ends) + theme.current().px(24) <= self.width()
        self._line.setDirection(
            QBoxLayout.Direction.LeftToRight if fits else QBoxLayout.Direction.TopToBottom
        )
        for end in self._ends:
            self._line.setAlignment(end, Qt.AlignmentFlag.AlignLeft)


def _late(found: Days) -> str:
    """Name the group of what is past its day, with its number where not all of it is listed."""
    title = tr(N_("Overdue"))
    if found.late <= len(found.overdue):
        return title
    return f"{title} · {trn(N_('{n} altogether'), N_('{n} altogether'), found.late)}"


def _made(on: date, rows: Sequence[DayRow], desk: Desk, language: str) -> tuple[str, bytes]:
    return calendar.print_day(desk, on, rows, language)
