"""The Centre's review: receive, check, return, decide, register."""

from regdesk.actions import people
from regdesk.actions.desk import Desk, record
from regdesk.actions.records import stored
from regdesk.domain import steps
from regdesk.domain.journal import Changes, EntryId, StreamId, closure
from regdesk.domain.papers import Submission
from regdesk.domain.reviews import CompletenessCheck, Received, Registration, Returned, ReviewDecision
from regdesk.errors import Refused
from regdesk.i18n import N_

_NO_PACKAGE = N_("No package was sent for this case yet.")


def receive(desk: Desk, stream: StreamId) -> Changes:
    """Say that the package is here, and take the offered part if it was not taken yet."""
    package = _package(desk, stream)
    case = stored(desk, stream)
    taken = people.accept(desk, stream) if people.open_offer(desk, case) else Changes()
    if case.about(package, Received):
        return taken
    return taken | record(desk, stream, Received(on=desk.clock.today()), about=package)


def check(desk: Desk, stream: StreamId, found: CompletenessCheck) -> Changes:
    """Write down the package paper by paper; a second check corrects the first."""
    package, case = _package(desk, stream), stored(desk, stream)
    earlier = closure(case, [entry.id for entry in case.about(package, CompletenessCheck)])
    return record(desk, stream, found, about=package, replaces=earlier)


def send_back(desk: Desk, stream: StreamId, returned: Returned) -> Changes:
    """Return the package for correction, with reasons."""
    return record(desk, stream, returned, about=_package(desk, stream))


def decide(desk: Desk, stream: StreamId, decision: ReviewDecision) -> Changes:
    """Accept, ask for more or decline; a later decision follows the earlier one."""
    current = stored(desk, stream).current(ReviewDecision)
    return record(
        desk, stream, decision, about=_package(desk, stream), follows=current.id if current else None
    )


def register(desk: Desk, stream: StreamId, number: str) -> Changes:
    """Give the registration number; raise Refused where the package is not accepted or not confirmed."""
    case, today = stored(desk, stream), desk.clock.today()
    for lack in steps.not_ready(case, Registration, today):
        raise Refused(lack)
    earlier = closure(case, [entry.id for entry in case.of(Registration)])
    return record(desk, stream, Registration(number=number, on=today), replaces=earlier)


def _package(desk: Desk, stream: StreamId) -> EntryId:
    package = stored(desk, stream).current(Submission)
    if package is None:
        raise Refused(_NO_PACKAGE)
    return package.id
