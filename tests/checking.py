"""A plan and a case of a few facts, checked with the catalogue that comes with the program."""

from datetime import date
from decimal import Decimal

from regdesk.advice import checks
from regdesk.advice.advice import Advice
from regdesk.catalogue import whole
from regdesk.catalogue.whole import Catalogue
from regdesk.domain.facts import Fact
from regdesk.domain.follow_ups import Condition, FollowUp, MedicineTaken
from regdesk.domain.labs import LabResult
from regdesk.domain.plans import Dose, Plan
from tests import make

TODAY = date(2026, 11, 25)
KNOWN = whole.read(whole.shipped())


def dose(inn: str, *times: str, item: str = "A", **changes: object) -> Dose:
    """Give one medicine of a plan, once a day unless times say otherwise."""
    values = {"item": item, "inn": inn, "strength": "", "times": times or ("21:00",)}
    return Dose(**(values | changes))  # type: ignore[arg-type]


def plan(*doses: Dose | str, **changes: object) -> Plan:
    """Give a plan of these medicines, lettered in their order."""
    made = [
        one if isinstance(one, Dose) else dose(one, item=letter)
        for letter, one in zip("ABCDEF", doses, strict=False)
    ]
    return make.plan(doses=tuple(made), on=TODAY, **changes)


def number(test: str, value: str, unit: str, *, on: date = TODAY, comparator: str = "") -> LabResult:
    """Give a result that is a number."""
    return LabResult(test=test, taken_on=on, value=Decimal(value), unit=unit, comparator=comparator)


def outcome(test: str, said: str, *, on: date = TODAY) -> LabResult:
    """Give a result that is an outcome."""
    return LabResult(test=test, taken_on=on, outcome=said)


def takes(name: str, **changes: object) -> MedicineTaken:
    """Give another medicine the person takes."""
    return MedicineTaken(name=name, **changes)  # type: ignore[arg-type]


def has(name: str, **changes: object) -> Condition:
    """Give a condition."""
    return Condition(name=name, **changes)  # type: ignore[arg-type]


def weighs(kg: str, *, on: date = TODAY) -> FollowUp:
    """Give a visit with a weight."""
    return FollowUp(on=on, weight=Decimal(kg))


def checked(planned: Plan, *facts: Fact, known: Catalogue = KNOWN, today: date = TODAY) -> tuple[Advice, ...]:
    """Check a plan in the case of a woman of 32 from Kyrgyzstan to which these facts were added.

    A fact of a kind that is there once (identity) takes the place of what was there.
    """
    journal = make.opened()
    for fact in facts:
        replaces = [one.id for one in journal.entries if fact.single and one.kind == fact.kind]
        journal.write(make.HOST, fact, replaces=replaces)
    return checks.of_plan(journal.file(), planned, known, today)


def tiers(planned: Plan, *facts: Fact, known: Catalogue = KNOWN) -> dict[str, str]:
    """Give the rules that speak of a plan and their tiers."""
    return {one.rule: one.tier for one in checked(planned, *facts, known=known)}
