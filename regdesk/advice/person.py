"""Checks of the person a plan is for: age."""

from collections.abc import Iterator
from datetime import date

from regdesk.advice.advice import Advice, by_rule
from regdesk.catalogue.whole import Catalogue
from regdesk.domain.journal import CaseFile
from regdesk.domain.people import Identity


def age(case: CaseFile, known: Catalogue, today: date) -> Iterator[Advice]:
    """Say where a person is too young for a ready-made plan, or of unknown age."""
    identity, young = case.one(Identity), known.rules["age.under-18"]
    if identity is None or identity.born_on is None:
        yield by_rule(known.rules["age.unknown"])
    elif young.limit is not None and (full := years(identity.born_on, today)) < young.limit:
        yield by_rule(young, years=full)


def years(born: date, on: date) -> int:
    """Give the full years somebody has on a day."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))
