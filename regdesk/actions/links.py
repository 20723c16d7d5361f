"""Linking a case to an existing registration: one person of the Centre says so, another one confirms it."""

from collections.abc import Sequence

from regdesk.actions import lists
from regdesk.actions.desk import Desk, read_case, record
from regdesk.actions.lists import Similar
from regdesk.actions.records import state, stored
from regdesk.domain.book import StaffCard
from regdesk.domain.journal import AuthorId, CaseFile, Changes, EntryId, StreamId, book_id
from regdesk.domain.links import Link, LinkConfirmed
from regdesk.domain.people import Identity
from regdesk.errors import Refused
from regdesk.i18n import N_

_SAME_PERSON = N_("Another person confirms a link. Ask a colleague to compare the two cases.")


def candidates(desk: Desk, stream: StreamId) -> Sequence[Similar]:
    """Find registered people who may be the one of this case, best first."""
    person = read_case(desk, stream).one(Identity)
    if person is None:
        return ()
    year = person.born_on.year if person.born_on else None
    found = lists.same_person(desk, person.family_name, person.given_names, year)
    return [one for one in found if one.row.stream != stream and one.row.number]


def registered_as(desk: Desk, number: str, but: StreamId) -> StreamId | None:
    """Give the own desk's other case with a registration number, if there is one."""
    found = (one for one in lists.search_people(desk, number) if one.number.strip() == number.strip())
    return next((one.stream for one in found if one.stream != but), None)


def link(desk: Desk, stream: StreamId, fact: Link) -> Changes:
    """Say that this person is on the register already; it counts once somebody else confirms it."""
    return state(desk, stream, fact)


def confirm(desk: Desk, stream: StreamId, name: EntryId, note: str = "") -> Changes:
    """Confirm a link as a second person; raise Refused where it is the one who made it."""
    case = stored(desk, stream)
    if not may_confirm(desk, case, name):
        raise Refused(_SAME_PERSON)
    return record(desk, stream, LinkConfirmed(on=desk.clock.today(), note=note), about=name)


def may_confirm(desk: Desk, case: CaseFile, name: EntryId) -> bool:
    """Say whether who works here is another person than who made the link, on whichever computer."""
    entry = case.by_id[name]
    makers = {entry.author, *(case.by_id[one].author for one in entry.replaces if one in case.by_id)}
    cards = {AuthorId(one.author): one.name for one in read_case(desk, book_id(desk.org)).all(StaffCard)}
    me = cards.get(desk.person.author, desk.person.name)
    named = {cards[one] for one in makers if one in cards}
    return desk.person.author not in makers and me not in named
