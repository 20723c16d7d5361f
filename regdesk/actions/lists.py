"""What lists show: today's queue, people in pages, counts, and who answers to a name; never slows writing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from regdesk.actions.desk import Desk, my_roles, read_case
from regdesk.domain import days, gap
from regdesk.domain.book import OrganisationCard
from regdesk.domain.journal import CaseFile, StreamId, book_id
from regdesk.errors import Refused
from regdesk.i18n import N_
from regdesk.store import database, journal, outbox, queries, search, stock, todo
from regdesk.store.queries import CaseRow, Cursor, Filter, Pulse
from regdesk.store.todo import DueRow

__all__ = [
    "CaseRow",
    "Cursor",
    "DueRow",
    "Filter",
    "Me",
    "PeoplePage",
    "Pulse",
    "Similar",
    "Today",
    "case_row",
    "count",
    "day",
    "glance",
    "me",
    "people_page",
    "pulse",
    "recent",
    "same_person",
    "search_people",
    "soon",
    "stock_short",
    "today",
    "urgent",
]

_MOST = 500


@dataclass(frozen=True)
class Me:
    """Who works here, for the windows: the person, their roles, and the organisation with its part."""

    person: str
    roles: frozenset[str]
    organisation: str
    part: str
    country: str


@dataclass(frozen=True)
class Today:
    """Everything the Today page shows.

    rows          what is to be done, in the order of groups
    urgent, soon  people with stock for up to 14 and for 15 to 30 days, even where nothing is to be done
    unsent        people of whom something was not sent yet
    next_on       the next day on which something of ours falls due
    on            the day it is as of;  unsure  that is a later one than the clock's: see `day`
    """

    rows: Sequence[DueRow]
    urgent: Sequence[CaseRow]
    soon: Sequence[CaseRow]
    unsent: Sequence[CaseRow]
    pulse: Pulse
    next_on: date | None
    on: date
    unsure: bool = False


@dataclass(frozen=True)
class PeoplePage:
    """A page of people, the cursor of the next, codes of more than one person here, and as of what `day`."""

    rows: Sequence[CaseRow]
    after: Cursor | None
    twins: frozenset[str]
    on: date


@dataclass(frozen=True)
class Similar:
    """Somebody who may be the person asked for: what matched and what differs (family, given, year)."""

    row: CaseRow
    matched: tuple[str, ...]
    differs: tuple[str, ...]


def me(desk: Desk) -> Me:
    """Say who works here."""
    cards = read_case(desk, book_id(desk.org)).all(OrganisationCard)
    own = next((card for card in cards if card.org == desk.org), None)
    name, part, country = (own.name, own.part, own.country) if own else ("", "", "")
    return Me(desk.person.name, my_roles(desk), name, part, country)


def today(desk: Desk) -> Today:
    """Read the Today page in one go, so that its numbers agree."""
    with database.reading(desk.read):
        on = day(desk)
        return Today(
            rows=(*stock_short(desk), *todo.today(desk.read, on)),
            urgent=_all(desk, queries.stock_until(on)),
            soon=_all(desk, queries.stock_soon(on)),
            unsent=_unsent(desk),
            pulse=queries.pulse(desk.read, on),
            next_on=todo.next_due(desk.read, on),
            on=on,
            unsure=on != desk.clock.today(),
        )


def day(desk: Desk) -> date:
    """Give the day that stock is counted as of: where the clock is unsure the worse, that is the later one.

    It is unsure where it lies more than a day before the newest record of this desk. How far others may be
    ahead is limited where their records come in (`store/journal.py: seen`), so a partner's wrong clock lasts
    no longer than two days.
    """
    clock, newest = desk.clock.today(), days.of(journal.newest_at(desk.read))
    return newest if gap.is_unsure(clock, newest) else clock


def stock_short(desk: Desk) -> list[DueRow]:
    """Give one thing to do for each batch of which more was given than there was: somebody counts."""
    book, on = book_id(desk.org), desk.clock.today()
    return [
        DueRow("today", book, "", "stock-short", "", _ms(row.last_on), on, None, {"batch": row.batch})
        for row in stock.short(desk.read)
    ]


def urgent(desk: Desk) -> Filter:
    """Give the filter "stock for up to 14 days"."""
    return queries.stock_until(desk.clock.today())


def soon(desk: Desk) -> Filter:
    """Give the filter "stock for 15 to 30 days"."""
    return queries.stock_soon(desk.clock.today())


def pulse(desk: Desk) -> Pulse:
    """Count what the bottom line says."""
    return queries.pulse(desk.read, day(desk))


def people_page(
    desk: Desk, wanted: Filter, *, order: str = "last", after: Cursor | None = None
) -> PeoplePage:
    """Give a page of people; orders are last, since, run_out, code and step."""
    with database.reading(desk.read):
        rows, cursor = queries.cases_page(desk.read, wanted, order=order, after=after)
        codes = {row.code for row in rows}
        twins = frozenset(code for code in codes if queries.same_code(desk.read, code) > 1)
        on = day(desk)
    return PeoplePage(rows, cursor, twins, on)


def count(desk: Desk, wanted: Filter) -> int:
    """Count the people a filter shows."""
    return queries.count(desk.read, wanted)


def recent(desk: Desk, limit: int = 3) -> Sequence[CaseRow]:
    """Give the people with the newest records."""
    return queries.cases_page(desk.read, Filter(), limit=limit)[0]


def search_people(desk: Desk, text: str) -> Sequence[CaseRow]:
    """Find people by name, code, phone or number, in any script and keyboard layout."""
    return queries.find(desk.read, text)


def case_row(desk: Desk, stream: StreamId) -> CaseRow | None:
    """Give one person as lists show them, or None where this desk has no part in the case."""
    return queries.case_row(desk.read, stream)


def glance(desk: Desk, stream: StreamId) -> tuple[CaseRow, CaseFile]:
    """Give a person's row and case file, for a preview; raise Refused where this desk has no such case."""
    with database.reading(desk.read):
        row = queries.case_row(desk.read, stream)
        if row is None:
            raise Refused(N_("This person is not in the lists of this desk any more."))
        return row, read_case(desk, stream)


