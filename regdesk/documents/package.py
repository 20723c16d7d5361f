"""The package for the AIDS Centre: cover letter, index and scans as one PDF with bookmarks, under 5 MB."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Final, cast

import pikepdf

from regdesk.documents import pdf, scans, show, words
from regdesk.documents.about import About
from regdesk.documents.course import code_of, origin_of
from regdesk.documents.parts import (
    Document,
    Fields,
    Header,
    Note,
    Paragraph,
    Part,
    Picture,
    Section,
    Signature,
    Space,
    Span,
    Table,
)
from regdesk.documents.scans import Scan
from regdesk.documents.treatment_plan import PAGES, PRIVATE
from regdesk.documents.words import Translate
from regdesk.domain.hashing import digest
from regdesk.domain.journal import CaseFile, Entry, EntryId
from regdesk.domain.papers import (
    CLINICAL_TYPES,
    LEGAL_TYPES,
    URGENCIES,
    ClinicalPaper,
    LegalPaper,
    Submission,
)
from regdesk.domain.people import PAPER_TYPES, IdentityPaper
from regdesk.i18n import N_

LETTER: Final = "cover-letter"
LETTER_TITLE: Final = N_("Cover letter")
INDEX: Final = "package-index"
INDEX_TITLE: Final = N_("List of papers")
LARGEST: Final = 5_000_000
FOR_PICTURES: Final = LARGEST * 92 // 100
# Tried in this order until a page is within its share: JPEG quality and longer side in pixels.
_SMALLER: Final = ((45, 1600), (35, 1400), (28, 1240), (22, 1000))
_TYPES: Final = {ClinicalPaper: CLINICAL_TYPES, LegalPaper: LEGAL_TYPES, IdentityPaper: PAPER_TYPES}
Scans = Mapping[EntryId, Sequence[bytes]]


@dataclass(frozen=True)
class Paper:
    """One paper of the package as the index lists it."""

    entry: Entry
    title: str
    dated: str
    source: str
    count: int
    check: str


def build(case: CaseFile, about: About, language: str, _: Translate, pages: Scans) -> bytes:
    """Put the package together: *pages* holds the picture bytes of every paper's pages, by the paper's entry.

    The same papers give the same bytes. Pictures are made smaller until the whole stays under 5 MB.
    """
    papers = listed(case, _)
    letter = pdf.render(cover_letter(case, about, language, _))
    index = pdf.render(package_index(case, about, language, _))
    before = show.page_count(letter) + show.page_count(index)
    ready = _small_enough({paper.entry.id: pages.get(paper.entry.id, ()) for paper in papers})
    pictures = [_pictures(case, n, paper, ready[paper.entry.id]) for n, paper in enumerate(papers, start=1)]
    scanned = pdf.pictures([one for page in pictures for one in page], language)
    titles = [(0, _(LETTER_TITLE)), (show.page_count(letter), _(INDEX_TITLE))]
    for number, (paper, page) in enumerate(zip(papers, pictures, strict=True), start=1):
        titles += [(before, f"{number}. {paper.title}")] if page else []
        before += len(page)
    return merged((letter, index, scanned), titles)


def cover_letter(case: CaseFile, about: About, language: str, _: Translate) -> Document:
    """Lay out the letter: from whom to whom, which case, how urgent, how many pages."""
    entry = case.current(Submission)
    fact = cast("Submission", entry.fact) if entry else None
    day = words.day(fact.on if fact else about.today, _)
    papers = listed(case, _)
    urgent = fact.urgency if fact else ""
    fields = Fields(
        (
            (_(N_("From")), about.host),
            (_(N_("To")), about.centre),
            (_(N_("Code")), code_of(case)),
            (_(N_("Date")), day),
            (_(N_("Papers")), str(len(papers))),
            (_(N_("Pages")), str(sum(one.count for one in papers))),
        )
    )
    request = _(N_("Please review the papers listed on the next page for remote registration and treatment."))
    parts: tuple[Part, ...] = (
        fields,
        Note(
            _(N_("Please review this case first: {why}.")).format(why=_(URGENCIES.get(urgent, urgent)))
            if urgent
            else ""
        ),
        Paragraph(request),
        Section(_(N_("Message")), (Paragraph(fact.letter if fact else ""),)),
        Section(
            _(N_("Who answers questions")),
            (Paragraph(" · ".join(x for x in (about.worker, about.call) if x)),),
        ),
        Space(8),
        Signature((_(N_("signature")), _(N_("name")), _(N_("date")))),
    )
    subtitle = words.subtitle(LETTER, language, origin_of(case), _(LETTER_TITLE))
    return _document(
        (LETTER, _(LETTER_TITLE), subtitle), language, (about.host, day, code_of(case)), parts, _
    )


def package_index(case: CaseFile, about: About, language: str, _: Translate) -> Document:
    """Lay out the list of papers with date, laboratory, pages, check code; then what is missing and why."""
    entry = case.current(Submission)
    fact = cast("Submission", entry.fact) if entry else None
    day = words.day(fact.on if fact else about.today, _)
    head = (
        _(N_("No.")),
        _(N_("Paper")),
        _(N_("Date")),
        _(N_("Laboratory")),
        _(N_("Pages")),
        _(N_("Check code")),
    )
    rows = tuple(
        (str(n), (Span(p.title, bold=True),), p.dated, p.source, str(p.count), p.check)
        for n, p in enumerate(listed(case, _), start=1)
    )
    missing = tuple((_type_words(one.type, _), one.why) for one in (fact.missing if fact else ()))
    nothing = "" if rows else _(N_("No paper is in this case yet."))
    parts: tuple[Part, ...] = (
        Note(nothing),
        Table(head, rows, widths=(5, 27, 18, 21, 13, 16), right=frozenset({4})),
        Section(
            _(N_("Missing papers")), (Table((_(N_("Paper")), _(N_("Reason"))), missing, widths=(40, 60)),)
        ),
    )
    return _document((INDEX, _(INDEX_TITLE), ""), language, (about.host, day, code_of(case)), parts, _)


def listed(case: CaseFile, _: Translate) -> tuple[Paper, ...]:
    """Give the papers in the package's order: those the submission names; before it, every standing one."""
    entry = case.current(Submission)
    kinds = (IdentityPaper, LegalPaper, ClinicalPaper)
    standing = [one for kind in kinds for one in case.of(kind)]
    if entry:
        named = cast("Submission", entry.fact).papers
        order = {name: place for place, name in enumerate(named)}
        chosen = [
            (min(at), one)
            for one in standing
            if (at := [order[n] for n in (one.id, *one.replaces) if n in order])
        ]
        standing = [one for _at, one in sorted(chosen, key=lambda pair: (pair[0], pair[1].id))]
    return tuple(_paper(one, _) for one in standing)


