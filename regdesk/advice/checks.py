"""The checks of a plan, in four tiers: to be resolved, to be taken into account, not checked, in order."""

from collections.abc import Iterable
from datetime import date

from regdesk.advice import person
from regdesk.advice.advice import CONSIDER, IN_ORDER, NOT_CHECKED, RESOLVE, Advice
from regdesk.catalogue.whole import Catalogue
from regdesk.domain.journal import CaseFile
from regdesk.domain.plans import Plan

_ORDER = (RESOLVE, CONSIDER, NOT_CHECKED, IN_ORDER)


def of_plan(case: CaseFile, plan: Plan, known: Catalogue, today: date) -> tuple[Advice, ...]:
    """Check a plan against all that stands in its case, what has to be resolved first."""
    del plan
    return in_tiers(person.age(case, known, today))


def in_tiers(advice: Iterable[Advice]) -> tuple[Advice, ...]:
    """Put advice in order: by tier, then by rule and by what it is about."""
    return tuple(sorted(advice, key=lambda one: (_ORDER.index(one.tier), one.rule, one.about)))