def same_person(desk: Desk, family: str, given: str, year: int | None) -> Sequence[Similar]:
    """Find people who may be the one named, best first: by sound and spelling of both names, and birth year.

    A name matched where the search finds it, in another script, as a former name or in Latin too. A family
    name may have changed: somebody of that given name and birth year is shown as well.
    """
    with database.reading(desk.read):
        by_family = {row.stream: row for row in queries.find(desk.read, family, _MOST)} if family else {}
        by_given = {row.stream: row for row in queries.find(desk.read, given, _MOST)} if given else {}
    found = by_family | {
        stream: row for stream, row in by_given.items() if not family or (year and row.born_year == year)
    }
    similar = [_similar(row, (family, row.stream in by_family), (given, row.stream in by_given), year)
               for row in found.values()]  # fmt: skip
    return sorted(similar, key=lambda one: (len(one.differs) - len(one.matched), -one.row.last_at))[:5]


def _similar(row: CaseRow, family: tuple[str, bool], given: tuple[str, bool], year: int | None) -> Similar:
    asked = {
        "family": family[1] if search.key(family[0]) else None,
        "given": given[1] if search.key(given[0]) else None,
        "year": row.born_year == year if year and row.born_year else None,
    }
    matched = tuple(name for name, same in asked.items() if same)
    return Similar(row, matched, tuple(name for name, same in asked.items() if same is False))


def _all(desk: Desk, wanted: Filter) -> Sequence[CaseRow]:
    return queries.cases_page(desk.read, wanted, order="run_out", limit=_MOST)[0]


def _ms(on: date) -> int:
    return int(datetime(on.year, on.month, on.day, tzinfo=UTC).timestamp() * 1000)


def _unsent(desk: Desk) -> Sequence[CaseRow]:
    recipients = outbox.recipients(desk.read)
    streams = {row.stream for org in recipients for row in outbox.waiting(desk.read, org, limit=_MOST)}
    rows = (queries.case_row(desk.read, stream) for stream in sorted(streams))
    return [row for row in rows if row]
