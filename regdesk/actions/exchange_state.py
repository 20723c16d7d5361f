"""How the exchange stands, read in one go for the page that shows it."""

from collections.abc import Sequence
from dataclasses import dataclass

from regdesk.actions import alarms, cases, late, queue
from regdesk.actions.alarms import Alarm, Aside
from regdesk.actions.desk import Desk, my_roles, world
from regdesk.actions.lists import CaseRow
from regdesk.actions.queue import Queue
from regdesk.domain.facts import Fact
from regdesk.domain.journal import EntryId, OrgId, StreamId
from regdesk.store import database, leaving, queries, state
from regdesk.store.queries import Filter

_MOST = 40


@dataclass(frozen=True)
class Received:
    """What an organisation told: when it last acknowledged, when anything last came from it (ms, 0: never).

    open  records it has not acknowledged yet;  own  the own other computers
    """

    org: OrgId
    name: str
    own: bool
    acknowledged_ms: int
    heard_ms: int
    open: int


@dataclass(frozen=True)
class Late:
    """Records of one case that a removed person or computer wrote, and that wait for a decision."""

    stream: StreamId
    code: str
    who: str
    kinds: Sequence[type[Fact]]
    ids: tuple[EntryId, ...]


@dataclass(frozen=True)
class Standing:
    """Everything the exchange page shows.

    last_ms   the last exchange that succeeded (ms, 0: never)
    versions  people of whom a record stands in two versions
    late      what a person may let in
    """

    last_ms: int
    queue: Queue
    received: Sequence[Received]
    alarms: Sequence[Alarm]
    aside: Sequence[Aside]
    versions: Sequence[CaseRow]
    late: Sequence[Late]


def standing(desk: Desk) -> Standing:
    """Read how the exchange stands, with the reading connection."""
    with database.reading(desk.read):
        last: int = state.get(desk.read, queries.EXCHANGED_AT, 0)
        two = Filter(undecided=True, unaccepted=None, closed=None)
        return Standing(
            last_ms=last,
            queue=queue.queue(desk),
            received=received(desk),
            alarms=alarms.alarms(desk),
            aside=alarms.aside(desk),
            versions=queries.cases_page(desk.read, two, limit=_MOST)[0],
            late=waiting_late(desk),
        )


def received(desk: Desk) -> Sequence[Received]:
    """List partners, and the own other computers where there are any, with their last receipts."""
    known, colleagues = {one.org: one for one in leaving.receipts(desk.read)}, world(desk).colleagues
    found = []
    for org, card in cases.names(desk, world(desk)).organisations.items():
        receipt, own = known.get(org), org == desk.org
        if not (colleagues or receipt if own else card.compared_on):
            continue
        acknowledged, waits = (receipt.last_at, receipt.open) if receipt else (0, 0)
        found.append(Received(org, card.name, own, acknowledged, alarms.last_heard(desk, org), waits))
    return sorted(found, key=lambda one: one.own)


def waiting_late(desk: Desk) -> Sequence[Late]:
    """List late records, where the person here may decide of them."""
    if not my_roles(desk) & {"admin", "clinician"}:
        return ()
    names, found = cases.names(desk, world(desk)), []
    for stream, entries in late.with_put_aside(desk).items():
        row = queries.case_row(desk.read, stream)
        who = ", ".join(dict.fromkeys(names.of(entry.author) for entry in entries))
        kinds = tuple(dict.fromkeys(type(entry.fact) for entry in entries))
        found.append(Late(stream, row.code if row else "", who, kinds, tuple(e.id for e in entries)))
    return found
