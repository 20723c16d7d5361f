"""Bringing a case that waits too long before the coordinator, in a text without a name or a diagnosis."""

from dataclasses import replace
from datetime import date

from regdesk.actions.desk import Desk, record
from regdesk.actions.records import stored
from regdesk.domain.escalations import Escalation, open_escalation
from regdesk.domain.journal import Changes, StreamId
from regdesk.domain.papers import Submission
from regdesk.errors import Refused
from regdesk.i18n import N_

_NO_PACKAGE = N_("No package was sent for this case yet.")
_NONE_OPEN = N_("Nothing is open before the coordinator in this case.")


def escalate(desk: Desk, stream: StreamId, fact: Escalation) -> Changes:
    """Write down that the coordinator was asked to help with the newest package."""
    case = stored(desk, stream)
    package, earlier = case.current(Submission), case.current(Escalation)
    if package is None:
        raise Refused(_NO_PACKAGE)
    return record(desk, stream, fact, about=package.id, follows=earlier.id if earlier else None)


def answered(desk: Desk, stream: StreamId, answer: str, on: date) -> Changes:
    """Write down what came of it; raise Refused where nothing is open."""
    entry = open_escalation(stored(desk, stream))
    if entry is None or not isinstance(entry.fact, Escalation):
        raise Refused(_NONE_OPEN)
    fact = replace(entry.fact, answered_on=on, answer=answer)
    return record(desk, stream, fact, about=entry.about, follows=entry.id)
