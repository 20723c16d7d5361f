"""Laboratory results."""

from collections.abc import Sequence

from regdesk.actions import records
from regdesk.actions.desk import Desk, read_case
from regdesk.domain.journal import Changes, Entry, EntryId, StreamId
from regdesk.domain.labs import LabResult


def add_result(desk: Desk, stream: StreamId, result: LabResult, *, paper: EntryId | None = None) -> Changes:
    """Add a result, with the paper it was read from; raise Refused where the same one is there."""
    return records.state(desk, stream, result, about=paper)


def correct_result(desk: Desk, stream: StreamId, wrong: Sequence[EntryId], right: LabResult) -> Changes:
    """Put a right result in place of a mistyped one, or of two versions; the old stay in the history."""
    return records.correct(desk, stream, wrong, right)


def results(desk: Desk, stream: StreamId) -> tuple[Entry, ...]:
    """Give the standing results, newest sample first."""
    return tuple(sorted(read_case(desk, stream).of(LabResult), key=_sampled, reverse=True))


def _sampled(entry: Entry) -> tuple[str, int]:
    return (entry.fact.taken_on.isoformat() if isinstance(entry.fact, LabResult) else ""), entry.at
