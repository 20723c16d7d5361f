"""Carries sticks between real desks."""

from pathlib import Path
from tempfile import TemporaryDirectory

from regdesk.actions import papers, sticks
from regdesk.actions.desk import Desk, read_case
from regdesk.actions.sticks import Taken
from regdesk.domain import package
from regdesk.domain.journal import StreamId
from regdesk.domain.papers import ClinicalPaper
from regdesk.errors import Refused
from regdesk.store import tray
from regdesk.sync import bundle
from tests import desks


def carry(sender: Desk, recipient: Desk) -> Taken | None:
    """Bring a stick from one desk to another; None where nothing was to be written."""
    with TemporaryDirectory() as stick:
        path = write(sender, recipient, Path(stick))
        return sticks.take_in(recipient, path) if path else None


def write(sender: Desk, recipient: Desk, folder: Path) -> Path | None:
    """Write a stick; None where there is nothing to write."""
    try:
        return sticks.out(sender, recipient.org, folder).path
    except Refused as refused:
        if refused.message != bundle.NOTHING:
            raise
        return None


def to_and_fro(*pairs: tuple[Desk, Desk], times: int = 3) -> None:
    """Bring sticks both ways between desks, until everything was said."""
    for _ in range(times):
        for one, other in pairs:
            carry(one, other)
            carry(other, one)


def pages(desk: Desk, case: StreamId) -> list[bytes]:
    return [
        papers.page_image(desk, page)
        for entry in package.papers_of(read_case(desk, case))
        for page in entry.fact.pages  # type: ignore[attr-defined]
    ]


def with_paper(host: Desk, centre: Desk) -> StreamId:
    case = desks.new_person(host, centre)
    papers.add(host, case, ClinicalPaper(type="cd4"), [desks.picture()])
    return case


def equal(case: StreamId, *at: Desk) -> bool:
    """Say whether desks show the same of a case in what travels, and nothing was put aside."""
    first = desks.shared(read_case(at[0], case))
    return bool(first) and all(
        desks.shared(read_case(one, case)) == first and not tray.count(one.write) for one in at
    )


def built(desk: Desk) -> int:
    (number,) = desk.write.execute("SELECT count(*) FROM batch").fetchone()
    assert isinstance(number, int)
    return number
