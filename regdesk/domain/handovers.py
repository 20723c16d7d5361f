"""What is counted when a parcel is opened together: compared with what was packed, and how long it lasts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from regdesk.domain.hashing import digest
from regdesk.domain.journal import CaseFile, Entry
from regdesk.domain.people import SafeContact
from regdesk.domain.plans import Dose, Plan, Prescription, quantity_of
from regdesk.domain.supply import Counted, Packed, contents


@dataclass(frozen=True)
class Difference:
    """An item of which not as much was counted as was packed; units."""

    item: str
    packed: int
    counted: int


def packed_units(case: CaseFile, parcel: Entry) -> Mapping[str, int]:
    """Give the units of each item that were packed, in the order they were."""
    dispensing = contents(case, parcel)
    return summed(dispensing.items) if dispensing else {}


def summed(items: Iterable[Packed | Counted]) -> Mapping[str, int]:
    """Add up the units of each item: one may come from several batches."""
    found: dict[str, int] = {}
    for one in items:
        found[one.item] = found.get(one.item, 0) + one.units
    return found


def differences(case: CaseFile, parcel: Entry, counted: Iterable[Counted]) -> tuple[Difference, ...]:
    """Compare a count with what was packed; an item nobody counted is none that differs."""
    packed, found = packed_units(case, parcel), summed(counted)
    names = dict.fromkeys((*packed, *found))
    both = (Difference(one, packed.get(one, 0), found[one]) for one in names if one in found)
    return tuple(one for one in both if one.packed != one.counted)


def days_of(case: CaseFile, parcel: Entry, counted: Iterable[Counted]) -> int:
    """Give the days of full doses that counted units make: the item that runs out first decides.

    Never more than the parcel was packed for. Where the plan does not say how much a day takes, units count
    in proportion to what was packed, rounded down.
    """
    dispensing, found = contents(case, parcel), summed(counted)
    if dispensing is None:
        return 0
    packed, doses = summed(dispensing.items), doses_of(case, parcel)
    return min(
        (
            _days(found.get(item, 0), dispensing.days, units, doses.get(item))
            for item, units in packed.items()
        ),
        default=0,
    )


def doses_of(case: CaseFile, parcel: Entry) -> Mapping[str, Dose]:
    """Give the doses by item of the plan that a parcel was packed for, of the newest where none is named."""
    entry = case.by_id.get(parcel.about) if parcel.about else None
    recipe = case.by_id.get(entry.about) if entry and entry.about else case.current(Prescription)
    plan = case.by_id.get(recipe.about) if recipe and recipe.about else case.current(Plan)
    return {dose.item: dose for dose in plan.fact.doses} if plan and isinstance(plan.fact, Plan) else {}


def code_number(case: CaseFile, parcel: Entry, words: int) -> int | None:
    """Give the number of a parcel's code word among *words*, None without a safe contact.

    Host and Centre work it out alike without a line. It rests on the first safe contact, which who carries
    parcels does not have, and on the dispensing, which stays when a parcel is corrected. It is written down
    nowhere.
    """
    first = next((one for one in case.entries if one.kind == SafeContact.kind), None)
    if first is None:
        return None
    return int.from_bytes(digest("regdesk/code-word/v1", first.id, parcel.about or parcel.id)[:8]) % words


def _days(counted: int, most: int, packed: int, dose: Dose | None) -> int:
    if counted >= packed:
        return most
    if dose is None:
        return most * max(0, counted) // packed
    return next((days for days in range(most, 0, -1) if quantity_of(dose, days) <= counted), 0)
