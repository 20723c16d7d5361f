"""Consent A on paper: the host organisation keeps the person's data and reaches them in a safe way."""

from typing import Final

from regdesk.documents import beside
from regdesk.documents.about import About
from regdesk.documents.beside import twice
from regdesk.documents.consent_paper import Which, lay_out
from regdesk.documents.course import must_be_decided
from regdesk.documents.parts import Document, Part, Section
from regdesk.documents.words import Translate
from regdesk.domain.consent import ContactConsent
from regdesk.domain.journal import CaseFile
from regdesk.domain.people import SafeContact
from regdesk.i18n import N_

NAME: Final = "consent-a"
TITLE: Final = ContactConsent.title
_YES_NO: Final = N_("yes / no")


def build(case: CaseFile, about: About, language: str, _: Translate) -> Document:
    """Lay out consent A with the safe contact as it stands, or as lines to write it down."""
    must_be_decided(case, SafeContact)
    which = Which(NAME, TITLE, (_contact(case, language, _),))
    return lay_out(which, case, about, language, _)


def _contact(case: CaseFile, language: str, _: Translate) -> Part:
    both, known = twice(language, _), case.one(SafeContact)
    ways = " · ".join(one for one in (known.phone, known.messenger) if one) if known else ""
    messages = both(N_("yes") if known.messages else N_("no")) if known else both(_YES_NO)
    lines = (
        (both(N_("Phone or messenger")), ways),
        (both(N_("When to call")), known.when if known else ""),
        (both(N_("What to say, who to be")), known.say if known else ""),
        (both(N_("Messages may be left")), messages),
    )
    return Section(both(N_("Safe contact")), (beside.form(lines),), together=True)
