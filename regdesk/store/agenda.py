"""What is to be done in a case and by whom: a pure function of what stands, free of today's date.

A row says from which day it shows, by when it is due and from when it is urgent; which group it is in is
asked on the day (`store/queries.py`). Verbs are permanent names; the windows have the words.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import Any, Final

from regdesk.domain import supply
from regdesk.domain.book import Task
from regdesk.domain.erasure import DECLINED_DAYS, Retain, is_gone, open_requests
from regdesk.domain.facts import Fact
from regdesk.domain.follow_ups import FollowUp
from regdesk.domain.journal import CaseFile, Entry
from regdesk.domain.membership import Accepted, Membership, Offer
from regdesk.domain.papers import Submission
from regdesk.domain.people import Identity
from regdesk.domain.plans import Plan, Prescription
from regdesk.domain.questions import Question, unanswered
from regdesk.domain.reviews import Returned, ReviewDecision
from regdesk.domain.rights import World
from regdesk.domain.steps import CARRIER, CENTRE, FOLLOW_UP, HOST, PERSON, Progress

VERBS: Final = (
    *(
        "accept-part",
        "choose-member",
        "answer",
        "decide",
        "task",
        "identify",
        "send-package",
        "complete-package",
    ),
    *("review", "register", "close", "plan", "prescribe", "assemble", "dispatch", "carry", "ask-parcel"),
    *("hand-over", "order", "find-reserve", "contact", "answer-erasure", "erase-declined"),
)
DELIVERY: Final = 5


@dataclass(frozen=True)
class Due:
    """One thing to do.

    whose      "host", "centre", "carrier", or "person" for an appointment
    since_ms   the clock of the entry that gave rise to it
    shows_on   not shown before;  due_on  by when;  urgent_on  from when a person may come to harm
    values     what the sentence about it needs (packable)
    """

    verb: str
    whose: str
    since_ms: int
    due_on: date | None = None
    shows_on: date | None = None
    urgent_on: date | None = None
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Seen:
    """A case as one organisation's desk sees it."""

    case: CaseFile
    member: Membership
    world: World
    progress: Progress
    coverage: supply.Coverage

    @cached_property
    def parts(self) -> frozenset[str]:
        """The parts that the own organisation holds now or is offered."""
        return self.member.parts(self.world.own)

    @cached_property
    def offer(self) -> Entry | None:
        """The open offer to the own organisation, where it has no part yet."""
        if any(
            g.org == self.world.own for part in (HOST, CENTRE, CARRIER) for g in self.member.holders(part)
        ):
            return None
        offers = (one for one in self.member.open_offers() if isinstance(one.fact, Offer))
        return next((one for one in offers if getattr(one.fact, "org", b"") == self.world.own), None)


def agenda(seen: Seen) -> Iterator[Due]:
    """List what is to be done in a case."""
    if seen.offer is not None:
        yield Due("accept-part", min(seen.parts), seen.offer.at, values={"part": min(seen.parts)})
        return
    yield from _tasks(seen.case)
    yield from _erasing(seen)
    yield from _rivals(seen)
    if seen.progress.closed or _erased(seen.case):
        return
    yield from _questions(seen.case)
    yield from _versions(seen)
    yield from _step(seen)
    yield from _stock(seen)


def next_on(seen: Seen) -> date | None:
    """Give the next appointment: the newest contact's, or the first planned one after that contact."""
    last = max(seen.case.all(FollowUp), key=lambda one: one.on, default=None)
    plan = seen.case.one(Plan)
    days = [planned.on for planned in plan.follow_ups if not last or planned.on > last.on] if plan else []
    if last and last.next_on:
        days.append(last.next_on)
    return min(days, default=None)


def since(seen: Seen) -> int:
    """Give the clock (ms) at which the present step began."""
    before = seen.progress.done.get(seen.progress.step - 1)
    return before or min((entry.at for entry in seen.case.standing), default=0)


def _tasks(case: CaseFile) -> Iterator[Due]:
    for entry in case.of(Task):
        if isinstance(entry.fact, Task) and not entry.fact.done:
            yield Due("task", HOST, entry.at, entry.fact.due_on, values={"what": entry.fact.what})


