"""Closing a case with its outcome, opening it again, a move to another centre, a detention and arrival."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from regdesk.actions import erasure
from regdesk.actions.desk import Desk, Pen, my_roles, record
from regdesk.actions.records import state, stored
from regdesk.advice import tracing
from regdesk.domain import detention, gap
from regdesk.domain.detention import ArrivalPlan, Detention
from regdesk.domain.erasure import MAY_ERASE, Erasure
from regdesk.domain.journal import CaseFile, Changes, EntryId, StreamId
from regdesk.domain.outcomes import OPEN, CauseOfDeath, Closed, Transfer
from regdesk.errors import Refused
from regdesk.i18n import N_

NOT_LOST: Final = N_(
    "The contact is lost when three attempts on different days were in vain and 28 days have passed since "
    "the day that was missed. So far: {attempts} of 3, day {days}."
)
NEVER_SEEN: Final = N_("Nobody wrote down a contact with the person yet, so no days can be counted.")
FUTURE: Final = N_("The day lies ahead. Write down what has happened.")
NOT_HELD: Final = N_("Nobody wrote down that the person is detained or deported.")
NO_ADDRESS: Final = N_("No address of the host country stands here.")


def close(desk: Desk, stream: StreamId, fact: Closed, *, cause: str = "") -> Changes:
    """Close a case, or correct its outcome; *cause* of death is kept where couriers cannot read it.

    Raise Refused where the outcome is lost and the attempts or days do not suffice yet.
    """
    case, today = stored(desk, stream), desk.clock.today()
    if fact.on > today:
        raise Refused(FUTURE)
    if fact.outcome == "lost":
        check_lost(case, today)
    before = case.current(Closed)
    pen = Pen(desk)
    entry = pen.write(stream, fact, follows=before.id if before else None)
    if cause.strip():
        pen.write(stream, CauseOfDeath(cause=cause.strip()), about=entry.id)
    return pen.done()


def reopen(desk: Desk, stream: StreamId, source: str = "") -> Changes:
    """Open a closed case again; it may be done at any time."""
    return state(desk, stream, Closed(outcome=OPEN, on=desk.clock.today(), source=source))


def check_lost(case: CaseFile, today: date) -> None:
    """Raise Refused before the third attempt in vain and before day 28 (`advice/tracing.py`)."""
    found = tracing.silence(case, gap.coverage(case, today).run_out)
    if found is None:
        raise Refused(NEVER_SEEN)
    if not found.may_be_lost(today):
        days = max(0, (today - found.on).days)
        raise Refused(NOT_LOST, attempts=str(len(found.attempts)), days=str(days))


def move(desk: Desk, stream: StreamId, fact: Transfer) -> Changes:
    """Write down that the person moves and another centre is to take over."""
    return state(desk, stream, fact)


def hold(desk: Desk, stream: StreamId, fact: Detention) -> Changes:
    """Write down that the person is detained, deported or free again."""
    return state(desk, stream, fact)


def plan_arrival(desk: Desk, stream: StreamId, fact: ArrivalPlan) -> Changes:
    """Say where the person gets medicines on arrival; raise Refused where nobody is held."""
    case = stored(desk, stream)
    held, before = detention.held(case), case.current(ArrivalPlan)
    if held is None:
        raise Refused(NOT_HELD)
    return record(desk, stream, fact, about=held.id, follows=before.id if before else None)


def erase_addresses(desk: Desk, stream: StreamId) -> Changes:
    """Erase here where the person lived; who may not erase asks those who may. Raise Refused without any."""
    entries: Sequence[EntryId] = detention.host_addresses(stored(desk, stream))
    if not entries:
        raise Refused(NO_ADDRESS)
    if my_roles(desk) & MAY_ERASE:
        return erasure.erase(desk, stream, entries=entries)
    return record(desk, stream, Erasure(on=desk.clock.today(), entries=tuple(entries)))
