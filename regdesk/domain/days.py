"""Reckoning with what others wrote: days stay within five centuries, so that no sum overflows."""

from datetime import date, timedelta
from typing import Final

from regdesk.domain.journal import DAY_MS

EPOCH: Final = date(1970, 1, 1)
# A century beyond the dates that a fact can hold (`codec.py`): whoever adds some days to a sum still can.
_FIRST: Final = date(1800, 1, 1).toordinal()
_LAST: Final = date(2299, 12, 31).toordinal()


def plus(day: date, days: int) -> date:
    """Give the day so many days later, earlier where *days* is below zero; never beyond 1800 and 2299."""
    return date.fromordinal(min(max(day.toordinal() + days, _FIRST), _LAST))


def of(ms: int) -> date:
    """Give the day of an entry's clock (ms), by UTC."""
    return plus(EPOCH, ms // DAY_MS)


def ms_of(day: date) -> int:
    """Give the clock (ms) at which a day begins, by UTC."""
    return (day - EPOCH) // timedelta(milliseconds=1)
