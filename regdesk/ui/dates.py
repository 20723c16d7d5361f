"""Dates as people say them: what a field takes, and what a list or a sentence shows."""

import re
from datetime import date, datetime, timedelta

from regdesk.errors import Refused
from regdesk.i18n import N_, tr

_WORDS = {
    -1: ("yesterday", "вчера"),
    0: ("today", "сегодня"),
    1: ("tomorrow", "завтра"),
    2: ("послезавтра",),
}
_MONTH_STEMS = (
    ("jan", "янв"),
    ("feb", "фев"),
    ("mar", "мар"),
    ("apr", "апр"),
    ("may", "мая", "май"),
    ("jun", "июн"),
    ("jul", "июл"),
    ("aug", "авг"),
    ("sep", "сен"),
    ("oct", "окт"),
    ("nov", "ноя"),
    ("dec", "дек"),
)
_LONG = (
    N_("{day} January"),
    N_("{day} February"),
    N_("{day} March"),
    N_("{day} April"),
    N_("{day} May"),
    N_("{day} June"),
    N_("{day} July"),
    N_("{day} August"),
    N_("{day} September"),
    N_("{day} October"),
    N_("{day} November"),
    N_("{day} December"),
)
_SHORT = (
    N_("{day} Jan"),
    N_("{day} Feb"),
    N_("{day} Mar"),
    N_("{day} Apr"),
    N_("{day} May"),
    N_("{day} Jun"),
    N_("{day} Jul"),
    N_("{day} Aug"),
    N_("{day} Sep"),
    N_("{day} Oct"),
    N_("{day} Nov"),
    N_("{day} Dec"),
)
_MONTHS = (
    N_("Jan {year}"),
    N_("Feb {year}"),
    N_("Mar {year}"),
    N_("Apr {year}"),
    N_("May {year}"),
    N_("Jun {year}"),
    N_("Jul {year}"),
    N_("Aug {year}"),
    N_("Sep {year}"),
    N_("Oct {year}"),
    N_("Nov {year}"),
    N_("Dec {year}"),
)
_MONTHS_LONG = (
    N_("January"),
    N_("February"),
    N_("March"),
    N_("April"),
    N_("May"),
    N_("June"),
    N_("July"),
    N_("August"),
    N_("September"),
    N_("October"),
    N_("November"),
    N_("December"),
)
_DAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
_DAYS_LONG = (
    N_("Monday"),
    N_("Tuesday"),
    N_("Wednesday"),
    N_("Thursday"),
    N_("Friday"),
    N_("Saturday"),
    N_("Sunday"),
)
_WEEK = 7
_CENTURY = 100
_AHEAD = 20  # 26.11.45 means 2045 in 2026, 5.3.94 means 1994: two digits reach this many years ahead


def today() -> date:
    """Give today by this computer's clock; pages that have a desk ask the desk instead."""
    return datetime.now().astimezone().date()


def parse_date(text: str, today: date) -> date:
    """Read `23.11.26`, `23 11`, `23 ноября`, `2026-11-23`, `tomorrow` or `+14`; raise Refused otherwise."""
    words = text.strip().lower()
    for days, names in _WORDS.items():
        if words in names:
            return today + timedelta(days=days)
    if re.fullmatch(r"[+-]\d{1,4}", words):
        return today + timedelta(days=int(words))
    if found := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", words):
        return _day(*(int(part) for part in found.groups()))
    if found := re.fullmatch(r"(\d{1,2})[. /,-]+(\d{1,2})(?:[. /,-]+(\d{4}|\d{2}))?", words):
        return _with_year(int(found[1]), int(found[2]), found[3], today)
    if found := re.fullmatch(r"(\d{1,2})\s+([a-zа-яё]{3,})\.?(?:\s+(\d{4}|\d{2}))?", words):
        return _with_year(int(found[1]), _month(found[2]), found[3], today)
    raise _not_a_date()


def show_date(day: date, today: date) -> str:
    """Say a date as a list does: today, yesterday, tomorrow, Wed within a week, then 12 Oct."""
    away = (day - today).days
    if near := {0: N_("today"), -1: N_("yesterday"), 1: N_("tomorrow")}.get(away):
        return tr(near)
    if abs(away) < _WEEK:
        return tr(_DAYS[day.weekday()])
    text = tr(_SHORT[day.month - 1]).format(day=day.day)
    return text if day.year == today.year else f"{text} {day.year}"


def long_date(day: date, today: date | None = None) -> str:
    """Say a date in a sentence: 29 November, with the year where it is not that of *today*."""
    text = tr(_LONG[day.month - 1]).format(day=day.day)
    return text if today is None or day.year == today.year else f"{text} {day.year}"


def weekday(day: date) -> str:
    """Say the day of the week in full."""
    return tr(_DAYS_LONG[day.weekday()])


def short_weekday(day: date) -> str:
    """Say the day of the week in two or three letters."""
    return tr(_DAYS[day.weekday()])


def month_name(day: date) -> str:
    """Say a month and its year in full: November 2026."""
    return f"{tr(_MONTHS_LONG[day.month - 1])} {day.year}"


def month(day: date) -> str:
    """Say a month and two digits of its year, as the axis of a chart does."""
    return tr(_MONTHS[day.month - 1]).format(year=f"{day.year % _CENTURY:02}")


def digits(day: date) -> str:
    """Write a date in figures, as fields hold it: 09.11.2026."""
    return f"{day:%d.%m.%Y}"


def show_moment(moment: datetime, now: datetime) -> str:
    """Say when something happened: today at 08:40, yesterday at 17:20, 12 Oct at 09:00."""
    return tr(N_("{day} at {time}")).format(day=show_date(moment.date(), now.date()), time=f"{moment:%H:%M}")


def _with_year(day: int, month: int, year: str | None, today: date) -> date:
    """Complete a day and month: two digits by the century rule, no year by the nearest such day."""
    if year and len(year) > 2:
        return _day(int(year), month, day)
    if year:
        last = today.year + _AHEAD
        return _day(last - (last - int(year)) % _CENTURY, month, day)
    if (month, day) == (2, 29):
        return _day(today.year, month, day)
    years = (today.year - 1, today.year, today.year + 1)
    return min((_day(each, month, day) for each in years), key=lambda found: abs(found - today))


def _month(word: str) -> int:
    for number, stems in enumerate(_MONTH_STEMS, start=1):
        if word.startswith(stems):
            return number
    raise _not_a_date()


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise _not_a_date() from None


def _not_a_date() -> Refused:
    return Refused(N_("Write the date like this: 9.11.2026"))
