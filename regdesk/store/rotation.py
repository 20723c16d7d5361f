"""Which copies are kept: one a day, one a week and one a month, as many of each as the rules say."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True)
class Rules:
    """How many days, weeks and months with a copy are looked back on."""

    days: int = 7
    weeks: int = 4
    months: int = 12


def kept(moments: Iterable[int], rules: Rules) -> frozenset[int]:
    """Choose among the times of copies (ms): the newest of each of the last days, weeks and months.

    Days on which no copy was made do not count, so after a long absence nothing is lost. The newest stays.
    """
    newest = sorted(moments, reverse=True)
    chosen = set(newest[:1])
    for period, most in ((_day, rules.days), (_week, rules.weeks), (_month, rules.months)):
        chosen |= set(_first_of_each(newest, period, most))
    return frozenset(chosen)


def _first_of_each(newest: list[int], period: Callable[[datetime], object], most: int) -> list[int]:
    found: dict[object, int] = {}
    for moment in newest:
        found.setdefault(period(datetime.fromtimestamp(moment / 1000, UTC)), moment)
    return list(found.values())[:most]


def _day(at: datetime) -> object:
    return at.date()


def _week(at: datetime) -> object:
    return at.isocalendar()[:2]


def _month(at: datetime) -> object:
    return at.year, at.month
