"""What is to be done about medicines: order, assemble, send on, hand over; what a lost parcel asks for."""

from collections.abc import Iterator
from datetime import date, timedelta

from regdesk.domain import gap, supply
from regdesk.domain.journal import Entry
from regdesk.domain.plans import Prescription
from regdesk.domain.steps import CARRIER, CENTRE, HOST
from regdesk.store.due import DELIVERY, Due, Seen


def delivery(seen: Seen, begun: int) -> Iterator[Due]:
    """Step 5: the parcel's next hand. A parcel that is late is asked for by the host."""
    parcel = supply.on_its_way(seen.case)
    if parcel is None:
        if seen.progress.turn == CENTRE:
            yield _assemble(seen, begun)
        return
    urgent, expected = _urgent_on(seen), seen.coverage.arrives_on
    values = {"parcel": parcel.id, "number": getattr(parcel.fact, "number", "")}
    match supply.parcel_state(seen.case, parcel):
        case "packed":
            yield Due("dispatch", CENTRE, parcel.at, urgent_on=urgent, values=values)
        case "dispatched" | "customs":
            yield Due("carry", CARRIER, parcel.at, expected, urgent_on=urgent, values=values)
            if expected:
                yield Due(
                    "ask-parcel", HOST, parcel.at, expected, expected + timedelta(days=1), values=values
                )
        case "received" | "partial":
            yield Due("hand-over", HOST, parcel.at, urgent_on=urgent, values=values)


def stock(seen: Seen) -> Iterator[Due]:
    """Medicines that run out while no parcel is on its way nor being assembled (domain.md 2.6)."""
    run_out = seen.coverage.run_out
    assembling = seen.progress.step == DELIVERY and seen.progress.turn == CENTRE
    if run_out is None or assembling or supply.on_its_way(seen.case) is not None:
        return
    at = max(entry.at for kind in (supply.StockCount, supply.Handover) for entry in seen.case.of(kind))
    urgent = _urgent_on(seen)
    if seen.progress.step < DELIVERY:
        yield Due("find-reserve", HOST, at, run_out, urgent, urgent, _lead(seen))
    else:
        opens = run_out - timedelta(days=gap.REFILL_DAYS)
        yield Due("order", HOST, at, seen.coverage.order_by, opens, urgent, _lead(seen))


def incidents(seen: Seen) -> Iterator[Due]:
    """A parcel that was lost, seized or opened: what others may have learned; a bridge before a gap.

    Source: domain.md 7.3, "Shipment lost / opened". A bridge is looked for where the medicines would run out
    before a parcel that leaves on the day of the bad news is here.
    """
    for parcel in supply.unassessed(seen.case):
        news = supply.news(seen.case, parcel) or parcel
        values = {"parcel": parcel.id, "number": getattr(parcel.fact, "number", "")}
        yield Due("assess-risk", HOST, news.at, _day(news), values=values)
    ended, run_out = supply.ended_without(seen.case), seen.coverage.run_out
    if ended and run_out and run_out < _day(ended) + timedelta(days=seen.coverage.lead_days):
        at_once = _day(ended)
        yield Due("find-reserve", HOST, ended.at, at_once, at_once, _urgent_on(seen), _lead(seen))


def _assemble(seen: Seen, begun: int) -> Due:
    """Assemble by the day to order; at once where the last parcel was lost, seized or sent back."""
    written, ended = seen.case.current(Prescription), supply.ended_without(seen.case)
    at = max(begun, written.at) if written else begun
    if ended is None:
        return Due("assemble", CENTRE, at, seen.coverage.order_by, urgent_on=_urgent_on(seen))
    values = {"instead": getattr(ended.fact, "what", "")}
    return Due("assemble", CENTRE, ended.at, _day(ended), urgent_on=_urgent_on(seen), values=values)


def _day(news: Entry) -> date:
    fact = news.fact
    return fact.on if isinstance(fact, supply.ParcelEvent | supply.Parcel) else date.max


def _lead(seen: Seen) -> dict[str, object]:
    run_out = seen.coverage.run_out
    return {"run_out": run_out.isoformat() if run_out else "", "lead_days": seen.coverage.lead_days}


def _urgent_on(seen: Seen) -> date | None:
    run_out = seen.coverage.run_out
    return run_out - timedelta(days=gap.URGENT_DAYS) if run_out else None
