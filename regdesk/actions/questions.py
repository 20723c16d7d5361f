"""Questions and answers between the two organisations."""

from collections.abc import Mapping
from dataclasses import dataclass

from regdesk.actions.desk import Desk, read_case, record, world
from regdesk.domain.book import OrganisationCard, StaffCard
from regdesk.domain.journal import AuthorId, CaseFile, Changes, Entry, EntryId, OrgId, StreamId, book_id
from regdesk.domain.questions import Answer, Question


@dataclass(frozen=True)
class Exchange:
    """A question with its answers, oldest first."""

    question: Entry
    answers: tuple[Entry, ...]


def ask(desk: Desk, stream: StreamId, question: Question) -> Changes:
    """Ask the other organisation."""
    return record(desk, stream, question)


def answer(desk: Desk, stream: StreamId, question: EntryId, text: str) -> Changes:
    """Answer a question."""
    return record(desk, stream, Answer(text=text), about=question)


def thread(case: CaseFile) -> tuple[Exchange, ...]:
    """Give the questions of a case with their answers, oldest first."""
    return tuple(Exchange(entry, case.about(entry.id, Answer)) for entry in case.of(Question))


def names(desk: Desk) -> Mapping[AuthorId, str]:
    """Give what those who write are called here: colleagues by name, others by their organisation."""
    book = read_case(desk, book_id(desk.org))
    organisations = {OrgId(card.org): card.name for card in book.all(OrganisationCard)}
    people = {AuthorId(card.author): card.name for card in book.all(StaffCard)}
    known = {name: organisations.get(one.org, "") for name, one in world(desk).authors.items()}
    return known | {name: people[name] for name in people}
