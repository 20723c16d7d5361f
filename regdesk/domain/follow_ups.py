"""Life on treatment: contacts by a safe way, other medicines, conditions and unwanted effects."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar, Final

from regdesk.domain.facts import Fact, Label, Section, Writers, writers
from regdesk.domain.journal import CaseFile, Entry
from regdesk.domain.people import SafeContact
from regdesk.errors import Refused
from regdesk.i18n import N_

NO_ANSWER: Final = "no-answer"
HOW = {
    "call": N_("phone call"),
    "visit": N_("the person came to us"),
    "message": N_("message"),
    "video": N_("video call with the doctor"),
    "other-person": N_("through the person named for that"),
    NO_ANSWER: N_("tried, no answer"),
}
# Ways one can try in vain. Nobody is looked for at home or at work: domain.md 7.3.
TRIED = {one: HOW[one] for one in ("call", "message", "video", "other-person")}
ASSESSED = {
    "same": N_("goes on with the plan as it is"),
    "new-plan": N_("a new plan is written"),
    "wait": N_("first the results"),
    "other": N_("something else, see the note"),
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
    tried: Annotated[str, Label(N_("Which way was tried"), choices=TRIED)] = ""
    without_since: Annotated[
        date | None, Label(N_("No medicines since"), N_("only if they were interrupted"))
    ] = None

    @property
    def reached(self) -> bool:
        """Whether somebody spoke with the person."""
        return self.how != NO_ANSWER

    @property
    def way(self) -> str:
        """The way that was taken, in vain or not; empty where an older record does not say."""
        return self.how if self.reached else self.tried

    def check(self) -> None:
        """Missed doses are counted from zero, and an interruption began before the contact."""
        if self.missed is not None and self.missed < 0:
            raise Refused(N_("Missed doses cannot be below zero."))
        if self.without_since and self.without_since > self.on:
            raise Refused(N_("The interruption begins after the contact. Check both dates."))


@dataclass(frozen=True, kw_only=True)
class ReturnAssessed(Fact):
    """The doctor's look at somebody who is back after an interruption; `about` names the contact.

    It decides nothing by itself: a new start or plan is written as a plan.
    """

    kind: ClassVar[str] = "return-assessed"
    title: ClassVar[str] = N_("Assessed after an interruption")
    section: ClassVar[Section] = "clinical"
    writers: ClassVar[Writers] = writers(centre="clinician")
    on: Annotated[date, Label(N_("Date"))]
    decision: Annotated[str, Label(N_("How it goes on"), choices=ASSESSED)]
    note: Annotated[str, Label(N_("Note"), long=True)] = ""


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


def safe_ways(case: CaseFile) -> frozenset[str]:
    """Give the ways of HOW that the person allows; with two versions of the safe contact, what both allow.

    The person may always come by. A message needs a place for it and the person's word that messages may be
    left; somebody else is asked only where the person named them.
    """
    versions = next(
        (one.entries for one in case.undecided(SafeContact)), tuple(_present(case.current(SafeContact)))
    )
    found = [_ways(entry.fact) for entry in versions if isinstance(entry.fact, SafeContact)]
    return frozenset({"visit"}).union(frozenset.intersection(*found) if found else ())


def _present(entry: Entry | None) -> tuple[Entry, ...]:
    return (entry,) if entry else ()


def _ways(contact: SafeContact) -> frozenset[str]:
    line = bool(contact.phone.strip() or contact.messenger.strip())
    allowed = {
        "call": line,
        "video": line,
        "message": line and contact.messages,
        "other-person": bool(contact.other_person.strip()),
    }
    return frozenset(way for way, may in allowed.items() if may)
