"""The calendar of a plan: when to call, weigh, test and check the stock, and which of it is done.

Source of the days: our own proposal from the rules of the WHO of 2021 (domain.md 2.6), written down 22 Nov
2026. The signed plan's own dates stand; they move when the first dose was on another day than the plan
expected. What results and unwanted effects add is not signed: it is a view, made anew from what stands.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from regdesk.advice import viral_load
from regdesk.advice.established import cd4_due
from regdesk.advice.monitoring import rule
from regdesk.advice.treatment import first_dose
from regdesk.advice.viral_load import LATE, routine
from regdesk.catalogue.rules import Rule
from regdesk.domain.follow_ups import AdverseEvent, FollowUp
from regdesk.domain.journal import CaseFile
from regdesk.domain.labs import LabResult
from regdesk.domain.plans import Plan, Planned, add_months
from regdesk.domain.supply import Handover, StockCount

CALL_DAYS: Final = 14
EFFECT_DAYS: Final = 7  # a call after an unwanted effect: own proposal
MOST_MONTHS: Final = 36  # a planned day up to here is kept as months from the first dose
# A contact a week before its day, or a sample four weeks before, counts as the planned one: our own choice.
CONTACT_EARLY: Final = timedelta(days=7)
SAMPLE_EARLY: Final = viral_load.EARLY
# A planned test is done when one of these results is there.
TESTS_OF: Final = {
    "creatinine-alt": ("creatinine", "alt"),
    "viral-load-cd4": ("viral-load", "viral-load-log"),
    "viral-load": ("viral-load", "viral-load-log"),
    "viral-load-again": ("viral-load", "viral-load-log"),
    "cd4": ("cd4",),
}
STOCK: Final = "refill-check"
AGREED: Final = "agreed"


@dataclass(frozen=True)
class Visit:
    """One day of follow-up: what for, whose it is, when it was done, and the time if one is agreed.

    rule  that added it;  None where the signed plan or an agreement says so
    """

    on: date
    what: str
    who: str = "host"
    done_on: date | None = None
    rule: Rule | None = None
    at: str = ""

    @property
    def is_test(self) -> bool:
        """Whether a laboratory is asked."""
        return self.what in TESTS_OF

    def overdue(self, today: date) -> bool:
        """Say whether its day is over and nothing was written down; a test has 28 days more (HIV.S.2)."""
        last = self.on + LATE if self.is_test else self.on + timedelta(days=1)
        return self.done_on is None and today >= last


def propose(start: date, *, kidney_or_liver: bool = True) -> tuple[Planned, ...]:
    """Give the days a new plan proposes, from the first dose.

    Month 3 creatinine and ALT are for tenofovir and nevirapine; where nothing is known of the medicines, too.
    """
    rows = (
        (start + timedelta(days=CALL_DAYS), "call", "host"),
        (add_months(start, 1), "call-weight", "host"),
        *([(add_months(start, 3), "creatinine-alt", "laboratory")] if kidney_or_liver else []),
        (add_months(start, 3), STOCK, "host"),
        (add_months(start, 6), "viral-load-cd4", "laboratory"),
        (add_months(start, 12), "viral-load", "laboratory"),
    )
    return tuple(Planned(on=on, what=what, who=who) for on, what, who in rows)


def visits(case: CaseFile) -> tuple[Visit, ...]:
    """Give every day of follow-up in order: the plan's, the agreed one, and what results and effects add."""
    planned = _ticked(case, _planned(case))
    added = [one for one in _added(case) if not _covered(one, planned)]
    agreed = _agreed(case, planned)
    return tuple(sorted((*planned, *added, *agreed), key=lambda one: (one.on, one.what)))


def open_visits(case: CaseFile) -> tuple[Visit, ...]:
    """Give the days of follow-up that are not done, in order."""
    return tuple(one for one in visits(case) if one.done_on is None)


def _planned(case: CaseFile) -> Iterator[Visit]:
    """Give the plan's days, moved to the first dose once it is known."""
    plan = case.one(Plan)
    if plan is None:
        return
    base, began = _expected(plan), _began(case, plan)
    for one in plan.follow_ups:
        on = _moved(one.on, base, began) if base and began else one.on
        yield Visit(on, one.what, one.who)


