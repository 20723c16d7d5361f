"""The course of treatment that papers speak of: the plan in force, from when to when, and the next order."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, cast

from regdesk.documents.about import About
from regdesk.domain.facts import Fact
from regdesk.domain.gap import RESERVE_DAYS
from regdesk.domain.journal import CaseFile, Entry
from regdesk.domain.labs import LabResult
from regdesk.domain.membership import CaseCode, CaseOpened
from regdesk.domain.plans import Plan, Prescription
from regdesk.domain.reviews import Registration, ReviewDecision
from regdesk.domain.supply import Handover
from regdesk.errors import Refused
from regdesk.i18n import N_

CLINICAL: Final[tuple[type[Fact], ...]] = (Plan, Prescription, LabResult, ReviewDecision, Registration)
TWO_VERSIONS: Final = N_(
    "Two versions of one record. Choose which is right first; until then this paper cannot be printed."
)


@dataclass(frozen=True)
class Course:
    """A plan in force. Dates are unknown (None) until there is a start date or a first dose was reported.

    version   1 for the first plan, one more for each plan that continued it
    last      the last day that still has its dose
    order_by  the last day to order without touching the reserve
    """

    entry: Entry
    plan: Plan
    version: int
    days: int
    start: date | None
    last: date | None
    order_by: date | None


def course(case: CaseFile, about: About) -> Course | None:
    """Give the course in force, if there is a plan. Days run from the first dose reported (domain.md 2.6)."""
    entry = case.current(Plan)
    if entry is None:
        return None
    plan = cast("Plan", entry.fact)
    handed = [one for one in case.all(Handover) if one.on >= plan.on]
    first = handed[0] if handed else None
    days = first.days if first else plan.supply_days
    start = (first.first_dose_on or first.on) if first else plan.start_on
    run_out = start + timedelta(days=days) if start else None
    return Course(
        entry=entry,
        plan=plan,
        version=_version(case, entry),
        days=days,
        start=start,
        last=run_out - timedelta(days=1) if run_out else None,
        order_by=run_out - timedelta(days=about.lead_days + RESERVE_DAYS) if run_out else None,
    )


def must_be_decided(case: CaseFile, *kinds: type[Fact]) -> None:
    """Raise Refused where two versions of a record stand that this paper depends on.

    That a list shows a joined view of two corrected names is no reason to print one of them.
    """
    if any(one.kind in kinds for one in case.conflicts):
        raise Refused(TWO_VERSIONS)


def code_of(case: CaseFile) -> str:
    """Give the code by which people speak of the case."""
    fact = case.one(CaseCode)
    return fact.code if fact else ""


def origin_of(case: CaseFile) -> str:
    """Give the country of origin as a code of two letters."""
    fact = case.one(CaseOpened)
    return fact.origin if fact else ""


def _version(case: CaseFile, entry: Entry) -> int:
    count, seen = 1, {entry.id}
    while (before := case.by_id.get(entry.follows) if entry.follows else None) and before.id not in seen:
        entry, count = before, count + 1
        seen.add(entry.id)
    return count
