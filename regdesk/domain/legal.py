"""What the person asks for in writing."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from regdesk.domain.facts import Fact, Label, Section, Writers, writers
from regdesk.i18n import N_

_BOTH = writers(host="caseworker clinician", centre="registrar")


@dataclass(frozen=True, kw_only=True)
class Application(Fact):
    """The person's application for remote registration."""

    kind: ClassVar[str] = "application"
    title: ClassVar[str] = N_("Application for remote registration")
    section: ClassVar[Section] = "legal"
    writers: ClassVar[Writers] = _BOTH
    on: Annotated[date, Label(N_("Date"))]
    why_not_in_person: Annotated[str, Label(N_("Why the person cannot come"), long=True)] = ""


@dataclass(frozen=True, kw_only=True)
class PowerOfAttorney(Fact):
    """The person lets somebody receive a sealed parcel."""

    kind: ClassVar[str] = "power-of-attorney"
    title: ClassVar[str] = N_("Power of attorney")
    section: ClassVar[Section] = "legal"
    writers: ClassVar[Writers] = _BOTH
    attorney: Annotated[str, Label(N_("Who may act"))]
    scope: Annotated[str, Label(N_("What they may do"), long=True)] = ""
    on: Annotated[date, Label(N_("Date"))]
    until: Annotated[date | None, Label(N_("Valid until"))] = None
