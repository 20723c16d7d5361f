"""What is to be done about medicines: order, assemble, send on, hand over; what a lost parcel asks for."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from regdesk.domain import days, supply
from regdesk.domain.journal import Entry
from regdesk.domain.orders import Order, open_order
from regdesk.domain.plans import Prescription
from regdesk.domain.steps import CARRIER, CENTRE, HOST, assembles, carries
from regdesk.store.due import DELIVERY, Due, Seen

PACK_DAYS: Final = 5  # from the prescription or order to the parcel: domain.md 7.2, proposed


def delivery(seen: Seen, begun: int) -> Iterator[Due]:
    """Step 5: the parcel's next hand. A parcel that is late is asked for by the host."""
    parcel = supply.on_its_way(seen.case)
    if parcel is None:
        if carries(seen.case) == CENTRE:
            yield _assemble(seen, begun)
        return
    urgent, expected = seen.coverage.critical_on, seen.coverage.arrives_on
    values = {"parcel": parcel.id, "number": getattr(parcel.fact, "number", "")}
    match supply.parcel_state(seen.case, parcel):
        case "packed":
            yield Due("dispatch", CENTRE, parcel.at, urgent_on=urgent, values=values)
        case "dispatched" | "customs":
            yield Due("carry", CARRIER, parcel.at, expected, urgent_on=urgent, values=values)
            if expected:
                yield Due("ask-parcel", HOST, parcel.at, expected, days.plus(expected, 1), values=values)
        case "received" | "partial":
            yield Due("hand-over", HOST, parcel.at, urgent_on=urgent, values=values)


def stock(seen: Seen) -> Iterator[Due]:
    """Medicines that run out while no parcel is on its way nor being assembled (domain.md 2.6)."""
    run_out = seen.coverage.run_out
    assembling = assembles(seen.case, seen.progress.step)
    if run_out is None or assembling or supply.on_its_way(seen.case) is not None:
        return
    at = max(entry.at for kind in (supply.StockCount, supply.Handover) for entry in seen.case.of(kind))
    urgent = seen.coverage.critical_on
    if seen.progress.step < DELIVERY:
        yield Due("find-reserve", HOST, at, run_out, urgent, urgent, _lead(seen))
    else:
        yield Due("order", HOST, at, seen.coverage.due_on, seen.coverage.opens_on, urgent, _lead(seen))
        again = seen.coverage.count_on
        if again and seen.coverage.opens_on and again < seen.coverage.opens_on:
            known_on = str(seen.coverage.known_on)
            yield Due("count-again", HOST, at, again, again, values={"known_on": known_on})


def incidents(seen: Seen) -> Iterator[Due]:
    """A parcel that was lost, seized or opened: what others may have learned; a bridge before a gap.

    Source: domain.md 7.3, "Shipment lost / opened". A bridge is looked for where the medicines would run out
    before a parcel that leaves on the day of the bad news is here. Of two parcels packed apart for one person
    somebody takes one apart; the program never chooses.
    """
    for parcel in supply.unassessed(seen.case):
        news = supply.news(seen.case, parcel) or parcel
        values = {"parcel": parcel.id, "number": getattr(parcel.fact, "number", "")}
        yield Due("assess-risk", HOST, news.at, _day(news), values=values)
    if len(under_way := supply.still_open(seen.case)) > 1:
        yield Due("two-parcels", CENTRE, under_way[-1].at)
    ended, run_out = supply.ended_without(seen.case), seen.coverage.run_out
    if ended and run_out and run_out < days.plus(_day(ended), seen.coverage.lead_days):
        at_once = _day(ended)
        yield Due("find-reserve", HOST, ended.at, at_once, at_once, seen.coverage.critical_on, _lead(seen))


def _assemble(seen: Seen, begun: int) -> Due:
    """The Centre packs within five days, at once where the last parcel was lost, seized or sent back.

    Source: domain.md 7.2, S8 to S10, proposed. Where the prescription ended before the order came, it writes
    one first. Where nobody ordered and nothing is known of the stock, it is for today.
    """
    case, urgent = seen.case, seen.coverage.critical_on
    written, ended, ordered = case.current(Prescription), supply.ended_without(case), open_order(case)
    if ended is not None:
        values = {"instead": getattr(ended.fact, "what", "")}
        return Due("assemble", CENTRE, ended.at, _day(ended), urgent_on=urgent, values=values)
    at = max((begun, *(entry.at for entry in (written, ordered) if entry)))
    by, lead = seen.coverage.order_by, _lead(seen) if seen.coverage.run_out else {}
    if by or ordered:
        by = min(by or date.max, days.plus(days.of(at), PACK_DAYS))
    asked = ordered.fact if ordered else None
    if not isinstance(asked, Order):
        return Due("assemble", CENTRE, at, by, urgent_on=urgent, values=lead)
    ends = getattr(written.fact, "valid_to", None) if written else None
    wanted = {"days": asked.days, "wanted_by": asked.wanted_by.isoformat() if asked.wanted_by else ""}
    verb = "prescribe" if ends and ends < asked.on else "assemble"
    return Due(verb, CENTRE, at, by, urgent_on=urgent, values=lead | wanted)


def _day(news: Entry) -> date:
    fact = news.fact
    return fact.on if isinstance(fact, supply.ParcelEvent | supply.Parcel) else date.max


def _lead(seen: Seen) -> dict[str, object]:
    """Give what the sentences about an order need, and what `ways.py: settle` renews."""
    cover = seen.coverage
    run_out = cover.run_out.isoformat() if cover.run_out else ""
    return {"run_out": run_out, "usual_days": cover.way.usual, "lead_days": cover.lead_days}
