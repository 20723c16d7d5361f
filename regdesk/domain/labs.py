"""Laboratory results, as the laboratory's paper states them."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar, Final

from regdesk.domain.facts import Fact, Label, Section, Writers, writers
from regdesk.domain.journal import CaseFile, Entry
from regdesk.errors import Refused
from regdesk.i18n import N_

# The ids of the catalogue's tests.toml, which has codes, units and ranges; a test keeps both lists alike.
TESTS: Final = {
    "hiv-screening": N_("HIV screening (ELISA)"),
    "hiv-antibody": N_("HIV antibodies (ELISA)"),
    "hiv-rapid": N_("HIV rapid test"),
    "hiv-confirmation": N_("HIV confirmation (immunoblot)"),
    "viral-load": N_("Viral load"),
    "viral-load-log": N_("Viral load, log10"),
    "cd4": N_("CD4"),
    "cd4-percent": N_("CD4, per cent"),
    "creatinine": N_("Creatinine"),
    "egfr": N_("Kidney function (eGFR)"),
    "alt": N_("ALT"),
    "ast": N_("AST"),
    "bilirubin": N_("Bilirubin, total"),
    "haemoglobin": N_("Haemoglobin"),
    "glucose": N_("Glucose"),
    "hbsag": N_("HBsAg"),
    "anti-hcv": N_("anti-HCV"),
    "syphilis": N_("Syphilis (ELISA)"),
    "hla-b5701": N_("HLA-B*57:01"),
    "pregnancy": N_("Pregnancy test"),
    "cryptococcal-antigen": N_("Cryptococcal antigen"),
    "tb-pcr": N_("Tuberculosis PCR (Xpert)"),
    "weight": N_("Weight"),
    "height": N_("Height"),
}
# Units as laboratories write them, by their UCUM code.
SHOWN_UNITS: Final = {
    "{copies}/mL": N_("copies/mL"),
    "{Log_copies}/mL": N_("log10 copies/mL"),
    "{cells}/uL": N_("cells/µL"),
    "{cells}/mm3": N_("cells/mm³"),
    "%": N_("%"),
    "umol/L": N_("µmol/L"),
    "mmol/L": N_("mmol/L"),
    "mg/dL": N_("mg/dL"),
    "mL/min/{1.73_m2}": N_("mL/min/1.73 m²"),
    "U/L": N_("U/L"),
    "g/L": N_("g/L"),
    "g/dL": N_("g/dL"),
    "kg": N_("kg"),
    "cm": N_("cm"),
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

    Number and unit are kept as the paper states them, never converted. A censored value keeps its
    comparator: `<20` is comparator "<" with value 20. `limit` is what the method can count at least.
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
    limit: Annotated[
        Decimal | None, Label(N_("Limit of the method"), N_("if the paper says it, in the same unit"))
    ] = None

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
