"""What is to be done today and which parcels are on their way: the rows of Today, Calendar and Supply."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from regdesk.domain.journal import EntryId, StreamId
from regdesk.store.database import Database
from regdesk.store.queries import day

GROUPS: Final = ("urgent", "today", "week", "waiting")
WEEK: Final = 7
MOST: Final = 500
_DUE: Final = """
    SELECT s.id, c.code, d.verb, d.whose, d.ours, d.since_ms, d.due_on, d.shows_on, d.urgent_on, c.run_out,
           d.reasons, c.urgency
      FROM due_view d JOIN case_view c ON c.stream = d.stream JOIN stream s ON s.key = d.stream
"""


@dataclass(frozen=True)
class DueRow:
    """One thing to do (`store/agenda.py` lists the verbs); the windows make the sentence.

    group    "urgent", "today", "week" or "waiting" (for others)
    reasons  what the sentence needs; ids are hexadecimal text
    """

    group: str
    stream: StreamId
    code: str
    verb: str
    whose: str
    since_ms: int
    due_on: date | None
    run_out: date | None
    reasons: Mapping[str, Any]


def today(db: Database, on: date, *, limit: int = MOST) -> list[DueRow]:
    """List what is to be done as of a day: in the order of groups, then by day, then the oldest first."""
    rows = db.execute(f"{_DUE} WHERE d.shows_on <= ? ORDER BY d.since_ms, d.key", (on.isoformat(),))
    found = [_due(row, on) for row in rows]
    kept = [row for row in found if row.group]
    kept.sort(key=lambda row: (GROUPS.index(row.group), row.due_on or row.run_out or on, row.since_ms))
    return kept[:limit]


def calendar(db: Database, first: date, last: date) -> list[DueRow]:
    """List what falls due between two days, in order of days; `group` is as of the first day."""
    days = first.isoformat(), last.isoformat()
    rows = db.execute(f"{_DUE} WHERE d.due_on BETWEEN ? AND ? ORDER BY d.due_on, d.key", days)
    return [_due(row, first) for row in rows]


def next_due(db: Database, after: date) -> date | None:
    """Give the next day after *after* on which something of ours falls due."""
    sql = "SELECT min(due_on) FROM due_view WHERE ours AND due_on > ?"
    found: str | None = db.execute(sql, (after.isoformat(),)).fetchone()[0]
    return day(found or "")


@dataclass(frozen=True)
class ParcelRow:
    """A parcel on the Supply board; states are those of `domain/supply.py: parcel_state`."""

    stream: StreamId
    code: str
    id: EntryId
    number: str
    state: str
    way: str
    packed_on: date | None
    expected_on: date | None
    days: int
    last_at: int
    run_out: date | None


def parcels(db: Database, since_ms: int = 0) -> list[ParcelRow]:
    """List the parcels of all cases with news since *since_ms*, the longest untouched first."""
    rows = db.execute(
        """
        SELECT s.id, c.code, p.id, p.number, p.state, p.way, p.packed_on, p.expected_on, p.days, p.last_at,
               c.run_out
          FROM parcel_view p JOIN case_view c ON c.stream = p.stream JOIN stream s ON s.key = p.stream
         WHERE p.last_at >= ? ORDER BY p.last_at, p.id
        """,
        (since_ms,),
    )
    return [
        ParcelRow(
            *(StreamId(stream), code, EntryId(name), number, state, way),
            *(day(packed_on), day(expected_on), days, last_at, day(run_out)),
        )
        for stream, code, name, number, state, way, packed_on, expected_on, days, last_at, run_out in rows
    ]


def _due(row: tuple[Any, ...], on: date) -> DueRow:
    stream, code, verb, whose, ours, since_ms, due_on, shows_on, urgent_on, run_out, reasons, urgency = row
    shown = not shows_on or shows_on <= on.isoformat()
    group = _group(on, bool(ours), due_on, urgent_on, urgency) if shown else ""
    return DueRow(
        group=group,
        stream=StreamId(stream),
        code=code,
        verb=verb,
        whose=whose,
        since_ms=since_ms,
        due_on=day(due_on),
        run_out=day(run_out),
        reasons=json.loads(reasons),
    )


def _group(on: date, ours: bool, due_on: str, urgent_on: str, urgency: str) -> str:  # noqa: FBT001
    """Group a row: urgent is what may harm a person, whoever's turn it is; "" for later than this week."""
    if urgent_on and urgent_on <= on.isoformat():
        return "urgent"
    if not ours:
        return "waiting"
    if urgency and not due_on:
        return "urgent"
    if due_on > (on + timedelta(days=WEEK)).isoformat():
        return ""
    return "today" if due_on <= on.isoformat() else "week"
