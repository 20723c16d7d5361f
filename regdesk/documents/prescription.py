"""The prescription: with the name as in the passport, and without a diagnosis or a case code."""

from typing import Final, cast

from regdesk.documents import signed, words
from regdesk.documents.about import About
from regdesk.documents.course import CLINICAL, must_be_decided, origin_of
from regdesk.documents.parts import (
    Columns,
    Document,
    Fields,
    Header,
    Note,
    Paragraph,
    Part,
    Section,
    Signature,
    Space,
    Span,
    Stamp,
    Table,
)
from regdesk.documents.treatment_plan import PAGES, PRIVATE
from regdesk.documents.words import Translate
from regdesk.domain.journal import CaseFile, Entry
from regdesk.domain.people import Identity
from regdesk.domain.plans import FORMS, Prescribed, Prescription
from regdesk.i18n import N_

NAME: Final = "prescription"
TITLE: Final = N_("Prescription")


def build(case: CaseFile, about: About, language: str, _: Translate) -> Document:
    """Lay out the prescription in force; raise Refused while two versions of a record it rests on stand."""
    must_be_decided(case, *CLINICAL, Identity)
    entry = case.current(Prescription)
    none: tuple[Part, ...] = (Note(_(N_("There is no prescription in this case yet."))),)
    return Document(
        name=NAME,
        language=language,
        title=_(TITLE),
        subtitle=words.subtitle(NAME, language, origin_of(case), _(TITLE)),
        header=Header(left=about.centre, right=_which(entry, about, _)),
        parts=_person(case, entry, _) + (_prescribed(entry, _) if entry else none),
        footer=_(PRIVATE),
        pages=_(PAGES),
    )


def _which(entry: Entry | None, about: About, _: Translate) -> str:
    if entry is None:
        return f"{_(TITLE)}\n{words.day(about.today, _)}"
    fact = cast("Prescription", entry.fact)
    return f"{_(N_('Prescription No. {number}')).format(number=fact.number)}\n{words.day(fact.on, _)}"


def _person(case: CaseFile, entry: Entry | None, _: Translate) -> tuple[Part, ...]:
    identity = case.one(Identity)
    fact = cast("Prescription", entry.fact) if entry else None
    name = words.name(identity) if identity else ""
    latin = words.latin_name(identity) if identity else ""
    born = words.day_or_nothing(identity.born_on if identity else None, _)
    return (
        Fields(
            ((_(N_("Name as in the passport")), latin or name), (_(N_("Full name")), name if latin else "")),
            columns=1,
        ),
        Fields(
            (
                (_(N_("Date of birth")), born),
                (_(N_("Prescribed on")), words.day_or_nothing(fact.on if fact else None, _)),
                (_(N_("Valid until")), words.day_or_nothing(fact.valid_to if fact else None, _)),
            )
        ),
    )


def _prescribed(entry: Entry, _: Translate) -> tuple[Part, ...]:
    fact = cast("Prescription", entry.fact)
    who = f"{fact.clinician}, {_(N_('doctor'))}" if fact.clinician else _(N_("doctor"))
    return (
        Section(_(N_("Medicines")), (_table(fact.medicines, _),)),
        Paragraph(_(N_("For personal use. Not for sale.")), quiet=True),
        Space(6),
        Columns(
            (
                (
                    Paragraph(_(N_("Doctor: {name}")).format(name=fact.clinician) if fact.clinician else ""),
                    Space(6),
                    Signature((_(N_("signature")), _(N_("date")))),
                ),
                (Stamp(_(N_("place of the stamp"))),),
            )
        ),
        signed.seal(entry, who, words.day(fact.on, _), _, pen=False),
    )


def _table(lines: tuple[Prescribed, ...], _: Translate) -> Table:
    head = (
        _(N_("No.")),
        _(N_("Medicine (INN)")),
        _(N_("Strength, form")),
        _(N_("Quantity")),
        _(N_("How to take")),
    )
    rows = tuple(
        (
            str(n),
            (Span(line.inn, bold=True),),
            f"{line.strength}\n{_(FORMS.get(line.form, line.form))}",
            f"{words.units(line.form, str(line.quantity), _)}\n{words.packs(line.packs, _)}",
            line.signa,
        )
        for n, line in enumerate(lines, start=1)
    )
    return Table(head, rows, widths=(6, 30, 21, 16, 27), room=12)
