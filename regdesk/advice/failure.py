"""Whether treatment may have failed (WHO SMART HIV DAK 2023, HIV.D17.DT): always a question to the clinician.

Virological: more than 6 months on treatment and viral load > 1000 in two samples 3 months apart, with support
in between; on an NNRTI after the first. What we add, as our own proposals: "3 months apart" is at least 3
calendar months less 14 days, with no sample between them that is 1000 or less; the newest sample is the one
that must lie more than 6 months after the first dose. Whether support was given is for the clinician to know.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from regdesk.advice.advice import Advice
from regdesk.advice.monitoring import say
from regdesk.advice.samples import Sample
from regdesk.advice.treatment import NNRTI, holds, plan_on
from regdesk.catalogue import whole
from regdesk.catalogue.tests import in_own_unit
from regdesk.domain.follow_ups import Condition
from regdesk.domain.journal import CaseFile
from regdesk.domain.labs import LabResult
from regdesk.domain.plans import add_months

ON_TREATMENT_MONTHS: Final = 6
APART_MONTHS: Final = 3
APART_GRACE: Final = timedelta(days=14)  # own proposal: laboratories and roads do not keep to the day
CD4_AFTER_ILLNESS: Final = 250  # cells/µL, at it or below: HIV.D17.DT
CD4_PERSISTENT: Final = 100  # cells/µL, at it or below: HIV.D17.DT
# Stage 4 by ICD-11 (DAK Annex A); ICD-10 of stage 4 and of lung tuberculosis: general knowledge. Others are
# not recognised: a condition without a code is for the clinician to see.
SERIOUS_CODES: Final = ("1C62.3", "B20", "B21", "B22", "A15", "A16")


def failures(case: CaseFile, taken: Sequence[Sample], start: date | None) -> Iterator[Advice]:
    """Give every criterion that is met by the newest results; none without a first dose."""
    if start is None:
        return
    yield from _virological(case, taken, start)
    illness = serious_illness(case, start)
    if illness:
        yield say("failure.illness", illness)
    yield from _immunological(case, start, illness)


def serious_illness(case: CaseFile, start: date) -> date | None:
    """Give the day of the newest serious condition that began more than 6 months after the first dose."""
    after = add_months(start, ON_TREATMENT_MONTHS)
    found = [one.since for one in case.all(Condition) if one.since and one.since > after and _serious(one)]
    return max(found, default=None)


def cd4_counts(case: CaseFile) -> tuple[tuple[date, Decimal], ...]:
    """Give the CD4 counts, cells/µL, oldest first, one a day; of two of one day the lower.

    A censored count counts as its limit where it is "less than", and is left out where it is "more than".
    """
    found: dict[date, Decimal] = {}
    for one in case.all(LabResult):
        if one.test != "cd4" or one.value is None or one.comparator == ">":
            continue
        value = in_own_unit(whole.current().tests["cd4"], one.value, one.unit)
        if value is not None:
            found[one.taken_on] = min(value, found.get(one.taken_on, value))
    return tuple(sorted(found.items()))


def apart(first: date, second: date) -> bool:
    """Say whether two samples are 3 months apart: 3 calendar months less 14 days, at least."""
    return second >= add_months(first, APART_MONTHS) - APART_GRACE


def _virological(case: CaseFile, taken: Sequence[Sample], start: date) -> Iterator[Advice]:
    if not taken or taken[-1].step != "high":
        return
    last = taken[-1]
    if last.on <= add_months(start, ON_TREATMENT_MONTHS):
        return
    if holds(plan_on(case, last.on), NNRTI):
        yield say("failure.viral-load-nnrti", last.on)
        return
    row: list[Sample] = []
    for sample in reversed(taken):
        if sample.step != "high":
            break
        row.append(sample)
    if apart(row[-1].on, last.on) and row[-1] is not last:
        yield say("failure.viral-load", last.on, row[-1].on)


def _immunological(case: CaseFile, start: date, illness: date | None) -> Iterator[Advice]:
    after = add_months(start, ON_TREATMENT_MONTHS)
    counts = [(on, count) for on, count in cd4_counts(case) if on > after]
    if not counts:
        return
    (last_on, last) = counts[-1]
    if illness and last_on >= illness and last <= CD4_AFTER_ILLNESS:
        yield say("failure.cd4-after-illness", last_on, illness)
    low_since = last_on
    for on, value in reversed(counts):
        if value > CD4_PERSISTENT:
            return
        low_since = on
        if apart(low_since, last_on):
            yield say("failure.cd4", last_on, low_since)
            return


def _serious(condition: Condition) -> bool:
    return condition.code.strip().upper().startswith(SERIOUS_CODES)
