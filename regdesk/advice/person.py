"""Checks of the person a plan is for: age, weight, pregnancy."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from regdesk.advice import situation
from regdesk.advice.advice import Advice
from regdesk.advice.drugs import Drug
from regdesk.advice.plan_situation import Situation

_ASKED_FIRST: Final = ("DTG", "EFV")


def age(now: Situation) -> Iterator[Advice]:
    """Say where a person is too young for a ready-made plan, or of unknown age."""
    if now.years is None:
        yield now.rule("age.unknown")
    elif now.years < now.limit("age.under-18"):
        yield now.rule("age.under-18", years=now.years)
    else:
        yield now.rule("age.in-order", years=now.years)


def weight(now: Situation) -> Iterator[Advice]:
    """Compare the newest weight with the labels, and with 30 kg, below which there is no ready-made plan."""
    labelled = [one for one in now.doses if one.medicine and one.medicine.least_kg]
    if now.weight is None:
        if labelled:
            yield now.rule("weight.missing", tuple(one.item for one in labelled))
        return
    kg, day = now.weight
    if kg < now.limit("weight.under-30"):
        yield now.rule("weight.under-30", kg=kg, day=day)
    low = [one for one in labelled if one.medicine and kg < one.medicine.least_kg]
    for drug in low:
        yield _under_label(now, drug)
    for drug in labelled:
        name = f"weight.labels-of-{drug.medicine.id}" if drug.medicine and drug not in low else ""
        if name in now.known.rules and kg < now.limit(name):
            yield now.rule(name, (drug.item,), kg=kg, day=day)
    if labelled and not low:
        yield now.rule("weight.in-order", kg=kg, day=day)


def pregnancy(now: Situation) -> Iterator[Advice]:
    """Ask for a test where a pregnancy is possible, and say what is known of the plan in pregnancy."""
    if situation.is_pregnant(now.case, now.today):
        for drug in now.doses:
            known = "DTG" in drug.within
            name = "pregnancy.dolutegravir" if known else "pregnancy.unknown-medicine"
            yield now.rule(name, (drug.item,), medicine=drug.name)
    elif not situation.can_be_pregnant(now.case, now.today):
        yield now.rule("pregnancy.not-applicable")
    else:
        test, asked = now.outcome("pregnancy"), [one for one in now.doses if one.within & set(_ASKED_FIRST)]
        if test and test.outcome == "negative" and _fresh(now, test.taken_on):
            yield now.rule("pregnancy.negative", day=test.taken_on)
        else:
            yield now.rule("pregnancy.test-wanted", tuple(one.item for one in asked))


def _fresh(now: Situation, taken: date) -> bool:
    return now.today - taken <= timedelta(days=int(now.limit("pregnancy.test-wanted")))


def _under_label(now: Situation, drug: Drug) -> Advice:
    row, (kg, day) = drug.medicine, now.weight or (None, None)
    said = now.rule(
        "weight.under-label",
        (drug.item,),
        kg=kg,
        day=day,
        medicine=drug.name,
        least=row.least_kg if row else 0,
    )
    seen = row is not None and row.verified and "least_kg" not in row.unverified
    return replace(said, verified=seen, source=row.source if row and seen else said.source)
