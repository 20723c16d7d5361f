"""The checks of a plan, in four tiers: to be resolved, to be taken into account, not checked, in order."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Final

from regdesk.advice import blood, infections, interactions, kidneys, person, records, regimen
from regdesk.advice.advice import IN_ORDER, Advice
from regdesk.advice.plan_situation import Situation
from regdesk.catalogue.rules import TIERS
from regdesk.catalogue.whole import Catalogue
from regdesk.domain.journal import CaseFile
from regdesk.domain.plans import Plan

ALL: Final[tuple[Callable[[Situation], Iterator[Advice]], ...]] = (
    records.versions,
    person.age,
    person.weight,
    person.pregnancy,
    regimen.known,
    regimen.twice,
    regimen.boosters,
    regimen.labels,
    regimen.formulary,
    interactions.with_others,
    interactions.within_plan,
    kidneys.check,
    blood.haemoglobin,
    blood.viral_load,
    blood.advanced,
    infections.hepatitis_b,
    infections.tuberculosis,
    infections.meningitis,
    records.abacavir,
    records.allergies,
    records.conditions,
)


def of_plan(case: CaseFile, plan: Plan, known: Catalogue, today: date) -> tuple[Advice, ...]:
    """Check a plan against all that stands in its case, what has to be resolved first.

    A rule speaks once of one thing, in its highest tier: a medicine may be recorded twice.
    """
    now = Situation(case, plan, known, today)
    found: dict[tuple[str, tuple[str, ...]], Advice] = {}
    for advice in in_tiers(advice for check in ALL for advice in check(now)):
        found.setdefault((advice.rule, advice.about), advice)
    return tuple(found.values())


def in_tiers(advice: Iterable[Advice]) -> tuple[Advice, ...]:
    """Put advice in order: by tier, then by rule and by what it is about."""
    return tuple(sorted(advice, key=lambda one: (TIERS.index(one.tier), one.rule, one.about)))


def for_host(advice: Iterable[Advice]) -> tuple[Advice, ...]:
    """Give what the organisation beside the person acts on: what to get or ask, and what to hand out."""
    return tuple(one for one in advice if one.tier != IN_ORDER and (one.asks or one.handout))
