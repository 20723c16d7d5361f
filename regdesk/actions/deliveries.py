"""The deliveries of all cases for the Supply page: five columns, expected gaps, the office reserve."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from regdesk.actions.desk import Desk
from regdesk.store import database, queries, state
from regdesk.store import deliveries as stored
from regdesk.store import stock as shelf
from regdesk.store.deliveries import COLUMNS, Column, Delivery

__all__ = ["COLUMNS", "Board", "Column", "Delivery", "Gap", "as_list", "board", "keep_as_list"]

_AS_LIST = "deliveries_as_list"


@dataclass(frozen=True)
class Gap:
    """A person who will likely be without medicines, and for how many days."""

    delivery: Delivery
    days: int


@dataclass(frozen=True)
class Board:
    """Everything the Supply page shows, read at one moment.

    packs  whole packs in this organisation's stock;  short  batches of which more was given than there was
    twins  codes that more than one person here has
    """

    today: date
    columns: tuple[Column, ...]
    gaps: tuple[Gap, ...]
    packs: int
    short: int
    twins: frozenset[str] = frozenset()

    @property
    def cards(self) -> tuple[Delivery, ...]:
        """Every card, column by column."""
        return tuple(card for each in self.columns for card in each.cards)

    @property
    def at_work(self) -> int:
        """How many deliveries are at work: all but those handed over."""
        return sum(each.total for each in self.columns if each.name != COLUMNS[-1])


def board(desk: Desk) -> Board:
    """Read the board; a column that is long shows its most urgent cards and how many there are."""
    today = desk.clock.today()
    with database.reading(desk.read):
        columns = stored.columns(desk.read, today)
        rows = shelf.batches(desk.read)
        codes = {card.code for each in columns for card in each.cards}
        twins = frozenset(code for code in codes if queries.same_code(desk.read, code) > 1)
    short = sum(row.units < 0 for row in rows)
    return Board(today, columns, _gaps(columns, today), sum(row.packs for row in rows), short, twins)


def as_list(desk: Desk) -> bool:
    """Say whether the person here looks at deliveries as a list rather than a board."""
    chosen: bool = state.get(desk.read, _AS_LIST, False)
    return chosen


def keep_as_list(desk: Desk, *, chosen: bool) -> None:
    """Remember on this desk how deliveries are looked at."""
    state.put(desk.write, _AS_LIST, chosen)


def _gaps(columns: Sequence[Column], today: date) -> tuple[Gap, ...]:
    """List once each person for whom a gap is expected, the longest first (`domain/gap.py`)."""
    found: dict[bytes, Gap] = {}
    for card in (card for each in columns[:-1] for card in each.cards):
        days = card.coverage(today).gap_days if card.run_out else 0
        if days > 0 and days > (found[card.stream].days if card.stream in found else 0):
            found[card.stream] = Gap(card, days)
    return tuple(sorted(found.values(), key=lambda gap: -gap.days))
