"""An organisation's stock of medicines by batch and expiry: a sum of movements, nothing that is changed.

What is set aside for a person stands in that person's case; what else comes and goes stands in the book.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, ClassVar, Final

from regdesk.domain.erasure import is_gone
from regdesk.domain.facts import Fact, Label, Section, Writers, writers
from regdesk.domain.journal import AuthorId, CaseFile, Entry, EntryId
from regdesk.domain.plans import Prescription
from regdesk.domain.supply import Dispensing, Packed
from regdesk.errors import Refused
from regdesk.i18n import N_

COUNTED: Final = "counted"
SET_ASIDE: Final = "set-aside"
WHY: Final = {
    "received": N_("received"),
    COUNTED: N_("counted on the shelf"),
    "given": N_("given to a parcel"),
    "returned": N_("came back and was put in stock"),
    "destroyed": N_("destroyed"),
    "moved": N_("moved to the reserve of others"),
    "bridge": N_("given to a person as a bridge"),
}
OUT: Final = frozenset({"given", "destroyed", "moved", "bridge"})
# A pack that cannot outlive a usual supply by 30 days is soon of no use: 90 days and domain.md 7.2, S9->S10.
USUAL_DAYS: Final = 90
SPARE_DAYS: Final = 30


@dataclass(frozen=True, kw_only=True)
class StockMovement(Fact):
    """Units of one batch came or went; of a count `units` are what lies on the shelf.

    The newest count restarts the sum of its batch, as a person's own count does (decision 0040).
    """

    kind: ClassVar[str] = "stock-movement"
    title: ClassVar[str] = N_("Stock of the organisation")
    section: ClassVar[Section] = "book"
    writers: ClassVar[Writers] = writers(
        host="caseworker pharmacist clinician admin", centre="pharmacist clinician"
    )
    medicine: Annotated[str, Label(N_("Medicine and strength"))]
    batch: Annotated[str, Label(N_("Batch"), N_("as it is printed on the pack"))]
    units: Annotated[int, Label(N_("Units"))]
    why: Annotated[str, Label(N_("What happened"), choices=WHY)]
    on: Annotated[date, Label(N_("Date"))]
    expires_on: Annotated[date | None, Label(N_("Good until"))] = None
    pack: Annotated[int, Label(N_("Units in a pack"))] = 30
    note: Annotated[str, Label(N_("Note"), long=True)] = ""

    def check(self) -> None:
        """A movement names medicine and batch, and its sign says whether units came or went."""
        if not self.medicine.strip() or not self.batch.strip():
            raise Refused(N_("Enter the medicine and its batch."))
        if self.pack <= 0:
            raise Refused(N_("Enter how many units are in a pack."))
        came = self.units >= 0 if self.why == COUNTED else self.units > 0
        if not (self.units < 0 if self.why in OUT else came):
            raise Refused(N_("Enter how many units there are, in figures."))


@dataclass(frozen=True)
class Line:
    """What one record does to the stock of a batch; *item* is its place in the record.

    units  signed; of a count what lies there;  at  the record's clock (ms)
    """

    entry: EntryId
    item: int
    medicine: str
    batch: str
    expires_on: date | None
    units: int
    pack: int
    why: str
    on: date
    at: int

    @property
    def mark(self) -> str:
        """What orders lines: the day, then the clock, then the id; a count has seen what comes before it."""
        return f"{self.on.isoformat()}/{self.at:020d}/{self.entry.hex()}"


def name(inn: str, strength: str) -> str:
    """Give the name of a medicine in the stock."""
    return ", ".join(part.strip() for part in (inn, strength) if part.strip())


def key(medicine: str) -> str:
    """Give what two spellings of one medicine have in common: no blanks, no case, "+" and "/" alike."""
    return "".join(medicine.casefold().replace("/", "+").split())


def lines(case: CaseFile, own: Collection[AuthorId]) -> Iterator[Line]:
    """List what a journal does to the own stock: movements of the book, what a case set aside.

    Of two versions of one record the newest counts until a person chose.
    """
    older = {
        entry.id
        for versions in case.conflicts
        if versions.kind in (StockMovement, Dispensing)
        for entry in versions.entries[:-1]
    }
    for entry in (*case.of(StockMovement), *case.of(Dispensing)):
        if entry.author in own and entry.id not in older:
            yield from _moved(entry) if isinstance(entry.fact, StockMovement) else _set_aside(case, entry)


def soon_of_no_use(expires_on: date | None, today: date) -> bool:
    """Say whether a pack set aside today would not outlive a usual supply by 30 days."""
    return expires_on is not None and expires_on < last_of_use(today, USUAL_DAYS)


def last_of_use(start: date, days: int) -> date:
    """Give the day until which a pack must be good: the end of supply and 30 days (domain.md 7.2)."""
    return start + timedelta(days=days + SPARE_DAYS)


def _moved(entry: Entry) -> Iterator[Line]:
    fact = entry.fact
    if isinstance(fact, StockMovement):
        what = fact.medicine, fact.batch, fact.expires_on, fact.units, fact.pack
        yield Line(entry.id, 0, *what, fact.why, fact.on, entry.at)


def medicines_of(case: CaseFile, parcel: Entry) -> Mapping[str, str]:
    """Give the name of each item of a parcel, by its letter."""
    dispensing = case.by_id.get(parcel.about) if parcel.about else None
    return _names(_recipe(case, dispensing)) if dispensing else {}


def pack_of(one: Packed) -> int:
    """Give how many units are in a pack of what was packed."""
    return max(1, one.units // max(1, one.packs))


def _recipe(case: CaseFile, dispensing: Entry) -> Entry | None:
    return case.by_id.get(dispensing.about) if dispensing.about else case.current(Prescription)


def _names(recipe: Entry | None) -> Mapping[str, str]:
    medicines = recipe.fact.medicines if recipe and isinstance(recipe.fact, Prescription) else ()
    return {one.item: name(one.inn, one.strength) for one in medicines}


def set_aside_for(case: CaseFile, erased: Collection[EntryId]) -> tuple[EntryId, ...]:
    """Give what was set aside that nobody can read any more once these entries are erased."""
    return tuple(entry.id for entry in case.of(Dispensing) if {entry.id, entry.about} & set(erased))


def _set_aside(case: CaseFile, entry: Entry) -> Iterator[Line]:
    fact = entry.fact
    if not isinstance(fact, Dispensing):
        return
    recipe = _recipe(case, entry)
    if recipe and is_gone(recipe):  # erased: the book says instead what left the shelf (actions/erasure.py)
        return
    names = _names(recipe)
    for place, one in enumerate(fact.items):
        what = names.get(one.item, one.item), one.batch, one.expires_on, -one.units
        yield Line(entry.id, place, *what, pack_of(one), SET_ASIDE, fact.on, entry.at)
