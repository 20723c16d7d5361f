"""Medicines on their way and at hand. No fact here names a drug: items are letters; the plan names them."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, ClassVar, Final

from regdesk.domain.facts import Fact, Label, Section, Writers, writers
from regdesk.domain.journal import CaseFile, Entry
from regdesk.errors import Refused
from regdesk.i18n import N_

LEAD_DAYS: Final = 21  # without a measured way: domain.md 2.6, decided
RESERVE_DAYS: Final = 14  # a parcel should arrive this long before run-out: domain.md 1.3, proposed
REFILL_DAYS: Final = 45  # a refill request opens: domain.md 2.6
SOON_DAYS: Final = 30
URGENT_DAYS: Final = 14
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


@dataclass(frozen=True)
class Coverage:
    """How long the medicines last. Days are whole; `run_out` is the first day without a dose."""

    today: date
    run_out: date | None = None
    transit_days: int = 0
    arrives_on: date | None = None
    lead_days: int = LEAD_DAYS

    @property
    def days_left(self) -> int:
        """Days that still have their dose, today included."""
        return max(0, (self.run_out - self.today).days) if self.run_out else 0

    @property
    def gap_days(self) -> int:
        """Days without a dose before the next parcel, or before one ordered today."""
        arrives = self.arrives_on or self.today + timedelta(days=self.lead_days)
        return max(0, (arrives - (self.run_out or self.today)).days)

    @property
    def order_by(self) -> date | None:
        """The last day to order without touching the reserve."""
        return self.run_out - timedelta(days=self.lead_days + RESERVE_DAYS) if self.run_out else None

    @property
    def known(self) -> bool:
        """Whether anything is known of the person's medicines."""
        return self.run_out is not None


def coverage(case: CaseFile, today: date) -> Coverage:
    """Work out how long the person's medicines last, from counts and handovers, and what is on its way.

    The newest count restarts the sum, because people share, miss and buy (domain.md 2.6, decided).
    """
    count = max(case.all(StockCount), key=lambda one: one.on, default=None)
    run_out = count.on + timedelta(days=count.days) if count else None
    for entry in sorted(case.of(Handover), key=_begins):
        fact = entry.fact
        if isinstance(fact, Handover) and (count is None or fact.on > count.on or _after(entry, case, count)):
            begin = _begins(entry)
            run_out = max(run_out or begin, begin) + timedelta(days=fact.days)
    parcel = on_its_way(case)
    if parcel is None or not isinstance(parcel.fact, Parcel):
        return Coverage(today, run_out)
    return Coverage(today, run_out, _days_in(case, parcel), parcel.fact.expected_on)


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


def _begins(entry: Entry) -> date:
    fact = entry.fact
    return (fact.first_dose_on or fact.on) if isinstance(fact, Handover) else date.min


def _after(entry: Entry, case: CaseFile, count: StockCount) -> bool:
    """Of a handover and a count on one day, the one written later saw the other."""
    counted = next(e for e in case.of(StockCount) if e.fact == count)
    return isinstance(entry.fact, Handover) and entry.fact.on == count.on and entry.at > counted.at


def _days_in(case: CaseFile, parcel: Entry) -> int:
    dispensing = case.by_id.get(parcel.about) if parcel.about else None
    return dispensing.fact.days if dispensing and isinstance(dispensing.fact, Dispensing) else 0
