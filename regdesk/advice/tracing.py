"""Nobody reached the person on a planned day: when to try again, and when they may be called lost.

Attempts on days 1, 7 and 14: the design's own proposal (domain.md 7.2, 22 Nov 2026). Day 28: WHO DAK
HIV.H.DE41 and DE42 and indicator RD27 (17 Nov 2023): lost is 28 days or more after the missed day. The
program closes nothing.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from regdesk.advice import calendar
from regdesk.domain import gap
from regdesk.domain.consent import ContactConsent
from regdesk.domain.follow_ups import FollowUp
from regdesk.domain.journal import CaseFile
from regdesk.domain.supply import Handover, StockCount

ATTEMPT_DAYS: Final = (1, 7, 14)
LOST_DAYS: Final = 28
EARLY: Final = calendar.CONTACT_EARLY
_CALLS: Final = frozenset({"call", "call-weight", "call-effect"})
CONTACT, PICK_UP, SILENCE = "contact", "pick-up", "silence"


@dataclass(frozen=True)
class Missed:
    """A planned day on which the person was not reached, and what was tried since.

    what      "contact", "pick-up" (the medicines ran out), or "silence" where nothing was planned
    attempts  days of tries in vain that count: one for each of days 1, 7 and 14, none before its day
    """

    on: date
    what: str
    attempts: tuple[date, ...] = ()

    @property
    def next_on(self) -> date | None:
        """The day of the next attempt, None once three were in vain."""
        done = len(self.attempts)
        return self.on + timedelta(days=ATTEMPT_DAYS[done]) if done < len(ATTEMPT_DAYS) else None

    @property
    def lost_on(self) -> date:
        """The day from which a person may decide that the contact is lost."""
        return self.on + timedelta(days=LOST_DAYS)

    def may_be_lost(self, today: date) -> bool:
        """Say whether three attempts were in vain and 28 days are over."""
        return self.next_on is None and today >= self.lost_on


def missed(case: CaseFile, run_out: date | None) -> Missed | None:
    """Give the earliest planned contact or pick-up that nobody was reached for; it may lie ahead.

    *run_out* is the first day without a dose: by then the person was to have the next medicines. Days of the
    plan count once medicines were handed over, a day agreed with the person always.
    """
    reached = sorted(contacts(case))
    found = [(on, CONTACT) for on in _planned(case, reached)]
    if run_out and case.of(Handover) and not any(day >= run_out for day in reached):
        found.append((run_out, PICK_UP))
    return _missed(case, *min(found)) if found else None


def silence(case: CaseFile, run_out: date | None) -> Missed | None:
    """Give the same, or where nothing was planned the days since anybody last heard of the person."""
    known = missed(case, run_out)
    if known:
        return known
    agreed = [one.on for one in case.all(ContactConsent)]
    last = max((*contacts(case), *agreed), default=None)
    return _missed(case, last, SILENCE) if last else None


def of(case: CaseFile, today: date) -> Missed | None:
    """Give the day that was missed as of today, None where everybody was reached in time."""
    found = missed(case, gap.coverage(case, today).run_out)
    return found if found and found.on < today else None


def contacts(case: CaseFile) -> Iterator[date]:
    """Give the days on which somebody had contact with the person: spoke, counted, handed over."""
    yield from (one.on for one in case.all(FollowUp) if one.reached)
    yield from (one.on for one in case.all(StockCount))
    yield from (one.on for one in case.all(Handover))


def _planned(case: CaseFile, reached: list[date]) -> Iterator[date]:
    for one in calendar.open_visits(case) if case.of(Handover) else ():
        if one.what in _CALLS and not any(day >= one.on - EARLY for day in reached):
            yield one.on
    last = max((one for one in case.all(FollowUp) if one.reached), key=lambda one: one.on, default=None)
    if last and last.next_on and not any(day > last.on and day >= last.next_on - EARLY for day in reached):
        yield last.next_on


def _missed(case: CaseFile, on: date, what: str) -> Missed:
    tried = sorted({one.on for one in case.all(FollowUp) if not one.reached})
    return Missed(on, what, tuple(_counted(on, tried)))


def _counted(on: date, tried: Iterable[date]) -> Iterator[date]:
    """Give the attempts that count: the first on or after day 1, then after day 7, then after day 14."""
    left = list(ATTEMPT_DAYS)
    for day in tried:
        if left and day >= on + timedelta(days=left[0]):
            left.pop(0)
            yield day
