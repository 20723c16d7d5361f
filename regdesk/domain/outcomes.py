"""How a case ended for an organisation, or that it is open again."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from regdesk.domain.facts import Fact, Label, Section, Writers
from regdesk.domain.membership import EVERYBODY
from regdesk.i18n import N_

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
    "open": N_("open again"),
}


@dataclass(frozen=True, kw_only=True)
class Closed(Fact):
    """The case is over, or open again, for the organisation that says so."""

    kind: ClassVar[str] = "closed"
    title: ClassVar[str] = N_("Outcome")
    section: ClassVar[Section] = "case"
    writers: ClassVar[Writers] = EVERYBODY
    follows: ClassVar[bool] = True
    decides: ClassVar[bool] = True
    outcome: Annotated[str, Label(N_("Outcome"), choices=OUTCOMES)]
    on: Annotated[date, Label(N_("Date"))]
    source: Annotated[str, Label(N_("How it is known"))] = ""
