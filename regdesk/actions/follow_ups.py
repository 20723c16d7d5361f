"""Contacts with the person after treatment began, and what they tell."""

from regdesk.actions.desk import Desk, record
from regdesk.domain.follow_ups import AdverseEvent, Condition, FollowUp, MedicineTaken
from regdesk.domain.journal import Changes, StreamId


def add(desk: Desk, stream: StreamId, fact: FollowUp | AdverseEvent | Condition | MedicineTaken) -> Changes:
    """Write down a contact, an unwanted effect, a condition or another medicine."""
    return record(desk, stream, fact)
