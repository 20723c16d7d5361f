"""The course of treatment as advice reads it: its first dose, the plan of a day, the medicines in it."""

import re
from collections.abc import Collection
from datetime import date
from typing import Final

from regdesk.catalogue import named, whole
from regdesk.domain.journal import CaseFile
from regdesk.domain.plans import Dose, Plan
from regdesk.domain.stock import name
from regdesk.domain.supply import Handover

NNRTI: Final = frozenset({"EFV", "NVP", "RPV", "DOR", "ETR", "ESV"})
KIDNEY_OR_LIVER: Final = frozenset({"TDF", "NVP"})  # month 3 creatinine and ALT: domain.md 2.6, proposed

_WITHOUT_DOSE: Final = re.compile(r"(?<=EFV)\d+$")  # a regimen may name the strength: EFV400


def first_dose(case: CaseFile) -> date | None:
    """Give the day of the first dose known here: the earliest handover's, else the plan's start, else None.

    Treatment before that is not counted: nothing here says since when it went on without a break.
    """
    taken = [one.first_dose_on or _later(one.on, plan_on(case, one.on)) for one in case.all(Handover)]
    starts = [one.start_on for one in case.all(Plan) if one.start_on]
    return min(taken or starts, default=None)


def plan_on(case: CaseFile, day: date) -> Plan | None:
    """Give the plan in force on a day: the newest signed by then."""
    return max((one for one in case.all(Plan) if one.on <= day), key=lambda one: one.on, default=None)


def holds(plan: Plan | None, parts: Collection[str]) -> bool | None:
    """Say whether a plan has one of these components; None where no plan or a medicine is not known.

    A medicine whose name the catalogue does not know counts as what the plan's regimen says.
    """
    if plan is None or not plan.doses:
        return None
    found = [_parts(dose) for dose in plan.doses]
    known = {part for one in found if one for part in one}
    if None in found:
        regimen = next((one for one in whole.current().regimens if one.id == plan.regimen), None)
        known |= set(regimen.components) if regimen else set()
        if regimen is None and known.isdisjoint(parts):
            return None
    return any(_WITHOUT_DOSE.sub("", one) in parts for one in known)


def _parts(dose: Dose) -> frozenset[str] | None:
    medicine = named.medicine(name(dose.inn, dose.strength))
    return frozenset(medicine.parts) if medicine else None


def _later(on: date, plan: Plan | None) -> date:
    return max(on, plan.start_on) if plan and plan.start_on else on
