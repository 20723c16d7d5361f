"""A further dose that an interaction asks for: offered where it lacks, in order where the plan has it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Final

from regdesk.advice.advice import IN_ORDER, Advice, Remedy, Words
from regdesk.advice.drugs import Drug
from regdesk.advice.plan_situation import Situation
from regdesk.catalogue.interactions import Interaction

_TWICE: Final = 2
_DAY: Final = 24 * 60
_CLOCK: Final = re.compile(r"(\d{1,2}):(\d{2})")


def asked(now: Situation, row: Interaction, dose: Drug, other: Drug, advice: Advice) -> Iterator[Advice]:
    """Give the advice of a row, with what it adds offered, or in order where the plan has it already."""
    taking = list(now.holding(row.arv))
    first = max(now.starts, other.begins or now.starts)
    last = max(first, min(other.until or now.ends, now.ends))
    if row.enough and _units(taking, row, first) == _units(taking, row, last) == row.enough:
        yield replace(advice, tier=IN_ORDER, text=Words(now.known.rules["second-dose.in-plan"].text))
    elif not row.adds:
        yield advice
    elif min(len(_times(taking, day)) for day in (first, last)) >= _TWICE:
        yield from _has_it(now, row, other, advice)
    elif len(_times(taking)) >= _TWICE:
        yield now.rule("second-dose.too-short", advice.about, other=other.name)
    else:
        yield replace(advice, remedy=_remedy(now, row, dose) if taking[0].item == dose.item else None)


def _has_it(now: Situation, row: Interaction, other: Drug, advice: Advice) -> Iterator[Advice]:
    """Look at the times of a second dose that the plan has, and at how long it goes on."""
    last = max(now.starts, min(other.until or now.ends, now.ends))
    if _apart(_times(now.holding(row.arv), last), row.hours, int(now.limit("second-dose.not-apart"))):
        yield replace(advice, tier=IN_ORDER, text=Words(now.known.rules["second-dose.in-plan"].text))
    else:
        yield now.rule("second-dose.not-apart", advice.about, hours=row.hours)
    after = last + timedelta(days=int(now.limit("inducers.after-end")))
    if other.until and len(_times(now.holding(row.arv), min(after, now.ends))) < _TWICE:
        yield now.rule("second-dose.ends-with-it", advice.about, other=other.name, day=other.until)


def _remedy(now: Situation, row: Interaction, dose: Drug) -> Remedy:
    medicine, title = now.known.medicines[row.adds], now.known.rules["second-dose.in-plan"].title
    values = {"medicine": medicine.inn, "strength": medicine.strength, "hours": row.hours}
    return Remedy(medicine=row.adds, to=dose.item, hours=row.hours, title=Words(title, values))


def _times(taking: Iterable[Drug], day: date | None = None) -> list[int]:
    """Give the minutes of the day at which these are taken on a day, or ever; what is no time is midnight."""
    written = [time for one in taking if one.dose and (day is None or one.on(day)) for time in one.dose.times]
    read = (_CLOCK.fullmatch(time) for time in written)
    return sorted(int(one[1]) * 60 + int(one[2]) if one else 0 for one in read)


def _units(taking: Iterable[Drug], row: Interaction, day: date) -> Decimal:
    """Give the units a day of the medicine in which a row counts, taken at two times or more."""
    counted = [one for one in taking if one.medicine and one.medicine.id == row.enough_of and one.on(day)]
    twice = len(set(_times(counted, day))) > 1
    return sum((one.dose.per_day for one in counted if one.dose and twice), Decimal(0))


def _apart(times: list[int], hours: int, tolerance: int) -> bool:
    """Say whether each two times that follow each other are so many hours apart, give or take some."""
    gaps = [later - earlier for earlier, later in pairwise([*times, times[0] + _DAY])]
    return all(abs(gap - hours * 60) <= tolerance * 60 for gap in gaps)
