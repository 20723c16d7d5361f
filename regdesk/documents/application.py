"""The application for remote registration: who asks, what is known of them, why they cannot come."""

from collections.abc import Iterable
from typing import Final

from regdesk.documents import beside, words
from regdesk.documents.about import About
from regdesk.documents.beside import Line, twice
from regdesk.documents.course import code_of, must_be_decided, origin_of
from regdesk.documents.parts import Document, Fields, Header, Paragraph, Part, Section, Signature, Space
from regdesk.documents.treatment_plan import PAGES, PRIVATE
from regdesk.documents.words import Translate
from regdesk.domain.journal import CaseFile
from regdesk.domain.labs import LabResult
from regdesk.domain.legal import Application
from regdesk.domain.people import PAPER_TYPES, FormerName, Identity, IdentityPaper, Stay
from regdesk.i18n import N_

NAME: Final = "application"
TITLE: Final = Application.title
_HIV: Final = ("hiv-screening", "hiv-antibody", "hiv-rapid", "hiv-confirmation")
_WRITE: Final = 12.5  # millimetres for an answer of two lines
_ASKS: Final = N_(
    "I ask you to register me without my coming, to treat me from afar and to send me medicines. "
    "I cannot come for the reason below."
)


def build(case: CaseFile, about: About, language: str, _: Translate) -> Document:
    """Lay out the application; what no record says is a line to write on, and so is every address.

    Raise Refused while two versions of a record it rests on stand.
    """
    must_be_decided(case, Identity, FormerName, IdentityPaper, Stay, LabResult, Application)
    both = twice(language, _)
    sections: tuple[tuple[str, tuple[Part, ...]], ...] = (
        (N_("The person"), (beside.form(_person(case, language, both)),)),
        (N_("Where from, and where now"), (beside.form(_places(case, language, both)),)),
        (N_("What happened so far"), (beside.form(_history(case, both), _WRITE),)),
    )
    return Document(
        name=NAME,
        language=language,
        title=_(TITLE),
        subtitle=words.subtitle(NAME, language, origin_of(case), _(TITLE)),
        header=Header(left=about.host, right=code_of(case)),
        parts=(
            Fields(((both(N_("To")), about.centre),), columns=1),
            Paragraph(both(_ASKS)),
            *(Section(both(title), parts) for title, parts in sections),
            Space(7),
            Signature((both(N_("signature")), both(N_("date")))),
        ),
        footer=" · ".join(one for one in (code_of(case), _(PRIVATE)) if one),
        pages=_(PAGES),
    )


def _person(case: CaseFile, language: str, both: Translate) -> Iterable[Line]:
    known = case.one(Identity)
    papers = "\n".join(_paper(one, language, both) for one in case.all(IdentityPaper))
    former = "\n".join(words.name(one) for one in case.all(FormerName))
    return (
        (both(N_("Full name")), words.name(known) if known else ""),
        (both(N_("Name in Latin letters")), words.latin_name(known) if known else ""),
        (both(N_("Former or other names")), former),
        (both(N_("Date of birth")), f"{known.born_on:%d.%m.%Y}" if known and known.born_on else ""),
        (both(N_("Citizenship")), words.country(known.citizenship, language) if known else ""),
        (both(N_("Passport or other document")), papers),
    )


def _paper(fact: IdentityPaper, language: str, both: Translate) -> str:
    until = f"→ {fact.expires_on:%d.%m.%Y}" if fact.expires_on else ""
    said = (both(PAPER_TYPES.get(fact.type, fact.type)), fact.number, words.country(fact.country, language))
    return ", ".join(one for one in (*said, until) if one)


def _places(case: CaseFile, language: str, both: Translate) -> Iterable[Line]:
    """Give the lines on where the person is from and is now; of the stay, country and region alone."""
    stay = case.one(Stay)
    now = (words.country(stay.country, language), stay.region) if stay else ()
    return (
        (both(N_("Address in the country of origin")), ""),
        (both(N_("Country and region of stay, no street")), ", ".join(one for one in now if one)),
    )


def _history(case: CaseFile, both: Translate) -> Iterable[Line]:
    stated = case.one(Application)
    return (
        (both(N_("First positive test: when and where")), _first_positive(case)),
        (both(N_("Registered before: where, number")), ""),
        (both(N_("Medicines before and now")), ""),
        (both(N_("Why the person cannot come")), stated.why_not_in_person if stated else ""),
    )


def _first_positive(case: CaseFile) -> str:
    """Give day and laboratory of the earliest positive test that is written down."""
    found = [one for one in case.all(LabResult) if one.test in _HIV and one.outcome == "positive"]
    first = min(found, key=lambda one: one.taken_on, default=None)
    return ", ".join(one for one in (f"{first.taken_on:%d.%m.%Y}", first.laboratory) if one) if first else ""
