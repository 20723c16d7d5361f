"""The request to the coordinator about a case that waits too long: no name, no diagnosis, no organisation."""

from typing import Final

from regdesk.advice import urgency
from regdesk.documents import words
from regdesk.documents.about import About
from regdesk.documents.course import code_of
from regdesk.documents.parts import Document, Fields, Note, Paragraph, Part, Signature, Space
from regdesk.documents.treatment_plan import PAGES
from regdesk.documents.words import Translate
from regdesk.domain import gap
from regdesk.domain.journal import CaseFile
from regdesk.domain.membership import CaseOpened
from regdesk.i18n import N_

NAME: Final = "escalation"
TITLE: Final = N_("Request for help with a case")


def build(case: CaseFile, about: About, language: str, _: Translate) -> Document:
    """Lay out code, countries, step and days of waiting, and a line to sign."""
    clock = urgency.clock(case, gap.coverage(case, about.today).run_out)
    parts: tuple[Part, ...] = (Note(_(N_("Nothing waits for an answer in this case."))),)
    if clock:
        fields = (
            (_(N_("Code")), code_of(case)),
            (_(N_("Way")), _way(case, language)),
            (_(N_("Step")), _(N_("review"))),
            (_(N_("Sent on")), words.day(clock.sent_on, _)),
            (_(N_("Days of waiting")), str((about.today - clock.sent_on).days)),
            (_(N_("An answer was expected by")), words.day(clock.decide_by, _)),
        )
        parts = (
            Fields(fields),
            Paragraph(_(N_("Please help the review to go on."))),
            Space(8),
            Signature((_(N_("asked by, initials")), _(N_("date")))),
        )
    return Document(
        name=NAME,
        language=language,
        title=_(TITLE),
        disclosure="N",
        tag=code_of(case),
        parts=parts,
        footer=words.day(about.today, _),
        pages=_(PAGES),
    )


def _way(case: CaseFile, language: str) -> str:
    opened = case.one(CaseOpened)
    codes = (opened.origin, opened.host_country) if opened else ()
    return " → ".join(words.country(one, language) for one in codes if one)
