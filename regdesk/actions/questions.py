"""Questions and answers between the two organisations: of one case, and all threads in a list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from regdesk.actions.desk import Desk, read_case, record, world
from regdesk.actions.records import stored
from regdesk.domain.book import OrganisationCard, StaffCard, Task
from regdesk.domain.journal import AuthorId, CaseFile, Changes, Entry, EntryId, OrgId, StreamId, book_id
from regdesk.domain.package import papers_of
from regdesk.domain.questions import Answer, Question
from regdesk.errors import Refused
from regdesk.i18n import N_
from regdesk.store import database, threads
from regdesk.store.threads import Cursor, ThreadRow

__all__ = [
    "Cursor",
    "Exchange",
    "ThreadRow",
    "Threads",
    "answer",
    "ask",
    "book",
    "names",
    "opened",
    "refuse",
    "thread",
    "threads_page",
    "waiting",
]

NOT_HERE: Final = N_("This paper is not in the case any more. Choose another one.")


@dataclass(frozen=True)
class Threads:
    """A page of threads, the cursor of the next, and how many wait for us."""

    rows: Sequence[ThreadRow]
    after: Cursor | None
    ours: int


@dataclass(frozen=True)
class Exchange:
    """A question with its answers, oldest first."""

    question: Entry
    answers: tuple[Entry, ...]


def ask(desk: Desk, stream: StreamId, question: Question) -> Changes:
    """Ask the other organisation."""
    return record(desk, stream, question)


def answer(
    desk: Desk, stream: StreamId, question: EntryId, text: str = "", *, paper: EntryId | None = None
) -> Changes:
    """Answer a question in words, with a paper of this case, or both.

    Raise Refused where the paper does not stand in the case.
    """
    if paper and paper not in {entry.id for entry in papers_of(stored(desk, stream))}:
        raise Refused(NOT_HERE)
    return record(desk, stream, Answer(text=text, paper=paper or b""), about=question)


def refuse(desk: Desk, stream: StreamId, question: EntryId, why: str) -> Changes:
    """Answer that what was asked for cannot be done, and why."""
    return record(desk, stream, Answer(text=why, cannot=True), about=question)


def book(desk: Desk, stream: StreamId, task: Task) -> Changes:
    """Write down the appointment that a question asks for; the answer is given when it is over."""
    return record(desk, stream, task)


def threads_page(desk: Desk, *, ours: bool, after: Cursor | None = None) -> Threads:
    """Give a page of threads over all cases: all of them, or those where it is our turn."""
    with database.reading(desk.read):
        rows, cursor = threads.page(desk.read, ours=ours, after=after)
        return Threads(rows, cursor, threads.count(desk.read))


def waiting(desk: Desk) -> int:
    """Count the cases in which somebody waits for our answer."""
    return threads.count(desk.read)


def opened(desk: Desk, stream: StreamId) -> None:
    """Remember that a thread was opened on this desk, up to what is here now."""
    threads.opened(desk.write, stream)


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
