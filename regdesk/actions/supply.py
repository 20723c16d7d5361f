"""Medicines from the pharmacy to the person."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from regdesk.actions.desk import Desk, Pen, record, roster
from regdesk.actions.records import stored
from regdesk.crypto import enrolment
from regdesk.documents import disclosure
from regdesk.domain import handovers, steps, supply
from regdesk.domain.handovers import Difference
from regdesk.domain.journal import CaseFile, Changes, Entry, EntryId, StreamId, book_id, closure
from regdesk.domain.plans import Prescription
from regdesk.domain.stock import StockMovement
from regdesk.domain.supply import Counted, Dispensing, Handover, Parcel, ParcelEvent, StockCount
from regdesk.errors import Refused
from regdesk.i18n import N_
from regdesk.store.stock import BatchRow
from regdesk.wire.ordinals import ordinals
from regdesk.wire.rosters import device_id


@dataclass(frozen=True)
class Given:
    """What a bridge takes from one batch of the office reserve: the item's letter, its units."""

    item: str
    batch: BatchRow
    units: int


def count_stock(desk: Desk, stream: StreamId, count: StockCount) -> Changes:
    """Write down how many days the person has; the newest count is where all sums begin."""
    return record(desk, stream, count)


def pack(desk: Desk, stream: StreamId, dispensing: Dispensing, parcel: Parcel) -> Changes:
    """Set the medicines aside and pack them; raise Refused where prescription or identity do not allow it."""
    case = stored(desk, stream)
    for lack in steps.not_ready(case, Dispensing, desk.clock.today()):
        raise Refused(lack)
    prescription = case.current(Prescription)
    pen = Pen(desk)
    entry = pen.write(stream, dispensing, about=prescription.id if prescription else None)
    pen.write(stream, parcel, about=entry.id)
    return pen.done()


def report(desk: Desk, stream: StreamId, parcel: EntryId, event: ParcelEvent) -> Changes:
    """Write down what happened to a parcel: on its way, held, arrived, lost, opened, come back.

    Raise Refused where its note would tell whoever carries parcels what is in them.
    """
    if telling := disclosure.in_text(event.note):
        words = ", ".join(word.strip("=*") for word in telling)
        raise Refused(N_("Whoever carries parcels can read this note. Leave out: {words}"), words=words)
    return record(desk, stream, event, about=parcel)


def dispatch(desk: Desk, stream: StreamId, parcel: EntryId, sent: ParcelEvent, changed: Parcel) -> Changes:
    """Write down that a parcel is on its way; what became different since packing corrects the parcel."""
    case, pen = stored(desk, stream), Pen(desk)
    old = case.by_id[parcel]
    if changed != old.fact:
        parcel = pen.write(stream, changed, about=old.about, replaces=closure(case, [parcel])).id
    pen.write(stream, sent, about=parcel)
    return pen.done()


def number(desk: Desk, case: CaseFile) -> str:
    """Give the number of the next parcel: six signs of the case's random id, this computer, a running number.

    Two computers that pack for one person without a line give different numbers.
    """
    own = roster(desk)
    place = ordinals(own).get(device_id(own.org32, desk.device.sign_public), "")
    parts = case.id.hex()[-6:].upper(), place, str(len(case.of(Parcel)) + 1)
    return "-".join(part for part in parts if part)


def hand_over(desk: Desk, stream: StreamId, parcel: EntryId, handover: Handover) -> Changes:
    """Give the medicines to the person; raise Refused where this parcel was handed over already."""
    if stored(desk, stream).about(parcel, Handover):
        raise Refused(N_("This parcel was handed over already."))
    return record(desk, stream, handover, about=parcel)


def bridge(desk: Desk, stream: StreamId, given: Sequence[Given], handover: Handover) -> Changes:
    """Give medicines of the office reserve to a person whose parcel is late or lost.

    The handover stands in the case and what left the shelf in the book: both are stored or none. A shelf that
    then shows less than nothing is no reason to refuse: the packs are in the person's hands.
    """
    if not given:
        raise Refused(N_("Choose what is given from the reserve."))
    last = (handover.first_dose_on or handover.on) + timedelta(days=handover.days - 1)
    if any(one.batch.expires_on and one.batch.expires_on < last for one in given):
        raise Refused(N_("A pack expires before these days are over. Take another batch or fewer days."))
    counted = tuple(Counted(item=one.item, units=one.units) for one in given)
    batches = ", ".join(dict.fromkeys(one.batch.batch for one in given))
    pen = Pen(desk)
    entry = pen.write(stream, replace(handover, items=counted, reserve=batches))
    for one in given:
        movement = StockMovement(
            medicine=one.batch.medicine,
            batch=one.batch.batch,
            units=-one.units,
            why="bridge",
            on=handover.on,
            expires_on=one.batch.expires_on,
            pack=one.batch.pack,
        )
        pen.write(book_id(desk.org), movement, about=entry.id)
    return pen.done()


def open_parcel(desk: Desk, stream: StreamId) -> EntryId | None:
    """Give the parcel that is packed, on its way or waiting to be handed over."""
    parcel = supply.on_its_way(stored(desk, stream))
    return parcel.id if parcel else None


def lacks(case: CaseFile, today: date) -> tuple[str, ...]:
    """Say what stands against packing now, as msgids."""
    return steps.not_ready(case, Dispensing, today)


def days_of(case: CaseFile, parcel: Entry) -> int:
    """Give for how many days a parcel is; of one that came in part, what arrived."""
    return supply.days_in(case, parcel)


def counted(case: CaseFile, parcel: Entry, items: Iterable[Counted]) -> tuple[int, tuple[Difference, ...]]:
    """Give the days that counted units make, and the items of which not as much is there as was packed."""
    items = tuple(items)
    return handovers.days_of(case, parcel, items), handovers.differences(case, parcel, items)


def code_word(case: CaseFile, parcel: Entry, language: str) -> str:
    """Give the word that the person says when the parcel is handed over, "" where no contact is known.

    It is told by the safe contact and stands on no paper that goes with the parcel.
    """
    words = enrolment.listed(language)
    number_of_it = handovers.code_number(case, parcel, len(words))
    return "" if number_of_it is None else words[number_of_it]
