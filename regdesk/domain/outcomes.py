"""How a case ended for an organisation, or that it is open again; and a move to another centre."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar, Final

from regdesk.domain.facts import Fact, Label, Section, Writers, writers
from regdesk.domain.journal import CaseFile, Entry, order
from regdesk.domain.membership import EVERYBODY, Accepted
from regdesk.errors import Refused
from regdesk.i18n import N_

OPEN: Final = "open"
# X1 to X9 of domain.md 7.1, in this order; DAK HIV.H.DE41 has those of them that it counts.
OUTCOMES = {
    "transferred": N_("transferred to another centre"),
    "returned-home": N_("returned home, registered in person"),
    "died": N_("died"),
    "withdrawn": N_("consent withdrawn"),
    "refused": N_("refused"),
    "lost": N_("contact lost"),
    "duplicate": N_("the same person has another case"),
    "deported": N_("deported"),
    "not-confirmed": N_("diagnosis not confirmed"),
    OPEN: N_("open again"),
}
BRIDGE_DAYS: Final = 90  # three months of medicines go with somebody who moves on: domain.md 7.3, proposed
_UNCONFIRMED: Final = N_(
    "Write which centre took over and on what day it confirmed this. Until then the case stays open."
)
_DOCTORS = writers(host="clinician caseworker", centre="clinician registrar")


@dataclass(frozen=True, kw_only=True)
class Closed(Fact):
    """The case is over, or open again, for the organisation that says so. It names no disease."""

    kind: ClassVar[str] = "closed"
    title: ClassVar[str] = N_("Outcome")
    section: ClassVar[Section] = "case"
    writers: ClassVar[Writers] = EVERYBODY
    follows: ClassVar[bool] = True
    decides: ClassVar[bool] = True
    outcome: Annotated[str, Label(N_("Outcome"), choices=OUTCOMES)]
    on: Annotated[date, Label(N_("Date"))]
    source: Annotated[
        str, Label(N_("How it is known"), N_("nothing about health: whoever carries parcels can read it"))
    ] = ""
    received_by: Annotated[str, Label(N_("Centre that took over"))] = ""
    confirmed_on: Annotated[date | None, Label(N_("It confirmed this on"))] = None
    other_number: Annotated[str, Label(N_("Number or code of the other case"))] = ""

    def check(self) -> None:
        """An outcome says how it is known; a transfer is confirmed (DAK HIV.H.DE49); both numbers stay."""
        if self.outcome != OPEN and not self.source.strip():
            raise Refused(N_("Write how the outcome is known: who said it, or on what paper it stands."))
        if self.outcome == "transferred" and not (self.received_by.strip() and self.confirmed_on):
            raise Refused(_UNCONFIRMED)
        if self.outcome == "duplicate" and not self.other_number.strip():
            raise Refused(N_("Write the number or code of the other case: both numbers stay."))


@dataclass(frozen=True, kw_only=True)
class CauseOfDeath(Fact):
    """What somebody died of, as far as it is known; `about` names the outcome, which couriers can read."""

    kind: ClassVar[str] = "cause-of-death"
    title: ClassVar[str] = N_("Cause of death")
    section: ClassVar[Section] = "clinical"
    writers: ClassVar[Writers] = _DOCTORS
    cause: Annotated[str, Label(N_("Cause of death"), N_("if it is known"), long=True)]


@dataclass(frozen=True, kw_only=True)
class Transfer(Fact):
    """The person moves on and another centre is to take over; the case stays open until it confirmed."""

    kind: ClassVar[str] = "transfer"
    title: ClassVar[str] = N_("Move to another centre")
    section: ClassVar[Section] = "case"
    writers: ClassVar[Writers] = EVERYBODY
    follows: ClassVar[bool] = True
    on: Annotated[date, Label(N_("Date"))]
    country: Annotated[str, Label(N_("Country the person moves to"))]
    centre: Annotated[str, Label(N_("Centre that is to take over"), N_("if it is known"))] = ""
    leaves_on: Annotated[date | None, Label(N_("The person leaves on"))] = None

    def check(self) -> None:
        """A move goes somewhere."""
        if not self.country.strip():
            raise Refused(N_("Write to which country the person moves."))


def moving(case: CaseFile) -> Entry | None:
    """Give the move that goes on: no centre took the case since, and it was not closed."""
    move = case.current(Transfer)
    if move is None:
        return None
    taken = [one for one in case.of(Accepted) if getattr(one.fact, "part", "") == "centre"]
    over = [*taken, *(one for one in case.of(Closed) if getattr(one.fact, "outcome", OPEN) != OPEN)]
    return None if any(order(one) > order(move) for one in over) else move
