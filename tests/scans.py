"""Cases with scanned papers, and looking on while they travel: what the tests of attachments share."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

from regdesk.actions import papers
from regdesk.actions.desk import Desk, read_case
from regdesk.domain import package
from regdesk.domain.journal import Entry, EntryId, StreamId
from regdesk.domain.papers import ClinicalPaper, Page
from regdesk.sync.post import OnWriter
from tests import desks

P = ParamSpec("P")
T = TypeVar("T")


def with_paper(host: Desk, centre: Desk, *size: int) -> tuple[StreamId, EntryId]:
    case = desks.new_person(host, centre)
    paper, _ = papers.add(host, case, ClinicalPaper(type="cd4"), [desks.picture(*size)])
    return case, paper


def pages(desk: Desk, case: StreamId) -> list[bytes]:
    return [
        papers.page_image(desk, page)
        for entry in package.papers_of(read_case(desk, case))
        for page in entry.fact.pages  # type: ignore[attr-defined]
    ]


def size_of_all(desk: Desk) -> int:
    (total,) = desk.read.execute("SELECT sum(size) FROM blob").fetchone()
    assert isinstance(total, int)
    return total


def beside(look: Callable[[], object]) -> OnWriter:
    """Run each job of an exchange, then look at how things stand, as a person at the screen could."""

    def on_writer(job: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        done = job(*args, **kwargs)
        look()
        return done

    return on_writer


def pages_of(entry: Entry) -> tuple[Page, ...]:
    return tuple(getattr(entry.fact, "pages", ()))
