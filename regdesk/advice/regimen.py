"""Checks of the plan by itself: what is known, twice the same, boosters, labels, formulary."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from regdesk.advice import drugs, interactions
from regdesk.advice.advice import Advice, by_caution
from regdesk.advice.drugs import Drug
from regdesk.advice.plan_situation import Situation
from regdesk.catalogue.rows import Texts


def known(now: Situation) -> Iterator[Advice]:
    """Name the medicines of the plan that the catalogue does not know: nothing of them is checked."""
    for drug in now.doses:
        if drug.unknown:
            yield now.rule("plan.medicine-unknown", (drug.item,), medicine=drug.unknown)


def twice(now: Situation) -> Iterator[Advice]:
    """Name what stands in the plan twice, unless an interaction asks for a second dose of it.

    Source: domain.md 2.6, decided 22 Nov 2026.
    """
    holding: dict[str, list[Drug]] = defaultdict(list)
    for drug in now.doses:
        for name in drug.within:
            if now.known.substances.by_id[name].once:
                holding[name].append(drug)
    asked = interactions.asking_more(now)
    doubled = {name: taking for name, taking in holding.items() if _together(taking)}
    found: dict[tuple[str, ...], list[Texts]] = defaultdict(list)
    for name, taking in sorted(doubled.items()):
        narrower = any(name in now.known.substances.by_id[other].of for other in doubled)
        if name not in asked and not narrower:
            found[tuple(one.item for one in taking)].append(now.known.substances.by_id[name].name)
    for items, names in found.items():
        yield now.rule("plan.twice", items, substance=tuple(names))
    if not doubled:
        yield now.rule("plan.not-twice")


def _together(taking: list[Drug]) -> bool:
    return any(drugs.overlap(*pair) for pair in combinations(taking, 2))


def boosters(now: Situation) -> Iterator[Advice]:
    """Say where a medicine needs another one beside it that the plan lacks."""
    for drug in now.doses:
        for caution in drugs.cautions(drug, now.known):
            if caution.when == "without" and not any(one.within & set(caution.of) for one in now.doses):
                yield by_caution(caution, (drug.item,), medicine=drug.name)


def labels(now: Situation) -> Iterator[Advice]:
    """Say where a dose differs from a label that was seen, unless an interaction asks for more of it."""
    asked = interactions.asking_more(now)
    for drug in now.doses:
        row, dose = drug.medicine, drug.dose
        if row is None or dose is None or not row.once_daily:
            continue
        if dose.per_day != row.units and not asked & drug.within:
            yield now.rule(
                "plan.dose-differs", (drug.item,), medicine=drug.name, planned=dose.per_day, label=row.units
            )


def formulary(now: Situation) -> Iterator[Advice]:
    """Compare the plan with what the centres of the origin country give."""
    country = now.known.countries.get(now.origin)
    if country is None or not country.formulary:
        yield now.rule("formulary.unknown")
        return
    missing = [one for one in now.doses if one.medicine is None or one.medicine.id not in country.formulary]
    for drug in missing:
        yield now.rule("formulary.missing", (drug.item,), medicine=drug.name, country=country.name)
    if not missing:
        yield now.rule("formulary.in-order", country=country.name)
