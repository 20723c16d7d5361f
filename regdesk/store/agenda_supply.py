"""What is to be done about medicines: order, assemble, send on, hand over."""

from collections.abc import Iterator
from datetime import date, timedelta

from regdesk.domain import gap, supply
from regdesk.domain.plans import Prescription
from regdesk.domain.steps import CARRIER, CENTRE, HOST
from regdesk.store.due import DELIVERY, Due, Seen


def delivery(seen: Seen, begun: int) -> Iterator[Due]:
    """Step 5: the parcel's next hand. A parcel that is late is asked for by the host."""
    parcel = supply.on_its_way(seen.case)
    urgent = _urgent_on(seen)
    if parcel is None:
        if seen.progress.turn == CENTRE:
            written = seen.case.current(Prescription)
            at = max(begun, written.at) if written else begun
            yield Due("assemble", CENTRE, at, seen.coverage.order_by, urgent_on=urgent)
        return
    expected = seen.coverage.arrives_on
    values = {"parcel": parcel.id, "number": getattr(parcel.fact, "number", "")}
    match supply.parcel_state(seen.case, parcel):
        case "packed":
            yield Due("dispatch", CENTRE, parcel.at, urgent_on=urgent, values=values)
        case "dispatched":
            yield Due("carry", CARRIER, parcel.at, expected, urgent_on=urgent, values=values)
            if expected:
                yield Due(
                    "ask-parcel", HOST, parcel.at, expected, expected + timedelta(days=1), values=values
                )
        case "received":
            yield Due("hand-over", HOST, parcel.at, urgent_on=urgent, values=values)


def stock(seen: Seen) -> Iterator[Due]:
    """Medicines that run out while no parcel is on its way nor being assembled (domain.md 2.6)."""
    run_out = seen.coverage.run_out
    assembling = seen.progress.step == DELIVERY and seen.progress.turn == CENTRE
    if run_out is None or assembling or supply.on_its_way(seen.case) is not None:
        return
    at = max(entry.at for kind in (supply.StockCount, supply.Handover) for entry in seen.case.of(kind))
    values = {"run_out": run_out.isoformat(), "lead_days": seen.coverage.lead_days}
    urgent = _urgent_on(seen)
    if seen.progress.step < DELIVERY:
        yield Due("find-reserve", HOST, at, run_out, urgent, urgent, values)
    else:
        opens = run_out - timedelta(days=gap.REFILL_DAYS)
        yield Due("order", HOST, at, seen.coverage.order_by, opens, urgent, values)


def _urgent_on(seen: Seen) -> date | None:
    run_out = seen.coverage.run_out
    return run_out - timedelta(days=gap.URGENT_DAYS) if run_out else None
