"""What is to be done in follow-up: the next contact, the next test, and what the Centre's doctor must see."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from regdesk.advice import calendar, viral_load
from regdesk.advice.advice import RESOLVE
from regdesk.advice.calendar import Visit
from regdesk.advice.samples import samples
from regdesk.domain import detention
from regdesk.domain.follow_ups import AdverseEvent
from regdesk.domain.journal import CaseFile, Entry
from regdesk.domain.labs import LabResult
from regdesk.domain.steps import CENTRE, FOLLOW_UP, HOST, PERSON
from regdesk.store.due import DELIVERY, Due, Seen, since

_SHOWN: Final = timedelta(days=7)  # before its day


def follow_up(seen: Seen) -> Iterator[Due]:
    """Say when the next contact and the next test are due, and what waits for the doctor's eyes."""
    found = planned(seen)
    for verb, visit in (
        ("contact", next((one for one in found if not one.is_test), None)),
        ("test-due", next((one for one in found if one.is_test), None)),
    ):
        if visit:
            yield Due(verb, _whose(seen, visit), since(seen), visit.on, visit.on - _SHOWN, values=_of(visit))
    yield from _for_the_doctor(seen.case)


def planned(seen: Seen) -> tuple[Visit, ...]:
    """Give the open days of follow-up in order; none before delivery begins, none in a closed case.

    And none while officials hold the person: nobody calls a phone that they may have.
    """
    if detention.held(seen.case) or seen.progress.closed or not seen.parts or seen.progress.step < DELIVERY:
        return ()
    return calendar.open_visits(seen.case)


def next_on(seen: Seen) -> date | None:
    """Give the day of the next contact."""
    return next((one.on for one in planned(seen) if not one.is_test), None)


def _whose(seen: Seen, visit: Visit) -> str:
    if visit.who == CENTRE:
        return CENTRE
    return PERSON if seen.progress.step >= FOLLOW_UP else HOST


def _of(visit: Visit) -> dict[str, str]:
    return {"what": visit.what, "at": visit.at} if visit.at else {"what": visit.what}


def _for_the_doctor(case: CaseFile) -> Iterator[Due]:
    """A severe unwanted effect is urgent; a viral load that has to be acted on waits for the Centre's word.

    Both are open until somebody of the Centre wrote something clinical after them: a plan, a note, a contact.
    """
    severe = [one for one in case.of(AdverseEvent) if getattr(one.fact, "severity", "") == "severe"]
    for event in severe:
        if isinstance(event.fact, AdverseEvent) and not _seen_since(case, event):
            yield Due("see-effect", CENTRE, event.at, urgent_on=event.fact.on)
    taken = samples(case)
    grave = any(one.tier == RESOLVE for one in viral_load.advise(case))
    if taken and grave and not _seen_since(case, taken[-1].entry):
        yield Due("see-result", CENTRE, taken[-1].entry.at)


def _seen_since(case: CaseFile, what: Entry) -> bool:
    """Say whether somebody of the Centre wrote something clinical since, that is not another result."""
    return any(
        entry.at > what.at
        and entry.section == "clinical"
        and not isinstance(entry.fact, LabResult)
        and CENTRE in case.parts.get(entry.author, ())
        for entry in case.standing
    )
