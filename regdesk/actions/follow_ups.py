"""Contacts with the person after treatment began, what they tell, and which planned dates are still open."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from regdesk.actions.desk import Desk, record
from regdesk.domain.follow_ups import AdverseEvent, Condition, FollowUp, MedicineTaken
from regdesk.domain.journal import CaseFile, Changes, StreamId
from regdesk.domain.labs import LabResult
from regdesk.domain.plans import Plan

# A contact a week before its day, or a sample four weeks before, counts as the planned one: our own choice.
CONTACT_EARLY: Final = timedelta(days=7)
SAMPLE_EARLY: Final = timedelta(days=28)
# A planned test is done when one of these results is there.
TESTS_OF: Final = {
    "creatinine-alt": ("creatinine", "alt"),
    "viral-load-cd4": ("viral-load",),
    "viral-load": ("viral-load",),
}


@dataclass(frozen=True)
class Appointment:
    """One planned date of follow-up: what for, whose it is, and the day it was done, if it was."""

    on: date
    what: str
    who: str
    done_on: date | None = None

    def overdue(self, today: date) -> bool:
        """Say whether its day is over and nothing was written down."""
        return self.done_on is None and self.on < today


def add(desk: Desk, stream: StreamId, fact: FollowUp | AdverseEvent | Condition | MedicineTaken) -> Changes:
    """Write down a contact, an unwanted effect, a condition or another medicine."""
    return record(desk, stream, fact)


def agenda(case: CaseFile) -> tuple[Appointment, ...]:
    """Give the dates of the plan in force and the one agreed at the newest contact, in order of days."""
    plan, contacts = case.one(Plan), sorted(case.all(FollowUp), key=lambda one: one.on)
    planned = [(one.on, one.what, one.who) for one in plan.follow_ups] if plan else []
    if contacts and (agreed := contacts[-1].next_on) and agreed not in [on for on, _, _ in planned]:
        planned.append((agreed, "call", "host"))
    return tuple(Appointment(on, what, who, _done(case, on, what)) for on, what, who in sorted(planned))


def _done(case: CaseFile, on: date, what: str) -> date | None:
    if tests := TESTS_OF.get(what):
        days = [one.taken_on for one in case.all(LabResult) if one.test in tests]
        return min((day for day in days if day >= on - SAMPLE_EARLY), default=None)
    reached = [one.on for one in case.all(FollowUp) if one.how != "no-answer"]
    return min((day for day in reached if day >= on - CONTACT_EARLY), default=None)