def _expected(plan: Plan) -> date | None:
    """Give the first dose a plan reckoned from: its start, else 14 days before its first call."""
    calls = [one.on for one in plan.follow_ups if one.what == "call"]
    return plan.start_on or (min(calls) - timedelta(days=CALL_DAYS) if calls else None)


def _began(case: CaseFile, plan: Plan) -> date | None:
    """Give the first dose under a plan: of the first handover since it was signed."""
    since = [one for one in case.all(Handover) if one.on >= plan.on]
    days = (one.first_dose_on or max(one.on, plan.start_on or one.on) for one in since)
    return min(days, default=None)


def _moved(on: date, base: date, began: date) -> date:
    """Move a day from one beginning to another: by calendar months where it was reckoned so, else by days."""
    months = (n for n in range(1, MOST_MONTHS + 1) if add_months(base, n) == on)
    found = next(months, None)
    return add_months(began, found) if found else began + (on - base)


def _added(case: CaseFile) -> Iterator[Visit]:
    """Give what rules add: the next viral load and the routine one after it, CD4, a call after an effect."""
    if due := viral_load.due(case):
        yield Visit(due.on, "viral-load-again" if due.repeats else "viral-load", "laboratory", rule=due.rule)
        if start := first_dose(case):
            after = next(day for day in routine(start) if day > due.on + SAMPLE_EARLY)
            yield Visit(after, "viral-load", "laboratory", rule=rule(viral_load.SCHEDULE))
    if count := cd4_due(case):
        yield Visit(count.on, "cd4", "laboratory", rule=count.rule)
    for event in case.all(AdverseEvent):
        call = Visit(event.on + timedelta(days=EFFECT_DAYS), "call-effect", rule=rule("schedule.effect"))
        reached = [day for day in _reached(case) if day > event.on]
        yield replace(call, done_on=min(reached, default=event.until))


def _covered(one: Visit, planned: list[Visit]) -> bool:
    """Say whether the plan has the same test within four weeks already."""
    tests = TESTS_OF.get(one.what, ())
    # CD4 is taken with the viral load where a plan says so.
    same = [p for p in planned if set(tests) & set(TESTS_OF.get(p.what, ())) or _with_cd4(one, p)]
    return bool(tests) and any(p.done_on is None and abs(p.on - one.on) <= SAMPLE_EARLY for p in same)


def _with_cd4(one: Visit, planned: Visit) -> bool:
    return one.what == "cd4" and planned.what == "viral-load-cd4"


def _agreed(case: CaseFile, planned: list[Visit]) -> Iterator[Visit]:
    """Give the contact that was agreed at the newest one, unless the plan has that day."""
    spoken = (one for one in case.all(FollowUp) if one.reached)
    last = max(spoken, key=lambda one: one.on, default=None)
    if last and last.next_on and last.next_on not in [one.on for one in planned if not one.is_test]:
        agreed = Visit(last.next_on, AGREED, at=_clock(last.next_at))
        reached = [day for day in _reached(case) if day > last.on and day >= last.next_on - CONTACT_EARLY]
        yield replace(agreed, done_on=min(reached, default=None))


def _clock(at: str) -> str:
    """Give a time with two digits for the hour, so that times sort: 09:30."""
    return at.zfill(5) if at else ""


def _ticked(case: CaseFile, found: Iterator[Visit]) -> list[Visit]:
    return [replace(one, done_on=_done(case, one)) for one in found]


def _done(case: CaseFile, one: Visit) -> date | None:
    """Give the first day on which a visit was done, or None."""
    if tests := TESTS_OF.get(one.what):
        days = [result.taken_on for result in case.all(LabResult) if result.test in tests]
        return min((day for day in days if day >= one.on - SAMPLE_EARLY), default=None)
    days = _stock(case) if one.what == STOCK else _reached(case)
    return min((day for day in days if day >= one.on - CONTACT_EARLY), default=None)


def _reached(case: CaseFile) -> list[date]:
    return [one.on for one in case.all(FollowUp) if one.reached]


def _stock(case: CaseFile) -> list[date]:
    return [*(one.on for one in case.all(StockCount)), *(one.on for one in case.all(Handover))]
