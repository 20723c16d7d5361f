"""What one does with any record: state it, correct it, continue it, take it back, choose between versions."""

from collections.abc import Sequence

from regdesk.actions.desk import Desk, Pen, record, world
from regdesk.domain.facts import EnteredInError, Fact
from regdesk.domain.journal import CaseFile, Changes, EntryId, StreamId, closure
from regdesk.errors import Refused
from regdesk.i18n import N_
from regdesk.store import journal

_ALREADY = N_("This is in the case already.")


def state(desk: Desk, stream: StreamId, fact: Fact, *, about: EntryId | None = None) -> Changes:
    """Write a fact; of a kind with one line it corrects the old one, of a kind that follows it continues it.

    Raise Refused where the same fact stands already.
    """
    case = stored(desk, stream)
    if any(entry.fact == fact and entry.about == about for entry in case.of(type(fact))):
        raise Refused(_ALREADY)
    if fact.single:
        shown = [entry.id for entry in case.of(type(fact))]
        return record(desk, stream, fact, about=about, replaces=closure(case, shown))
    current = case.current(type(fact)) if fact.follows else None
    return record(desk, stream, fact, about=about, follows=current.id if current else None)


def correct(desk: Desk, stream: StreamId, wrong: Sequence[EntryId], right: Fact) -> Changes:
    """Put a right record in place of those shown; the old ones stay in the history.

    It keeps what the first of them was about and what it continued.
    """
    case = stored(desk, stream)
    first = case.by_id[wrong[0]]
    return record(
        desk, stream, right, about=first.about, follows=first.follows, replaces=closure(case, wrong)
    )


def choose(desk: Desk, stream: StreamId, versions: Sequence[EntryId], right: Fact) -> Changes:
    """Settle two versions of one record: *right* stands alone from now on."""
    return correct(desk, stream, versions, right)


def take_back(desk: Desk, stream: StreamId, wrong: EntryId, why: str = "") -> Changes:
    """Mark a record as entered in error; nothing takes its place."""
    case = stored(desk, stream)
    entry = case.by_id[wrong]
    pen = Pen(desk)
    fact = EnteredInError(of_kind=entry.kind, why=why)
    pen.write(stream, fact, replaces=closure(case, [wrong]), section=entry.section)
    return pen.done()


def stored(desk: Desk, stream: StreamId) -> CaseFile:
    """Read a case through the writing connection, so that nothing comes between reading and writing."""
    return journal.read_case(desk.write, stream, world(desk, desk.write))