def _paper(entry: Entry, _: Translate) -> Paper:
    fact = cast("ClinicalPaper | LegalPaper | IdentityPaper", entry.fact)
    dated = fact.issued_on if isinstance(fact, IdentityPaper) else fact.dated
    source = fact.laboratory if isinstance(fact, ClinicalPaper) else ""
    title = _(_TYPES[type(fact)].get(fact.type, fact.type))
    check = digest("regdesk/paper-check/v1", *(page.root for page in fact.pages)).hex()[:8].upper()
    return Paper(
        entry=entry,
        title=title[:1].upper() + title[1:],
        dated=words.day_or_nothing(dated, _),
        source=source,
        count=len(fact.pages),
        check=f"{check[:4]}-{check[4:]}" if fact.pages else "",
    )


def _type_words(name: str, _: Translate) -> str:
    known = next((types[name] for types in _TYPES.values() if name in types), name)
    title = _(known)
    return title[:1].upper() + title[1:]


def _small_enough(pages: Scans) -> Mapping[EntryId, list[Scan]]:
    """Make all pictures ready; if they are too much together, each above its share is made smaller."""
    ready = {name: [scans.prepare(one) for one in data] for name, data in pages.items()}
    sizes = [len(one.jpeg) for scanned in ready.values() for one in scanned]
    if sum(sizes) < FOR_PICTURES:
        return ready
    share = FOR_PICTURES // len(sizes)
    return {name: [_shrunk(one, share) for one in scanned] for name, scanned in ready.items()}


def _shrunk(scan: Scan, share: int) -> Scan:
    for quality, long_side in _SMALLER:
        if len(scan.jpeg) <= share:
            break
        scan = scans.smaller(scan, quality, long_side)
    return scan


def _pictures(case: CaseFile, number: int, paper: Paper, ready: Sequence[Scan]) -> list[Picture]:
    return [
        Picture(
            one.jpeg,
            one.width,
            one.height,
            " · ".join(x for x in (code_of(case), f"{number}. {paper.title}", f"{at}/{len(ready)}") if x),
        )
        for at, one in enumerate(ready, start=1)
    ]


def _document(
    names: tuple[str, str, str],
    language: str,
    head: tuple[str, str, str],
    parts: tuple[Part, ...],
    _: Translate,
) -> Document:
    name, title, subtitle = names
    host, day, code = head
    return Document(
        name=name,
        language=language,
        title=title,
        subtitle=subtitle,
        header=Header(left=host, right=f"{code}\n{day}" if code else day),
        parts=parts,
        footer=" · ".join(one for one in (code, _(PRIVATE)) if one),
        pages=_(PAGES),
    )


def merged(files: Sequence[bytes], titles: Sequence[tuple[int, str]]) -> bytes:
    """Join PDFs and give each title its place in the outline; properties stay neutral."""
    out = BytesIO()
    with pikepdf.new() as whole:
        for data in files:
            with pikepdf.open(BytesIO(data)) as part:
                whole.pages.extend(part.pages)
        with whole.open_outline() as outline:
            outline.root.extend(pikepdf.OutlineItem(title, page) for page, title in titles)
        whole.Root.PageMode = pikepdf.Name.UseOutlines
        for key in ("/Title", "/Author", "/Creator", "/Producer"):
            whole.docinfo[key] = pdf.NEUTRAL
        whole.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()
