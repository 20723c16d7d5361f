"""The calendar in words: what a row says, its icon, when, and where it leads."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from regdesk.actions.calendar import CalendarRow, DayRow, Days
from regdesk.i18n import N_, tr, trn
from regdesk.ui.pages.case import regimen_words
from regdesk.ui.pages.to_do import verb
from regdesk.ui.widgets.day_grid import Day, DayLine
from regdesk.ui.widgets.section_list import QueueRow

# Of visits by their code; anything else was typed by the doctor.
_ICONS: Final = {
    "call": "phone",
    "call-weight": "phone",
    "call-effect": "phone",
    "agreed": "phone",
    "refill-check": "clipboard-list",
    "creatinine-alt": "test-tube",
    "viral-load-cd4": "test-tube",
    "viral-load": "test-tube",
    "viral-load-again": "test-tube",
    "cd4": "test-tube",
}
_PARCEL: Final = N_("A parcel is expected")
_VISIT: Final = N_("Appointment")
_ANY_TIME: Final = N_("during the day")


def line(one: CalendarRow, today: date, *, discreet: bool) -> QueueRow:
    """Say one thing of a day as a row of the list."""
    days = (today - one.on).days
    late = days > 0
    return QueueRow(
        do=tr(what(one, discreet=discreet)) if discreet else _plain(one),
        code=one.code,
        by=trn(N_("{n} day ago"), N_("{n} days ago"), days) if late else one.at or tr(_ANY_TIME),
        note=who(one),
        icon=icon(one),
        tone="warning" if late else "neutral",
        data=one,
    )


def cells(found: Days) -> dict[date, Day]:
    """Give what each day of the grid shows."""
    return {on: Day(_few(found.few.get(on, ())), count) for on, count in found.counts.items()}


def print_rows(rows: Iterable[CalendarRow]) -> Sequence[DayRow]:
    """Give the lines of a printed list: codes, times, and words that tell nothing."""
    return [DayRow(one.at, one.code, what(one, discreet=True)) for one in rows]


def what(one: CalendarRow, *, discreet: bool) -> str:
    """Give what is to be done as a msgid; in discreet mode nothing typed, and no test's name."""
    if one.kind == "parcel":
        return _PARCEL
    if one.kind == "due":
        return verb(one.what).ours
    return regimen_words.neutral(one.what) if discreet else regimen_words.WHAT.get(one.what, _VISIT)


def icon(one: CalendarRow) -> str:
    """Give the icon of a row."""
    if one.kind == "parcel":
        return "truck"
    return verb(one.what).icon if one.kind == "due" else _ICONS.get(one.what, "calendar-days")


def who(one: CalendarRow) -> str:
    """Say whose a planned day is; of what is ours to do nothing is said."""
    return regimen_words.who(one.who) if one.kind == "visit" and one.who != "host" else ""


def tab(one: CalendarRow) -> str:
    """Give the tab of the case where a row leads."""
    if one.kind == "parcel":
        return "supply"
    return verb(one.what).tab if one.kind == "due" else "follow-up"


def _plain(one: CalendarRow) -> str:
    if one.kind == "due" and one.what == "task":
        return str(one.reasons.get("what") or tr(verb("task").ours))
    if one.kind == "visit":
        return regimen_words.what(one.what)
    return tr(what(one, discreet=False))


def _few(rows: Iterable[CalendarRow]) -> Sequence[DayLine]:
    return [DayLine(icon(one), one.code, one.at or tr(_ANY_TIME)) for one in rows]
