"""Medicines from the pharmacy to the person."""

from datetime import date

from regdesk.actions.desk import Desk, Pen, record
from regdesk.actions.records import stored
from regdesk.domain import steps, supply
from regdesk.domain.journal import CaseFile, Changes, Entry, EntryId, StreamId, closure
from regdesk.domain.plans import Prescription
from regdesk.domain.supply import Dispensing, Handover, Parcel, ParcelEvent, StockCount
from regdesk.errors import Refused
from regdesk.i18n import N_


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
    """Write down what happened to a parcel: on its way, arrived, lost, opened, come back."""
    return record(desk, stream, event, about=parcel)


def dispatch(desk: Desk, stream: StreamId, parcel: EntryId, sent: ParcelEvent, changed: Parcel) -> Changes:
    """Write down that a parcel is on its way; what became different since packing corrects the parcel."""
    case, pen = stored(desk, stream), Pen(desk)
    old = case.by_id[parcel]
    if changed != old.fact:
        parcel = pen.write(stream, changed, about=old.about, replaces=closure(case, [parcel])).id
    pen.write(stream, sent, about=parcel)
    return pen.done()


def number(case: CaseFile) -> str:
    """Give the number of the next parcel: six signs of the case's random id, and a running number."""
    return f"{case.id.hex()[-6:].upper()}-{len(case.of(Parcel)) + 1}"


def hand_over(desk: Desk, stream: StreamId, parcel: EntryId, handover: Handover) -> Changes:
    """Give the medicines to the person; raise Refused where this parcel was handed over already."""
    if stored(desk, stream).about(parcel, Handover):
        raise Refused(N_("This parcel was handed over already."))
    return record(desk, stream, handover, about=parcel)


def open_parcel(desk: Desk, stream: StreamId) -> EntryId | None:
    """Give the parcel that is packed, on its way or waiting to be handed over."""
    parcel = supply.on_its_way(stored(desk, stream))
    return parcel.id if parcel else None


def lacks(case: CaseFile, today: date) -> tuple[str, ...]:
    """Say what stands against packing now, as msgids."""
    return steps.not_ready(case, Dispensing, today)


def days_of(case: CaseFile, parcel: Entry) -> int:
    """Give for how many days a parcel is."""
    dispensing = case.by_id.get(parcel.about) if parcel.about else None
    return dispensing.fact.days if dispensing and isinstance(dispensing.fact, Dispensing) else 0
