"""The columns of the people table, its saved views, and the order each is shown in."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from regdesk.actions import lists
from regdesk.actions.desk import Desk
from regdesk.actions.lists import CaseRow, Filter
from regdesk.domain.steps import CHECKED, STEPS
from regdesk.i18n import N_, tr
from regdesk.ui.cells import CodeCell, StepCell, StepValue, StockCell, StockValue, TagCell, TagValue
from regdesk.ui.dates import show_date
from regdesk.ui.pages import to_do
from regdesk.ui.tables import Column

# Views as chips: id -> words and icon.
VIEWS: Final = {
    "active": (N_("All active"), ""),
    "urgent": (N_("Stock up to 14 days"), "octagon-alert"),
    "soon": (N_("15–30 days"), "clock"),
    "ours": (N_("Our turn"), ""),
    "follow-up": (N_("In follow-up"), ""),
    "two": (N_("Two versions"), "git-branch"),
    "closed": (N_("Closed"), ""),
}
ORDERS: Final = {
    "last": N_("Order: newest records first"),
    "since": N_("Order: longest waiting first"),
    "step": N_("Order: by step"),
    "code": N_("Order: by code"),
}


@dataclass(frozen=True)
class Shown:
    """One line of the table: the person, the day it is read on, and whether another has the same code."""

    row: CaseRow
    today: date
    twin: bool


def view_filter(desk: Desk, view: str) -> Filter:
    """Give the filter of a saved view."""
    everybody = Filter(unaccepted=None)
    return {
        "urgent": lists.urgent(desk),
        "soon": lists.soon(desk),
        "ours": replace(everybody, ours=True),
        "follow-up": replace(everybody, step=6),
        "two": replace(everybody, undecided=True),
        "closed": replace(everybody, closed=True),
    }.get(view, everybody)


def view_order(view: str, chosen: str) -> str:
    """Give the order of a view: those about stock begin with the least."""
    return "run_out" if view in ("urgent", "soon") else chosen


def code(shown: Shown) -> str:
    """Give the code, with the birth year where two people here have the same one."""
    year = shown.row.born_year
    return f"{shown.row.code} · {year}" if shown.twin and year else shown.row.code


def step(shown: Shown) -> StepValue:
    """Give the step under way, for the dots and in a word."""
    if shown.row.step == 0:
        return StepValue(0, tr(CHECKED))
    number = min(shown.row.step, len(STEPS))
    return StepValue(number, f"{number}. {tr(STEPS[number - 1])}")


def turn(shown: Shown) -> TagValue:
    """Say whose turn it is."""
    return TagValue(*to_do.turn(shown.row, shown.today))


def stock(shown: Shown) -> StockValue:
    """Say for how many days the stock lasts."""
    days = shown.row.days_left(shown.today)
    return StockValue(days, tr(N_("not yet")) if days is None else to_do.days_short(days))


def last(shown: Shown) -> str:
    """Say when something was last written."""
    return show_date(to_do.day_of(shown.row.last_at), shown.today)


COLUMNS: Final = (
    Column[Shown](N_("Code"), code, width=136, cell=CodeCell),
    Column[Shown](N_("Path"), lambda shown: _path(shown.row), width=100, drop=2),
    Column[Shown](N_("Step"), step, cell=StepCell),
    Column[Shown](N_("Whose turn"), turn, width=190, cell=TagCell),
    Column[Shown](N_("Stock"), stock, width=170, right=True, cell=StockCell),
    Column[Shown](N_("Last record"), last, width=140, drop=1),
)


def _path(row: CaseRow) -> str:
    return " → ".join(part for part in (row.origin, row.host_country) if part)
