"""Laboratory results, as the laboratory's paper states them."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar, Final

from regdesk.domain.facts import Fact, Label, Section, Writers, writers
from regdesk.domain.journal import CaseFile, Entry
from regdesk.errors import Refused
from regdesk.i18n import N_

# LOINC and UCUM: reference/labs.json of the design, LOINC display strings seen November 2026 (domain.md 2.8).
TESTS: Final = {
    "hiv-screening": N_("HIV screening (ELISA)"),
    "hiv-confirmation": N_("HIV confirmation (immunoblot)"),
    "viral-load": N_("Viral load"),
    "cd4": N_("CD4"),
    "creatinine": N_("Creatinine"),
    "alt": N_("ALT"),
    "haemoglobin": N_("Haemoglobin"),
    "hbsag": N_("HBsAg"),
    "anti-hcv": N_("anti-HCV"),
    "pregnancy": N_("Pregnancy test"),
}
UNITS: Final = {
    "viral-load": "{copies}/mL",
    "cd4": "{cells}/uL",
    "creatinine": "umol/L",
    "alt": "U/L",
    "haemoglobin": "g/L",
}
LOINC: Final = {
    "hiv-screening": "56888-1",
    "viral-load": "20447-9",
    "cd4": "24467-3",
}
SHOWN_UNITS: Final = {
    "{copies}/mL": N_("copies/mL"),
    "{cells}/uL": N_("cells/µL"),
    "umol/L": N_("µmol/L"),
    "U/L": N_("U/L"),
    "g/L": N_("g/L"),
}
OUTCOMES: Final = {
    "": N_("a number"),
    "positive": N_("positive"),
    "negative": N_("negative"),
    "indeterminate": N_("indeterminate"),
    "not-detected": N_("not detected"),
    "invalid": N_("invalid, repeat"),
}
COMPARATORS: Final = {"": N_("equal"), "<": N_("less than"), ">": N_("more than")}


@dataclass(frozen=True, kw_only=True)
class LabResult(Fact):
    """One measured value or outcome; `about` may name the paper it was read from.

    A censored value keeps its comparator: `<20` is comparator "<" with value 20.
    """

    kind: ClassVar[str] = "lab-result"
    title: ClassVar[str] = N_("Laboratory result")
    section: ClassVar[Section] = "clinical"
    writers: ClassVar[Writers] = writers(host="caseworker clinician", centre="clinician")
    decides: ClassVar[bool] = True
    test: Annotated[str, Label(N_("Test"), choices=TESTS)]
    taken_on: Annotated[date, Label(N_("Sample taken on"))]
    comparator: Annotated[str, Label(N_("Sign"), choices=COMPARATORS)] = ""
    value: Annotated[Decimal | None, Label(N_("Result"))] = None
    unit: Annotated[str, Label(N_("Unit"))] = ""
    outcome: Annotated[str, Label(N_("Outcome"), choices=OUTCOMES)] = ""
    laboratory: Annotated[str, Label(N_("Laboratory"))] = ""

    def check(self) -> None:
        """A result is a number or an outcome, and a laboratory cannot measure less than nothing."""
        if (self.value is None) == (self.outcome == ""):
            raise Refused(N_("Enter either a number or an outcome such as “not detected”."))
        if self.value is not None and self.value < 0:
            raise Refused(N_("A laboratory result cannot be below zero."))
        if self.value is not None and not self.unit:
            raise Refused(N_("Enter the unit of the result."))


def latest(case: CaseFile, test: str) -> Entry | None:
    """Give the standing result of a test with the newest sample, if there is one."""
    found = [
        entry for entry in case.of(LabResult) if isinstance(entry.fact, LabResult) and entry.fact.test == test
    ]
    return max(found, key=_sampled, default=None)


def confirmed(case: CaseFile) -> bool:
    """Say whether the newest confirmation test is positive (guard S6->S7 of domain.md 7.2)."""
    entry = latest(case, "hiv-confirmation")
    return entry is not None and isinstance(entry.fact, LabResult) and entry.fact.outcome == "positive"


def _sampled(entry: Entry) -> tuple[date, int]:
    return (entry.fact.taken_on if isinstance(entry.fact, LabResult) else date.min), entry.at
