"""What is to be done where a person was not reached, or is back after days without medicines."""

from collections.abc import Iterator
from datetime import date, timedelta

from regdesk.advice import interruption as back
from regdesk.advice import tracing as tracing_advice
from regdesk.domain.journal import DAY_MS
from regdesk.domain.steps import CENTRE, HOST
from regdesk.store.due import Due, Seen

_EPOCH = date(1970, 1, 1)


def tracing(seen: Seen) -> Iterator[Due]:
    """Try again on days 1, 7 and 14 after the missed day; from day 28 a person decides (`advice/tracing.py`).

    A row has no day by when it is due, so that no calendar shows attempts for a contact that is still ahead;
    it counts its days from the missed one.
    """
    missed = tracing_advice.missed(seen.case, seen.coverage.run_out)
    if missed is None:
        return
    values = {"missed_on": missed.on.isoformat(), "what": missed.what, "attempts": len(missed.attempts)}
    since_ms = (missed.on - _EPOCH).days * DAY_MS + DAY_MS // 2  # noon: the same day in every time zone
    verb, shows_on = ("trace", missed.next_on) if missed.next_on else ("lost", missed.lost_on)
    yield Due(verb, HOST, since_ms, shows_on=shows_on, values=values)


def interruption(seen: Seen) -> Iterator[Due]:
    """The Centre's doctor assesses who is back, and the tests are taken that this needs."""
    found = back.interruption(seen.case)
    if found is None:
        return
    values = {"days": found.days, "contact": found.contact.id, "tests": list(found.wanted)}
    if not found.assessed:
        by = found.on + timedelta(days=back.ASSESS_DAYS)
        yield Due("assess-return", CENTRE, found.contact.at, by, urgent_on=found.on, values=values)
    if found.wanted:
        yield Due("sample", HOST, found.contact.at, values=values)
