"""What the AIDS Centre says about a package: received, checked, returned, decided, registered."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar, cast

from regdesk.domain.facts import Fact, Label, Section, Writers, writers
from regdesk.domain.journal import CaseFile, Entry, order
from regdesk.domain.papers import ASKED_TYPES, Submission
from regdesk.errors import Refused
from regdesk.i18n import N_

IDENTITY_LEVELS = {
    "L0": N_("L0: in the person's own words"),
    "L1": N_("L1: passport photo seen"),
    "L2": N_("L2: found in the own register too"),
    "L3": N_("L3: checked by video call"),
}
DECISIONS = {
    "accept": N_("accept"),
    "more": N_("ask for more"),
    "decline": N_("decline"),
}
TALKS = {"": N_("not said"), "video": N_("video"), "phone": N_("phone")}
RETURN_REASONS = {
    "missing": N_("a paper is missing"),
    "unreadable": N_("a paper cannot be read"),
    "expired": N_("a paper is too old"),
    "wrong-name": N_("the name differs"),
    "no-consent": N_("consent is missing"),
}
CHECK_STATES = {
    "ok": N_("in order"),
    "missing": N_("missing"),
    "unreadable": N_("unreadable"),
    "expired": N_("too old"),
    "not-needed": N_("not needed"),
}


@dataclass(frozen=True, kw_only=True)
class Received(Fact):
    """The Centre has the package; `about` names the submission."""

    kind: ClassVar[str] = "received"
    title: ClassVar[str] = N_("Package received")
    section: ClassVar[Section] = "case"
    writers: ClassVar[Writers] = writers(centre="registrar clinician")
    on: Annotated[date, Label(N_("Date"))]


@dataclass(frozen=True, kw_only=True)
class Returned(Fact):
    """The package goes back for correction; `about` names the submission."""

    kind: ClassVar[str] = "returned"
    title: ClassVar[str] = N_("Package returned for correction")
    section: ClassVar[Section] = "case"
    writers: ClassVar[Writers] = writers(centre="registrar clinician")
    on: Annotated[date, Label(N_("Date"))]
    reasons: Annotated[tuple[str, ...], Label(N_("Reasons"), choices=RETURN_REASONS)]
    answer_by: Annotated[date | None, Label(N_("Answer by"))] = None
    note: Annotated[str, Label(N_("Note"), long=True)] = ""


@dataclass(frozen=True, kw_only=True)
class Registration(Fact):
    """The person is on the Centre's register under this number."""

    kind: ClassVar[str] = "registration"
    title: ClassVar[str] = N_("Registration")
    section: ClassVar[Section] = "case"
    writers: ClassVar[Writers] = writers(centre="registrar clinician")
    single: ClassVar[bool] = True
    decides: ClassVar[bool] = True
    number: Annotated[str, Label(N_("Registration number"))]
    on: Annotated[date, Label(N_("Date"))]

    def check(self) -> None:
        """A registration has a number."""
        if not self.number.strip():
            raise Refused(N_("Enter the registration number."))


@dataclass(frozen=True, kw_only=True)
class Checked:
    """One paper of the package as the registrar found it."""

    type: str
    state: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class CompletenessCheck(Fact):
    """The package paper by paper; `about` names the submission."""

    kind: ClassVar[str] = "completeness-check"
    title: ClassVar[str] = N_("Completeness check")
    section: ClassVar[Section] = "clinical"
    writers: ClassVar[Writers] = writers(centre="registrar clinician")
    on: Annotated[date, Label(N_("Date"))]
    papers: Annotated[tuple[Checked, ...], Label(N_("Papers"))] = ()
    compared: Annotated[tuple[bytes, ...], Label(N_("Facts compared with their papers"))] = ()


