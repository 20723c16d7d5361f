"""When the viral load is due, and what its results advise: for the clinician, never a change by itself.

Sources: WHO SMART HIV DAK 2023, HIV.S.2 (schedule and repeats), seen November 2026. Months are calendar
months from the first dose; the 31st becomes a month's last day. Our own proposals are marked so at each
constant.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain, count
from typing import Final

from regdesk.advice.advice import Advice
from regdesk.advice.failure import failures
from regdesk.advice.monitoring import rule, say
from regdesk.advice.samples import LOW, UNTOLD, Sample, samples
from regdesk.advice.treatment import NNRTI, first_dose, holds, plan_on
from regdesk.catalogue.rules import Rule
from regdesk.domain.journal import CaseFile
from regdesk.domain.plans import add_months

SCHEDULE: Final = "schedule.viral-load"
FIRST_MONTHS: Final = (6, 12)
THEN_EVERY: Final = 12
REPEAT_MONTHS: Final = 3
LATE: Final = timedelta(days=28)  # overdue from the due day + 28 on: HIV.S.2
EARLY: Final = timedelta(days=28)  # a sample so much before its day counts as the one due: own proposal


@dataclass(frozen=True)
class DueTest:
    """A test that is due: on what day, by which rule, and whether it repeats an earlier one."""

    on: date
    rule: Rule
    repeats: bool = False

    def overdue(self, today: date) -> bool:
        """Say whether it is late: from 28 days after its day on (HIV.S.2)."""
        return today >= self.on + LATE


def routine(start: date) -> Iterator[date]:
    """Give the routine days from the first dose, without end: month 6, month 12, then every 12 months."""
    later = count(FIRST_MONTHS[-1] + THEN_EVERY, THEN_EVERY)
    return (add_months(start, months) for months in chain(FIRST_MONTHS, later))


def due(case: CaseFile) -> DueTest | None:
    """Give the next viral load; None while no first dose is known.

    After 50 or more it is 3 months after that sample, and the routine waits for it; after a value that may
    lie on either side of 50 the next routine day stands. A missed day stays due until a sample is taken.
    """
    taken, start = samples(case), first_dose(case)
    last = taken[-1] if taken else None
    if start is None:
        return None
    if last and last.range.all_from(LOW) and not _too_early(last, start):
        return DueTest(add_months(last.on, REPEAT_MONTHS), rule(SCHEDULE), repeats=True)
    days = (day for day in routine(start) if last is None or last.on < day - EARLY)
    return DueTest(next(days), rule(SCHEDULE))


def advise(case: CaseFile) -> tuple[Advice, ...]:
    """Say what the newest samples advise, the gravest first; nothing is said where all is in order."""
    taken, start = samples(case), first_dose(case)
    said = tuple(_of_newest(case, taken, start)) if taken else ()
    return (*failures(case, taken, start), *said)


def _of_newest(case: CaseFile, taken: Sequence[Sample], start: date | None) -> Iterator[Advice]:
    last = taken[-1]
    if last.step == UNTOLD:
        yield say("viral-load.untold", last.on)
    if last.step not in ("middle", "high"):
        return
    if start is None:
        yield say("viral-load.start-unknown", last.on)
        return
    if _too_early(last, start):
        yield say("viral-load.early", last.on)
        return
    nnrti = holds(plan_on(case, last.on), NNRTI)
    if last.step == "high":
        yield say("viral-load.switch-now" if nnrti else "viral-load.counsel-repeat", last.on)
    else:
        yield from _of_middle(taken, nnrti=nnrti)
    if nnrti is None:
        yield say("viral-load.nnrti-unknown", last.on)


def _of_middle(taken: Sequence[Sample], *, nnrti: bool | None) -> Iterator[Advice]:
    """Say what 50 to 1000 advises: the second in a row once more, and on an NNRTI to consider a change."""
    last, before = taken[-1], taken[-2] if len(taken) > 1 else None
    if before is None or before.step != "middle":
        yield say("viral-load.repeat", last.on)
        return
    if nnrti:
        yield say("viral-load.consider-switch", last.on, before.on)
    yield say("viral-load.repeat-again", last.on, before.on)


def _too_early(sample: Sample, start: date) -> bool:
    """Say whether a sample is from before month 6, or before treatment: virus is to be expected."""
    return sample.on < add_months(start, FIRST_MONTHS[0]) - EARLY
