"""Checks of what is recorded of the person: allergies, conditions, abacavir, and records in two versions."""

from collections.abc import Iterator
from typing import Final

from regdesk.advice import drugs
from regdesk.advice.advice import Advice, by_caution, by_row, in_all
from regdesk.advice.infections import given
from regdesk.advice.plan_situation import Situation
from regdesk.domain.facts import Fact
from regdesk.domain.follow_ups import Condition, FollowUp, MedicineTaken
from regdesk.domain.labs import LabResult
from regdesk.domain.people import Identity
from regdesk.domain.versions import differing

# What the checks read of each kind: two versions that differ only elsewhere do not matter here.
_READ: Final[dict[type[Fact], frozenset[str]]] = {
    Identity: frozenset({"born_on", "sex"}),
    LabResult: frozenset({"test", "taken_on", "comparator", "value", "unit", "outcome"}),
    MedicineTaken: frozenset({"name", "since", "until"}),
    Condition: frozenset({"name", "code", "since", "until"}),
    FollowUp: frozenset({"on", "weight"}),
}


def abacavir(now: Situation) -> Iterator[Advice]:
    """Say where abacavir must not be given, or its test is missing. Source: EU SmPC Triumeq."""
    taking = tuple(one.item for one in now.holding("ABC"))
    if not taking:
        return
    result = now.outcome("hla-b5701")
    if now.having("abacavir-hypersensitivity"):
        yield from (by_row(row, taking) for row in given(now, "abacavir-hypersensitivity"))
    if result is not None and result.outcome == "positive":
        yield from (by_row(row, taking, firm=True) for row in given(now, "hla-b5701-positive"))
    elif result is not None and result.outcome == "negative":
        yield now.rule("abacavir.negative", taking, day=result.taken_on)
    else:
        known = {one.id: one for drug in now.holding("ABC") for one in drugs.cautions(drug, now.known)}
        yield from (by_caution(one, taking) for one in known.values() if one.when == "hla-b5701")


def allergies(now: Situation) -> Iterator[Advice]:
    """Compare recorded allergies with the plan; an allergy to something not known is not checked.

    Of a hypersensitivity to abacavir the check of abacavir speaks.
    """
    found = False
    for one in now.having("allergy"):
        for drug in (drug for drug in now.doses if drug.within & one.to - {"ABC"}):
            found = True
            yield now.rule("allergy.to-plan", (drug.item, one.name), allergy=one.name, medicine=drug.name)
        if not one.to and one.meant == {"allergy"}:
            found = True
            yield now.rule("allergy.unknown", (one.name,), allergy=one.name)
    if not found:
        yield now.rule("allergy.none")


def conditions(now: Situation) -> Iterator[Advice]:
    """Say what medicines of the plan warn of in recorded conditions; a condition not known is not checked."""
    for drug in now.doses:
        for caution in drugs.cautions(drug, now.known):
            records = [
                one for one in now.conditions if caution.when == "condition" and one.meant & set(caution.of)
            ]
            for one in records:
                yield by_caution(caution, (drug.item, one.name), condition=one.name, medicine=drug.name)
    for fact in now.case.all(Condition):
        current = fact.until is None or fact.until >= now.today
        if current and not now.known.conditions.named(fact.name, fact.code):
            yield now.rule("condition.unknown", (fact.name,), condition=fact.name)


def versions(now: Situation) -> Iterator[Advice]:
    """Say which records that the checks rest on stand in two versions."""
    for one in now.case.conflicts:
        read = _READ.get(one.kind)
        if read and read & set(differing(one)):
            yield now.rule("versions.two", (one.kind.kind,), record=in_all(one.kind.title))
