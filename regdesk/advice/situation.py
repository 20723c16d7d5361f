"""What a case says of the person that a rule asks for: age, pregnancy, tuberculosis, CD4, treatment."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from regdesk.catalogue import whole
from regdesk.catalogue.tests import in_own_unit
from regdesk.domain import labs
from regdesk.domain.follow_ups import Condition
from regdesk.domain.journal import CaseFile
from regdesk.domain.labs import LabResult
from regdesk.domain.people import Identity, years
from regdesk.domain.supply import StockCount

LOW_CD4: Final = 200  # below it disease is advanced: WHO package of care for advanced HIV disease, 2017
ADULT: Final = 18  # under it a guardian consents and a children's doctor decides: domain.md 2.6
# Own proposal: WHO counts women of 15 to 49 years as of reproductive age.
CHILD_BEARING: Final = range(15, 50)
TERM: Final = timedelta(days=294)  # a positive test speaks of a pregnancy for 42 weeks at most: own proposal


def age(case: CaseFile, on: date) -> int | None:
    """Give the age in whole years on a day; None where nobody knows the year of birth."""
    person = case.one(Identity)
    born = person.born_on if person else None
    return years(born, on) if born else None


def is_child(case: CaseFile, on: date) -> bool:
    """Say whether the person is known to be under 18."""
    full = age(case, on)
    return full is not None and full < ADULT


def can_be_pregnant(case: CaseFile, on: date) -> bool:
    """Say whether a pregnancy is to be asked about: a woman of 15 to 49 or of unknown age, or one said."""
    person, full = case.one(Identity), age(case, on)
    woman = person is not None and person.sex == "f"
    return (woman and (full is None or full in CHILD_BEARING)) or is_pregnant(case, on)


def is_pregnant(case: CaseFile, on: date) -> bool:
    """Say whether a condition that lasts or the newest test of the last 42 weeks says pregnant."""
    test = labs.latest(case, "pregnancy")
    result = test.fact if test else None
    positive = isinstance(result, LabResult) and result.outcome == "positive"
    recent = isinstance(result, LabResult) and result.taken_on > on - TERM
    return has(case, on, "pregnancy") or (positive and recent)


def has_tuberculosis(case: CaseFile, on: date) -> bool:
    """Say whether tuberculosis, or a suspicion of it, is among the conditions that last."""
    return has(case, on, "tuberculosis")


def low_cd4(case: CaseFile) -> bool:
    """Say whether the newest CD4 count is below 200 cells/µL ("<200" is; "<350" tells nothing)."""
    entry = labs.latest(case, "cd4")
    fact = entry.fact if entry else None
    if not isinstance(fact, LabResult) or fact.value is None or fact.comparator == ">":
        return False
    value, limit = in_own_unit(whole.current().tests["cd4"], fact.value, fact.unit), Decimal(LOW_CD4)
    return value is not None and (value < limit or (fact.comparator == "<" and value <= limit))


def on_treatment(case: CaseFile, on: date) -> bool:
    """Say whether the person had medicines at hand on some day up to *on*."""
    return any(count.days > 0 and count.on <= on for count in case.all(StockCount))


def has(case: CaseFile, on: date, condition: str) -> bool:
    """Say whether a condition of the catalogue is among those that last on a day."""
    named = whole.current().conditions.named
    lasting = (one for one in case.all(Condition) if one.until is None or one.until >= on)
    return any(condition in named(one.name, one.code) for one in lasting)
