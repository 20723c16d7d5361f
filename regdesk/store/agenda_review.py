"""What is to be done about a package and its review."""

from regdesk.domain.facts import Fact
from regdesk.domain.journal import CaseFile, Entry
from regdesk.domain.papers import Submission
from regdesk.domain.reviews import Returned, ReviewDecision
from regdesk.domain.steps import CENTRE, HOST
from regdesk.store.due import Due


def package(case: CaseFile, begun: int) -> Due:
    """Say that a package is to be sent, or what was asked for is to be added."""
    handed_in = case.current(Submission)
    if handed_in is None:
        return Due("send-package", HOST, begun)
    asked = _newest(case, handed_in, Returned, ReviewDecision)
    by = getattr(asked.fact, "answer_by", None) if asked else None
    return Due("complete-package", HOST, asked.at if asked else begun, by)


def review(case: CaseFile, begun: int) -> Due:
    """Say that a package is to be decided on, or a decision acted on."""
    handed_in = case.current(Submission)
    decision = case.one(ReviewDecision)
    urgency = handed_in.fact.urgency if handed_in and isinstance(handed_in.fact, Submission) else ""
    if decision and decision.decision == "decline":
        return Due("close", HOST, begun)
    verb = "register" if decision and decision.decision == "accept" else "review"
    return Due(verb, CENTRE, handed_in.at if handed_in else begun, values={"urgency": urgency})


def _newest(case: CaseFile, target: Entry, *kinds: type[Fact]) -> Entry | None:
    found = [entry for kind in kinds for entry in case.about(target.id, kind)]
    return max(found, key=lambda entry: entry.at, default=None)
