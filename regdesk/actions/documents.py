"""Printed papers of a case: which there are, their PDF, and their pages as pictures to look at first."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from regdesk import documents
from regdesk.actions import office, papers
from regdesk.actions.desk import Desk, read_case, world
from regdesk.advice import checklist
from regdesk.documents import (
    consent_a,
    consent_b,
    correction,
    drawing,
    epidemiological_card,
    escalation,
    follow_up_schedule,
    handout,
    package,
    packing_list,
    parcel_label,
    pdf,
    power_of_attorney,
    receipt,
    show,
    talk_note,
    transfer_letter,
    travel_letter,
    treatment_plan,
    wallet_card,
)
from regdesk.documents import prescription as recipe
from regdesk.documents.about import About
from regdesk.documents.parts import Document
from regdesk.documents.signed import unsigned
from regdesk.domain import reviews, routes
from regdesk.domain.book import OrganisationCard, StaffCard
from regdesk.domain.facts import Fact
from regdesk.domain.journal import CaseFile, Entry, OrgId, StreamId, book_id
from regdesk.domain.legal import PowerOfAttorney
from regdesk.domain.membership import Offer, of_case
from regdesk.domain.outcomes import Transfer
from regdesk.domain.package import papers_of
from regdesk.domain.papers import Page, Submission
from regdesk.domain.people import Identity
from regdesk.domain.plans import Plan, Prescription
from regdesk.domain.questions import Question
from regdesk.domain.supply import Parcel
from regdesk.errors import Refused, Trouble
from regdesk.i18n import LANGUAGES, N_, translations
from regdesk.store import ways

PACKAGE = "package"
PACKAGE_TITLE = N_("Package of papers")
SCREEN_DPI = 110
_PAPERS = (package.LETTER, package.INDEX, PACKAGE)
# What must stand before a paper says anything.
_NEEDS: dict[str, type[Fact]] = {
    escalation.NAME: Submission,
    treatment_plan.NAME: Plan,
    recipe.NAME: Prescription,
    packing_list.NAME: Parcel,
    receipt.NAME: Parcel,
    handout.NAME: Plan,
    parcel_label.NAME: Parcel,
    power_of_attorney.NAME: PowerOfAttorney,
    travel_letter.NAME: Prescription,
    follow_up_schedule.NAME: Plan,
    wallet_card.NAME: Plan,
}
# What must be so before these say anything; who does not hold the person's name writes no transfer letter.
_WHEN: dict[str, Callable[[CaseFile], object]] = {
    talk_note.NAME: reviews.held_talk,
    correction.NAME: reviews.sent_back,
    transfer_letter.NAME: lambda case: case.of(Transfer) and case.of(Identity),
}


@dataclass(frozen=True)
class Printable:
    """A paper that can be printed for a case: its name, its title (msgid), and its languages.

    private  "N": tells a casual reader nothing;  "C": confidential, to be handed over in person
    made     builds it in a language, where it is the paper of no case
    unread   languages whose words no native speaker has read
    """

    id: str
    title: str
    languages: tuple[str, ...]
    private: str
    made: Callable[[Desk, str], tuple[str, bytes]] | None = None
    unread: tuple[str, ...] = ()


RECEIPT = Printable(receipt.NAME, receipt.TITLE, LANGUAGES, "N")


def receipts(desk: Desk, streams: Sequence[StreamId], language: str) -> tuple[str, bytes]:
    """Give the receipts of several cases as one PDF, each on a page of its own."""
    each = [build(desk, stream, receipt.NAME, language)[1] for stream in dict.fromkeys(streams)]
    return documents.file_name(desk.random(5)), package.merged(each, ())


def to_sign(centre: str) -> tuple[Printable, ...]:
    """Give both consents as papers of no case: to sign before anything of the person is written down."""
    names = consent_a.NAME, consent_b.NAME
    each = [one for one in documents.ALL if one.id in names]
    return tuple(replace(_printable(one), made=partial(_to_sign, one.build, centre)) for one in each)


def _to_sign(laid_out: documents.Build, centre: str, desk: Desk, language: str) -> tuple[str, bytes]:
    nobody = CaseFile(StreamId(b""), (), {}, frozenset())
    said = replace(about(desk, nobody), host=_names(desk).get(desk.org, ""), centre=centre)
    return documents.file_name(desk.random(5)), pdf.render(laid_out(nobody, said, language, _words(language)))


def kinds(desk: Desk, stream: StreamId) -> tuple[Printable, ...]:
    """Give the papers for which the case holds enough, in the order of the six steps."""
    case = read_case(desk, stream)
    whole = Printable(PACKAGE, PACKAGE_TITLE, LANGUAGES, "C")
    each = [_printable(one) for one in documents.ALL]
    return tuple(one for one in (whole, *each) if _there(case, one.id))


def build(desk: Desk, stream: StreamId, kind: str, language: str) -> tuple[str, bytes]:
    """Give a paper of a case: a file name that tells nothing, and its PDF.

    Raise Refused while two versions of a record that it rests on wait for a decision.
    """
    case = read_case(desk, stream)
    name = documents.file_name(desk.random(5))
    if kind == PACKAGE:
        return name, package.build(case, about(desk, case), language, _words(language), _scans(desk, case))
    return name, pdf.render(_laid_out(desk, case, kind, language))


def preview(desk: Desk, draft: CaseFile, language: str) -> list[bytes]:
    """Give the pages (PNG) of a plan and its prescription as they would be signed; both say so."""
    return [page for one in drafts(desk, draft, language) for page in pages(pdf.render(one))]


def drafts(desk: Desk, draft: CaseFile, language: str) -> tuple[Document, ...]:
    """Give a plan and its prescription before they are signed: without the seal of a signed paper."""
    kinds = treatment_plan.NAME, recipe.NAME
    return tuple(unsigned(_laid_out(desk, draft, kind, language), _words(language)) for kind in kinds)


def pages(document: bytes, dpi: int = SCREEN_DPI) -> list[bytes]:
    """Draw every page of a PDF as PNG bytes."""
    return [show.page(document, number, dpi) for number in range(show.page_count(document))]


def squares(text: str) -> list[bytes]:
    """Give the squares of a QR code for the screen, row by row: 1 is dark."""
    return drawing.squares(text)


def save(document: bytes, file: Path) -> Path:
    """Write a PDF where the person wants it; raise Trouble where the disk does not take it."""
    try:
        file.write_bytes(document)
    except OSError as error:
        raise Trouble(N_("The file could not be written: {why}"), why=error.strerror or "") from error
    return file


def about(desk: Desk, case: CaseFile) -> About:
    """Give what papers need and no case holds: today, the organisations' names, who prints."""
    book, names = read_case(desk, book_id(desk.org)), _names(desk)
    people = {card.author: card.name for card in book.all(StaffCard)}
    member = of_case(case, {name: one.org for name, one in world(desk).authors.items()})

    def holder(part: str) -> str:
        offered = (OrgId(getattr(one.fact, "org", b"")) for one in member.open_offers() if _offers(one, part))
        return names.get(member.holder(part) or next(offered, OrgId(b"")), "")

    worker = people.get(desk.person.author) or desk.person.name
    return About(
        today=desk.clock.today(),
        host=holder("host"),
        centre=holder("centre"),
        worker=worker,
        call=office.phone(desk),
        lead_days=ways.time(desk.read, routes.route(case)).slow,
    )


