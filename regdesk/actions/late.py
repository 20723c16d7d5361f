"""Records that were put aside because of who wrote them and when; a person may let them in."""

from collections.abc import Iterable

from regdesk.actions.desk import Desk, read_case, record, world
from regdesk.domain.journal import CaseFile, Changes, Entry, EntryId, StreamId
from regdesk.domain.limits import NO_HEADS, REVOKED
from regdesk.domain.membership import LateEntry
from regdesk.domain.rights import AFTER_END
from regdesk.errors import Refused
from regdesk.i18n import N_
from regdesk.store import journal

_VERDICTS = (REVOKED, NO_HEADS, AFTER_END)


def is_late(case: CaseFile, entry: Entry) -> bool:
    """Say whether a `late-entry` could let a record in."""
    return case.verdicts[entry.id] in _VERDICTS and not isinstance(entry.fact, LateEntry)


def put_aside(desk: Desk, stream: StreamId) -> tuple[Entry, ...]:
    """Give the records of a case that a `late-entry` could let in, in order of time."""
    case = read_case(desk, stream)
    return tuple(entry for entry in case.entries if is_late(case, entry))


def with_put_aside(desk: Desk) -> dict[StreamId, tuple[Entry, ...]]:
    """Give all cases that hold such records of revoked authors."""
    revoked = [name for name, author in world(desk).authors.items() if author.revoked]
    found = {stream: put_aside(desk, stream) for stream in journal.streams(desk.read, revoked)}
    return {stream: entries for stream, entries in found.items() if entries}


def let_in(desk: Desk, stream: StreamId, names: Iterable[EntryId], why: str) -> Changes:
    """Let late records count; raise Refused where they are not put aside, or the person may not decide it."""
    chosen = tuple(sorted(set(names)))
    if not chosen or not set(chosen) <= {entry.id for entry in put_aside(desk, stream)}:
        raise Refused(N_("These records are not put aside."))
    return record(desk, stream, LateEntry(entries=chosen, why=why))
