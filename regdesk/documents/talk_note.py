"""The note of a talk of doctor and person: when and how, what was found, what was decided; by code."""

from typing import Final, cast

from regdesk.documents import not_final, signed, words
from regdesk.documents.about import About
from regdesk.documents.course import code_of
from regdesk.documents.parts import Document, Fields, Header, Note, Paragraph, Part, Section
from regdesk.documents.treatment_plan import PAGES, PRIVATE
from regdesk.documents.words import Translate
from regdesk.domain import reviews
from regdesk.domain.journal import CaseFile, Entry
from regdesk.domain.reviews import TALKS, Registration, Teleconsultation
from regdesk.i18n import N_

NAME: Final = "talk-note"
TITLE: Final = N_("Note of the talk with the doctor")
_RESTS_ON: Final = (Teleconsultation, Registration)


def build(case: CaseFile, about: About, language: str, _: Translate) -> Document:
    """Lay out the newest talk that took place; not final while two versions of it stand."""
    entry = reviews.held_talk(case)
    code = code_of(case)
    none: tuple[Part, ...] = (Note(_(N_("No talk with the doctor was held in this case yet."))),)
    parts = _said(case, entry, code, _) if entry else none
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


def _said(case: CaseFile, entry: Entry, code: str, _: Translate) -> tuple[Part, ...]:
    fact, registration = cast("Teleconsultation", entry.fact), case.one(Registration)
    on = words.day_or_nothing(fact.on, _)
    fields = (
        (_(N_("Code")), code),
        (_(N_("Registration No.")), registration.number if registration else ""),
        (_(N_("Talked on")), on),
        (_(N_("How")), _(TALKS[fact.how]) if fact.how in TALKS and fact.how else ""),
        (_(N_("Doctor")), fact.clinician),
    )
    return (
        Fields(fields),
        Section(_(N_("Findings")), (Paragraph(fact.findings),)),
        Section(_(N_("Decision")), (Paragraph(fact.decision),)),
        signed.seal(entry, fact.clinician or _(N_("doctor")), on, _),
    )
