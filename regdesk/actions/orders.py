"""Ordering the next medicines, and declaring or ending a pause."""

from regdesk.actions.desk import Desk, Pen, record
from regdesk.actions.records import correct, stored
from regdesk.domain import supply
from regdesk.domain.journal import Changes, EntryId, StreamId
from regdesk.domain.orders import Order, open_order
from regdesk.domain.pauses import Pause
from regdesk.domain.supply import StockCount
from regdesk.errors import Refused
from regdesk.i18n import N_


def order(desk: Desk, stream: StreamId, asked: Order, count: StockCount | None = None) -> Changes:
    """Ask the Centre for medicines, with what the person has today; raise Refused where it is under way."""
    case = stored(desk, stream)
    if open_order(case) is not None:
        raise Refused(N_("A delivery is ordered already. To change it, correct the order in the history."))
    if supply.on_its_way(case) is not None:
        raise Refused(N_("A parcel is on its way already. Say first what became of it."))
    pen = Pen(desk)
    if count is not None:
        pen.write(stream, count)
    pen.write(stream, asked)
    return pen.done()


def pause(desk: Desk, stream: StreamId, declared: Pause) -> Changes:
    """Declare a pause of treatment: its days use up no stock."""
    return record(desk, stream, declared)


def change_pause(desk: Desk, stream: StreamId, which: EntryId, right: Pause) -> Changes:
    """Say when a pause ends, or correct it; what was declared before stays in the history."""
    return correct(desk, stream, [which], right)
