"""Whether somebody is established on treatment, and when their next CD4 count is due.

CD4 is counted every 6 months until then (WHO SMART HIV DAK 2023, HIV.S.2 and HIV.D12.DT.10). What
"established" means in detail is general knowledge and not verified: 6 months on treatment, no illness, good
adherence and a suppressed viral load. A clinician must sign this off.
"""

from datetime import date
from itertools import count
from typing import Final

from regdesk.advice.failure import cd4_counts, serious_illness
from regdesk.advice.monitoring import rule
from regdesk.advice.samples import samples
from regdesk.advice.treatment import first_dose
from regdesk.advice.viral_load import EARLY, FIRST_MONTHS, DueTest
from regdesk.domain.follow_ups import AdverseEvent, FollowUp
from regdesk.domain.journal import CaseFile
from regdesk.domain.plans import add_months

CD4_EVERY_MONTHS: Final = 6
MISSED_AT_MOST: Final = 1  # of 30 doses, that is 95 % and more taken: general knowledge


def established(case: CaseFile, start: date) -> bool:
    """Say whether the newest viral load, contact and conditions show somebody established on treatment."""
    taken = samples(case)
    if not taken or taken[-1].category not in ("undetectable", "suppressed"):
        return False
    if taken[-1].on < add_months(start, FIRST_MONTHS[0]) - EARLY:
        return False
    asked = [one for one in case.all(FollowUp) if one.missed is not None]
    newest = max(asked, key=lambda one: one.on, default=None)
    if newest and newest.missed is not None and newest.missed > MISSED_AT_MOST:
        return False
    return serious_illness(case, start) is None and not _severe_since(case, taken[-1].on)


def cd4_due(case: CaseFile) -> DueTest | None:
    """Give the next CD4 count: every 6 months from the first dose; None when established or not begun."""
    start = first_dose(case)
    if start is None or established(case, start):
        return None
    counts = cd4_counts(case)
    days = (add_months(start, months) for months in count(CD4_EVERY_MONTHS, CD4_EVERY_MONTHS))
    return DueTest(
        next(day for day in days if not counts or counts[-1][0] < day - EARLY), rule("schedule.cd4")
    )


def _severe_since(case: CaseFile, day: date) -> bool:
    return any(one.severity == "severe" and one.on >= day for one in case.all(AdverseEvent))
