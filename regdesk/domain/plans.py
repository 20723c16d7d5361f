"""Treatment plan and prescription: two papers, because one has no name and the other no diagnosis."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar

from regdesk.domain.facts import Fact, Label, Section, Writers, writers
from regdesk.errors import Refused
from regdesk.i18n import N_

FORMS = {
    "tablet": N_("tablet"),
    "capsule": N_("capsule"),
    "solution": N_("solution"),
    "injection": N_("injection"),
}
SHAPES = {"round": N_("round"), "oval": N_("oval"), "capsule": N_("capsule"), "half": N_("half")}
WHO = {
    "host": N_("host organisation"),
    "centre": N_("the Centre"),
    "laboratory": N_("laboratory"),
    "person": N_("the person"),
}
_CLINICIAN = writers(centre="clinician")


@dataclass(frozen=True, kw_only=True)
class Dose:
    """One medicine of a plan.

    item   letter for papers that name no drug (A, B, C);  times  "21:00" and so on
    units  taken at each time;  pack  units in one pack;  shape  of the tablet, for the handout
    """

    item: str
    inn: str
    strength: str
    form: str = "tablet"
    units: Decimal = Decimal(1)
    times: tuple[str, ...] = ()
    shape: str = ""
    pack: int = 30
    until: date | None = None

    @property
    def per_day(self) -> Decimal:
        """How many units a day takes."""
        return self.units * len(self.times)


@dataclass(frozen=True, kw_only=True)
class Planned:
    """One date of follow-up: when, what for, and whose it is."""

    on: date
    what: str
    who: str = "host"


@dataclass(frozen=True, kw_only=True)
class Plan(Fact):
    """The treatment plan: regimen, doses, start (none: on receipt), days of supply and follow-up dates."""

    kind: ClassVar[str] = "plan"
    title: ClassVar[str] = N_("Treatment plan")
    section: ClassVar[Section] = "clinical"
    writers: ClassVar[Writers] = _CLINICIAN
    follows: ClassVar[bool] = True
    decides: ClassVar[bool] = True
    number: Annotated[str, Label(N_("Number"))]
    regimen: Annotated[str, Label(N_("Regimen"))]
    doses: Annotated[tuple[Dose, ...], Label(N_("Medicines"))]
    on: Annotated[date, Label(N_("Date"))]
    start_on: Annotated[date | None, Label(N_("Start"), N_("empty: on the day of receipt"))] = None
    days: Annotated[int, Label(N_("Days of supply"))] = 90
    valid_to: Annotated[date | None, Label(N_("Valid until"))] = None
    follow_ups: Annotated[tuple[Planned, ...], Label(N_("Follow-up"))] = ()
    decisions: Annotated[tuple[str, ...], Label(N_("Checks and the doctor's decisions"))] = ()
    clinician: Annotated[str, Label(N_("Doctor"))] = ""

    def check(self) -> None:
        """A plan names medicines with times, a supply of days, and ends after it begins."""
        if not self.doses or any(not dose.times or dose.units <= 0 for dose in self.doses):
            raise Refused(N_("Each medicine needs a dose and at least one time of day."))
        if self.days <= 0:
            raise Refused(N_("Enter for how many days the medicines are."))
        if self.valid_to and self.valid_to < (self.start_on or self.on):
            raise Refused(N_("The plan ends before it begins. Check both dates."))


@dataclass(frozen=True, kw_only=True)
class Prescribed:
    """One line of a prescription: units altogether, packs, and the signature text for the patient."""

    item: str
    inn: str
    strength: str
    form: str
    quantity: int
    packs: int
    signa: str


@dataclass(frozen=True, kw_only=True)
class Prescription(Fact):
    """The prescription; `about` names its plan. The name is taken from the identity when it is printed."""

    kind: ClassVar[str] = "prescription"
    title: ClassVar[str] = N_("Prescription")
    section: ClassVar[Section] = "clinical"
    writers: ClassVar[Writers] = _CLINICIAN
    follows: ClassVar[bool] = True
    decides: ClassVar[bool] = True
    number: Annotated[str, Label(N_("Number"))]
    medicines: Annotated[tuple[Prescribed, ...], Label(N_("Medicines"))]
    on: Annotated[date, Label(N_("Date"))]
    valid_to: Annotated[date, Label(N_("Valid until"))]
    clinician: Annotated[str, Label(N_("Doctor"))] = ""

    def check(self) -> None:
        """A prescription names something and is valid for a while."""
        if not self.medicines or any(line.quantity <= 0 for line in self.medicines):
            raise Refused(N_("A prescription needs at least one medicine with its quantity."))
        if self.valid_to < self.on:
            raise Refused(N_("The prescription ends before it begins. Check both dates."))


def prescribe(plan: Plan, number: str, signa: Mapping[str, str], valid_to: date) -> Prescription:
    """Make the prescription that a plan asks for: quantities for its days, whole packs."""
    lines = tuple(
        Prescribed(
            item=dose.item,
            inn=dose.inn,
            strength=dose.strength,
            form=dose.form,
            quantity=(quantity := quantity_of(dose, plan.days)),
            packs=-(-quantity // dose.pack),
            signa=signa.get(dose.item, ""),
        )
        for dose in plan.doses
    )
    return Prescription(
        number=number, medicines=lines, on=plan.on, valid_to=valid_to, clinician=plan.clinician
    )


def quantity_of(dose: Dose, days: int) -> int:
    """Give the whole units that *days* of a dose take, rounded up."""
    return int(-(-(dose.per_day * days) // 1))


def add_months(day: date, months: int) -> date:
    """Give the same day *months* later; a day the month lacks becomes its last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
