"""Checks of haemoglobin, viral load and CD4 where a plan rests on them."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Final

from regdesk.advice import drugs, samples
from regdesk.advice.advice import Advice, by_caution
from regdesk.advice.drugs import Drug
from regdesk.advice.plan_situation import Situation
from regdesk.catalogue.cautions import Caution

_CRYPTOCOCCUS: Final = "cryptococcal-antigen"


def haemoglobin(now: Situation) -> Iterator[Advice]:
    """Say where haemoglobin is too low for a medicine, or was not measured before zidovudine."""
    for drug, caution in _asking(now, "haemoglobin-below"):
        values = [value for value, _ in now.values("haemoglobin")]
        if not values:
            yield now.rule("haemoglobin.missing", (drug.item,), medicine=drug.name)
        elif caution.limit is not None and min(values) < caution.limit:
            yield _warn(caution, drug, min(values))
        else:
            yield now.rule("haemoglobin.in-order", (drug.item,), value=min(values))


def viral_load(now: Situation) -> Iterator[Advice]:
    """Say where the newest viral load is too high for a medicine, or cannot be told."""
    newest = next(reversed(samples.samples(now.case)), None)
    for drug, caution in _asking(now, "viral-load-above"):
        limit = int(caution.limit or 0)
        if newest is not None and newest.range.all_above(limit):
            yield _warn(caution, drug, newest.range.least)
        elif newest is None or not newest.range.all_up_to(limit):
            yield now.rule("viral-load.missing-for-plan", (drug.item,), medicine=drug.name)


def advanced(now: Situation) -> Iterator[Advice]:
    """Say what advanced disease asks for: cryptococcal antigen, co-trimoxazole. No dose is proposed.

    Sources: WHO page on advanced HIV disease (CD4 < 200 or stage 3 or 4); DAK D12.DT.06 (antigen at <= 200).
    """
    values = [value for value, _ in now.values("cd4")]
    staged, lowest = bool(now.having("advanced-disease")), min(values, default=None)
    if lowest is None and not staged:
        yield now.rule("cd4.missing")
        return
    shown = "–" if lowest is None else lowest
    if staged or _at(lowest, now.limit("advanced.disease"), lambda cd4, limit: cd4 < limit):
        yield now.rule("advanced.disease", cd4=shown)
    low = _at(lowest, now.limit("advanced.antigen"), lambda cd4, limit: cd4 <= limit)
    if low and now.outcome(_CRYPTOCOCCUS) is None:
        yield now.rule("advanced.antigen", cd4=shown)
    wanted = staged or _at(lowest, now.limit("advanced.co-trimoxazole"), lambda cd4, limit: cd4 < limit)
    if wanted and not any("co-trimoxazole" in one.within for one in (*now.doses, *now.others)):
        yield now.rule("advanced.co-trimoxazole", cd4=shown)


def _at(value: Decimal | None, limit: Decimal, compare: Callable[[Decimal, Decimal], bool]) -> bool:
    return value is not None and compare(value, limit)


def _asking(now: Situation, when: str) -> Iterator[tuple[Drug, Caution]]:
    for drug in now.doses:
        for caution in drugs.cautions(drug, now.known):
            if caution.when == when:
                yield drug, caution


def _warn(caution: Caution, drug: Drug, value: Decimal) -> Advice:
    return by_caution(caution, (drug.item,), value=value, limit=caution.limit, medicine=drug.name)
