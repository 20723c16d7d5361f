"""The Centre's review: receive, check, return, plan a talk, decide."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from regdesk.actions import people
from regdesk.actions.desk import Desk, Pen, read_case, record, world
from regdesk.actions.records import stored
from regdesk.actions.registrations import check_number
from regdesk.advice import urgency
from regdesk.domain import rights, steps
from regdesk.domain.book import OrganisationCard
from regdesk.domain.journal import CaseFile, Changes, EntryId, StreamId, book_id, closure
from regdesk.domain.papers import Missing, Submission
from regdesk.domain.reviews import (
    CompletenessCheck,
    Received,
    Registration,
    Returned,
    ReviewDecision,
    Teleconsultation,
    talk_planned,
)
from regdesk.errors import Refused
from regdesk.i18n import N_
from regdesk.store import todo, ways

VERBS: Final = ("accept-part", "review", "register")
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


def talk(desk: Desk, stream: StreamId, fact: Teleconsultation) -> Changes:
    """Write down that a talk with the person is planned, or what was found and decided in it."""
    planned = talk_planned(stored(desk, stream))
    return record(desk, stream, fact, about=_package(desk, stream), follows=planned.id if planned else None)


def decide(desk: Desk, stream: StreamId, decision: ReviewDecision) -> Changes:
    """Accept, ask for more or decline; a later decision follows the earlier one."""
    current = stored(desk, stream).current(ReviewDecision)
    return record(
        desk, stream, decision, about=_package(desk, stream), follows=current.id if current else None
    )


def accept(desk: Desk, stream: StreamId, decision: ReviewDecision, number: str) -> Changes:
    """Accept and give the registration number in one go; without a number, it is given later.

    Raise Refused, and write nothing, where the number may not be given yet.
    """
    if not number.strip():
        return decide(desk, stream, decision)
    case, pen, known = stored(desk, stream), Pen(desk), world(desk, desk.write)
    current = case.current(ReviewDecision)
    entry = pen.write(stream, decision, about=_package(desk, stream), follows=current.id if current else None)
    seen = rights.with_more(case, [entry], known.authors, known.own)
    for lack in steps.not_ready(seen, Registration, desk.clock.today()):
        raise Refused(lack)
    check_number(seen, number)
    earlier = closure(case, [one.id for one in case.of(Registration)])
    pen.write(stream, Registration(number=number.strip(), on=desk.clock.today()), replaces=earlier)
    return pen.done()


@dataclass(frozen=True)
class Waiting:
    """A case in the Centre's inbox.

    verb     accept-part, review, register or answer (see `store/due.py`)
    urgency  why it is urgent today, codes of `papers.URGENCIES`: what the case says, then what the host says
    sent_on  when the package was handed in, None while only a part is offered
    by       the day by which it is acknowledged or, once received, decided on
    """

    stream: StreamId
    code: str
    verb: str
    host: str
    since_ms: int
    urgency: tuple[str, ...] = ()
    sent_on: date | None = None
    by: date | None = None
    received: bool = False
    papers: int = 0
    letter: str = ""
    missing: tuple[Missing, ...] = ()


def inbox(desk: Desk) -> tuple[Waiting, ...]:
    """Give what waits for the Centre's review: the urgent first, then the oldest."""
    rows = [
        row
        for row in todo.today(desk.read, desk.clock.today())
        if row.verb in VERBS and row.whose == "centre"
    ]
    found = {row.stream: row for row in reversed(rows)}
    waiting = [_waiting(desk, row) for row in found.values()]
    return tuple(sorted(waiting, key=lambda one: (not one.urgency, one.since_ms)))


def _waiting(desk: Desk, row: todo.DueRow) -> Waiting:
    case = read_case(desk, row.stream)
    package = case.current(Submission)
    plain = Waiting(row.stream, row.code, row.verb, _host(desk, case), row.since_ms)
    if package is None or not isinstance(package.fact, Submission):
        return plain
    fact, today = package.fact, desk.clock.today()
    received = bool(case.about(package.id, Received))
    clock = urgency.clock(case, ways.coverage(desk.read, case, today).run_out)
    return replace(
        plain,
        since_ms=package.at,
        urgency=clock.codes(today) if clock else (),
        by=(clock.decide_by if received else clock.acknowledge_by) if clock else None,
        sent_on=fact.on,
        received=received,
        papers=len(fact.papers),
        letter=fact.letter,
        missing=fact.missing,
    )


def _host(desk: Desk, case: CaseFile) -> str:
    org = people.parts(desk, case).holder("host")
    cards = read_case(desk, book_id(desk.org)).all(OrganisationCard)
    return next((card.name for card in cards if card.org == org), "")


def _package(desk: Desk, stream: StreamId) -> EntryId:
    package = stored(desk, stream).current(Submission)
    if package is None:
        raise Refused(_NO_PACKAGE)
    return package.id
