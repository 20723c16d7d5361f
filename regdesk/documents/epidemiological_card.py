"""The epidemiological card, only where the centre asks for it: ticked by hand, without anybody's name.

No partner and no statement on who passed what to whom is asked for: in several countries of origin that is a
matter of criminal law (own rule of 22 November 2026, for a lawyer to check).
"""

from typing import Final

from regdesk.documents import beside
from regdesk.documents.about import About
from regdesk.documents.beside import twice
from regdesk.documents.course import code_of, must_be_decided
from regdesk.documents.parts import Document, Fields, Header, Note, Section, Signature, Space, Ticks
from regdesk.documents.treatment_plan import PAGES, PRIVATE
from regdesk.documents.words import Translate
from regdesk.domain.journal import CaseFile
from regdesk.domain.papers import CLINICAL_TYPES
from regdesk.domain.people import SEXES, Identity
from regdesk.i18n import N_

NAME: Final = "epidemiological-card"  # also what a centre asks for by this name
TITLE: Final = CLINICAL_TYPES[NAME]
_ROUTES: Final = (
    N_("sexual contact"),
    N_("shared needles or syringes"),
    N_("from mother to child"),
    N_("a medical procedure or blood"),
    N_("some other way"),
    N_("not known, or the person does not want to say"),
)
_CAREFUL: Final = N_(
    "This card is filled in only because the Centre asked for it. Write no names of partners or relatives, "
    "and nothing on who passed what to whom. The person may leave any line empty."
)


def build(case: CaseFile, about: About, language: str, _: Translate) -> Document:
    """Lay out the card with code, year of birth and sex; the rest is ticked and written by hand."""
    must_be_decided(case, Identity)
    both, known = twice(language, _), case.one(Identity)
    fields = (
        (both(N_("Code")), code_of(case)),
        (both(N_("Year of birth")), str(known.born_on.year) if known and known.born_on else ""),
        (both(N_("Sex")), both(SEXES[known.sex]) if known and known.sex in SEXES else ""),
    )
    lines = (
        (both(N_("Period: from and to")), ""),
        (both(N_("Country where it happened")), ""),
        (both(N_("First positive test: when and where")), ""),
    )
    return Document(
        name=NAME,
        language=language,
        title=_(TITLE),
        header=Header(left=about.host, right=code_of(case)),
        parts=(
            Note(both(_CAREFUL)),
            Fields(fields),
            Section(both(N_("Most likely way, in the person's words")), (Ticks(tuple(map(both, _ROUTES))),)),
            Section(both(N_("When and where")), (beside.form(lines),)),
            Space(9),
            Signature((both(N_("filled in by")), both(N_("date")))),
        ),
        footer=" · ".join(one for one in (code_of(case), _(PRIVATE)) if one),
        pages=_(PAGES),
    )
