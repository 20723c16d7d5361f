"""The calendar across cases: what falls on a day, how much, and what is past its day; read from the views."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from regdesk.domain.journal import StreamId
from regdesk.store.database import Database
from regdesk.store.queries import day as read_day

MOST: Final = 200
# A visit speaks for the row of Today that it gave rise to.
_FROM: Final = """
    SELECT v.on_day AS on_day, v.at AS at, v.stream AS stream, 'visit' AS kind, v.what AS what, v.who AS who,
           '' AS reasons
      FROM calendar_view v WHERE v.on_day BETWEEN :first AND :last
    UNION ALL
    SELECT d.due_on, '', d.stream, 'due', d.verb, d.whose, d.reasons FROM due_view d
     WHERE d.ours AND d.verb NOT IN ('contact', 'test-due') AND d.due_on BETWEEN :first AND :last
"""
_WITH_PARCELS: Final = f"""{_FROM}
    UNION ALL
    SELECT p.expected_on, '', p.stream, 'parcel', p.state, '', '' FROM parcel_view p
     WHERE p.state IN ('packed', 'dispatched', 'customs') AND p.expected_on BETWEEN :first AND :last
"""  # noqa: S608 - our own words
_EVER: Final = "0001-01-01"


@dataclass(frozen=True)
class CalendarRow:
    """One thing of one day.

    at    a time as it was agreed ("19:30"), empty for any time that day
    kind  "visit" (what: a code of advice/calendar.py or the plan's own words), "due" (a verb of store/due.py)
          or "parcel" (expected; its state)
    who   whose it is;  reasons  what a verb's sentence needs
    """

    on: date
    at: str
    stream: StreamId
    code: str
    kind: str
    what: str
    who: str
    reasons: Mapping[str, Any]


def counts(db: Database, first: date, last: date) -> dict[date, int]:
    """Count what falls on each day of a range; days with nothing are left out."""
    sql = f"SELECT on_day, count(*) FROM ({_WITH_PARCELS}) GROUP BY on_day"  # noqa: S608 - our own words
    found = db.execute(sql, _range(first, last))
    return {date.fromisoformat(on): number for on, number in found}


def of_day(db: Database, on: date, *, limit: int = MOST, skip: int = 0) -> list[CalendarRow]:
    """List what falls on a day: what has a time first, by time, then by code."""
    order = "a.at = '', a.at, c.code_key, a.what"
    return list(_rows(db, _WITH_PARCELS, order, _range(on, on) | {"limit": limit, "skip": skip}))


def overdue(db: Database, today: date, *, limit: int = MOST) -> tuple[list[CalendarRow], int]:
    """List what is past its day and not done, the newest first, and count all of it."""
    until = {"first": _EVER, "last": date.fromordinal(today.toordinal() - 1).isoformat()}
    found = _rows(db, _FROM, "a.on_day DESC, c.code_key, a.what", until | {"limit": limit, "skip": 0})
    total: int = db.execute(f"SELECT count(*) FROM ({_FROM})", until).fetchone()[0]  # noqa: S608 - our own words
    return list(found), total


def _rows(db: Database, source: str, order: str, values: dict[str, Any]) -> Iterable[CalendarRow]:
    sql = f"""
        SELECT a.on_day, a.at, s.id, c.code, a.kind, a.what, a.who, a.reasons FROM ({source}) a
          JOIN case_view c ON c.stream = a.stream JOIN stream s ON s.key = a.stream
         ORDER BY {order} LIMIT :limit OFFSET :skip
    """  # noqa: S608 - our own words
    for on, at, stream, code, kind, what, who, reasons in db.execute(sql, values):
        known = json.loads(reasons) if reasons else {}
        found = read_day(on)
        if found:
            yield CalendarRow(found, at, StreamId(stream), code, kind, what, who, known)


def _range(first: date, last: date) -> dict[str, Any]:
    return {"first": first.isoformat(), "last": last.isoformat()}
