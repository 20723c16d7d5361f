"""Medicines on their way and at hand. No fact here names a drug: items are letters; the plan names them."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, ClassVar

from regdesk.domain.facts import Fact, Label, Section, Writers, writers
from regdesk.domain.journal import CaseFile, Entry
from regdesk.errors import Refused
from regdesk.i18n import N_

HOW = {"seen": N_("counted together"), "told": N_("told by the person")}
EVENTS = {
    "dispatched": N_("Parcel on its way"),
    "received": N_("Parcel arrived"),
    "lost": N_("Parcel lost"),
    "opened": N_("Parcel was opened on the way"),
    "returned": N_("Parcel came back"),
}
WAYS = {
    "courier": N_("courier"),
    "relative": N_("relative or trusted person"),
    "post": N_("post"),
    "staff": N_("staff member"),
}


@dataclass(frozen=True, kw_only=True)
class Counted:
    """Whole units of one item."""

    item: str
    units: int


@dataclass(frozen=True, kw_only=True)
class StockCount(Fact):
    """How many days of full doses the person has on a day, that day's dose still to be taken."""

    kind: ClassVar[str] = "stock-count"
    title: ClassVar[str] = N_("Stock count")
    section: ClassVar[Section] = "supply"
    writers: ClassVar[Writers] = writers(host="caseworker clinician")
    on: Annotated[date, Label(N_("Counted on"))]
    days: Annotated[int, Label(N_("Days of full doses"))]
    how: Annotated[str, Label(N_("How it is known"), choices=HOW)] = "seen"
    items: Annotated[tuple[Counted, ...], Label(N_("Units"))] = ()

    def check(self) -> None:
        """Nobody has less than nothing."""
        if self.days < 0 or any(one.units < 0 for one in self.items):
            raise Refused(N_("A stock cannot be below zero."))


@dataclass(frozen=True, kw_only=True)
class Packed:
    """One item of a parcel: units, packs, batch and expiry as printed on the pack."""

    item: str
    units: int
    packs: int
    batch: str
    expires_on: date


@dataclass(frozen=True, kw_only=True)
class Dispensing(Fact):
    """The pharmacy set medicines aside; `about` names the prescription."""

    kind: ClassVar[str] = "dispensing"
    title: ClassVar[str] = N_("Medicines set aside")
    section: ClassVar[Section] = "supply"
    writers: ClassVar[Writers] = writers(centre="pharmacist clinician")
    on: Annotated[date, Label(N_("Date"))]
    days: Annotated[int, Label(N_("Days of full doses"))]
    items: Annotated[tuple[Packed, ...], Label(N_("Items"))]

    def check(self) -> None:
        """Each pack outlives the supply by 30 days (domain.md 7.2, S9->S10)."""
        last = self.on + timedelta(days=self.days + 30)
        if not self.items or any(one.units <= 0 or not one.batch.strip() for one in self.items):
            raise Refused(N_("Enter units and batch of every item."))
        if any(one.expires_on < last for one in self.items):
            raise Refused(N_("A pack expires less than 30 days after the supply ends. Take a later batch."))


@dataclass(frozen=True, kw_only=True)
class Parcel(Fact):
    """A packed parcel; `about` names the dispensing."""

    kind: ClassVar[str] = "parcel"
    title: ClassVar[str] = N_("Parcel")
    section: ClassVar[Section] = "supply"
    writers: ClassVar[Writers] = writers(centre="pharmacist clinician")
    number: Annotated[str, Label(N_("Parcel number"))]
    on: Annotated[date, Label(N_("Packed on"))]
    way: Annotated[str, Label(N_("Way"), choices=WAYS)] = "courier"
    receiver: Annotated[str, Label(N_("Receiver"), N_("as agreed with the person"))] = ""
    expected_on: Annotated[date | None, Label(N_("Expected on"))] = None
    seal: Annotated[str, Label(N_("Seal number"))] = ""


@dataclass(frozen=True, kw_only=True)
class ParcelEvent(Fact):
    """What happened to a parcel; `about` names it."""

    kind: ClassVar[str] = "parcel-event"
    title: ClassVar[str] = N_("Parcel news")
    section: ClassVar[Section] = "supply"
    writers: ClassVar[Writers] = writers(
        host="caseworker pharmacist", centre="caseworker pharmacist", carrier="caseworker pharmacist"
    )
    what: Annotated[str, Label(N_("What happened"), choices=EVENTS)]
    on: Annotated[date, Label(N_("Date"))]
    seal_intact: Annotated[bool | None, Label(N_("Seal is intact"))] = None
    items: Annotated[tuple[Counted, ...], Label(N_("Units"))] = ()
    note: Annotated[str, Label(N_("Note"), long=True)] = ""


@dataclass(frozen=True, kw_only=True)
class Handover(Fact):
    """The person has the medicines; `about` names the parcel."""

    kind: ClassVar[str] = "handover"
    title: ClassVar[str] = N_("Handed over")
    section: ClassVar[Section] = "supply"
    writers: ClassVar[Writers] = writers(host="caseworker clinician")
    decides: ClassVar[bool] = True
    on: Annotated[date, Label(N_("Date"))]
    days: Annotated[int, Label(N_("Days of full doses"))]
    items: Annotated[tuple[Counted, ...], Label(N_("Units"))] = ()
    first_dose_on: Annotated[date | None, Label(N_("First dose"))] = None
    receipt: Annotated[bool, Label(N_("Receipt signed or code word said"))] = False

    def check(self) -> None:
        """Something is handed over, and nobody takes what they do not have yet."""
        if self.days <= 0:
            raise Refused(N_("Enter for how many days the medicines are."))
        if self.first_dose_on and self.first_dose_on < self.on:
            raise Refused(N_("The first dose cannot be before the handover."))


def on_its_way(case: CaseFile) -> Entry | None:
    """Give the newest parcel that is packed and neither handed over nor lost."""
    for parcel in reversed(case.of(Parcel)):
        whats = {e.fact.what for e in case.about(parcel.id, ParcelEvent) if isinstance(e.fact, ParcelEvent)}
        if not whats & {"lost", "returned"} and not case.about(parcel.id, Handover):
            return parcel
    return None


def parcel_state(case: CaseFile, parcel: Entry) -> str:
    """Give where a parcel is: "packed", "dispatched", "received", "lost", "returned" or "handed-over"."""
    if case.about(parcel.id, Handover):
        return "handed-over"
    events = [e.fact.what for e in case.about(parcel.id, ParcelEvent) if isinstance(e.fact, ParcelEvent)]
    return next((what for what in ("lost", "returned", "received", "dispatched") if what in events), "packed")


def days_in(case: CaseFile, parcel: Entry) -> int:
    """Give for how many days of full doses a parcel is."""
    dispensing = case.by_id.get(parcel.about) if parcel.about else None
    return dispensing.fact.days if dispensing and isinstance(dispensing.fact, Dispensing) else 0
