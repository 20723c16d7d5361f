"""Papers: scanned pages sealed into attachments, shown again, and the package that is handed in."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from regdesk.actions.desk import Desk, Pen, record
from regdesk.actions.records import correct, stored
from regdesk.advice.checklist import Checklist, build
from regdesk.catalogue import whole as catalogue
from regdesk.crypto import chunks
from regdesk.documents import scans
from regdesk.domain import steps
from regdesk.domain.journal import CaseFile, Changes, EntryId, StreamId
from regdesk.domain.package import KINDS, Paper, papers_of
from regdesk.domain.papers import Missing, Page, Submission
from regdesk.errors import Refused, Trouble
from regdesk.i18n import N_
from regdesk.store import papers as files

NO_PAGES = N_("Add at least one page: a photo, a scan or a PDF.")
DOCUMENTS = 2  # the step that ends with a package handed in
_TOKEN = 16  # bytes of the secret that lets this desk have an attachment deleted on the server


@dataclass(frozen=True)
class Scan:
    """One page to add: grey JPEG bytes, its size in pixels, and what was noticed about it (msgids)."""

    image: bytes
    w: int
    h: int
    remarks: tuple[str, ...] = ()


def pages_of(data: bytes) -> tuple[Scan, ...]:
    """Give the pages in a file, made ready: each page of a PDF, or the one picture.

    Raise Refused where it is neither.
    """
    return tuple(look_at(picture) for picture in scans.pages(data))


def look_at(picture: bytes, turns: int = 0) -> Scan:
    """Straighten and shrink a photo or scan, and say what may be wrong with it.

    *turns* are quarter turns clockwise that the person asked for.
    """
    ready = scans.prepare(picture, turns=turns)
    return Scan(ready.jpeg, ready.width, ready.height, scans.faults(picture))


def faults(picture: bytes) -> tuple[str, ...]:
    """Say what makes a page hard to read (msgids); empty where nothing does."""
    return scans.faults(picture)


def add(desk: Desk, stream: StreamId, paper: Paper, pages: Sequence[Scan]) -> tuple[EntryId, Changes]:
    """Add a paper with its pages: each is sealed into a file of its own before the entry names it."""
    if not pages:
        raise Refused(NO_PAGES)
    sealed = tuple(_seal(desk, page) for page in pages)
    pen = Pen(desk)
    entry = pen.write(stream, replace(paper, pages=sealed))
    return entry.id, pen.done()


def take_again(desk: Desk, stream: StreamId, wrong: EntryId, pages: Sequence[Scan]) -> Changes:
    """Put better pages in place of those of a paper; all else that is said of it stays."""
    paper = stored(desk, stream).by_id[wrong].fact
    if not isinstance(paper, KINDS) or not pages:
        raise Refused(NO_PAGES)
    return correct(desk, stream, [wrong], replace(paper, pages=tuple(_seal(desk, page) for page in pages)))


def page_image(desk: Desk, page: Page) -> bytes:
    """Give a page as JPEG bytes; raise Trouble where it has not arrived yet."""
    blob = chunks.Blob(page.blob, page.key, page.root, page.size)
    if not files.complete(desk.read, page.blob):
        raise Trouble(N_("This page has not arrived yet. It comes with the next exchange."))
    return chunks.open_bytes(blob, files.read(desk.folder, desk.read, page.blob))


@dataclass(frozen=True)
class Fetching:
    """How far a page has come: chunks here, chunks in all, and whether a person waits for it."""

    here: int
    chunks: int
    waiting: bool

    @property
    def percent(self) -> int:
        """The part that is here, of a hundred."""
        return 100 * self.here // max(self.chunks, 1)


def fetch(desk: Desk, page: Page, *, wait: bool = True) -> None:
    """Get a page before all others, on a metered line too; an exchange under way turns to it at once.

    Without *wait* the person gave up; what is here of it stays. A page that was damaged on this disk is
    fetched anew.
    """
    count = chunks.Blob(page.blob, page.key, page.root, page.size).count
    try:
        if files.complete(desk.write, page.blob):
            page_image(desk, page)
    except (Refused, Trouble):
        files.lose(desk.write, page.blob)
    files.expect(desk.write, page.blob, count)
    files.want(desk.write, page.blob, now=wait)


def fetching(desk: Desk, page: Page) -> Fetching:
    """Say how far a page has come."""
    found = files.find(desk.read, page.blob)
    count = chunks.Blob(page.blob, page.key, page.root, page.size).count
    return (
        Fetching(len(found.have), found.chunks, found.wanted) if found else Fetching(0, count, waiting=False)
    )


def checklist(case: CaseFile, today: date) -> Checklist:
    """Give the papers wanted in a case: as of the day the package was sent, or of today while it was not."""
    handed_in = case.one(Submission)
    sent = handed_in is not None and DOCUMENTS in steps.progress(case, today).done
    return build(case, catalogue.current(), handed_in.on if handed_in and sent else today)


def lacking(case: CaseFile, today: date) -> tuple[str, ...]:
    """Give the types of the wanted papers that are missing, too old, undated or unreadable today."""
    return tuple(one.type for one in build(case, catalogue.current(), today).lacking)


def submit(
    desk: Desk, stream: StreamId, *, letter: str, urgency: str, why_missing: dict[str, str]
) -> Changes:
    """Hand the package in; raise Refused without consent or passport, or where a gap is unexplained."""
    case, today = stored(desk, stream), desk.clock.today()
    for lack in steps.not_ready(case, Submission, today):
        raise Refused(lack)
    previous = case.current(Submission)
    fact = Submission(
        on=today,
        papers=tuple(entry.id for entry in papers_of(case)),
        missing=tuple(Missing(type=name, why=why_missing.get(name, "")) for name in lacking(case, today)),
        urgency=urgency,
        letter=letter,
    )
    return record(desk, stream, fact, follows=previous.id if previous else None)


def _seal(desk: Desk, page: Scan) -> Page:
    blob, sealed = chunks.seal_bytes(page.image)
    files.keep(desk.folder, desk.write, blob.id, sealed, token=desk.random(_TOKEN))
    return Page(blob=blob.id, key=blob.key, root=blob.root, size=blob.size, w=page.w, h=page.h)
