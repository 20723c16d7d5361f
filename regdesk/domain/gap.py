"""The gap clock: how long a person's medicines last, and by when to order the next."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from regdesk.domain.journal import CaseFile, Entry
from regdesk.domain.supply import Handover, Parcel, StockCount, days_in, on_its_way

LEAD_DAYS: Final = 21  # without a measured way: domain.md 2.6, decided
RESERVE_DAYS: Final = 14  # a parcel should arrive this long before run-out: domain.md 1.3, proposed
REFILL_DAYS: Final = 45  # a refill request opens: domain.md 2.6
SOON_DAYS: Final = 30
URGENT_DAYS: Final = 14


@dataclass(frozen=True)
class Coverage:
    """How long the medicines last. Days are whole; `run_out` is the first day without a dose."""

    today: date
    run_out: date | None = None
    transit_days: int = 0
    arrives_on: date | None = None
    lead_days: int = LEAD_DAYS

    @property
    def days_left(self) -> int:
        """Days that still have their dose, today included."""
        return max(0, (self.run_out - self.today).days) if self.run_out else 0

    @property
    def gap_days(self) -> int:
        """Days without a dose before the next parcel, or before one ordered today."""
        arrives = self.arrives_on or self.today + timedelta(days=self.lead_days)
        return max(0, (arrives - (self.run_out or self.today)).days)

    @property
    def order_by(self) -> date | None:
        """The last day to order without touching the reserve."""
        return self.run_out - timedelta(days=self.lead_days + RESERVE_DAYS) if self.run_out else None

    @property
    def known(self) -> bool:
        """Whether anything is known of the person's medicines."""
        return self.run_out is not None


def coverage(case: CaseFile, today: date) -> Coverage:
    """Work out how long the person's medicines last, from counts and handovers, and what is on its way.

    The newest count restarts the sum, because people share, miss and buy (domain.md 2.6, decided).
    """
    count = max(case.all(StockCount), key=lambda one: one.on, default=None)
    run_out = count.on + timedelta(days=count.days) if count else None
    for entry in sorted(case.of(Handover), key=_begins):
        fact = entry.fact
        if isinstance(fact, Handover) and (count is None or fact.on > count.on or _after(entry, case, count)):
            begin = _begins(entry)
            run_out = max(run_out or begin, begin) + timedelta(days=fact.days)
    parcel = on_its_way(case)
    if parcel is None or not isinstance(parcel.fact, Parcel):
        return Coverage(today, run_out)
    return Coverage(today, run_out, days_in(case, parcel), parcel.fact.expected_on)


def _begins(entry: Entry) -> date:
    fact = entry.fact
    return (fact.first_dose_on or fact.on) if isinstance(fact, Handover) else date.min


def _after(entry: Entry, case: CaseFile, count: StockCount) -> bool:
    """Of a handover and a count on one day, the one written later saw the other."""
    counted = next(e for e in case.of(StockCount) if e.fact == count)
    return isinstance(entry.fact, Handover) and entry.fact.on == count.on and entry.at > counted.at
