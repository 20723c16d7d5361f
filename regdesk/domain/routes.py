"""How long medicines take from the order into the person's hands, by country pair and way."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import Final

from regdesk.domain.journal import CaseFile, Entry, accepted
from regdesk.domain.membership import CaseOpened
from regdesk.domain.orders import Order
from regdesk.domain.supply import Dispensing, Handover, Parcel

LEAD_DAYS: Final = 21  # without five parcels and without the catalogue's value: domain.md 2.6, decided
ENOUGH: Final = 5  # parcels before a way's own times count: domain.md 2.6, decided
NEWEST: Final = 100  # parcels of a way that count, so that a way that changed is noticed: own proposal
MOST_DAYS: Final = 180  # a longer time is taken for a date mistyped: own proposal
USUAL_WAY: Final = "courier"  # of whoever had no parcel yet


@dataclass(frozen=True)
class Route:
    """A country pair (ISO codes) and a way of `supply.WAYS`."""

    origin: str
    host_country: str
    way: str


@dataclass(frozen=True)
class WayTime:
    """Days from the order into the person's hands: the median and the 90th percentile by nearest rank.

    parcels  own ones it was worked out from; 0: it is the catalogue's value or 21 days
    """

    usual: int = LEAD_DAYS
    slow: int = LEAD_DAYS
    parcels: int = 0


@dataclass(frozen=True)
class Trip:
    """One parcel that reached the person: its way, the day it was in their hands, days since the order."""

    parcel: Entry
    way: str
    on: date
    days: int


UNKNOWN: Final = WayTime()


def way_time(days: Sequence[int], usual: int = LEAD_DAYS) -> WayTime:
    """Work out a way's times from those of its parcels; below five *usual* stands (domain.md 2.6)."""
    if len(days) < ENOUGH:
        return WayTime(usual, usual)
    return WayTime(nearest_rank(days, 50), nearest_rank(days, 90), len(days))


def nearest_rank(values: Iterable[int], percent: int) -> int:
    """Give a percentile by nearest rank: the value at place ceil(percent / 100 * n) of the sorted ones."""
    ordered = sorted(values)
    return ordered[max(ceil(percent * len(ordered) / 100), 1) - 1]


def route(case: CaseFile) -> Route:
    """Give the route of a case's next parcel: by the way of the newest one, else by courier."""
    opened, parcels = case.one(CaseOpened), case.all(Parcel)
    way = parcels[-1].way if parcels else USUAL_WAY
    return Route(opened.origin if opened else "", opened.host_country if opened else "", way)


def trips(case: CaseFile) -> Iterator[Trip]:
    """List the parcels of a case that reached the person; those lost or sent back never did.

    The time runs from the order, or from the day the medicines were set aside where nobody ordered, to the
    first handover: what counts is when somebody who runs out has the next tablet.
    """
    for parcel in case.of(Parcel):
        handed = [one.fact.on for one in case.about(parcel.id, Handover) if isinstance(one.fact, Handover)]
        if handed and isinstance(parcel.fact, Parcel):
            days = (min(handed) - _ordered_on(case, parcel, parcel.fact)).days
            if 0 <= days <= MOST_DAYS:
                yield Trip(parcel, parcel.fact.way, min(handed), days)


def _ordered_on(case: CaseFile, parcel: Entry, fact: Parcel) -> date:
    """Give the day of the order a parcel answers: the first since the parcel before it was handed over."""
    earlier = [one for one in case.of(Parcel) if one.at < parcel.at]
    ends = [one.at for one in earlier] + [e.at for one in earlier for e in case.about(one.id, Handover)]
    orders = (one for one in case.of(Order) if max(ends, default=0) < one.at < parcel.at)
    days = [one.fact.on for one in orders if isinstance(one.fact, Order)]
    aside = case.by_id.get(parcel.about) if parcel.about else None
    set_aside = aside is not None and accepted(case.verdicts, aside.id) and isinstance(aside.fact, Dispensing)
    begun = aside.fact.on if aside and set_aside and isinstance(aside.fact, Dispensing) else fact.on
    return min([*days[:1], begun])
