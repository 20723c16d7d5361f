"""What is to be done in a case and by whom: a pure function of what stands, free of today's date.

A row says from which day it shows, by when it is due and from when it is urgent; which group it is in is
asked on the day (`store/queries.py`). Verbs are permanent names; the windows have the words.
"""

from collections.abc import Iterator
from datetime import timedelta

from regdesk.domain import detention, links
from regdesk.domain.book import Task
from regdesk.domain.erasure import DECLINED_DAYS, Retain, is_gone, open_requests
from regdesk.domain.freezing import frozen
from regdesk.domain.journal import CaseFile
from regdesk.domain.membership import Accepted
from regdesk.domain.people import Identity
from regdesk.domain.plans import Plan
from regdesk.domain.questions import Question, unanswered
from regdesk.domain.reviews import ReviewDecision
from regdesk.domain.steps import CARRIER, CENTRE, HOST
from regdesk.store import agenda_leaving
from regdesk.store.agenda_follow_up import follow_up
from regdesk.store.agenda_review import package, review
from regdesk.store.agenda_supply import delivery, incidents, stock
from regdesk.store.agenda_tracing import interruption, tracing
from regdesk.store.due import Due, Seen, since


def agenda(seen: Seen) -> Iterator[Due]:
    """List what is to be done in a case."""
    if seen.offer is not None:
        yield Due("accept-part", min(seen.parts), seen.offer.at, values={"part": min(seen.parts)})
        return
    yield from _tasks(seen.case)
    yield from _erasing(seen)
    yield from _rivals(seen)
    if _erased(seen.case):
        return
    if seen.progress.closed:
        yield from agenda_leaving.closed(seen)
        return
    if still := frozen(seen.case):
        yield Due("sort-out", min(seen.parts & {HOST, CENTRE}, default=HOST), still.at)
    yield from _questions(seen.case)
    yield from _versions(seen)
    for link in links.waiting(seen.case):
        yield Due("confirm-link", CENTRE, link.at)
    yield from _step(seen)
    yield from agenda_leaving.moving(seen)
    yield from interruption(seen)
    if detention.held(seen.case):  # nobody calls a phone that officials may hold
        yield from agenda_leaving.held(seen)
    else:
        yield from tracing(seen)
    yield from follow_up(seen)
    yield from stock(seen)
    yield from incidents(seen)


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
            yield package(case, begun)
        case 3:
            yield from review(seen, begun)
        case 4:
            yield Due("prescribe" if case.of(Plan) else "plan", CENTRE, begun)
        case 5:
            yield from delivery(seen, begun)
