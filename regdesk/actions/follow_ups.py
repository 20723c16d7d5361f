"""Contacts with the person by a way they allow, what they tell, and the look at who is back."""

from datetime import date
from typing import Final

from regdesk.actions.desk import Desk, record
from regdesk.actions.records import stored
from regdesk.advice import interruption
from regdesk.domain import gap
from regdesk.domain.follow_ups import (
    AdverseEvent,
    Condition,
    FollowUp,
    MedicineTaken,
    ReturnAssessed,
    safe_ways,
)
from regdesk.domain.journal import CaseFile, Changes, StreamId
from regdesk.domain.supply import Handover
from regdesk.errors import Refused
from regdesk.i18n import N_

NO_INTERRUPTION: Final = N_("Nobody wrote down that the medicines were interrupted.")
NOT_AGREED: Final = N_("The person did not agree to this way. Choose one of those their safe contact names.")
NOT_ALLOWED: Final = {
    "call": N_("The safe contact names no phone and no messenger to call. Choose another way."),
    "video": N_("The safe contact names no phone and no messenger to call. Choose another way."),
    "message": N_("The person did not allow messages. Call, or choose another way that they agreed to."),
    "other-person": N_("The person named nobody else to call. Choose a way that they agreed to."),
}


def add(desk: Desk, stream: StreamId, fact: FollowUp | AdverseEvent | Condition | MedicineTaken) -> Changes:
    """Write down a contact, an unwanted effect, a condition or another medicine.

    Raise Refused where the person was contacted, or tried, in a way they did not allow.
    """
    if isinstance(fact, FollowUp):
        check_way(stored(desk, stream), fact)
    return record(desk, stream, fact)


def check_way(case: CaseFile, contact: FollowUp) -> None:
    """Raise Refused where the person did not allow the way of a contact, with the way out."""
    if not contact.reached and not contact.tried:
        raise Refused(N_("Choose which way was tried."))
    if contact.way not in safe_ways(case):
        raise Refused(NOT_ALLOWED.get(contact.way, NOT_AGREED))


def blank(case: CaseFile, today: date) -> FollowUp:
    """Give a contact of today to fill in; medicines that have run out are asked about."""
    run_out = gap.coverage(case, today).run_out
    out = run_out if run_out and run_out < today and case.of(Handover) else None
    return FollowUp(on=today, without_since=out)


def assess(desk: Desk, stream: StreamId, fact: ReturnAssessed) -> Changes:
    """Write down how it goes on after the newest interruption; raise Refused where there was none."""
    found = interruption.interruption(stored(desk, stream))
    if found is None:
        raise Refused(NO_INTERRUPTION)
    return record(desk, stream, fact, about=found.contact.id)
