"""The gap clock: how long a person's medicines last, and by when to order the next."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from regdesk.domain import days, orders, pauses
from regdesk.domain.journal import CaseFile, Entry, EntryId, order
from regdesk.domain.orders import Order
from regdesk.domain.pauses import Span
from regdesk.domain.plans import Plan
from regdesk.domain.routes import UNKNOWN, WayTime
from regdesk.domain.supply import ARRIVED, Handover, Parcel, StockCount, contents, days_in, on_its_way
from regdesk.domain.supply import parcel_state as state_of

RESERVE_DAYS: Final = 14  # a parcel should arrive this long before run-out: domain.md 1.3, proposed
REFILL_DAYS: Final = 45  # a refill request opens: domain.md 2.6
SOON_DAYS: Final = 30  # it is urgent: domain.md 2.6
URGENT_DAYS: Final = 14  # it is critical: domain.md 2.6
COUNT_DAYS: Final = 60  # a count or handover older than this is counted again: own proposal


@dataclass(frozen=True)
class Coverage:
    """How long the medicines last. Days are whole; `run_out` is the first day without a dose.

    today         the worse of two dates where the clock is `unsure`: a record is more than a day ahead of it
    transit_days  days of doses in the parcel on its way, packed on `sent_on` and expected on `arrives_on`
    ordered_on    the day of an order that no parcel has answered yet
    arrived       that parcel is with the host, to be handed over
    way           how long an order takes into the person's hands
    known_on      the day of the newest count or handover;  paused  whether a declared pause goes on
    """

    today: date
    run_out: date | None = None
    transit_days: int = 0
    arrives_on: date | None = None
    sent_on: date | None = None
    ordered_on: date | None = None
    arrived: bool = False
    way: WayTime = UNKNOWN
    known_on: date | None = None
    paused: bool = False
    unsure: bool = False

    @property
    def days_left(self) -> int:
        """Days that still have their dose, today included; a day of a declared pause needs none."""
        return max(0, (self.run_out - self.today).days) if self.run_out else 0

    @property
    def lead_days(self) -> int:
        """Days to reckon with from an order into the person's hands: the way's 90th percentile."""
        return self.way.slow

    @property
    def gap_days(self) -> int:
        """Days without a dose, likely, before the next parcel or before one ordered today."""
        return self._gap(self.way.usual, self.arrives_on)

    @property
    def worst_gap_days(self) -> int:
        """The same at worst: by the way's 90th percentile. Never less than what is likely."""
        return max(self._gap(self.way.slow, None), self.gap_days)

    @property
    def order_by(self) -> date | None:
        """The last day to order without touching the reserve: run-out - (90th percentile + 14)."""
        return self._before(self.lead_days + RESERVE_DAYS)

    @property
    def opens_on(self) -> date | None:
        """The first day on which a refill is to be ordered: at 45 days, sooner where the way is long."""
        return _first(self._before(REFILL_DAYS), self.order_by)

    @property
    def due_on(self) -> date | None:
        """By when the refill is to be ordered: the order-by date, at 30 days at the latest."""
        return _first(self._before(SOON_DAYS), self.order_by)

    @property
    def critical_on(self) -> date | None:
        """The day from which the person may come to harm: at 14 days."""
        return self._before(URGENT_DAYS)

    @property
    def count_on(self) -> date | None:
        """The day on which what is known of the stock is too old and is counted again."""
        return days.plus(self.known_on, COUNT_DAYS + 1) if self.known_on else None

    @property
    def known(self) -> bool:
        """Whether anything is known of the person's medicines."""
        return self.run_out is not None

    def _before(self, number: int) -> date | None:
        return days.plus(self.run_out, -number) if self.run_out else None

    def _gap(self, way_days: int, expected: date | None) -> int:
        if self.arrived:
            arrives = self.today
        else:
            begun = self.sent_on or self.ordered_on or self.today
            arrives = max(expected or days.plus(begun, way_days), self.today)
        return max(0, (arrives - (self.run_out or self.today)).days)