@dataclass(frozen=True, kw_only=True)
class Teleconsultation(Fact):
    """A talk of doctor and person by video or phone: planned, and later what was found and decided."""

    kind: ClassVar[str] = "teleconsultation"
    title: ClassVar[str] = N_("Talk with the doctor")
    section: ClassVar[Section] = "clinical"
    writers: ClassVar[Writers] = writers(centre="clinician")
    follows: ClassVar[bool] = True
    planned_for: Annotated[date | None, Label(N_("Planned for"))] = None
    on: Annotated[date | None, Label(N_("Talked on"), N_("empty while it is only planned"))] = None
    how: Annotated[str, Label(N_("How"), choices=TALKS)] = ""
    findings: Annotated[str, Label(N_("Findings"), long=True)] = ""
    decision: Annotated[str, Label(N_("Decision"), long=True)] = ""
    clinician: Annotated[str, Label(N_("Doctor"))] = ""

    def check(self) -> None:
        """A talk has a day, and one that took place says what was found or decided."""
        if self.planned_for is None and self.on is None:
            raise Refused(N_("Enter the day for which the talk is planned, or on which it was."))
        if self.on is not None and not (self.findings.strip() or self.decision.strip()):
            raise Refused(N_("Write what was found or decided in the talk."))
        if self.on is None and (self.findings.strip() or self.decision.strip()):
            raise Refused(N_("Enter the day of the talk."))


@dataclass(frozen=True, kw_only=True)
class ReviewDecision(Fact):
    """The clinician's decision on a package; `about` names the submission."""

    kind: ClassVar[str] = "review-decision"
    title: ClassVar[str] = N_("Decision")
    section: ClassVar[Section] = "clinical"
    writers: ClassVar[Writers] = writers(centre="clinician")
    follows: ClassVar[bool] = True
    decides: ClassVar[bool] = True
    decision: Annotated[str, Label(N_("Decision"), choices=DECISIONS)]
    on: Annotated[date, Label(N_("Date"))]
    reason: Annotated[str, Label(N_("Reason"), long=True)] = ""
    next_step: Annotated[str, Label(N_("What to do next"), long=True)] = ""
    papers: Annotated[tuple[str, ...], Label(N_("Papers asked for"), choices=ASKED_TYPES)] = ()
    wanted: Annotated[tuple[str, ...], Label(N_("What is asked for"))] = ()
    answer_by: Annotated[date | None, Label(N_("Answer by"))] = None
    identity_level: Annotated[str, Label(N_("Identity evidence"), choices=IDENTITY_LEVELS)] = ""
    clinician: Annotated[str, Label(N_("Doctor"))] = ""

    def check(self) -> None:
        """Declining says why and what to do next; asking says what for."""
        if self.decision == "decline" and not (self.reason.strip() and self.next_step.strip()):
            raise Refused(N_("Say why the case is declined and what the person can do next."))
        if self.decision == "more" and not (self.wanted or self.papers):
            raise Refused(N_("Say which papers or answers are asked for."))
        if self.decision == "accept" and self.identity_level in ("", "L0"):
            raise Refused(N_("To accept, identity needs at least L1: a passport photo that was seen."))


def talk_planned(case: CaseFile) -> Entry | None:
    """Give the talk that is planned and was not held yet (S6t of domain.md 7.1)."""
    entry = case.current(Teleconsultation)
    fact = entry.fact if entry else None
    return entry if isinstance(fact, Teleconsultation) and fact.on is None else None


def held_talk(case: CaseFile) -> Entry | None:
    """Give the newest talk that took place."""
    held = [
        (fact.on, order(entry), entry) for entry in case.of(Teleconsultation) if (fact := _talk(entry)).on
    ]
    return max(held, key=lambda one: (one[0] or date.min, one[1]))[2] if held else None


def sent_back(case: CaseFile) -> Entry | None:
    """Give the Centre's newest answer to the package, if it is a return or asks for more."""
    package = case.current(Submission)
    if package is None:
        return None
    answers = (*case.about(package.id, Returned), *case.about(package.id, ReviewDecision))
    newest = max(answers, key=order, default=None)
    wants = newest is not None and getattr(newest.fact, "decision", "more") == "more"
    return newest if wants else None


def _talk(entry: Entry) -> Teleconsultation:
    return cast("Teleconsultation", entry.fact)
