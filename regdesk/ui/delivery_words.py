"""How a delivery is said on its card and in the list: days, state, how urgent; no names, no medicines."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from regdesk.actions.deliveries import Board, Delivery
from regdesk.domain import gap
from regdesk.domain.supply import EVENTS, WAYS
from regdesk.i18n import N_, tr
from regdesk.ui import words
from regdesk.ui.dates import long_date

COLUMNS: Final = {
    "order": N_("To order"),
    "packed": N_("The Centre assembles"),
    "dispatched": N_("On its way"),
    "received": N_("Arrived"),
    "handed-over": N_("Handed over"),
}
SHORT: Final = COLUMNS | {"packed": N_("Assembled")}  # where there is little room
ICONS: Final = {
    "danger": "octagon-alert",
    "warning": "clock",
    "success": "check",
    "secondary": "calendar-days",
}
_STILL_DAYS: Final = 2  # packed and not sent for longer is said: domain.md 7.2 gives five days, own proposal
News = tuple[str, str]


@dataclass(frozen=True)
class Said:
    """A card in words: the code, a country beside it, what it is, where it stands, and how urgent that is."""

    title: str
    corner: str
    line: str
    news: str
    tone: str

    def sentence(self) -> str:
        """Say the card as a screen reader does."""
        return ". ".join(part for part in (self.title, self.corner, self.line, self.news) if part)


def said(one: Delivery, board: Board, part: str) -> Said:
    """Say a delivery to the host or the Centre: each sees the other's country.

    The birth year stands beside a code that two people here have.
    """
    today, country = board.today, one.origin if part == "host" else one.host_country
    news, tone = _NEWS[one.state](one, today) if one.state in _NEWS else ("", "secondary")
    title = f"{one.code} · {one.born_year}" if one.code in board.twins and one.born_year else one.code
    return Said(title, country, _line(one, today), news, tone)


def _line(one: Delivery, today: date) -> str:
    days = words.days(one.days) if one.days else ""
    if one.column == "handed-over":
        receipt = N_("receipt is there") if one.receipt else N_("no receipt")
        return " · ".join(part for part in (days, tr(receipt)) if part)
    if one.column == "order" or not days:
        left = one.coverage(today).days_left
        if one.run_out and not left:
            return tr(N_("no medicines left"))
        return tr(N_("stock for {days}")).format(days=words.days(left)) if one.run_out else ""
    return " · ".join(part for part in (days, tr(WAYS.get(one.way, one.way)) if one.way else "") if part)


def _order(one: Delivery, today: date) -> News:
    if one.news_on and one.news_on > today:
        return tr(N_("order by {day}")).format(day=long_date(one.news_on, today)), _tone(one, today)
    return tr(N_("order now")), _tone(one, today, "warning")


def _reserve(one: Delivery, today: date) -> News:
    return tr(N_("look for a reserve")), _tone(one, today, "warning")


def _assemble(one: Delivery, today: date) -> News:
    if one.instead:
        text = tr(N_("{what}: assemble another now")).format(what=tr(EVENTS.get(one.instead, one.instead)))
        return text, _tone(one, today, "warning")
    if one.news_on and one.news_on > today:
        return tr(N_("assemble by {day}")).format(day=long_date(one.news_on, today)), _tone(one, today)
    return tr(N_("assemble now")), _tone(one, today, "warning")


def _prescribe(_: Delivery, __: date) -> News:
    return tr(N_("a new prescription first")), "warning"


def _packed(one: Delivery, today: date) -> News:
    still = (today - one.news_on).days if one.news_on else 0
    if still > _STILL_DAYS:
        return tr(N_("{days} without news")).format(days=words.days(still)), "warning"
    return tr(N_("packed, to be sent")), "secondary"


def _dispatched(one: Delivery, today: date) -> News:
    if one.expected_on is None:
        return tr(N_("on its way")), "secondary"
    late = (today - one.expected_on).days
    if late > 0:
        return tr(N_("late by {days}")).format(days=words.days(late)), _tone(one, today, "warning")
    return tr(N_("expected on {day}")).format(day=long_date(one.expected_on, today)), "secondary"


def _customs(one: Delivery, today: date) -> News:
    since = long_date(one.news_on, today) if one.news_on else ""
    return tr(N_("held at customs since {day}")).format(day=since), "warning"


def _arrived(one: Delivery, today: date) -> News:
    text = N_("hand over") if one.state == "received" else N_("a part is here: hand over")
    return tr(text), _tone(one, today, "warning")


def _handed(one: Delivery, today: date) -> News:
    return (long_date(one.news_on, today) if one.news_on else ""), "success"


def _tone(one: Delivery, today: date, usual: str = "secondary") -> str:
    """Red where the person may come to harm: up to 14 days of stock."""
    urgent = one.run_out is not None and one.coverage(today).days_left <= gap.URGENT_DAYS
    return "danger" if urgent else usual


_NEWS: Final[Mapping[str, Callable[[Delivery, date], News]]] = {
    "order": _order,
    "find-reserve": _reserve,
    "assemble": _assemble,
    "prescribe": _prescribe,
    "packed": _packed,
    "dispatched": _dispatched,
    "customs": _customs,
    "received": _arrived,
    "partial": _arrived,
    "handed-over": _handed,
}
