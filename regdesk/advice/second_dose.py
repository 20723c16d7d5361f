"""A further dose that an interaction asks for: offered where it lacks, in order where the plan has it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Final

from regdesk.advice.advice import IN_ORDER, Advice, Remedy, Words
from regdesk.advice.drugs import Drug
from regdesk.advice.plan_situation import Situation
from regdesk.catalogue.interactions import Interaction

_DAY: Final = 24 * 60
_CLOCK: Final = re.compile(r"(\d{1,2}):(\d{2})")


def asked(now: Situation, row: Interaction, dose: Drug, other: Drug, advice: Advice) -> Iterator[Advice]:
    """Give the advice of a row, with what it adds offered, or in order where the plan has it already."""
    if not row.adds:
        yield advice
        return
    needed_until = min(other.until or now.ends, now.ends)
    taking = list(now.holding(row.arv))
    times = _times(one for one in taking if one.until is None or one.until >= needed_until)
    if len(times) > 1 and _apart(times, row.hours, int(now.limit("second-dose.not-apart"))):
        yield replace(advice, tier=IN_ORDER, text=Words(now.known.rules["second-dose.in-plan"].text))
    elif len(times) > 1:
        yield now.rule("second-dose.not-apart", advice.about, hours=row.hours)
    elif len(_times(taking)) > 1:
        yield now.rule("second-dose.ends-early", advice.about, other=other.name)
    else:
        yield replace(advice, remedy=_remedy(now, row, dose) if taking[0].item == dose.item else None)


def _remedy(now: Situation, row: Interaction, dose: Drug) -> Remedy:
    medicine, title = now.known.medicines[row.adds], now.known.rules["second-dose.in-plan"].title
    values = {"medicine": medicine.inn, "strength": medicine.strength, "hours": row.hours}
    return Remedy(medicine=row.adds, to=dose.item, hours=row.hours, title=Words(title, values))


def _times(taking: Iterable[Drug]) -> list[int]:
    """Give the minutes of the day at which these are taken; what is no time is midnight."""
    written = [time for one in taking if one.dose for time in one.dose.times]
    read = (_CLOCK.fullmatch(time) for time in written)
    return sorted(int(one[1]) * 60 + int(one[2]) if one else 0 for one in read)


def _apart(times: list[int], hours: int, tolerance: int) -> bool:
    """Say whether each two times that follow each other are so many hours apart, give or take some."""
    gaps = [later - earlier for earlier, later in pairwise([*times, times[0] + _DAY])]
    return all(abs(gap - hours * 60) <= tolerance * 60 for gap in gaps)
