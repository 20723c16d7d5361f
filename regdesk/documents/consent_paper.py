"""What both consents have in common on paper: words side by side, who speaks, lines to sign by hand."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from regdesk.documents import beside, consent_texts, words
from regdesk.documents.about import About
from regdesk.documents.beside import BY_HAND, twice
from regdesk.documents.course import code_of, must_be_decided
from regdesk.documents.parts import (
    Document,
    Header,
    Note,
    Part,
    Section,
    Signature,
    Space,
    Span,
    Table,
    Ticks,
)
from regdesk.documents.treatment_plan import PAGES, PRIVATE
from regdesk.documents.words import Translate
from regdesk.domain.consent import TEXT_VERSION
from regdesk.domain.journal import CaseFile
from regdesk.domain.membership import CaseOpened
from regdesk.domain.people import Identity
from regdesk.i18n import N_

NOT_REVIEWED: Final = N_("A lawyer has not reviewed this text yet.")
_NAMES: Final = {"ru": "Русский", "en": "English"}


@dataclass(frozen=True)
class Which:
    """One of the two consents: its permanent name, its title (msgid), and what is asked below the text."""

    name: str
    title: str
    asked: tuple[Part, ...] = ()


def lay_out(which: Which, case: CaseFile, about: About, language: str, _: Translate) -> Document:
    """Lay out a consent; only names, birth and organisations are filled in, the rest is written by hand.

    Raise Refused while two versions of the name stand.
    """
    must_be_decided(case, Identity)
    both = twice(language, _)
    return Document(
        name=which.name,
        language=language,
        title=_(which.title),
        header=Header(left=about.host, right=code_of(case)),
        parts=(
            Note(both(NOT_REVIEWED)),
            _person(case, both),
            *_text(which.name, case, about, language),
            *which.asked,
            _decided(both),
        ),
        footer=f"{_(N_('Version of the text'))} {TEXT_VERSION} · {_(PRIVATE)}",
        pages=_(PAGES),
    )


def _person(case: CaseFile, both: Translate) -> Part:
    identity = case.one(Identity)
    name = (words.name(identity), words.latin_name(identity)) if identity else ()
    born = f"{identity.born_on:%d.%m.%Y}" if identity and identity.born_on else ""
    return beside.form(
        (
            (both(N_("Full name")), " · ".join(one for one in name if one)),
            (both(N_("Date of birth")), born),
        )
    )


def _text(paper: str, case: CaseFile, about: About, language: str) -> Iterable[Table]:
    """Set the sections under one another, in two languages beside each other.

    Each is a table of its own: where a row goes on on the next page, the head is not repeated above its rest.
    """
    tongues = beside.languages(language)
    texts = [consent_texts.read(paper, one) for one in tongues]
    places = [_places(case, about, one) for one in tongues]
    rows = tuple(
        tuple(
            (Span(f"{text[key].title}\n", bold=True), text[key].text.format(**filled))
            for text, filled in zip(texts, places, strict=True)
        )
        for key in texts[0]
    )
    head = tuple(_NAMES.get(one, one) for one in tongues) if len(tongues) > 1 else ("",)
    none = ("",) * len(tongues)
    return (Table(none if number else head, (row,)) for number, row in enumerate(rows))


def _places(case: CaseFile, about: About, language: str) -> Mapping[str, str]:
    """Give what fills the text's places; what nobody knows yet is a line to write on."""
    opened = case.one(CaseOpened)
    known = {
        "host": about.host,
        "centre": about.centre,
        "host_country": words.country(opened.host_country, language) if opened else "",
        "origin": words.country(opened.origin, language) if opened else "",
    }
    return {"term": BY_HAND} | {name: value or BY_HAND for name, value in known.items()}


def _decided(both: Translate) -> Part:
    """Lay out what is written at the end: the decision, language, witness, date and signatures."""
    return Section(
        both(N_("Decision")),
        (
            Ticks(
                (
                    both(N_("I understood what was read to me, and I agree.")),
                    both(N_("I do not agree.")),
                    both(N_("I agree aloud, in front of the witness, and do not sign.")),
                )
            ),
            beside.form(
                (
                    (both(N_("Language it was read in")), ""),
                    (both(N_("Witness or interpreter")), ""),
                    (both(N_("Parent or guardian, if under 18")), ""),
                    (both(N_("Date")), ""),
                )
            ),
            Space(9),
            Signature((both(N_("the person, or a fingerprint")), both(N_("who read it aloud")))),
            Space(9),
            Signature((both(N_("witness or interpreter")), both(N_("parent or guardian")))),
        ),
        together=True,
    )
