"""Somebody is held by officials, was deported, or is free again: what then must be done at once."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar, Final

from regdesk.domain.facts import Fact, Label, Section, Writers, writers
from regdesk.domain.journal import CaseFile, Entry, EntryId
from regdesk.domain.membership import CaseOpened
from regdesk.domain.people import Stay
from regdesk.errors import Refused
from regdesk.i18n import N_

RELEASED: Final = "released"
WHAT = {
    "detained": N_("held by officials"),
    "deporting": N_("to be deported"),
    "deported": N_("deported"),
    RELEASED: N_("free again"),
}


@dataclass(frozen=True, kw_only=True)
class Detention(Fact):
    """The person is detained, deported or free again. It tells of no disease: every member can read it."""

    kind: ClassVar[str] = "detention"
    title: ClassVar[str] = N_("Detention or deportation")
    section: ClassVar[Section] = "case"
    writers: ClassVar[Writers] = writers(
        host="caseworker clinician", centre="caseworker registrar clinician", carrier="caseworker"
    )
    follows: ClassVar[bool] = True
    what: Annotated[str, Label(N_("What happened"), choices=WHAT)]
    on: Annotated[date, Label(N_("Date"))]
    source: Annotated[str, Label(N_("How it is known"))] = ""
    arrives_on: Annotated[date | None, Label(N_("Expected at home on"), N_("if it is known"))] = None

    def check(self) -> None:
        """It says how it is known."""
        if not self.source.strip():
            raise Refused(N_("Write how it is known."))


@dataclass(frozen=True, kw_only=True)
class ArrivalPlan(Fact):
    """Where and when the person gets medicines at home on arrival; `about` names the detention."""

    kind: ClassVar[str] = "arrival-plan"
    title: ClassVar[str] = N_("Medicines on arrival")
    section: ClassVar[Section] = "clinical"
    writers: ClassVar[Writers] = writers(centre="clinician registrar pharmacist")
    follows: ClassVar[bool] = True
    on: Annotated[date, Label(N_("Day"))]
    place: Annotated[str, Label(N_("Place"))]
    note: Annotated[str, Label(N_("Note"), long=True)] = ""

    def check(self) -> None:
        """Somebody must find it."""
        if not self.place.strip():
            raise Refused(N_("Write where the medicines are given out."))


def held(case: CaseFile) -> Entry | None:
    """Give the newest word about a detention or deportation, None once the person is free."""
    entry = case.current(Detention)
    return entry if entry and isinstance(entry.fact, Detention) and entry.fact.what != RELEASED else None


def arrival(case: CaseFile) -> Entry | None:
    """Give where the person gets medicines on arrival, if the Centre said it since they were last free."""
    plan = case.current(ArrivalPlan)
    freed = [one.at for one in case.of(Detention) if getattr(one.fact, "what", "") == RELEASED]
    return plan if plan and plan.at > max(freed, default=0) else None


def host_addresses(case: CaseFile) -> tuple[EntryId, ...]:
    """Name the records of where the person lived in the host country: they endanger whoever is left there."""
    opened = case.one(CaseOpened)
    country = opened.host_country if opened else ""
    return tuple(
        entry.id for entry in case.of(Stay) if not country or getattr(entry.fact, "country", "") == country
    )
