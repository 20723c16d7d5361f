"""The request for correction: why a package comes back, paper by paper, and by when an answer is due."""

from collections.abc import Iterable
from typing import Final, cast

from regdesk.advice.checklist import LACKING, STATES
from regdesk.documents import not_final, signed, words
from regdesk.documents.about import About
from regdesk.documents.course import code_of
from regdesk.documents.parts import (
    Document,
    Fields,
    Header,
    Note,
    Paragraph,
    Part,
    Point,
    Points,
    Section,
    Span,
    Table,
    Ticks,
)
from regdesk.documents.treatment_plan import PAGES, PRIVATE
from regdesk.documents.words import Translate
from regdesk.domain import package, reviews
from regdesk.domain.journal import CaseFile, Entry
from regdesk.domain.papers import ASKED_TYPES, CLINICAL_TYPES, LEGAL_TYPES, Submission
from regdesk.domain.people import PAPER_TYPES
from regdesk.domain.reviews import RETURN_REASONS, CompletenessCheck, Returned, ReviewDecision
from regdesk.i18n import N_

NAME: Final = "correction"
TITLE: Final = N_("Request for correction")
_RESTS_ON: Final = (Returned, ReviewDecision, CompletenessCheck, Submission)
_TYPES: Final = PAPER_TYPES | LEGAL_TYPES | CLINICAL_TYPES | ASKED_TYPES
_ASKED: Final = N_("asked for")


def build(case: CaseFile, about: About, language: str, _: Translate) -> Document:
    """Lay out the newest return or wish for more papers; not final while two answers stand."""
    entry = reviews.sent_back(case)
    code = code_of(case)
    none: tuple[Part, ...] = (Note(_(N_("The Centre asks for no correction in this case."))),)
    parts = _asked(case, entry, about, _) if entry else none
    return Document(
        name=NAME,
        language=language,
        title=_(TITLE),
        header=Header(left=about.centre, right=f"{_(TITLE)}\n{words.day(about.today, _)}"),
        tag=not_final.tag(case, _RESTS_ON, _),
        parts=not_final.unless_two(case, _RESTS_ON, parts, _),
        footer=" · ".join(one for one in (code, _(PRIVATE)) if one),
        pages=_(PAGES),
    )


def _asked(case: CaseFile, entry: Entry, about: About, _: Translate) -> tuple[Part, ...]:
    fact, sent = cast("Returned | ReviewDecision", entry.fact), case.one(Submission)
    on = words.day(fact.on, _)
    fields = (
        (_(N_("From")), about.centre),
        (_(N_("To")), about.host),
        (_(N_("Code")), code_of(case)),
        (_(N_("Package sent")), words.day_or_nothing(sent.on if sent else None, _)),
        (_(N_("Looked at on")), on),
        (_(N_("Answer by")), words.day_or_nothing(fact.answer_by, _)),
    )
    head = (_(N_("No.")), _(N_("Paper")), _(N_("State")), _(N_("Note")))
    found = _papers(case, fact, _)
    rows = tuple(
        (str(n), (Span(title, bold=True),), state, note) for n, (title, state, note) in enumerate(found, 1)
    )
    return (
        Fields(fields),
        Section(_(N_("Reasons")), (Points(tuple(_reasons(fact, _))),)),
        Section(_(N_("Papers")), (Table(head, rows, widths=(6, 40, 20, 34)),)),
        Section(_(N_("What is asked for")), (Ticks(getattr(fact, "wanted", ())),)),
        Section(_(N_("Message")), tuple(Paragraph(one) for one in _message(fact) if one.strip())),
        signed.seal(entry, _who(fact, about, _), on, _),
    )


def _reasons(fact: Returned | ReviewDecision, _: Translate) -> Iterable[Point]:
    codes = fact.reasons if isinstance(fact, Returned) else ()
    return (Point("warning", "", _(RETURN_REASONS.get(one, one))) for one in codes)


def _papers(case: CaseFile, fact: Returned | ReviewDecision, _: Translate) -> Iterable[tuple[str, str, str]]:
    """Give the papers that the Centre's check found wanting, in its words, then those asked for by name."""
    found = {name: one for name, one in package.found(case).items() if one.state in LACKING}
    for name, one in found.items():
        yield _title(name, _), _(STATES[one.state]), one.note
    for name in getattr(fact, "papers", ()):
        if name not in found:
            yield _title(name, _), _(_ASKED), ""


def _title(name: str, _: Translate) -> str:
    """Give a paper's name in words; a second one of its type keeps its number."""
    kind, _space, number = name.partition(" ")
    title = _(_TYPES.get(kind, kind))
    return " ".join(one for one in (title[:1].upper() + title[1:], number) if one)


def _message(fact: Returned | ReviewDecision) -> tuple[str, ...]:
    return (fact.note,) if isinstance(fact, Returned) else (fact.reason, fact.next_step)


def _who(fact: Returned | ReviewDecision, about: About, _: Translate) -> str:
    doctor = getattr(fact, "clinician", "")
    return f"{doctor}, {_(N_('doctor'))}" if doctor else about.centre
