"""Medicines as the checks see them: the plan's and what else the person takes, down to substances."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from regdesk.catalogue.cautions import Caution
from regdesk.catalogue.medicines import Medicine
from regdesk.catalogue.whole import Catalogue
from regdesk.domain.follow_ups import MedicineTaken
from regdesk.domain.plans import Dose

_WEEKLY: Final = 7
_ENDLESS: Final = 100_000  # days


@dataclass(frozen=True, kw_only=True)
class Drug:
    """One medicine.

    name    as it was typed;  item  its letter in the plan, "" for another medicine
    named   substances it names itself;  within  these and all their groups
    unknown parts of its name that the catalogue does not know
    parts   its components as `medicines.toml` abbreviates them;  medicine  its row there, if one fits
    begins, until  the first and last day it is taken, None: not known
    """

    name: str
    item: str = ""
    named: tuple[str, ...] = ()
    within: frozenset[str] = frozenset()
    unknown: tuple[str, ...] = ()
    parts: frozenset[str] = frozenset()
    medicine: Medicine | None = None
    dose: Dose | None = None
    begins: date | None = None
    until: date | None = None

    def on(self, day: date) -> bool:
        """Say whether it is taken on a day, as far as is known."""
        return (self.begins is None or self.begins <= day) and (self.until is None or day <= self.until)


def of_dose(dose: Dose, known: Catalogue, starts: date) -> Drug:
    """Read a dose of a plan that begins on a day: by its medicine of the catalogue, else by its name."""
    row = known.medicines.get(dose.medicine)
    named, unknown = _named(dose.inn, known)
    if row is not None:
        named, unknown = tuple(known.substances.by_part[part] for part in row.parts), ()
    if dose.every == _WEEKLY and "rifapentine" in known.substances.with_groups(named):
        named = (*named, "3HP")  # once a week it is what guidelines call 3HP
    within = known.substances.with_groups(named)
    parts = parts_of(within, known)
    return Drug(
        name=dose.inn,
        item=dose.item,
        named=named,
        within=within,
        unknown=unknown,
        parts=parts,
        medicine=row or _row(parts, dose, known),
        dose=dose,
        begins=starts + timedelta(days=dose.first_day - 1) if dose.first_day else None,
        until=_last(dose, starts),
    )


def of_taken(taken: MedicineTaken, known: Catalogue) -> Drug:
    """Read another medicine the person takes by what its name says."""
    named, unknown = _named(taken.name, known)
    within = known.substances.with_groups(named)
    return Drug(
        name=taken.name,
        named=named,
        within=within,
        unknown=unknown,
        parts=parts_of(within, known),
        begins=taken.since,
        until=taken.until,
    )


def overlap(one: Drug, other: Drug) -> bool:
    """Say whether two doses of a plan are taken on a same day; a lead-in and what follows it are not."""
    first, second = one.dose, other.dose
    if first is None or second is None:
        return True
    after = (first.first_day or 1) > (second.last_day or _ENDLESS)
    before = (second.first_day or 1) > (first.last_day or _ENDLESS)
    return not after and not before


def parts_of(within: Iterable[str], known: Catalogue) -> frozenset[str]:
    """Give the components of `medicines.toml` among substances, as it abbreviates them."""
    used = {part for one in known.medicines.values() for part in one.parts}
    return frozenset(
        part for part, name in known.substances.by_part.items() if part in used and name in within
    )


def cautions(drug: Drug, known: Catalogue) -> tuple[Caution, ...]:
    """Give what a medicine's row warns of, and what the rows of its components do.

    Source: domain.md 2.6, decided 22 Nov 2026: a combination carries the union of its components' cautions.
    """
    single = [one for one in known.medicines.values() if len(one.parts) == 1 and one.parts[0] in drug.parts]
    own = [drug.medicine] if drug.medicine else []
    names = dict.fromkeys(name for one in (*own, *single) for name in one.cautions)
    return tuple(known.cautions[name] for name in names if not known.cautions[name].flag)


def _last(dose: Dose, starts: date) -> date | None:
    """Give the last day of a dose, None where it lasts as long as the plan."""
    counted = starts + timedelta(days=dose.last_day - 1) if dose.last_day else None
    return min((one for one in (dose.until, counted) if one), default=None)


def _named(text: str, known: Catalogue) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give the substances a name holds, and what of it is not known: all of it where nothing is."""
    named = known.substances.named(text)
    return named, known.substances.unknown(text) if named else (text,)


def _row(parts: frozenset[str], dose: Dose, known: Catalogue) -> Medicine | None:
    """Find the medicine that has these components; among several the one whose strength is written alike."""
    fitting = [
        one
        for one in known.medicines.values()
        if parts
        and parts
        == parts_of(known.substances.with_groups(known.substances.by_part[part] for part in one.parts), known)
    ]
    alike = [one for one in fitting if dose.strength in one.strength.values()]
    return next(iter(alike or fitting), None)
