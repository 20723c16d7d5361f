"""Interactions of a plan: its medicines with each other and with what else the person takes."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from regdesk.advice import drugs, second_dose
from regdesk.advice.advice import Advice, Words, by_caution, by_row
from regdesk.advice.drugs import Drug
from regdesk.advice.plan_situation import Situation
from regdesk.catalogue.interactions import Interaction

_STRENGTH: Final = re.compile(r"(?<=EFV)\d+$")  # a regimen may name the strength: EFV400
_TITLE: Final = {"en": "{other} with {arv}", "ru": "{other} и {arv}"}


def with_others(now: Situation) -> Iterator[Advice]:
    """Say what each other medicine does with the plan; what the catalogue does not know is not checked."""
    if not now.others:
        yield now.rule("others.none")
    for other in now.others:
        if other.unknown:
            yield now.rule("others.unknown", (other.name,), medicine=other.unknown)
        if other.named:
            yield from _with(now, other)


def within_plan(now: Situation) -> Iterator[Advice]:
    """Say what the medicines of the plan do with each other."""
    for place, one in enumerate(now.doses):
        for other in now.doses[place + 1 :]:
            found = [*between(now, one, other), *between(now, other, one)]
            yield from found
            if not found and one.named and other.named and not _belong(now, one, other):
                yield now.rule("plan.pair-unknown", (one.item, other.item), one=one.name, other=other.name)


def between(now: Situation, dose: Drug, other: Drug) -> Iterator[Advice]:
    """Say what rows know of a medicine of the plan with another; where they are silent, its cautions."""
    rows = list(speaking(now.known.interactions.values(), dose, other, now.years))
    about = (dose.item, other.item or other.name)
    for row in rows:
        yield from second_dose.asked(now, row, dose, other, by_row(row, about, _title(now, row, other)))
    told = {row.arv for row in rows}
    for caution in drugs.cautions(dose, now.known):
        if caution.when == "with" and other.within & set(caution.of) and not told & set(caution.arv):
            yield by_caution(caution, about, medicine=dose.name, other=other.name)


def asking_more(now: Situation) -> frozenset[str]:
    """Give the substances of the plan of which an interaction asks for a further dose."""
    return frozenset(
        row.arv
        for dose in now.doses
        for other in (*now.others, *now.doses)
        for row in speaking(now.known.interactions.values(), dose, other, now.years)
        if row.adds
    )


def speaking(
    rows: Iterable[Interaction], dose: Drug, other: Drug, years: int | None
) -> Iterator[Interaction]:
    """Give the rows that hold for two medicines; of several that ask for the same the one that names it best.

    A flagged row never speaks (domain.md 2.6, decided 22 Nov 2026).
    """
    best: dict[str, Interaction] = {}
    for row in rows:
        if (
            row.flag
            or row.arv not in dose.within
            or not other.within & set(row.other)
            or not row.for_age(years)
        ):
            continue
        held = best.get(row.action)
        if held is None or _distance(row, other) < _distance(held, other):
            best[row.action] = row
    yield from best.values()


def _distance(row: Interaction, other: Drug) -> tuple[bool, int, str]:
    return not set(row.other) & set(other.named), len(row.other), row.id


def _with(now: Situation, other: Drug) -> Iterator[Advice]:
    silent = []
    for dose in now.doses:
        if not dose.named:
            continue
        if shared := other.parts & dose.parts:
            yield now.rule(
                "others.same", (dose.item, other.name), other=other.name, parts=tuple(sorted(shared))
            )
            continue
        found = list(between(now, dose, other))
        yield from found
        if not found:
            silent.append(dose)
    if silent:
        yield now.rule(
            "others.pair-unknown",
            (*(one.item for one in silent), other.name),
            other=other.name,
            medicines=tuple(one.name for one in silent),
        )
    if other.until and other.until < now.today:
        yield now.rule("inducers.after-end", (other.name,), other=other.name, day=other.until)


def _belong(now: Situation, one: Drug, other: Drug) -> bool:
    """Say whether two belong together: in one regimen of the catalogue, a booster, or twice the same."""
    both = one.parts | other.parts
    boosted = {"DRV", "RTV"} <= both
    regimens = (row.components for row in now.known.regimens if not row.flag)
    whole = ({_STRENGTH.sub("", part) for part in components} for components in regimens)
    return boosted or bool(one.parts & other.parts) or any(both <= components for components in whole)


def _title(now: Situation, row: Interaction, other: Drug) -> Words:
    return Words(_TITLE, {"other": other.name, "arv": now.known.substances.by_id[row.arv].name})
