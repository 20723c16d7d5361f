"""How urgent a package is and by when it is answered; all limits are own proposals of 22 Nov 2026.

Acknowledged within 2 working days, decided within 10; pregnant, CD4 below 200, tuberculosis, medicines run
out or a child: decided within 48 hours (domain.md 7.2 and 7.3, proposed). Working days are Monday to
Friday: national holidays are not known here.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from regdesk.advice import situation
from regdesk.domain.journal import CaseFile
from regdesk.domain.papers import Submission

ACKNOWLEDGE_DAYS: Final = 2
DECIDE_DAYS: Final = 10
URGENT: Final = timedelta(days=2)  # 48 hours; weekends count
_SATURDAY: Final = 5


@dataclass(frozen=True)
class Clock:
    """The time limits of a package.

    said       what the host chose as urgency, "" for usual
    reasons    what the case itself says: reason -> since when, codes of `papers.URGENCIES`
    urgent_on  from when it is urgent, which may lie ahead: the day on which the medicines run out
    """

    sent_on: date
    said: str
    reasons: dict[str, date]
    acknowledge_by: date
    decide_by: date
    urgent_on: date | None

    def codes(self, on: date) -> tuple[str, ...]:
        """Give why it is urgent on a day: what the case says, then what the host says besides."""
        known = [code for code, since in self.reasons.items() if since <= on]
        return tuple(dict.fromkeys((*known, *([self.said] if self.said else []))))


def clock(case: CaseFile, run_out: date | None) -> Clock | None:
    """Give the time limits of the newest package, None while there is none; *run_out*: first day without."""
    package = case.one(Submission)
    if package is None:
        return None
    reasons = _reasons(case, package.on, run_out)
    begins = [*reasons.values(), *([package.on] if package.urgency else [])]
    urgent_on = min(begins, default=None)
    decide_by = working_day(package.on, DECIDE_DAYS)
    if urgent_on:
        decide_by = min(decide_by, urgent_on + URGENT)
    acknowledge_by = min(working_day(package.on, ACKNOWLEDGE_DAYS), decide_by)
    return Clock(package.on, package.urgency, reasons, acknowledge_by, decide_by, urgent_on)


def working_day(start: date, days: int) -> date:
    """Give the day that lies this many working days, Monday to Friday, after *start*."""
    day = start
    while days > 0:
        day += timedelta(days=1)
        days -= day.weekday() < _SATURDAY
    return day


def _reasons(case: CaseFile, sent_on: date, run_out: date | None) -> dict[str, date]:
    """Say what makes a package urgent; somebody who never had medicines has not run out of them."""
    found = {
        "pregnant": situation.is_pregnant(case, sent_on),
        "low-cd4": situation.low_cd4(case),
        "tuberculosis": situation.has_tuberculosis(case, sent_on),
        "child": situation.is_child(case, sent_on),
    }
    reasons = {code: sent_on for code, holds in found.items() if holds}
    if run_out is not None and situation.on_treatment(case, run_out):
        reasons["art-stopped"] = max(sent_on, run_out)
    return reasons
