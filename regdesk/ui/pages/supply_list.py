"""The deliveries of all cases as one table."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from regdesk.actions.deliveries import Board, Delivery
from regdesk.i18n import N_, tr
from regdesk.ui import delivery_words
from regdesk.ui.cells import CodeCell, StockCell, StockValue, TagCell, TagValue
from regdesk.ui.delivery_words import COLUMNS, ICONS
from regdesk.ui.pages.to_do import days_short
from regdesk.ui.tables import Column, RowTable, RowView

_TONES: Final = {"secondary": "neutral"}


@dataclass(frozen=True)
class Shown:
    """One line: the delivery and how it is said on the day."""

    one: Delivery
    said: delivery_words.Said
    today: date


def _state(shown: Shown) -> TagValue:
    tone = shown.said.tone
    return TagValue(shown.said.news, _TONES.get(tone, tone), "" if tone == "secondary" else ICONS[tone])


def _stock(shown: Shown) -> StockValue:
    if shown.one.run_out is None:
        return StockValue(None, tr(N_("not known")))
    days = shown.one.coverage(shown.today).days_left
    return StockValue(days, days_short(days))


TABLE: Final = (
    Column[Shown](N_("Code"), lambda shown: shown.said.title, width=136, cell=CodeCell),
    Column[Shown](N_("Country"), lambda shown: shown.said.corner, width=80, drop=1),
    Column[Shown](N_("Where it is"), lambda shown: tr(COLUMNS[shown.one.column]), width=190, drop=3),
    Column[Shown](N_("State"), _state, cell=TagCell),
    Column[Shown](N_("What it is"), lambda shown: shown.said.line, width=190, drop=2),
    Column[Shown](N_("Stock"), _stock, width=170, right=True, cell=StockCell),
)


class SupplyList:
    """The table's model and view."""

    def __init__(self) -> None:
        self.rows: RowTable[Shown] = RowTable(TABLE)
        self.view = RowView(self.rows, tr(N_("Deliveries")))

    def show_board(self, board: Board, part: str) -> None:
        """Show every card as a line, those whose medicines run out first on top."""
        lines = [Shown(card, delivery_words.said(card, board, part), board.today) for card in board.cards]
        lines.sort(key=lambda shown: (shown.one.column == "handed-over", shown.one.run_out or date.max))
        self.rows.set_rows(lines)
        if lines:
            self.view.selectRow(0)

    def current(self) -> Delivery | None:
        """Give the delivery the keyboard is on."""
        at = self.view.currentIndex()
        return self.rows.row(at).one if at.isValid() else None
