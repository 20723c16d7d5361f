"""The calendar of a desk: a range of days, one day in full, what is past its day, and the list to print."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from regdesk import documents
from regdesk.actions.desk import Desk
from regdesk.documents import day_list, pdf
from regdesk.documents.day_list import DayRow
from regdesk.i18n import translations
from regdesk.store import calendar, database
from regdesk.store.calendar import CalendarRow

__all__ = ["CalendarRow", "DayRow", "Days", "print_day", "read"]

FEW: Final = 4  # lines a day of the week strip has room for
OVERDUE: Final = 100


@dataclass(frozen=True)
class Days:
    """What the calendar shows, read in one go.

    counts   how much falls on each day;  few  the first lines of each (a week only)
    day      everything on the chosen day, up to 200
    overdue  what is past its day and not done, the newest first, up to 100;  late  how much altogether
    """

    counts: Mapping[date, int]
    few: Mapping[date, Sequence[CalendarRow]]
    day: Sequence[CalendarRow]
    overdue: Sequence[CalendarRow]
    late: int


def read(desk: Desk, first: date, last: date, chosen: date) -> Days:
    """Read the days from *first* to *last* and all of the *chosen* one."""
    db, today = desk.read, desk.clock.today()
    span = (last - first).days + 1
    week = [first + timedelta(days=n) for n in range(span)] if span == day_list.WEEK else []
    with database.reading(db):
        overdue, late = calendar.overdue(db, today, limit=OVERDUE)
        return Days(
            counts=calendar.counts(db, first, last),
            few={day: calendar.of_day(db, day, limit=FEW) for day in week},
            day=calendar.of_day(db, chosen),
            overdue=overdue,
            late=late,
        )


def print_day(desk: Desk, on: date, rows: Sequence[DayRow], language: str) -> tuple[str, bytes]:
    """Give the list of a day to print: a file name that tells nothing, and the PDF; rows are in words."""
    laid_out = day_list.build(rows, on, language, translations(language).gettext)
    return documents.file_name(desk.random(5)), pdf.render(laid_out)
