"""The way of the medicines in five columns: to order, assembled, on the way, arrived, handed over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from regdesk.actions import supply as acting
from regdesk.actions.cases import Look
from regdesk.domain import gap, supply
from regdesk.domain.journal import CaseFile, Entry
from regdesk.domain.plans import Prescription
from regdesk.domain.supply import Handover, Parcel
from regdesk.i18n import N_, tr
from regdesk.ui import theme, words
from regdesk.ui.dates import long_date
from regdesk.ui.delivery_words import COLUMNS
from regdesk.ui.pieces import Item, box, column, empty, label, picture, row, spaced

_AT = {"customs": "dispatched", "partial": "received"}  # states that share a column with another
_NARROW = 780
_TONES = {"danger": "octagon-alert", "warning": "clock", "success": "check", "secondary": "calendar-days"}


@dataclass(frozen=True)
class Ticket:
    """A card on the board: its column, what it says, how urgently, and the parcel once there is one."""

    column: str
    title: str
    lines: tuple[str, ...] = ()
    news: str = ""
    tone: str = "secondary"
    parcel: Entry | None = None

    def sentence(self) -> str:
        """Say the card as a screen reader does."""
        return ". ".join(part for part in (self.title, *self.lines, self.news) if part)


class ParcelBoard(QWidget):
    """Five columns; what is handed over stays to be seen."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr(N_("Way of the medicines")))
        self._counts = {code: label("", "small", "secondary") for code in COLUMNS}
        self._lists = {code: column(gap=8) for code in COLUMNS}
        self.tickets: Sequence[Ticket] = ()
        columns = [self._column(code, title) for code, title in COLUMNS.items()]
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        for each in columns:
            self._line.addWidget(each, 1)
        spaced(self._line, 10)
        self.setLayout(self._line)

    def show_look(self, look: Look) -> None:
        """Show the case's parcels."""
        self.tickets = tickets(look)
        for code, lines in self._lists.items():
            empty(lines)
            mine = [one for one in self.tickets if one.column == code]
            self._counts[code].setText(str(len(mine)) if mine else "")
            for one in mine:
                lines.addWidget(_card(one))
            lines.addStretch(1)

    def minimumSizeHint(self) -> QSize:
        """Be content with any width."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the columns one below the other where they would be too narrow."""
        super().resizeEvent(event)
        wide = self.width() / theme.current().scale >= _NARROW
        way = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if way != self._line.direction():
            self._line.setDirection(way)

    def _column(self, code: str, title: str) -> QWidget:
        head = row(label(tr(title), "body.strong"), self._counts[code], None, gap=8)
        return box(column(head, self._lists[code], gap=8, margins=(8, 10)), "sunken")


def tickets(look: Look) -> list[Ticket]:
    """List the cards of a case: its parcels, newest first, and what is to be ordered or assembled."""
    found = [_parcel(look, entry) for entry in reversed(look.case.of(Parcel))]
    waiting = None if supply.on_its_way(look.case) else _waiting(look)
    return [*([waiting] if waiting else []), *(one for one in found if one)]


def _waiting(look: Look) -> Ticket | None:
    """What comes before a parcel: the Centre assembles, or the host orders."""
    if look.case.one(Prescription) is None:
        return None
    by, left = look.coverage.order_by, look.coverage.days_left
    if look.progress.step == 5 and look.progress.turn == "centre":
        news = tr(N_("assemble now"))
        if by and by > look.today:
            news = tr(N_("assemble by {day}")).format(day=long_date(by, look.today))
        return Ticket(
            "packed", tr(N_("Next parcel")), (tr(N_("prescription signed")),), news, _tone(look, by)
        )
    if not look.coverage.known or left > gap.REFILL_DAYS:
        return None
    order = tr(N_("order now")) if by and by <= look.today else _order_by(by, look.today)
    said = tr(N_("stock for {days}")).format(days=words.days(left))
    return Ticket("order", tr(N_("Next parcel")), (said,), order, _tone(look, by))


def _parcel(look: Look, entry: Entry) -> Ticket | None:
    case, fact = look.case, entry.fact
    if not isinstance(fact, Parcel):
        return None
    state = supply.parcel_state(case, entry)
    about = tuple(one for one in (words.days(acting.days_of(case, entry)), words.value(fact, "way")) if one)
    title = tr(N_("Parcel {number}")).format(number=fact.number)
    if state in supply.ENDED:
        return Ticket("dispatched", title, about, tr(supply.EVENTS[state]), "warning", entry)
    return Ticket(_AT.get(state, state), title, about, *_news(look, fact, state, entry), entry)


def _news(look: Look, fact: Parcel, state: str, entry: Entry) -> tuple[str, str]:
    if state == "packed":
        return tr(N_("packed on {day}")).format(day=long_date(fact.on, look.today)), "secondary"
    if state == "customs":
        return tr(N_("held at customs")), "warning"
    if state == "dispatched":
        late = fact.expected_on is not None and fact.expected_on < look.today
        if late and fact.expected_on:
            days = words.days((look.today - fact.expected_on).days)
            return tr(N_("late by {days}")).format(days=days), "warning"
        by = long_date(fact.expected_on, look.today) if fact.expected_on else ""
        return tr(N_("expected on {day}")).format(day=by) if by else "", "secondary"
    if state in supply.ARRIVED:
        return tr(N_("hand over") if state == "received" else N_("a part is here: hand over")), "warning"
    return tr(N_("on {day}")).format(day=long_date(_handed_on(look.case, entry), look.today)), "success"


def _handed_on(case: CaseFile, entry: Entry) -> date:
    found = case.about(entry.id, Handover)
    fact = found[-1].fact if found else None
    return fact.on if isinstance(fact, Handover) else date.min


def _order_by(by: date | None, today: date) -> str:
    return tr(N_("order by {day}")).format(day=long_date(by, today)) if by else ""


def _tone(look: Look, by: date | None) -> str:
    if look.coverage.known and look.coverage.days_left <= gap.URGENT_DAYS:
        return "danger"
    return "warning" if by and by <= look.today else "secondary"


def _card(one: Ticket) -> QWidget:
    items: list[Item] = [label(one.title, "body.strong", wrap=True)]
    if one.lines:
        items.append(label(" · ".join(one.lines), "small", "primary", wrap=True))
    if one.news:
        ink = "text.secondary" if one.tone == "secondary" else f"{one.tone}.text"
        news = label(one.news, "small", one.tone, wrap=True)
        line = row(column(picture(_TONES[one.tone], ink, 16), None, gap=0), news, gap=6)
        line.setStretch(1, 1)
        items.append(line)
    card = box(column(*items, gap=4, margins=(10, 8)), "card")
    card.setAccessibleName(one.sentence())
    return card
