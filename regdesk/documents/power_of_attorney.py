"""The power of attorney for a relative: who may receive a sealed parcel for whom, and until when."""

from typing import Final, cast

from regdesk.documents import passport, words
from regdesk.documents.about import About
from regdesk.documents.course import must_be_decided, origin_of
from regdesk.documents.disclosure import untelling
from regdesk.documents.parts import Document, Fields, Note, Paragraph, Part, Section, Signature, Space
from regdesk.documents.words import Translate
from regdesk.domain.journal import CaseFile
from regdesk.domain.legal import PowerOfAttorney
from regdesk.domain.people import Identity, IdentityPaper
from regdesk.i18n import N_

NAME: Final = "power-of-attorney"
TITLE: Final = N_("Power of attorney")
BY_HAND: Final = "_" * 24
SCOPE: Final = N_("to receive a sealed parcel for me and to hand it over to me unopened")
CONTENTS: Final = N_("The parcel holds medicines for personal use.")


def build(case: CaseFile, about: About, language: str, _: Translate) -> Document:
    """Lay out the newest power of attorney; raise Refused while two versions of what it says stand."""
    must_be_decided(case, PowerOfAttorney, Identity, IdentityPaper)
    given = case.current(PowerOfAttorney)
    none: tuple[Part, ...] = (Note(_(N_("No power of attorney is written down in this case yet."))),)
    return Document(
        name=NAME,
        language=language,
        title=_(TITLE),
        subtitle=words.subtitle(NAME, language, origin_of(case), _(TITLE)),
        disclosure="N",
        parts=_parts(case, cast("PowerOfAttorney", given.fact), about, _) if given else none,
    )


def _parts(case: CaseFile, fact: PowerOfAttorney, about: About, _: Translate) -> tuple[Part, ...]:
    if fact.until and fact.until < about.today:
        return (Note(_(N_("This power of attorney has ended. Write down a new one first."))),)
    return (
        Section(_(N_("I")), _who(case, about, _)),
        Section(_(N_("allow")), (Fields(((_(N_("Who may act")), untelling(fact.attorney) or BY_HAND),), 1),)),
        Section(_(N_("to do this")), (Paragraph(untelling(fact.scope) or _(SCOPE)), Paragraph(_(CONTENTS)))),
        Fields(
            (
                (_(N_("Valid from")), words.day(fact.on, _)),
                (_(N_("Valid until")), words.day_or_nothing(fact.until, _) or BY_HAND),
            ),
            columns=2,
        ),
        Space(8),
        Signature((_(N_("signature of the person who gives it")), _(N_("date")))),
        Space(4),
        Signature((_(N_("signature of the person who may act")), _(N_("date")))),
        Space(4),
        Paragraph(_(N_("Room for a certification, where one is asked for:")), "small", quiet=True),
    )


def _who(case: CaseFile, about: About, _: Translate) -> tuple[Part, ...]:
    identity = case.one(Identity)
    name = words.name(identity) if identity else ""
    latin = words.latin_name(identity) if identity else ""
    born = words.day_or_nothing(identity.born_on if identity else None, _)
    return (
        Fields(
            (
                (_(N_("Full name")), name or BY_HAND),
                (_(N_("Name as in the passport")), latin),
                (_(N_("Date of birth")), born or BY_HAND),
                (_(N_("Passport, series and number")), passport.number(case, about.today) or BY_HAND),
            ),
            columns=2,
        ),
    )
