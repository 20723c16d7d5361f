"""What is to be done in follow-up: the appointments."""

from collections.abc import Iterator
from datetime import date, timedelta

from regdesk.domain.follow_ups import FollowUp
from regdesk.domain.plans import Plan
from regdesk.domain.steps import FOLLOW_UP, HOST, PERSON
from regdesk.store.due import DELIVERY, Due, Seen, since


def follow_up(seen: Seen) -> Iterator[Due]:
    """Say when the next contact is due, and whose it is."""
    appointment = next_on(seen)
    if appointment and seen.progress.step >= DELIVERY:
        whose = PERSON if seen.progress.step >= FOLLOW_UP else HOST
        yield Due("contact", whose, since(seen), appointment, appointment - timedelta(days=7))


def next_on(seen: Seen) -> date | None:
    """Give the next appointment: the newest contact's, or the first planned one after that contact."""
    reached = (one for one in seen.case.all(FollowUp) if one.reached)
    last = max(reached, key=lambda one: one.on, default=None)
    plan = seen.case.one(Plan)
    days = [planned.on for planned in plan.follow_ups if not last or planned.on > last.on] if plan else []
    if last and last.next_on:
        days.append(last.next_on)
    return min(days, default=None)
