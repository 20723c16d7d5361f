"""What is to be done about a package and its review."""

from collections.abc import Iterator
from datetime import timedelta

from regdesk.advice import urgency
from regdesk.domain.escalations import Escalation
from regdesk.domain.facts import Fact
from regdesk.domain.journal import CaseFile, Entry
from regdesk.domain.papers import Submission
from regdesk.domain.reviews import Received, Returned, ReviewDecision
from regdesk.domain.steps import CENTRE, HOST
from regdesk.store.due import Due, Seen


def package(case: CaseFile, begun: int) -> Due:
    """Say that a package is to be sent, or what was asked for is to be added."""
    handed_in = case.current(Submission)
    if handed_in is None:
        return Due("send-package", HOST, begun)
    asked = _newest(case, handed_in, Returned, ReviewDecision)
    by = getattr(asked.fact, "answer_by", None) if asked else None
    return Due("complete-package", HOST, asked.at if asked else begun, by)


def review(seen: Seen, begun: int) -> Iterator[Due]:
    """Say that a package is to be decided on and by when, or a decision acted on."""
    case = seen.case
    handed_in, clock = case.current(Submission), urgency.clock(case, seen.coverage.run_out)
    decision = case.one(ReviewDecision)
    if decision and decision.decision == "decline":
        yield Due("close", HOST, begun)
        return
    accepted = bool(decision and decision.decision == "accept")
    if handed_in is None or clock is None:
        yield Due("register" if accepted else "review", CENTRE, begun)
        return
    received = bool(case.about(handed_in.id, Received)) or accepted
    values = {"urgency": list(clock.codes(seen.coverage.today)), "received": received}
    yield Due(
        "register" if accepted else "review",
        CENTRE,
        handed_in.at,
        clock.decide_by if received else clock.acknowledge_by,
        # Urgent for those who can act; the others are told below when it is late.
        urgent_on=clock.urgent_on if CENTRE in seen.parts else None,
        values=values,
    )
    if not case.about(handed_in.id, Escalation):
        late = clock.decide_by + timedelta(days=1)
        urgent_on = late if clock.urgent_on else None
        yield Due("escalate", HOST, handed_in.at, clock.decide_by, late, urgent_on)


def _newest(case: CaseFile, target: Entry, *kinds: type[Fact]) -> Entry | None:
    found = [entry for kind in kinds for entry in case.about(target.id, kind)]
    return max(found, key=lambda entry: entry.at, default=None)
