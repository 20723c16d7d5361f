"""Treatment plan and prescription: two papers, because one has no name and the other no diagnosis."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import ceil
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
# WHO SMART HIV DAK: reasons of substitution HIV.D.DE418 and of switching HIV.D.DE427, 17 Nov 2023.
REASONS = {
    "failure": N_("treatment failure"),
    "toxicity": N_("unwanted effect"),
    "pregnancy": N_("pregnancy"),
    "available": N_("which drug is available"),
    "tb": N_("tuberculosis"),
    "other": N_("another reason"),
}
WEEK = 7  # `Dose.every` of what is taken once a week
_CLINICIAN = writers(centre="clinician")


@dataclass(frozen=True, kw_only=True)
class Dose:
    """One medicine of a plan.

    item   letter for papers that name no drug (A, B, C);  times  "21:00" and so on
    units  taken at each time;  pack  units in one pack;  shape  of the tablet, for the handout
    medicine   id in the catalogue, empty where it was written by hand
    every      days from one dose day to the next, 7 for weekly; empty: every day
    first_day  day of the plan on which it begins, counted from 1;  last_day  the last one, empty: to the end.
               A lead-in is two rows: nevirapine once a day on days 1 to 14, twice from day 15
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
    medicine: str = ""
    every: int | None = None
    first_day: int | None = None
    last_day: int | None = None

    @property
    def per_day(self) -> Decimal:
        """How many units a day on which it is taken takes."""
        return self.units * len(self.times)

    def days_taken(self, days: int) -> int:
        """Give on how many of the first *days* of the plan it is taken; a week begun counts its dose."""
        last = min(days, self.last_day or days)
        return max(0, -(-(last - (self.first_day or 1) + 1) // (self.every or 1)))

    def check(self) -> None:
        """A dose has units, times, whole days in order, and packs that hold something."""
        if not self.times or self.units <= 0:
            raise Refused(N_("Each medicine needs a dose and at least one time of day."))
        if self.pack <= 0:
            raise Refused(N_("Enter how many are in a pack."))
        given = (self.every, self.first_day, self.last_day)
        if any(one is not None and one < 1 for one in given):
            raise Refused(N_("Days of a medicine are counted from 1. Check from which day and how often."))
        if self.last_day and self.last_day < (self.first_day or 1):
            raise Refused(N_("A medicine ends before it begins. Check from which day to which."))


@dataclass(frozen=True, kw_only=True)
class Planned:
    """One date of follow-up: when, what for, and whose it is."""

    on: date
    what: str
    who: str = "host"


@dataclass(frozen=True, kw_only=True)
class Override:
    """A check that stood against the plan, and why the doctor prescribes all the same; it prints.

    rule, about    permanent name of the advice and what it concerns: items of the plan, other medicines
    title, source  its words and where it comes from, as they were shown
    """

    rule: str
    title: str
    reason: str
    source: str = ""
    about: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Noted:
    """What a check said when the plan was signed, in the words that were shown; it prints.

    rule  permanent name of the advice;  tier  "consider", "not-checked" or "in-order"
    text  only where something is to be taken into account
    """

    rule: str
    tier: str
    title: str
    text: str = ""
    source: str = ""


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
    reserve_days: Annotated[int | None, Label(N_("Days in reserve"))] = None
    overrides: Annotated[tuple[Override, ...], Label(N_("Prescribed all the same"))] = ()
    handout: Annotated[tuple[str, ...], Label(N_("On the handout"))] = ()
    reason: Annotated[str, Label(N_("Why the regimen changes"), choices=REASONS)] = ""
    noted: Annotated[tuple[Noted, ...], Label(N_("What the checks said"))] = ()

    @property
    def supply_days(self) -> int:
        """For how many days medicines are prescribed: those of the plan and those in reserve."""
        return self.days + (self.reserve_days or 0)

    def check(self) -> None:
        """A plan names medicines with times, a supply of days, and ends after it begins."""
        if not self.doses:
            raise Refused(N_("Each medicine needs a dose and at least one time of day."))
        for dose in self.doses:
            dose.check()
        if self.days <= 0:
            raise Refused(N_("Enter for how many days the medicines are."))
        if (self.reserve_days or 0) < 0:
            raise Refused(N_("Days in reserve cannot be fewer than none."))
        if any(quantity_of(dose, self.supply_days) == 0 for dose in self.doses):
            raise Refused(
                N_("A medicine begins after the supply ends. Check from which day, or give more days.")
            )
        if any(not one.reason.strip() for one in self.overrides):
            raise Refused(N_("Write why you prescribe it all the same."))
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
    """Make the prescription that a plan asks for: quantities for its days and its reserve, whole packs."""
    lines = tuple(
        Prescribed(
            item=dose.item,
            inn=dose.inn,
            strength=dose.strength,
            form=dose.form,
            quantity=quantity_of(dose, plan.supply_days),
            packs=packs_of(dose, plan.supply_days),
            signa=signa.get(dose.item, ""),
        )
        for dose in plan.doses
    )
    return Prescription(
        number=number, medicines=lines, on=plan.on, valid_to=valid_to, clinician=plan.clinician
    )


def quantity_of(dose: Dose, days: int) -> int:
    """Give the whole units that the first *days* of the plan take, rounded up.

    Source: domain.md 2.3 and 2.6, decided: units a day x days, weekly medicines by week, lead-ins by
    their days.
    """
    return ceil(dose.per_day * dose.days_taken(days))  # `//` of decimals cuts towards zero


def packs_of(dose: Dose, days: int) -> int:
    """Give the whole packs that hold what the first *days* of the plan take."""
    return -(-quantity_of(dose, days) // dose.pack)


def add_months(day: date, months: int) -> date:
    """Give the same day *months* later; a day the month lacks becomes its last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
