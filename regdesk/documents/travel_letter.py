"""The letter for a journey and customs: who carries which medicines; no diagnosis and no organisation."""

from collections.abc import Iterable
from typing import Final, cast

from regdesk.documents import passport, signed, words
from regdesk.documents.about import About
from regdesk.documents.course import must_be_decided
from regdesk.documents.disclosure import untelling
from regdesk.documents.parts import (
    Columns,
    Document,
    Fields,
    Note,
    Paragraph,
    Part,
    Signature,
    Space,
    Span,
    Stamp,
    Table,
)
from regdesk.documents.words import Translate
from regdesk.domain.journal import CaseFile, Entry
from regdesk.domain.people import Identity, IdentityPaper
from regdesk.domain.plans import FORMS, Plan, Prescribed, Prescription
from regdesk.domain.supply import Dispensing
from regdesk.i18n import LANGUAGES, N_, translations

NAME: Final = "travel-letter"
TITLE: Final = N_("Letter for a journey")
BY_HAND: Final = "_" * 22
SAYS: Final = N_(
    "The traveller named here carries the medicines listed below for personal use, "
    "as prescribed by a doctor. They are not for sale. "
    "Please let the traveller keep them: taking them must not be interrupted."
)


def build(case: CaseFile, about: About, language: str, _: Translate) -> Document:
    """Lay out the letter in Russian and English on one page; *language* comes first.

    Raise Refused while two versions of a record it rests on stand.
    """
    must_be_decided(case, Plan, Prescription, Dispensing, Identity, IdentityPaper)
    other = translations(next(one for one in LANGUAGES if one != language)).gettext
    entry = case.current(Prescription)
    return Document(
        name=NAME,
        language=language,
        title=_(TITLE),
        subtitle=other(TITLE),
        disclosure="N",
        parts=_parts(case, entry, about, (_, other)),
    )


def _parts(
    case: CaseFile, entry: Entry | None, about: About, both: tuple[Translate, Translate]
) -> tuple[Part, ...]:
    _, other = both
    fact = cast("Prescription", entry.fact) if entry else None
    if entry is None or fact is None:
        return (Note(_(N_("There is no prescription in this case yet."))),)
    if fact.valid_to < about.today:
        return (Note(_(N_("The prescription is no longer valid. Ask the doctor for a new one."))),)
    rows, days = carried(case, entry)
    doctor = untelling(fact.clinician)
    return (
        Columns(((Paragraph(_(SAYS)),), (Paragraph(other(SAYS)),))),
        Space(1),
        Fields(_traveller(case, about, both), columns=2),
        _table(rows, days, both),
        Space(2),
        Fields(
            (
                (_two(N_("Doctor"), both), doctor or BY_HAND),
                (_two(N_("Phone"), both), about.call or BY_HAND),
                (_two(N_("Prescription number"), both), fact.number),
                (_two(N_("Valid until"), both), fact.valid_to.strftime("%d.%m.%Y")),
            ),
            columns=2,
        ),
        Space(4),
        Columns(
            (
                (Space(10), Signature((_two(N_("signature"), both), _two(N_("date"), both)))),
                (Stamp(_(N_("doctor's stamp"))),),
            )
        ),
        signed.seal(entry, doctor, words.day(fact.on, _), _, pen=False),
    )


def carried(case: CaseFile, entry: Entry) -> tuple[tuple[tuple[Prescribed, int], ...], int]:
    """Give the medicines with their units, and for how many days: as packed, else as prescribed.

    0 days where nobody knows.
    """
    lines = cast("Prescription", entry.fact).medicines
    packed = case.about(entry.id, Dispensing)
    if packed:
        fact = cast("Dispensing", packed[-1].fact)
        units = {one.item: sum(p.units for p in fact.items if p.item == one.item) for one in fact.items}
        return tuple((line, units[line.item]) for line in lines if line.item in units), fact.days
    plan = case.by_id.get(entry.about) if entry.about else None
    days = plan.fact.supply_days if plan and isinstance(plan.fact, Plan) else 0
    return tuple((line, line.quantity) for line in lines), days


def _traveller(
    case: CaseFile, about: About, both: tuple[Translate, Translate]
) -> tuple[tuple[str, str], ...]:
    identity = case.one(Identity)
    name = words.name(identity) if identity else ""
    latin = words.latin_name(identity) if identity else ""
    born = identity.born_on.strftime("%d.%m.%Y") if identity and identity.born_on else ""
    return (
        (_two(N_("Name as in the passport"), both), latin or name or BY_HAND),
        (_two(N_("Full name"), both), name if latin else ""),
        (_two(N_("Date of birth"), both), born or BY_HAND),
        (_two(N_("Passport, series and number"), both), passport.number(case, about.today) or BY_HAND),
    )


def _table(rows: Iterable[tuple[Prescribed, int]], days: int, both: tuple[Translate, Translate]) -> Table:
    _, other = both
    heads = (N_("No."), N_("Medicine (INN)"), N_("Strength, form"), N_("Quantity"), N_("Days"))
    return Table(
        tuple(_two(one, both, "\n") for one in heads),
        tuple(
            (
                str(n),
                (Span(line.inn, bold=True),),
                f"{line.strength}\n{_two(FORMS.get(line.form, line.form), both)}",
                f"{words.units(line.form, str(units), _)}\n{words.units(line.form, str(units), other)}",
                str(days) if days else BY_HAND[:6],
            )
            for n, (line, units) in enumerate(rows, start=1)
        ),
        widths=(6, 38, 28, 16, 12),
        room=12,
    )


def _two(text: str, both: tuple[Translate, Translate], between: str = " / ") -> str:
    """Give a text in both languages, once where they agree."""
    return between.join(dict.fromkeys(one(text) for one in both))
