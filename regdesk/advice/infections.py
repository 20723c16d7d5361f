"""Checks of hepatitis B, tuberculosis and meningitis: what a plan keeps, and when it does not begin yet."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from regdesk.advice import drugs, situation
from regdesk.advice.advice import Advice, by_caution, by_row
from regdesk.advice.plan_situation import Recorded, Situation
from regdesk.catalogue.interactions import Interaction
from regdesk.domain.supply import Handover

_MENINGITIS: Final = ("tb-meningitis", "cryptococcal-meningitis")


def hepatitis_b(now: Situation) -> Iterator[Advice]:
    """Keep tenofovir where HBsAg is positive, and ask for the test before a plan without tenofovir."""
    result, keeps = now.outcome("hbsag"), bool(list(now.holding("tenofovir")))
    positive = bool(now.having("hepatitis-b")) or (result is not None and result.outcome == "positive")
    if positive and keeps:
        yield now.rule("hepatitis-b.positive")
    elif positive:
        yield from _without_tenofovir(now)
    elif result is not None and result.outcome == "negative":
        yield now.rule("hepatitis-b.negative", day=result.taken_on)
    else:
        yield now.rule("hepatitis-b.unknown" if keeps else "hepatitis-b.unknown-without-tenofovir")


def _without_tenofovir(now: Situation) -> Iterator[Advice]:
    """Say what a plan without tenofovir means for somebody with hepatitis B, as exactly as a row does."""
    dual = [one for one in now.doses if one.within & {"DTG", "cytidine"}]
    if {"DTG", "cytidine"} <= frozenset[str]().union(*(one.within for one in now.doses)) and _alone(now):
        for row in given(now, "dual-with-hepatitis-b"):
            yield by_row(row, tuple(one.item for one in dual))
    yield now.rule("hepatitis-b.without-tenofovir", tuple(one.item for one in now.doses))
    before = [drugs.of_dose(one, now.known, now.starts) for one in now.earlier.doses] if now.earlier else []
    stopped = [one for one in before if "tenofovir" in one.within]
    cautions = {one.id: one for drug in stopped for one in drugs.cautions(drug, now.known)}
    for caution in cautions.values():
        if caution.when == "hepatitis-b-stopping":
            yield by_caution(caution, tuple(one.name for one in stopped))


def _alone(now: Situation) -> bool:
    """Say whether no antiretroviral but dolutegravir, lamivudine and emtricitabine is known in the plan."""
    antiretroviral = {part for one in now.known.medicines.values() if one.arv for part in one.parts}
    taken = frozenset[str]().union(*(one.parts for one in now.doses))
    return taken & antiretroviral <= {"DTG", "3TC", "FTC"}


def given(now: Situation, circumstance: str) -> Iterator[Interaction]:
    """Give the rows about a circumstance of the person that may be used."""
    return (one for one in now.known.interactions.values() if one.given == circumstance and not one.flag)


def tuberculosis(now: Situation) -> Iterator[Advice]:
    """Ask which medicines treat a tuberculosis, and compare the start with the window the WHO gives.

    Source: WHO, as summed up by i-base: within 2 weeks of the treatment of tuberculosis, except meningitis.
    """
    ill = now.having("tuberculosis")
    if ill and not any(one.within & {"rifamycins", "isoniazid"} for one in (*now.others, *now.doses)):
        yield now.rule("tuberculosis.medicines-unknown", _names(ill))
    if on_treatment(now):
        return
    for one in ill:
        if "tb-meningitis" not in one.meant and one.since is not None:
            last = one.since + timedelta(days=int(now.limit("tuberculosis.start-late")))
            if now.starts > last:
                yield now.rule("tuberculosis.start-late", (one.name,), day=one.since)


def meningitis(now: Situation) -> Iterator[Advice]:
    """Say where a plan begins treatment too early after a meningitis: 4 to 6 weeks are to pass.

    Source: WHO, as summed up by i-base; DAK, reasons for delay HIV.D.DE375-378.
    """
    if on_treatment(now):
        return
    for one in now.conditions:
        if not one.meant & set(_MENINGITIS):
            continue
        if one.since is None:
            yield now.rule("meningitis.day-unknown", (one.name,), condition=one.name)
        elif now.starts < _after(one.since, now, "meningitis.too-early"):
            yield now.rule("meningitis.too-early", (one.name,), condition=one.name, day=one.since)
        elif now.starts < _after(one.since, now, "meningitis.window"):
            yield now.rule("meningitis.window", (one.name,), condition=one.name, day=one.since)


def on_treatment(now: Situation) -> bool:
    """Say whether treatment goes on already: by an earlier plan, a handover, or medicines at hand."""
    held = bool(now.case.of(Handover)) or situation.on_treatment(now.case, now.today)
    return held or now.earlier is not None


def _after(day: date, now: Situation, rule: str) -> date:
    return day + timedelta(days=int(now.limit(rule)))


def _names(records: tuple[Recorded, ...]) -> tuple[str, ...]:
    return tuple(one.name for one in records)
