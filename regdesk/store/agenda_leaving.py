"""What is to be done where somebody leaves: moves to another centre, is detained or deported, or left."""

from collections.abc import Iterator
from datetime import date

from regdesk.domain import detention, outcomes, supply
from regdesk.domain.detention import ArrivalPlan, Detention
from regdesk.domain.follow_ups import FollowUp
from regdesk.domain.journal import Entry, order
from regdesk.domain.outcomes import Closed, Transfer
from regdesk.domain.steps import CARRIER, CENTRE, HOST
from regdesk.store.due import Due, Seen

_HANDS = {"dispatched": CARRIER, "customs": CARRIER, "received": HOST, "partial": HOST}


def closed(seen: Seen) -> Iterator[Due]:
    """A closed case asks for nothing but what is still on its way, and a choice between two outcomes."""
    for versions in seen.case.undecided(Closed):
        newest = versions.entries[-1]
        yield Due("decide", min(seen.parts, default=HOST), newest.at, values={"kind": Closed.kind})
    parcel = supply.on_its_way(seen.case)
    if parcel is not None:
        whose = _HANDS.get(supply.parcel_state(seen.case, parcel), CENTRE)
        values = {"parcel": parcel.id, "number": getattr(parcel.fact, "number", "")}
        yield Due("settle-parcel", whose, max(parcel.at, _closed_at(seen)), values=values)
    if seen.progress.closed == "deported":
        yield from _addresses(seen)


def moving(seen: Seen) -> Iterator[Due]:
    """Somebody moves on: three months of medicines go with them, and another centre takes over."""
    move = outcomes.moving(seen.case)
    if move is None or not isinstance(move.fact, Transfer):
        return
    values = {"country": move.fact.country, "centre": move.fact.centre}
    leaves_on = move.fact.leaves_on
    if not _bridged(seen, move):
        yield Due("bridge", CENTRE, move.at, leaves_on, values=values)
    yield Due("hand-on", CENTRE, move.at, leaves_on, values=values)


def held(seen: Seen) -> Iterator[Due]:
    """Somebody is held or deported: at once for the Centre; then the arrival; addresses go from the host."""
    entry = detention.held(seen.case)
    if entry is None or not isinstance(entry.fact, Detention):
        return
    on, plan = entry.fact.on, detention.arrival(seen.case)
    values = {"what": entry.fact.what}
    if plan is None:
        yield Due("arrange-arrival", CENTRE, entry.at, on, urgent_on=on, values=values)
    elif isinstance(plan.fact, ArrivalPlan) and not _arrived(seen, plan.fact.on):
        yield Due("arrival", CENTRE, plan.at, plan.fact.on, values=values)
    yield from _addresses(seen)


def _addresses(seen: Seen) -> Iterator[Due]:
    """Ask the host to erase where the person lived: nobody but a person decides that."""
    stays = detention.host_addresses(seen.case)
    if stays:
        at = max(entry.at for kind in (Detention, Closed) for entry in seen.case.of(kind))
        yield Due("erase-addresses", HOST, at, values={"records": len(stays)})


def _bridged(seen: Seen, move: Entry) -> bool:
    """Say whether enough for three months was set aside or handed over since the move became known."""
    given = (*seen.case.of(supply.Dispensing), *seen.case.of(supply.Handover))
    return any(
        order(one) > order(move) and getattr(one.fact, "days", 0) >= outcomes.BRIDGE_DAYS for one in given
    )


def _arrived(seen: Seen, on: date) -> bool:
    reached = [one.on for one in seen.case.all(FollowUp) if one.reached]
    return any(day >= on for day in (*reached, *(one.on for one in seen.case.all(supply.Handover))))


def _closed_at(seen: Seen) -> int:
    return max((entry.at for entry in seen.case.of(Closed)), default=0)
