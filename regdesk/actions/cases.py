"""One case as a screen shows it: what stands, whose turn it is, what is to do, and who is who."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

from regdesk.actions import marks
from regdesk.actions.desk import Desk, my_roles, world
from regdesk.actions.lists import day
from regdesk.actions.may import may_write
from regdesk.actions.partners import Names, Organisation
from regdesk.actions.records import correct, stored, take_back
from regdesk.domain import gap, steps
from regdesk.domain.book import OrganisationCard, StaffCard
from regdesk.domain.facts import Fact
from regdesk.domain.journal import AuthorId, CaseFile, Changes, Entry, EntryId, OrgId, StreamId, book_id
from regdesk.domain.membership import Membership, of_case
from regdesk.domain.rights import World
from regdesk.domain.steps import Progress
from regdesk.store import agenda, due, journal, ways

_APPOINTMENTS: Final = frozenset({"contact", "test-due", "arrival"})


@dataclass(frozen=True)
class ToDo:
    """One thing to do. Verbs are permanent names (`store/due.py`); the windows have the words.

    ahead  an appointment whose time to do something has not come yet
    """

    verb: str
    whose: str
    since_ms: int
    due_on: date | None = None
    urgent: bool = False
    values: Mapping[str, Any] = field(default_factory=dict)
    ahead: bool = False


@dataclass(frozen=True)
class Look:
    """A case read once for all its tabs.

    part     the own organisation's part: "host", "centre", "carrier" or ""
    roles    of the person who works here
    marks    entry -> "here", "server" or "acknowledged" (`actions/marks.py`);  moved  since when (ms)
    """

    case: CaseFile
    today: date
    part: str
    roles: frozenset[str]
    progress: Progress
    coverage: gap.Coverage
    todo: tuple[ToDo, ...]
    names: Names
    marks: Mapping[EntryId, str]
    moved: Mapping[EntryId, int]
    member: Membership

    def may(self, kind: type[Fact]) -> bool:
        """Say whether the person who works here may write a kind of record."""
        return may_write(kind, self.part, self.roles)

    def partner(self, part: str) -> Organisation | None:
        """Give the organisation that has a part in the case, or is offered it."""
        found = next((org for org in self.member.orgs if part in self.member.parts(org)), None)
        return self.names.organisations.get(found) if found else None


def look(desk: Desk, stream: StreamId) -> Look:
    """Read a case with the reading connection; its stock as of the worse day where the clock is unsure."""
    known, today, on = world(desk), desk.clock.today(), day(desk)
    case = journal.read_case(desk.read, stream, known)
    member = of_case(case, {name: author.org for name, author in known.authors.items()})
    progress, coverage = steps.progress(case, on), ways.coverage(desk.read, case, on)
    coverage = replace(coverage, unsure=coverage.unsure or on != today)
    seen = due.Seen(case, member, known, progress, coverage)
    return Look(
        case=case,
        today=today,
        part=min(member.parts(desk.org), default=""),
        roles=my_roles(desk),
        progress=progress,
        coverage=coverage,
        todo=tuple(_todo(one, on) for one in agenda.agenda(seen) if _shows(one, on)),
        names=names(desk, known),
        marks=marks.marks(desk, stream),
        moved=marks.moved(desk, stream),
        member=member,
    )


def names(desk: Desk, known: World) -> Names:
    """Give what keys are called here, read with the reading connection."""
    book = journal.read_case(desk.read, book_id(desk.org), known)
    cards = {OrgId(card.org): card for card in book.all(OrganisationCard)}
    return Names(
        {org: Organisation(org, c.name, c.country, c.part, c.compared_on) for org, c in cards.items()},
        {AuthorId(card.author): card.name for card in book.all(StaffCard)},
        {name: author.org for name, author in known.authors.items()},
    )


def undo_correction(desk: Desk, stream: StreamId, before: Entry) -> Changes:
    """Put back what stood before a correction; the correction stays in the history."""
    after = [e.id for e in stored(desk, stream).standing if before.id in e.replaces and e.kind == before.kind]
    return correct(desk, stream, after, before.fact) if after else Changes()


def undo_statement(desk: Desk, stream: StreamId, fact: Fact) -> Changes:
    """Take back what this person has just stated."""
    mine = [
        e for e in stored(desk, stream).of(type(fact)) if e.author == desk.person.author and e.fact == fact
    ]
    return take_back(desk, stream, mine[-1].id) if mine else Changes()


def _todo(one: due.Due, today: date) -> ToDo:
    urgent = one.urgent_on is not None and one.urgent_on <= today
    return ToDo(one.verb, one.whose, one.since_ms, one.due_on, urgent, one.values, ahead=_ahead(one, today))


def _shows(one: due.Due, today: date) -> bool:
    """What is not yet to be done is not listed; an appointment is, for people look it up."""
    return one.verb in _APPOINTMENTS or not _ahead(one, today)


def _ahead(one: due.Due, today: date) -> bool:
    return one.shows_on is not None and one.shows_on > today
