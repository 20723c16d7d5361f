"""Questions and answers between the two organisations."""

from regdesk.actions.desk import Desk, record
from regdesk.domain.journal import Changes, EntryId, StreamId
from regdesk.domain.questions import Answer, Question


def ask(desk: Desk, stream: StreamId, question: Question) -> Changes:
    """Ask the other organisation."""
    return record(desk, stream, question)


def answer(desk: Desk, stream: StreamId, question: EntryId, text: str) -> Changes:
    """Answer a question."""
    return record(desk, stream, Answer(text=text), about=question)
