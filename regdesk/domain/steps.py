"""The six steps of remote registration and whose turn it is: pure functions of what stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from regdesk.domain import consent, gap, labs, orders, supply
from regdesk.domain.facts import Fact
from regdesk.domain.freezing import STANDS_STILL, frozen
from regdesk.domain.journal import CaseFile, Entry
from regdesk.domain.outcomes import Closed
from regdesk.domain.papers import Submission
from regdesk.domain.people import Identity, IdentityPaper, SafeContact
from regdesk.domain.plans import Plan, Prescription
from regdesk.domain.questions import unanswered
from regdesk.domain.reviews import Registration, Returned, ReviewDecision
from regdesk.i18n import N_

DELIVERY: Final = 5
FOLLOW_UP: Final = 6
STEPS: Final = (
    N_("Identified"),
    N_("Documents"),
    N_("Review"),
    N_("Plan and prescription"),
    N_("Delivery"),
    N_("Follow-up"),
)
# What a list says instead of a step while the signatures of a case that has just come are checked.
CHECKED: Final = N_("signatures are being checked")
_NO_CONSENT_A = N_("Consent A (data and contact) is missing.")
_NO_CONSENT_B = N_("Consent B (transfer) is missing.")
HOST, CENTRE, CARRIER, PERSON, NOBODY = "host", "centre", "carrier", "person", ""


@dataclass(frozen=True)
class Progress:
    """Which of the six steps is being worked on, when the earlier ones were done, and whose turn it is.

    step     1 to 6;  7 never: follow-up goes on
    done     step -> the day (from the clock of the entry) on which it was done
    turn     "host", "centre", "carrier", "person", or "" when the case is closed
    lacking  what an earlier step still lacks (msgids); it never blocks writing
    """

    step: int
    done: Mapping[int, int]
    turn: str
    lacking: tuple[str, ...] = ()
    closed: str = ""


def progress(case: CaseFile, today: date) -> Progress:
    """Read the progress of a case."""
    done = _done(case, today)
    step = max(done, default=0) + 1
    outcome = case.one(Closed)
    closed = outcome.outcome if outcome and outcome.outcome != "open" else ""
    turn = NOBODY if closed else _turn(case, step)
    return Progress(step, done, turn, lacking(case, today), closed)


def _done(case: CaseFile, today: date) -> Mapping[int, int]:
    """Give the steps done, each with the ms clock of the entry that finished it."""
    ends: tuple[tuple[int, Entry | None], ...] = (
        (1, _identified(case)),
        (2, _submitted(case)),
        (3, case.current(Registration)),
        (4, case.current(Prescription) if case.of(Plan) else None),
        (5, _delivered(case, today)),
    )
    return {step: entry.at for step, entry in ends if entry is not None}


def _identified(case: CaseFile) -> Entry | None:
    """Step 1 is done with an identity, a safe contact and both consents (domain.md 7.2, S0->S2)."""
    needed = [
        case.current(kind)
        for kind in (Identity, SafeContact, consent.ContactConsent, consent.TransferConsent)
    ]
    return None if None in needed else max((one for one in needed if one), key=lambda entry: entry.at)


def _submitted(case: CaseFile) -> Entry | None:
    """Step 2 is done with a package that was neither returned nor found wanting."""
    package = case.current(Submission)
    if package is None or case.about(package.id, Returned):
        return None
    asked = [e for e in case.about(package.id, ReviewDecision) if getattr(e.fact, "decision", "") == "more"]
    return None if asked and case.current(ReviewDecision) in asked else package


def _delivered(case: CaseFile, today: date) -> Entry | None:
    """Step 5 is done when medicines were handed over and no parcel, order or refill is due."""
    handed = case.current(supply.Handover)
    parcel = supply.on_its_way(case) or orders.open_order(case)
    if handed is None or parcel is not None or supply.ended_without(case):
        return None
    return handed if gap.coverage(case, today).days_left > gap.REFILL_DAYS else None


def _turn(case: CaseFile, step: int) -> str:
    if questions := unanswered(case):
        return CENTRE if HOST in case.parts.get(questions[0].author, ()) else HOST
    if step in (1, 2):
        return HOST
    if step in (3, 4):
        return CENTRE
    return PERSON if step == FOLLOW_UP else carries(case)


def assembles(case: CaseFile, step: int) -> bool:
    """Say whether the Centre is to pack the next parcel: nothing more is to be ordered."""
    return step == DELIVERY and supply.on_its_way(case) is None and carries(case) == CENTRE


def carries(case: CaseFile) -> str:
    """Say who moves the medicines on in step 5, whoever is to answer a question meanwhile.

    A refill begins with an order, or with a new count by the host.
    A parcel that was lost, seized or sent back is packed again without being asked for (domain.md 7.3).
    """
    parcel = supply.on_its_way(case)
    if parcel is not None:
        whose = {"dispatched": CARRIER, "customs": CARRIER, "received": HOST, "partial": HOST}
        return whose.get(supply.parcel_state(case, parcel), CENTRE)
    if supply.ended_without(case) or orders.open_order(case):
        return CENTRE
    handed, counted = supply.last_delivered(case), case.current(supply.StockCount)
    if handed is None or (counted is not None and counted.at > handed.at):
        return CENTRE
    return HOST


def lacking(case: CaseFile, today: date) -> tuple[str, ...]:
    """Say what the steps so far lack, as msgids; facts out of order are shown, never refused."""
    rows: tuple[tuple[bool, str], ...] = (
        (case.one(Identity) is None, N_("The name and birth date are missing.")),
        (case.one(SafeContact) is None, N_("A safe contact is missing.")),
        (not consent.in_force(case, consent.ContactConsent, today), _NO_CONSENT_A),
        (not consent.in_force(case, consent.TransferConsent, today), _NO_CONSENT_B),
    )
    return tuple(text for lacks, text in rows if lacks)


def not_ready(case: CaseFile, kind: type[Fact], today: date) -> tuple[str, ...]:
    """Say what stands against writing *kind* now , as msgids.

    These are the guards of domain.md 7.2 that need no catalogue.
    """
    accepted = [d for d in case.all(ReviewDecision) if d.decision == "accept"]
    guards: Mapping[type[Fact], tuple[tuple[bool, str], ...]] = {
        Submission: (
            (not case.of(IdentityPaper), N_("A page of the passport is missing.")),
            (not consent.in_force(case, consent.TransferConsent, today), _NO_CONSENT_B),
        ),
        Registration: (
            (not accepted, N_("The clinician has not accepted the package yet.")),
            (
                bool(case.undecided(ReviewDecision)),
                N_("Two decisions stand beside each other. Choose one of them first."),
            ),
            (not labs.confirmed(case), N_("A positive confirmation test is missing.")),
            (not consent.in_force(case, consent.TransferConsent, today), _NO_CONSENT_B),
        ),
        Plan: ((case.one(Registration) is None, N_("The person has no registration number yet.")),),
        Prescription: ((case.one(Plan) is None, N_("There is no treatment plan yet.")),),
        supply.Dispensing: (
            (case.one(Prescription) is None, N_("There is no prescription yet.")),
            (
                not any(d.identity_level in ("L2", "L3") for d in accepted),
                N_("For the first parcel identity needs L2 or L3: found in the register, or a video call."),
            ),
        ),
    }
    still = (STANDS_STILL,) if kind in guards and frozen(case) else ()
    return (*still, *(text for lacks, text in guards.get(kind, ()) if lacks))
