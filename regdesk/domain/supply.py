"""Medicines on their way and at hand. No fact here names a drug: items are letters; the plan names them."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, ClassVar, Final

from regdesk.domain.facts import Fact, Label, Section, Writers, writers
from regdesk.domain.journal import CaseFile, Entry
from regdesk.errors import Refused
from regdesk.i18n import N_

HOW = {"seen": N_("counted together"), "told": N_("told by the person")}
EVENTS = {
    "dispatched": N_("Parcel on its way"),
    "customs": N_("Parcel held at customs"),
    "received": N_("Parcel arrived"),
    "partial": N_("Part of the parcel arrived"),
    "lost": N_("Parcel lost"),
    "seized": N_("Parcel taken away by officials"),
    "opened": N_("Parcel was opened on the way"),
    "returned": N_("Parcel came back"),
    "assessed": N_("Risk for the person assessed"),
}
ARRIVED: Final = frozenset({"received", "partial"})
ENDED: Final = frozenset({"lost", "seized", "returned"})
INCIDENTS: Final = frozenset({"lost", "seized", "opened"})
RISKS = {
    "nothing": N_("nothing that tells"),
    "packs": N_("the packs may have been seen"),
    "name": N_("a name, phone or address may have been seen"),
    "unknown": N_("not known yet"),
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
    decides: ClassVar[bool] = True
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
    note: Annotated[str, Label(N_("Note"), N_("whoever carries parcels can read it"), long=True)] = ""
    risk: Annotated[str, Label(N_("What others may have learned"), choices=RISKS)] = ""

    def check(self) -> None:
        """A part that arrived is counted, and an assessment says something."""
        if self.what == "partial" and not self.items:
            raise Refused(N_("Count what arrived: enter the units of each item."))
        if any(one.units < 0 for one in self.items):
            raise Refused(N_("A stock cannot be below zero."))
        if self.what == "assessed" and not self.risk:
            raise Refused(N_("Choose what others may have learned."))


@dataclass(frozen=True, kw_only=True)
class Handover(Fact):
    """The person has the medicines; `about` names the parcel, or `reserve` the batches of a bridge.

    A bridge comes from the office reserve because a parcel is late or lost.
    """

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
    word_said: Annotated[bool | None, Label(N_("The code word was said"))] = None
    seal_intact: Annotated[bool | None, Label(N_("Seal is intact"))] = None
    reserve: Annotated[str, Label(N_("Batch of the office reserve"))] = ""

    def check(self) -> None:
        """Something is handed over, and nobody takes what they do not have yet."""
        if self.days <= 0:
            raise Refused(N_("Enter for how many days the medicines are."))
        if self.first_dose_on and self.first_dose_on < self.on:
            raise Refused(N_("The first dose cannot be before the handover."))


def on_its_way(case: CaseFile) -> Entry | None:
    """Give the newest parcel that is packed and neither handed over, nor lost, seized or come back."""
    return next(reversed(still_open(case)), None)


def still_open(case: CaseFile) -> tuple[Entry, ...]:
    """Give every parcel under way; two were packed apart, by computers that had not heard of each other."""
    over = ENDED | {"handed-over"}
    return tuple(one for one in case.of(Parcel) if parcel_state(case, one) not in over)


def parcel_state(case: CaseFile, parcel: Entry) -> str:
    """Give where a parcel is: "packed", "handed-over", or the event that put it there.

    What came later counts, but who sends never undoes what was heard of the parcel since; a parcel that was
    opened goes on.
    """
    if case.about(parcel.id, Handover):
        return "handed-over"
    heard = news(case, parcel)
    return heard.fact.what if heard and isinstance(heard.fact, ParcelEvent) else "packed"


def news(case: CaseFile, parcel: Entry) -> Entry | None:
    """Give the event that says where a parcel is, None while it lies packed at the Centre."""
    events = case.about(parcel.id, ParcelEvent)
    for wanted in (ARRIVED | ENDED, frozenset({"dispatched", "customs"})):
        found = [one for one in events if getattr(one.fact, "what", "") in wanted]
        if found:
            return found[-1]
    return None


def ended_without(case: CaseFile) -> Entry | None:
    """Give the event by which the newest parcel was lost, seized or sent back, while nothing replaces it."""
    parcel = next(reversed(case.of(Parcel)), None)
    if parcel is None or still_open(case) or parcel_state(case, parcel) not in ENDED:
        return None
    given = last_delivered(case)
    return None if given and given.at > parcel.at else news(case, parcel)


def last_delivered(case: CaseFile) -> Entry | None:
    """Give the newest handover that was no bridge from the office reserve."""
    given = [one for one in case.of(Handover) if not getattr(one.fact, "reserve", "")]
    return given[-1] if given else None


def unassessed(case: CaseFile) -> tuple[Entry, ...]:
    """Give the parcels that were lost, seized or opened, and nobody said yet what others may have learned."""
    return tuple(
        parcel
        for parcel in case.of(Parcel)
        if (events := [one.fact for one in case.about(parcel.id, ParcelEvent)])
        and any(getattr(one, "what", "") in INCIDENTS for one in events)
        and not any(getattr(one, "risk", "") for one in events)
    )


def contents(case: CaseFile, parcel: Entry) -> Dispensing | None:
    """Give what was set aside for a parcel."""
    entry = case.by_id.get(parcel.about) if parcel.about else None
    return entry.fact if entry and isinstance(entry.fact, Dispensing) else None


def days_in(case: CaseFile, parcel: Entry) -> int:
    """Give for how many days of full doses a parcel is; of one that came in part, what arrived."""
    from regdesk.domain import handovers  # noqa: PLC0415 - it counts by what stands here

    packed, heard = contents(case, parcel), news(case, parcel)
    if packed is None:
        return 0
    fact = heard.fact if heard else None
    if isinstance(fact, ParcelEvent) and fact.what == "partial":
        return handovers.days_of(case, parcel, fact.items)
    return packed.days