def _erasing(seen: Seen) -> Iterator[Due]:
    """A request to erase waits for an answer; a declined case is erased at the Centre after some time."""
    ours = [name for name, author in seen.world.authors.items() if author.org == seen.world.own]
    if seen.parts:
        for request in open_requests(seen.case, ours):
            yield Due("answer-erasure", min(seen.parts), request.at)
    decision = seen.case.current(ReviewDecision)
    declined = decision.fact if decision and isinstance(decision.fact, ReviewDecision) else None
    kept = any(entry.author in ours for entry in seen.case.of(Retain))
    if decision and declined and declined.decision == "decline" and not kept:
        on = declined.on + timedelta(days=DECLINED_DAYS)
        yield Due("erase-declined", CENTRE, decision.at, on, on)


def _rivals(seen: Seen) -> Iterator[Due]:
    """Of two organisations that took one part somebody chooses."""
    for part in (HOST, CENTRE, CARRIER):
        choosers = seen.member.choosers(part)
        if choosers:
            whose = min((one for org in choosers for one in seen.member.parts(org)), default=HOST)
            if seen.world.own in choosers:
                whose = min(seen.parts, default=HOST)
            taken = max(entry.at for entry in seen.case.of(Accepted))
            yield Due("choose-member", whose, taken, values={"part": part})


def _erased(case: CaseFile) -> bool:
    """Say whether the person was erased here: nothing is left to be done."""
    return not case.of(Identity) and any(is_gone(e) and e.kind == Identity.kind for e in case.standing)


def _questions(case: CaseFile) -> Iterator[Due]:
    for entry in unanswered(case):
        whose = CENTRE if HOST in case.parts.get(entry.author, ()) else HOST
        if isinstance(entry.fact, Question):
            values = {"question": entry.id, "wanted": entry.fact.wanted}
            yield Due("answer", whose, entry.at, entry.fact.answer_by, values=values)


def _versions(seen: Seen) -> Iterator[Due]:
    for versions in seen.case.undecided():
        roles = {part for part in seen.parts if part in versions.kind.writers}
        newest = versions.entries[-1]
        yield Due("decide", min(roles, default=_others(seen)), newest.at, values={"kind": versions.kind.kind})


def _others(seen: Seen) -> str:
    return CENTRE if HOST in seen.parts else HOST


def _step(seen: Seen) -> Iterator[Due]:
    case, begun = seen.case, since(seen)
    match seen.progress.step:
        case 1:
            yield Due("identify", HOST, begun)
        case 2:
            yield _package(case, begun)
        case 3:
            yield _review(case, begun)
        case 4:
            yield Due("prescribe" if case.of(Plan) else "plan", CENTRE, begun)
        case 5:
            yield from _delivery(seen, begun)
    appointment = next_on(seen)
    if appointment and seen.progress.step >= DELIVERY:
        whose = PERSON if seen.progress.step >= FOLLOW_UP else HOST
        yield Due("contact", whose, begun, appointment, appointment - timedelta(days=7))


def _package(case: CaseFile, begun: int) -> Due:
    package = case.current(Submission)
    if package is None:
        return Due("send-package", HOST, begun)
    asked = _newest(case, package, Returned, ReviewDecision)
    by = getattr(asked.fact, "answer_by", None) if asked else None
    return Due("complete-package", HOST, asked.at if asked else begun, by)


def _review(case: CaseFile, begun: int) -> Due:
    package = case.current(Submission)
    decision = case.one(ReviewDecision)
    urgency = package.fact.urgency if package and isinstance(package.fact, Submission) else ""
    if decision and decision.decision == "decline":
        return Due("close", HOST, begun)
    verb = "register" if decision and decision.decision == "accept" else "review"
    return Due(verb, CENTRE, package.at if package else begun, values={"urgency": urgency})


def _newest(case: CaseFile, target: Entry, *kinds: type[Fact]) -> Entry | None:
    found = [entry for kind in kinds for entry in case.about(target.id, kind)]
    return max(found, key=lambda entry: entry.at, default=None)


def _delivery(seen: Seen, begun: int) -> Iterator[Due]:
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


def _stock(seen: Seen) -> Iterator[Due]:
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
        opens = run_out - timedelta(days=supply.REFILL_DAYS)
        yield Due("order", HOST, at, seen.coverage.order_by, opens, urgent, values)


def _urgent_on(seen: Seen) -> date | None:
    run_out = seen.coverage.run_out
    return run_out - timedelta(days=supply.URGENT_DAYS) if run_out else None
