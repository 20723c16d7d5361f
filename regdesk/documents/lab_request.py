"""The inside of a request to the laboratory: tests by name, for whoever analyses; never seen outside."""

from typing import Final

from regdesk.documents import lab_order
from regdesk.documents.about import About
from regdesk.documents.course import code_of, must_be_decided
from regdesk.documents.parts import Document, Fields, Part, Section, Signature, Space, Span, Table, Ticks
from regdesk.documents.treatment_plan import PAGES, PRIVATE
from regdesk.documents.words import Translate
from regdesk.domain.journal import CaseFile
from regdesk.domain.labs import LabResult
from regdesk.domain.plans import Plan
from regdesk.i18n import N_

NAME: Final = "lab-request"
TITLE: Final = N_("Request to the laboratory, inside")
ROOM: Final = 8.0  # millimetres of a line to write on
URGENCY: Final = (N_("usual"), N_("urgent, result by: ______________"))
ANONYMOUS: Final = N_("Anonymous: the code stands in place of the name. Please do not ask for a name.")


def build(case: CaseFile, about: About, language: str, _: Translate) -> Document:
    """Lay out the tests that are due with their codes, and lines for more.

    Raise Refused while two versions of the plan or of a result stand.
    """
    must_be_decided(case, Plan, LabResult)
    wanted = lab_order.ordered(case, about)
    rows = tuple(
        (code, (Span(lab_order.name(wanted[code], language) if code in wanted else "", bold=True),), "")
        for code in lab_order.codes(case, about)
    )
    head = (_(N_("Code")), _(N_("Test")), _(N_("Tube")))
    return Document(
        name=NAME,
        language=language,
        title=_(TITLE),
        tag=code_of(case),
        parts=(
            Table(head, rows, widths=(14, 56, 30), room=ROOM, ruled=True),
            *order_terms(about, _, who=about.worker),
            Space(7),
            Signature((_(N_("signature")), _(N_("date")))),
        ),
        footer=_(PRIVATE),
        pages=_(PAGES),
    )


def order_terms(about: About, _: Translate, who: str = "") -> tuple[Part, ...]:
    """Lay out what both halves say: how urgent, to whom the results go, and that no name is asked."""
    to = " · ".join(one for one in (who, about.call) if one)
    return (
        Section(_(N_("Urgency")), (Ticks(tuple(_(one) for one in URGENCY)),)),
        Ticks((_(ANONYMOUS),)),
        Fields(((_(N_("Please give the results only to")), to or "_" * 24),), columns=1),
    )