def coverage(case: CaseFile, today: date, way: WayTime = UNKNOWN) -> Coverage:
    """Work out how long the person's medicines last, and what is on its way.

    The newest count restarts the sum, because people share, miss and buy (domain.md 2.6, decided); every
    handover since adds its days from its first dose on, and a declared pause uses none.
    """
    newest = days.of(max((entry.at for entry in case.entries), default=0))
    unsure = is_unsure(today, newest)
    today = max(today, newest) if unsure else today
    count = _count(case)
    off = pauses.spans(case, today)
    run_out = _after(count.on, count.days, off) if count else None
    known_on = count.on if count else None
    for begin, number, on in _handed(case, count):
        run_out = _after(max(run_out or begin, begin), number, off)
        known_on = max(known_on or on, on)
    parcel, asked = on_its_way(case), orders.open_order(case)
    fact = parcel.fact if parcel else None
    return Coverage(
        today,
        run_out,
        transit_days=days_in(case, parcel) if parcel else 0,
        arrives_on=fact.expected_on if isinstance(fact, Parcel) else None,
        sent_on=fact.on if isinstance(fact, Parcel) else None,
        ordered_on=asked.fact.on if asked and isinstance(asked.fact, Order) else None,
        arrived=parcel is not None and state_of(case, parcel) in ARRIVED,
        way=way,
        known_on=known_on,
        paused=pauses.running(case, today) is not None,
        unsure=unsure,
    )


def is_unsure(today: date, newest: date) -> bool:
    """Say whether a clock is behind the newest record by more than a day, so that it cannot be right."""
    return days.plus(today, 1) < newest


def _first(*days: date | None) -> date | None:
    return min((day for day in days if day), default=None)


def _after(begin: date, number: int, off: Iterable[Span]) -> date:
    """Give the first day from *begin* on without one of a *number* of doses, days *off* needing none."""
    end = days.plus(begin, number)
    for since, until in off:
        if since > end:
            break
        end = days.plus(end, max((until - max(since, begin)).days, 0))
    return end


def _newest_count(case: CaseFile) -> Entry | None:
    return max(case.of(StockCount), key=lambda one: (_on(one), order(one)), default=None)


def _count(case: CaseFile) -> "_Count | None":
    """Give the newest count; of its versions made apart the smallest, until a person chooses."""
    newest = _newest_count(case)
    if newest is None:
        return None
    same = (one.entries for one in case.conflicts if one.kind is StockCount and newest in one.entries)
    versions = next(same, (newest,))
    facts = [entry.fact for entry in versions if isinstance(entry.fact, StockCount)]
    return min((_Count(one.on, one.days, newest.at) for one in facts), key=lambda one: one.ends)


@dataclass(frozen=True)
class _Count:
    on: date
    days: int
    at: int

    @property
    def ends(self) -> date:
        """The first day it does not last for."""
        return days.plus(self.on, self.days)


def _handed(case: CaseFile, count: _Count | None) -> Iterator[tuple[date, int, date]]:
    """List what was handed over since the count, by first dose: (first dose, days, day of the handover).

    A parcel never gives more days than were packed, though two computers hand it over.
    """
    left: dict[EntryId | None, int] = {}
    found = (
        (_begins(case, one.fact), one, one.fact)
        for one in case.of(Handover)
        if isinstance(one.fact, Handover)
    )
    for begin, entry, fact in sorted(found, key=lambda one: (one[0], order(one[1]))):
        number = min(fact.days, left.setdefault(entry.about, _packed(case, entry.about)))
        if entry.about is not None:
            left[entry.about] -= number
        # Of a handover and a count on one day, the one written later saw the other.
        if count is None or fact.on > count.on or (fact.on == count.on and entry.at > count.at):
            yield begin, number, fact.on


def _packed(case: CaseFile, parcel: EntryId | None) -> int:
    """Give the days that were packed; what no parcel brought has no limit."""
    known = case.by_id.get(parcel) if parcel else None
    packed = contents(case, known) if known else None
    return packed.days if packed else date.max.toordinal()


def _begins(case: CaseFile, fact: Handover) -> date:
    """Give the day of the first dose: the one reported, else the plan's later start, else on receipt."""
    if fact.first_dose_on:
        return fact.first_dose_on
    plan = max((one for one in case.all(Plan) if one.on <= fact.on), key=lambda one: one.on, default=None)
    return max(fact.on, plan.start_on) if plan and plan.start_on else fact.on


def _on(entry: Entry) -> date:
    return entry.fact.on if isinstance(entry.fact, StockCount | Handover) else date.min
