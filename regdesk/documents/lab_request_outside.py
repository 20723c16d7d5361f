"""The outside of a request to the laboratory: codes of tests and tubes; no test, organisation or name."""

from typing import Final

from regdesk.documents import lab_order
from regdesk.documents.about import About
from regdesk.documents.course import code_of, must_be_decided
from regdesk.documents.lab_request import ROOM, order_terms
from regdesk.documents.parts import Document, Table
from regdesk.documents.treatment_plan import PAGES
from regdesk.documents.words import Translate
from regdesk.domain.journal import CaseFile
from regdesk.domain.labs import LabResult
from regdesk.domain.plans import Plan
from regdesk.i18n import N_

NAME: Final = "lab-request-outside"
TITLE: Final = N_("Request to the laboratory, outside")


def build(case: CaseFile, about: About, language: str, _: Translate) -> Document:
    """Lay out the codes T1, T2 … of the inside with room for tube and time, so that both can be matched."""
    must_be_decided(case, Plan, LabResult)
    rows = tuple((code, "", "") for code in lab_order.codes(case, about))
    head = (_(N_("Code")), _(N_("Tube")), _(N_("Taken on, at")))
    return Document(
        name=NAME,
        language=language,
        title=_(TITLE),
        size="A5",
        disclosure="N",
        tag=code_of(case),
        parts=(
            Table(head, rows, widths=(16, 42, 42), room=ROOM, ruled=True),
            *order_terms(about, _),
        ),
        pages=_(PAGES),
    )
