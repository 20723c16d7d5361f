"""Life on treatment: contacts by a safe way, other medicines, conditions and unwanted effects."""

import re
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
_TIME: Final = re.compile(r"([01]?\d|2[0-3]):[0-5]\d")
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
# What got in the way of the medicines (HIV.H.DE53); the answers are our own words, asked without blame.
HARD = {
    "forgot": N_("forgot, or slept through it"),
    "effects": N_("felt unwell from the medicines"),
    "ill": N_("was too ill"),
    "ran-out": N_("had none left"),
    "shared": N_("gave some to somebody else"),
    "seen": N_("was afraid that somebody sees"),
    "work": N_("work, shifts, on the road"),
    "mood": N_("low spirits, alcohol or other substances"),
    "doubt": N_("felt well, or doubts that they are needed"),
    "other": N_("something else"),
}
# Kinds of unwanted effects (HIV.D.DE466); the list is our own.
EFFECTS = {
    "stomach": N_("stomach: nausea, vomiting, diarrhoea"),
    "skin": N_("skin: rash, itching"),
    "allergy": N_("allergy: rash with fever, swelling, trouble breathing"),
    "liver": N_("liver: yellow skin or eyes, dark urine"),
    "kidney": N_("kidneys"),
    "sleep": N_("sleep, dreams, mood"),
    "nerves": N_("numbness or pain in hands or feet"),
    "blood": N_("blood: weakness, pallor"),
    "weight": N_("weight or shape of the body"),
    "bones": N_("bones"),
    "other": N_("something else"),
}
DONE = {
    "watch": N_("nothing yet, we watch"),
    "advice": N_("advice given"),
    "paused": N_("the person stopped the medicines"),
    "doctor": N_("sent to a doctor"),
    "hospital": N_("taken to hospital"),
    "changed": N_("the doctor changed the treatment"),
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
    missed_week: Annotated[int | None, Label(N_("Doses missed in the last 7 days"))] = None
    missed: Annotated[int | None, Label(N_("Doses missed in the last 30 days"))] = None
    hard: Annotated[
        tuple[str, ...], Label(N_("What got in the way"), N_("ask kindly, it happens to everybody"), HARD)
    ] = ()
    complaints: Annotated[str, Label(N_("Complaints"), long=True)] = ""
    weight: Annotated[Decimal | None, Label(N_("Weight, kg"))] = None
    note: Annotated[str, Label(N_("Note"), long=True)] = ""
    next_on: Annotated[date | None, Label(N_("Next contact"))] = None
    next_at: Annotated[str, Label(N_("At what time"), N_("for example 19:30; may stay empty"))] = ""
    tried: Annotated[str, Label(N_("Which way was tried"), N_("only if nobody answered"), TRIED)] = ""
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
        """Missed doses are counted from zero, a week has no more of them than its month; times are times.

        And an interruption began before the contact.
        """
        if (self.missed is not None and self.missed < 0) or (self.missed_week or 0) < 0:
            raise Refused(N_("Missed doses cannot be below zero."))
        if self.missed is not None and (self.missed_week or 0) > self.missed:
            raise Refused(N_("The last 30 days include the last 7: enter at least as many missed doses."))
        if self.next_at and not _TIME.fullmatch(self.next_at):
            raise Refused(N_("Write the time like this: 19:30."))
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
    """An unwanted effect of treatment; a change of the plan is the doctor's, as a new version of it."""

    kind: ClassVar[str] = "adverse-event"
    title: ClassVar[str] = N_("Unwanted effect")
    section: ClassVar[Section] = "clinical"
    writers: ClassVar[Writers] = _BOTH
    on: Annotated[date, Label(N_("Since"))]
    what: Annotated[str, Label(N_("What happened"), long=True)]
    severity: Annotated[str, Label(N_("Severity"), choices=SEVERITIES)] = "mild"
    effect: Annotated[str, Label(N_("Kind"), choices=EFFECTS)] = ""
    done: Annotated[str, Label(N_("What was done"), choices=DONE)] = ""
    until: Annotated[date | None, Label(N_("Over since"), N_("empty while it goes on"))] = None

    def check(self) -> None:
        """An effect says what happened, and is over after it began."""
        if not self.what.strip() and not self.effect:
            raise Refused(N_("Write what happened, or choose its kind."))
        if self.until and self.until < self.on:
            raise Refused(N_("It is over before it began. Check both dates."))


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
