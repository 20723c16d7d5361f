"""Viral load samples and what can be told from them; a censored value is a range, never a number.

Two boundaries stand side by side and differ at 1000 exactly. Clinically 1000 is still suppressed: detected
and <= 1000 copies/mL (WHO policy brief on viral suppression, July 2023). The indicator counts < 1000 (WHO
SMART HIV DAK 2023, HIV.D.DE388). Steps of the schedule are below 50, 50 to 1000 with both ends, above 1000
(HIV.S.2).
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from regdesk.catalogue import whole
from regdesk.catalogue.tests import in_own_unit
from regdesk.domain.journal import CaseFile, Entry, order
from regdesk.domain.labs import LabResult
from regdesk.i18n import N_

VIRAL_LOAD: Final = "viral-load"
VIRAL_LOAD_LOG: Final = "viral-load-log"
LOW: Final = 50  # copies/mL; WHO SMART HIV DAK 2023, HIV.S.2, written down 22 Nov 2026
HIGH: Final = 1000  # copies/mL; WHO policy brief on viral suppression, July 2023
UNTOLD: Final = "untold"
CATEGORIES: Final = {
    "undetectable": N_("undetectable"),
    "suppressed": N_("suppressed"),
    "unsuppressed": N_("not suppressed"),
    UNTOLD: N_("cannot be told from this value"),
}


@dataclass(frozen=True)
class Range:
    """Where a result lies, copies/mL: *least* to *most* (None: no end); an open end is not part of it."""

    least: Decimal
    most: Decimal | None
    open_least: bool = False
    open_most: bool = False

    def all_below(self, edge: int) -> bool:
        """Say whether everything in it is below the edge."""
        return self.most is not None and (self.most < edge or (self.most == edge and self.open_most))

    def all_up_to(self, edge: int) -> bool:
        """Say whether everything in it is at the edge or below."""
        return self.most is not None and self.most <= edge

    def all_above(self, edge: int) -> bool:
        """Say whether everything in it is above the edge."""
        return self.least > edge or (self.least == edge and self.open_least)

    def all_from(self, edge: int) -> bool:
        """Say whether everything in it is at the edge or above."""
        return self.least >= edge


@dataclass(frozen=True)
class Sample:
    """One viral load sample: the day it was taken, where its value lies, and the entry that says so."""

    on: date
    range: Range
    undetected: bool
    entry: Entry

    @property
    def category(self) -> str:
        """Its category (WHO, July 2023): a code of CATEGORIES.

        Undetectable is only what the laboratory calls not detected. `<20` is suppressed: the virus may have
        been found below what can be counted.
        """
        if self.undetected:
            return "undetectable"
        if self.range.all_up_to(HIGH):
            return "suppressed"
        return "unsuppressed" if self.range.all_above(HIGH) else UNTOLD

    @property
    def step(self) -> str:
        """Its step of the schedule (HIV.S.2): "low" below 50, "middle" to 1000, "high" above, or UNTOLD."""
        if self.range.all_below(LOW):
            return "low"
        if self.range.all_above(HIGH):
            return "high"
        return "middle" if self.range.all_from(LOW) and self.range.all_up_to(HIGH) else UNTOLD

    @property
    def counts_as_suppressed(self) -> bool | None:
        """Whether the indicator counts it: < 1000 (HIV.D.DE388), None where that cannot be told."""
        if self.range.all_below(HIGH):
            return True
        return False if self.range.all_from(HIGH) else None


def samples(case: CaseFile) -> tuple[Sample, ...]:
    """Give the viral load samples that can be read, oldest first, one a day.

    Of two results of one day copies stand before their logarithm, and of these the higher: two versions of
    one result both stand until a person chooses, and the worse is the safer to act on. An invalid result is
    none.
    """
    found: dict[date, list[Sample]] = {}
    for entry in sorted(case.of(LabResult), key=order):
        if sample := read(entry):
            found.setdefault(sample.on, []).append(sample)
    return tuple(max(same, key=_weight) for _, same in sorted(found.items()))


def read(entry: Entry) -> Sample | None:
    """Read one result as a viral load sample; None where it is none, or its unit is not known."""
    fact = entry.fact
    if not isinstance(fact, LabResult) or fact.test not in (VIRAL_LOAD, VIRAL_LOAD_LOG):
        return None
    if fact.outcome == "not-detected":
        return Sample(fact.taken_on, Range(Decimal(0), Decimal(0)), undetected=True, entry=entry)
    copies = _copies(fact)
    if copies is None:
        return None
    spans = {
        "<": Range(Decimal(0), copies, open_most=True),
        ">": Range(copies, None, open_least=True),
    }
    return Sample(
        fact.taken_on, spans.get(fact.comparator, Range(copies, copies)), undetected=False, entry=entry
    )


def _copies(fact: LabResult) -> Decimal | None:
    """Give copies/mL; a logarithm is taken as exact: 3 is 1000."""
    test = whole.current().tests[fact.test]
    value = in_own_unit(test, fact.value, fact.unit) if fact.value is not None else None
    if value is None or fact.test == VIRAL_LOAD:
        return value
    return Decimal(10) ** min(value, test.most or value)


def _weight(sample: Sample) -> tuple[bool, Decimal, Decimal]:
    copies = getattr(sample.entry.fact, "test", "") == VIRAL_LOAD
    most = sample.range.most
    return copies, sample.range.least, Decimal("Infinity") if most is None else most
