"""The stock of this organisation: what is there by batch, what comes and goes, what a parcel may take."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from regdesk.actions.desk import Desk, Pen, my_roles, record
from regdesk.actions.may import may_write
from regdesk.actions.records import stored as journal_of
from regdesk.catalogue import named, whole
from regdesk.catalogue.named import key_of
from regdesk.catalogue.rows import in_language
from regdesk.domain.journal import CaseFile, Changes, EntryId, StreamId, book_id
from regdesk.domain.plans import Dose, Plan, Prescribed
from regdesk.domain.stock import StockMovement, last_of_use, medicines_of, name, pack_of, soon_of_no_use
from regdesk.domain.supply import Packed
from regdesk.errors import Refused
from regdesk.i18n import N_
from regdesk.store import database
from regdesk.store import stock as stored
from regdesk.store.stock import BatchRow, LineRow

__all__ = [
    "BatchRow",
    "LineRow",
    "Portion",
    "batches",
    "days",
    "fitting",
    "known",
    "lines",
    "may_move",
    "move",
    "packs",
    "portions",
    "put_back",
    "reserve",
    "short",
    "short_name",
    "soon_of_no_use",
    "state_of",
]

NOT_YOURS = N_("Your role does not write down the stock. Ask the pharmacist.")


@dataclass(frozen=True)
class Portion:
    """What a parcel takes from one batch: whole packs; `batch` is None where the stock has none."""

    batch: BatchRow | None
    units: int
    packs: int


def batches(desk: Desk) -> list[BatchRow]:
    """List what is in stock or short: by medicine, the earliest expiry first."""
    return stored.batches(desk.read)


def short(desk: Desk) -> list[BatchRow]:
    """List the batches of which more was given than there was; only a count puts them right."""
    return stored.short(desk.read)


def lines(desk: Desk, row: BatchRow) -> list[LineRow]:
    """List what came and went of a batch, newest first."""
    return stored.lines(desk.read, row)


def packs(desk: Desk) -> int:
    """Count the whole packs in stock."""
    return sum(row.packs for row in batches(desk))


def may_move(part: str, roles: Sequence[str] | frozenset[str]) -> bool:
    """Say whether somebody with these roles writes down the stock."""
    return may_write(StockMovement, part, roles)


def move(desk: Desk, movement: StockMovement, part: str) -> Changes:
    """Write down that units came or went, or what lies on the shelf; raise Refused where the role may not."""
    if not may_move(part, my_roles(desk)):
        raise Refused(NOT_YOURS)
    return record(desk, book_id(desk.org), movement)


def short_name(row: BatchRow) -> str:
    """Give a medicine's name as the guideline shortens it, with its strength; in full where it is unknown."""
    one = named.medicine(row.medicine)
    strength = row.medicine.rpartition(", ")[2]
    return name(one.abbr, strength) if one else row.medicine


def known(desk: Desk, language: str) -> list[str]:
    """List the medicines that are in stock and, in a language, those of the catalogue, to choose from."""
    there = [row.medicine for row in batches(desk)]
    listed = [
        name(in_language(one.inn, language), in_language(one.strength, language))
        for one in whole.current().medicines.values()
        if one.arv
    ]
    return list(dict.fromkeys((*there, *sorted(listed))))


def put_back(
    desk: Desk, stream: StreamId, parcel: EntryId, units: Iterable[tuple[Packed, int]], on: date
) -> Changes:
    """Put in stock what of a parcel that came back is fit to be given again; once for each parcel.

    Raise Refused where the role may not, where it was done already, or where there is nothing to put back.
    """
    if not may_move("centre", my_roles(desk)):
        raise Refused(NOT_YOURS)
    case, book = journal_of(desk, stream), journal_of(desk, book_id(desk.org))
    if book.about(parcel, StockMovement):
        raise Refused(N_("This parcel was put back in stock already."))
    names, pen, any_units = medicines_of(case, case.by_id[parcel]), Pen(desk), False
    for one, count in units:
        if count > 0:
            movement = StockMovement(
                medicine=names.get(one.item, one.item),
                batch=one.batch,
                units=count,
                why="returned",
                on=on,
                expires_on=one.expires_on,
                pack=pack_of(one),
            )
            pen.write(book_id(desk.org), movement, about=parcel)
            any_units = True
    if not any_units:
        raise Refused(N_("Enter how many units there are, in figures."))
    return pen.done()


def state_of(row: BatchRow, today: date) -> str:
    """Say how a batch stands: "short", "expired", "soon" (of no use for a usual supply) or "".

    An expired pack is good on the day that is printed on it.
    """
    if row.units < 0:
        return "short"
    if row.expires_on is not None and row.expires_on < today:
        return "expired"
    return "soon" if soon_of_no_use(row.expires_on, today) else ""


def days(row: BatchRow) -> int | None:
    """Give the days of supply that a batch makes, None where nobody knows how much a day takes.

    Only a dose that was verified counts; two tablets a day make half as many days.
    """
    one = named.medicine(row.medicine)
    if one is None or "dose" in one.unverified or not one.units * one.times:
        return None
    return int(max(0, row.units) * one.every // (one.units * one.times))


def fitting(desk: Desk, one: Prescribed, start: date, for_days: int) -> list[BatchRow]:
    """List the batches of a prescribed medicine that outlive the supply by 30 days, the earliest first."""
    with database.reading(desk.read):
        found = stored.batches(desk.read, key_of(name(one.inn, one.strength)))
    last = last_of_use(start, for_days)
    return [row for row in found if row.units > 0 and row.expires_on and row.expires_on >= last]


def reserve(desk: Desk, case: CaseFile) -> tuple[Mapping[str, Dose], Mapping[str, Sequence[BatchRow]]]:
    """Give the doses of the plan by item, and for each what is good in stock, the earliest expiry first."""
    plan = case.one(Plan)
    doses = {dose.item: dose for dose in plan.doses} if plan else {}
    with database.reading(desk.read):
        there = {
            item: [
                row
                for row in stored.batches(desk.read, key_of(name(one.inn, one.strength)))
                if state_of(row, desk.clock.today()) not in ("short", "expired")
            ]
            for item, one in doses.items()
        }
    return doses, there


def portions(found: Sequence[BatchRow], units: int, pack: int) -> tuple[tuple[Portion, ...], int]:
    """Share units out over batches in whole packs, the earliest expiry first; give what is short besides.

    What is short is packed all the same: the pack is in the pharmacist's hand, only the stock does not know.
    """
    chosen: list[Portion] = []
    left = units
    for row in found:
        size = row.pack or pack
        count = min(row.packs, -(-left // size))
        if left > 0 and count:
            chosen.append(Portion(row, count * size, count))
            left -= count * size
    if left > 0:
        chosen.append(Portion(None, -(-left // pack) * pack, -(-left // pack)))
    return tuple(chosen), max(0, left)
