"""Life on treatment: contacts, other medicines, conditions and unwanted effects."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar

from regdesk.domain.facts import Fact, Label, Section, Writers, writers
from regdesk.errors import Refused
from regdesk.i18n import N_

HOW = {
    "call": N_("phone call"),
    "visit": N_("visit"),
    "message": N_("message"),
    "video": N_("video call with the doctor"),
    "no-answer": N_("tried, no answer"),
}
SEVERITIES = {"mild": N_("mild"), "moderate": N_("moderate"), "severe": N_("severe")}
_BOTH = writers(host="caseworker clinician", centre="clinician")


@dataclass(frozen=True, kw_only=True)
class FollowUp(Fact):
    """One contact with the person after treatment began."""

    kind: ClassVar[str] = "follow-up"
    title: ClassVar[str] = N_("Follow-up")
    section: ClassVar[Section] = "clinical"
    writers: ClassVar[Writers] = _BOTH
    on: Annotated[date, Label(N_("Date"))]
    how: Annotated[str, Label(N_("How"), choices=HOW)] = "call"
    missed: Annotated[int | None, Label(N_("Doses missed in the last 30 days"))] = None
    complaints: Annotated[str, Label(N_("Complaints"), long=True)] = ""
    weight: Annotated[Decimal | None, Label(N_("Weight, kg"))] = None
    note: Annotated[str, Label(N_("Note"), long=True)] = ""
    next_on: Annotated[date | None, Label(N_("Next contact"))] = None

    def check(self) -> None:
        """Missed doses are counted from zero."""
        if self.missed is not None and self.missed < 0:
            raise Refused(N_("Missed doses cannot be below zero."))


@dataclass(frozen=True, kw_only=True)
class MedicineTaken(Fact):
    """Another medicine the person takes or took."""

    kind: ClassVar[str] = "medicine-taken"
    title: ClassVar[str] = N_("Other medicine")
    section: ClassVar[Section] = "clinical"
    writers: ClassVar[Writers] = _BOTH
    name: Annotated[str, Label(N_("Medicine"))]
    dose: Annotated[str, Label(N_("Dose"))] = ""
    why: Annotated[str, Label(N_("What for"))] = ""
    since: Annotated[date | None, Label(N_("Since"))] = None
    until: Annotated[date | None, Label(N_("Until"))] = None
    source: Annotated[str, Label(N_("How it is known"))] = ""


@dataclass(frozen=True, kw_only=True)
class Condition(Fact):
    """A condition that matters for treatment: pregnancy, tuberculosis, hepatitis, allergy."""

    kind: ClassVar[str] = "condition"
    title: ClassVar[str] = N_("Condition or allergy")
    section: ClassVar[Section] = "clinical"
    writers: ClassVar[Writers] = _BOTH
    name: Annotated[str, Label(N_("Condition"))]
    code: Annotated[str, Label(N_("Code"), N_("ICD-10, if known"))] = ""
    since: Annotated[date | None, Label(N_("Since"))] = None
    until: Annotated[date | None, Label(N_("Until"))] = None
    note: Annotated[str, Label(N_("Note"), long=True)] = ""


@dataclass(frozen=True, kw_only=True)
class AdverseEvent(Fact):
    """An unwanted effect of treatment."""

    kind: ClassVar[str] = "adverse-event"
    title: ClassVar[str] = N_("Unwanted effect")
    section: ClassVar[Section] = "clinical"
    writers: ClassVar[Writers] = _BOTH
    on: Annotated[date, Label(N_("Since"))]
    what: Annotated[str, Label(N_("What happened"), long=True)]
    severity: Annotated[str, Label(N_("Severity"), choices=SEVERITIES)] = "mild"
