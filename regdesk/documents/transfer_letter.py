"""The transfer letter: what another centre needs to go on with treatment, as far as the person agreed."""

from typing import Final

from regdesk.catalogue import rows, whole
from regdesk.documents import medical_summary as medical
from regdesk.documents import not_final, words
from regdesk.documents.about import About
from regdesk.documents.course import code_of, origin_of
from regdesk.documents.medical_summary import checks, contact, effects, regimen, results, stock
from regdesk.documents.parts import Document, Fields, Header, Note, Paragraph, Part, Section, Signature, Space
from regdesk.documents.treatment_plan import PAGES, PRIVATE
from regdesk.documents.words import Translate
from regdesk.domain import consent
from regdesk.domain.facts import Fact
from regdesk.domain.follow_ups import AdverseEvent, Condition, FollowUp, MedicineTaken
from regdesk.domain.journal import CaseFile
from regdesk.domain.labs import LabResult
from regdesk.domain.outcomes import Transfer
from regdesk.domain.people import SEXES, FormerName, Identity
from regdesk.domain.plans import Plan
from regdesk.domain.reviews import Registration
from regdesk.domain.supply import Dispensing, Handover, Parcel, StockCount
from regdesk.i18n import N_

NAME: Final = "transfer-letter"
TITLE: Final = N_("Transfer letter")
_SUPPLY: Final = (StockCount, Handover, Dispensing, Parcel)
_BESIDE: Final = (MedicineTaken, Condition)
_WITHHELD: Final = N_(
    "The person's consent in force does not cover this part. Ask the person, then print the letter again."
)
_RESTS_ON: Final[tuple[type[Fact], ...]] = (
    *(Transfer, Registration, Identity, FormerName, Plan, LabResult, AdverseEvent, FollowUp),
    *(*_BESIDE, *_SUPPLY),
)


def build(case: CaseFile, about: About, language: str, _: Translate) -> Document:
    """Lay out the letter; what stands in two versions says so, what has no consent is left out."""
    code = code_of(case)
    return Document(
        name=NAME,
        language=language,
        title=_(TITLE),
        subtitle=words.subtitle(NAME, language, origin_of(case), _(TITLE)),
        header=Header(left=about.centre or about.host, right=f"{_(TITLE)}\n{words.day(about.today, _)}"),
        tag=not_final.tag(case, _RESTS_ON, _),
        parts=(
            *_addressed(case, about, code, _),
            *_person(case, about, language, _),
            *_medical(case, about, language, _),
            *_supply(case, about, _),
            *_signed(_),
        ),
        footer=" · ".join(one for one in (code, _(PRIVATE)) if one),
        pages=_(PAGES),
    )


def _addressed(case: CaseFile, about: About, code: str, _: Translate) -> tuple[Part, ...]:
    move, number = case.one(Transfer), case.one(Registration)
    fields = (
        (_(N_("To")), " · ".join(one for one in (move.centre, move.country) if one) if move else ""),
        (_(N_("From")), " · ".join(one for one in (about.centre, about.host) if one)),
        (_(N_("Who answers questions")), about.worker),
        (_(N_("Code")), code),
        (_(N_("Registration No.")), number.number if number else ""),
        (_(N_("Registered on")), words.day_or_nothing(number.on if number else None, _)),
        (_(N_("The person leaves on")), words.day_or_nothing(move.leaves_on if move else None, _)),
    )
    request = _(
        N_("Please take over the treatment of this person, and confirm to us the day on which you did.")
    )
    return (
        *not_final.unless_two(case, (Transfer, Registration), (Fields(fields),), _),
        Paragraph(request),
    )


def _person(case: CaseFile, about: About, language: str, _: Translate) -> tuple[Part, ...]:
    title = _(N_("About the person"))
    if not consent.covers(case, "person", about.today):
        return (Section(title, (Note(_(_WITHHELD)),)),)
    identity = case.one(Identity)
    if identity is None:
        return ()
    former = "; ".join(words.name(one) for one in case.all(FormerName))
    fields = (
        (_(N_("Full name")), words.name(identity)),
        (_(N_("Name as in the passport")), words.latin_name(identity)),
        (_(N_("Former or other name")), former),
        (_(N_("Date of birth")), words.day_or_nothing(identity.born_on, _)),
        (_(N_("Sex")), _(SEXES[identity.sex]) if identity.sex in SEXES else ""),
        (_(N_("Citizenship")), _country(identity.citizenship, language)),
    )
    parts: tuple[Part, ...] = (Fields(fields, columns=2),)
    return (Section(title, not_final.unless_two(case, (Identity, FormerName), parts, _)),)


def _country(code: str, language: str) -> str:
    """Give a country's name; a code that the catalogue does not know stays as it is."""
    known = whole.current().countries.get(code)
    return rows.in_language(known.name, language) if known else code


def _medical(case: CaseFile, about: About, language: str, _: Translate) -> tuple[Part, ...]:
    if not consent.covers(case, "clinical", about.today):
        return (Section(_(N_("Treatment")), (Note(_(_WITHHELD)),)),)
    titled: tuple[tuple[str, tuple[type[Fact], ...], tuple[Part, ...]], ...] = (
        (N_("Regimen and doses"), (Plan,), regimen(case, about, language, _)),
        (N_("Checks and the doctor's decisions"), (Plan,), checks(case, about, _)),
        (N_("Other medicines and conditions"), _BESIDE, medical.beside(case, about, _)),
        (N_("Laboratory results"), (LabResult,), results(case, language, _)),
        (N_("Unwanted effects"), (AdverseEvent,), effects(case, _)),
        (N_("Last contact"), (FollowUp,), contact(case, language, _)),
    )
    return tuple(
        Section(_(title), not_final.unless_two(case, kinds, parts, _)) for title, kinds, parts in titled
    )


def _supply(case: CaseFile, about: About, _: Translate) -> tuple[Part, ...]:
    title = _(N_("Stock on {day}")).format(day=words.day(about.today, _))
    if not consent.covers(case, "supply", about.today):
        return (Section(title, (Note(_(_WITHHELD)),)),)
    return (Section(title, not_final.unless_two(case, _SUPPLY, stock(case, about, _), _), together=True),)


def _signed(_: Translate) -> tuple[Part, ...]:
    """Give the lines to sign: the doctor, and the person, whose consent did not name the new centre yet."""
    agreed = _(N_("the person: this letter may go to the centre named above"))
    return (
        Space(8),
        Signature((_(N_("doctor, signature and stamp")), _(N_("date")))),
        Space(8),
        Signature((agreed, _(N_("date")))),
    )