def _names(desk: Desk) -> dict[OrgId, str]:
    """Give the organisations' names as the own book has them."""
    cards = read_case(desk, book_id(desk.org)).all(OrganisationCard)
    return {OrgId(card.org): card.name for card in cards}


def _offers(entry: Entry, part: str) -> bool:
    return isinstance(entry.fact, Offer) and entry.fact.part == part


def _printable(one: documents.Kind) -> Printable:
    return Printable(one.id, one.title, one.languages, one.disclosure, unread=one.unread)


def _there(case: CaseFile, kind: str) -> bool:
    if kind in _PAPERS:
        return bool(case.of(Submission))
    if kind == epidemiological_card.NAME:
        return _asked_for(case, kind)
    if kind in _WHEN:
        return bool(_WHEN[kind](case))
    return kind not in _NEEDS or bool(case.of(_NEEDS[kind]))


def _asked_for(case: CaseFile, paper: str) -> bool:
    """Say whether the centre asked for a paper by name, in its decision or in a question."""
    return paper in checklist.asked(case) or any(one.wanted == paper for one in case.all(Question))


def _laid_out(desk: Desk, case: CaseFile, kind: str, language: str) -> Document:
    found = next((one for one in documents.ALL if one.id == kind), None)
    if found is None:
        raise Refused(N_("This paper is not known."))
    return found.build(case, about(desk, case), language, _words(language))


def _words(language: str) -> Callable[[str], str]:
    return translations(language).gettext


def _scans(desk: Desk, case: CaseFile) -> package.Scans:
    return {one.id: [papers.page_image(desk, page) for page in _pages(one)] for one in papers_of(case)}


def _pages(entry: Entry) -> tuple[Page, ...]:
    return tuple(getattr(entry.fact, "pages", ()))
