"""Laboratory results."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from regdesk.actions import records
from regdesk.actions.desk import Desk, read_case
from regdesk.catalogue import whole
from regdesk.catalogue.tests import impossible, in_own_unit, unusual
from regdesk.domain.journal import Changes, Entry, EntryId, StreamId
from regdesk.domain.labs import LabResult
from regdesk.errors import Refused
from regdesk.i18n import N_

_IMPOSSIBLE: Final = N_(
    "Such a value cannot be: it lies between {least} and {most}. Compare number and unit with the paper."
)


def add_result(desk: Desk, stream: StreamId, result: LabResult, *, paper: EntryId | None = None) -> Changes:
    """Add a result, with the paper it was read from.

    Raise Refused where the same one is there, or where such a value cannot be.
    """
    check(result)
    return records.state(desk, stream, result, about=paper)


def correct_result(desk: Desk, stream: StreamId, wrong: Sequence[EntryId], right: LabResult) -> Changes:
    """Put a right result in place of a mistyped one, or of two versions; the old stay in the history.

    Raise Refused where such a value cannot be.
    """
    check(right)
    return records.correct(desk, stream, wrong, right)


def check(result: LabResult) -> None:
    """Raise Refused where no person can have such a value: number or unit was mistyped."""
    test = whole.current().tests.get(result.test)
    if test is None or result.value is None:
        return
    if test.kind == "coded":
        raise Refused(N_("This test has no number. Write the outcome, such as “positive”."))
    if impossible(test, result.value, result.unit):
        raise Refused(_IMPOSSIBLE, least=str(test.least), most=f"{test.most:f}")


def is_unusual(result: LabResult) -> bool:
    """Say whether a result deserves a second look at the paper before it is written down."""
    test = whole.current().tests.get(result.test)
    return test is not None and result.value is not None and unusual(test, result.value, result.unit)


def units(test: str) -> tuple[str, ...]:
    """Give the units in which a laboratory may state a test, the usual one first; none for an outcome."""
    found = whole.current().tests.get(test)
    return (found.ucum, *(one.unit for one in found.units)) if found and found.ucum else ()


def in_usual_unit(result: LabResult) -> tuple[Decimal, str] | None:
    """Give a result in the test's usual unit where it was stated in another; a view, nothing is changed."""
    test = whole.current().tests.get(result.test)
    if test is None or result.value is None or result.unit == test.ucum:
        return None
    value = in_own_unit(test, result.value, result.unit)
    return None if value is None else (value, test.ucum)


def results(desk: Desk, stream: StreamId) -> tuple[Entry, ...]:
    """Give the standing results, newest sample first."""
    return tuple(sorted(read_case(desk, stream).of(LabResult), key=_sampled, reverse=True))


def _sampled(entry: Entry) -> tuple[str, int]:
    return (entry.fact.taken_on.isoformat() if isinstance(entry.fact, LabResult) else ""), entry.at
