"""What is to be done today and in the days to come: the rows of Today and Calendar."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from regdesk.domain.journal import StreamId
from regdesk.store.database import Database
from regdesk.store.queries import day

GROUPS: Final = ("urgent", "today", "week", "waiting")
WEEK: Final = 7
MOST: Final = 500
# Urgent is what may harm a person, whoever's turn it is; then comes what waits for others; what is due later
# than this week, and says of no day that it shows from then on, is in no group (NULL).
_GROUP: Final = """
    CASE WHEN d.urgent_on <> '' AND d.urgent_on <= :on THEN 0
         WHEN NOT d.ours THEN 3
         WHEN c.urgency <> '' AND d.due_on = '' THEN 0
         WHEN d.due_on <= :on OR d.verb IN ('review', 'register') THEN 1
         WHEN d.due_on <= :week OR (d.shows_on <> '' AND d.shows_on <= :on) THEN 2 END
"""
# Who was missed is traced: the appointment itself does not ask once more, nor between two attempts.
_ONCE: Final = """
    AND NOT (d.verb = 'contact' AND EXISTS (
        SELECT 1 FROM due_view t
         WHERE t.stream = d.stream AND t.verb IN ('trace', 'lost')
           AND json_extract(t.reasons, '$.missed_on') < :on))
"""
_DAY: Final = "CASE WHEN d.due_on <> '' THEN d.due_on ELSE min(c.run_out, :on) END"
_FROM: Final = "FROM due_view d JOIN case_view c ON c.stream = d.stream JOIN stream s ON s.key = d.stream"
_DUE: Final = f"""
    SELECT {_GROUP} AS place, s.id, c.code, d.verb, d.whose, d.since_ms, d.due_on, c.run_out, d.reasons
    {_FROM}
"""


@dataclass(frozen=True)
class DueRow:
    """One thing to do (`store/due.py` lists the verbs); the windows make the sentence.

    group    "urgent", "today", "week" or "waiting" (for others); "" for later than this week
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


def today(db: Database, on: date, *, limit: int = MOST, verbs: Collection[str] = ()) -> list[DueRow]:
    """List what is to be done as of a day: in the order of groups, then by day, then the oldest first.

    With *verbs* only these, so that a limit does not hide them behind others.
    """
    wanted = "AND d.verb IN (SELECT value FROM json_each(:verbs))" if verbs else ""
    sql = f"""
        {_DUE} WHERE d.shows_on <= :on AND place IS NOT NULL {_ONCE} {wanted}
         ORDER BY place, {_DAY}, d.since_ms, d.key LIMIT :limit
    """
    values = _days(on) | {"limit": limit, "verbs": json.dumps(list(verbs))}
    return [_due(row) for row in db.execute(sql, values)]


def counts(db: Database, on: date) -> dict[str, int]:
    """Count the rows of each group as of a day, those beyond the limit of the list too."""
    sql = f"SELECT {_GROUP} AS place, count(*) {_FROM} WHERE d.shows_on <= :on {_ONCE} GROUP BY place"
    found = {place: number for place, number in db.execute(sql, _days(on)) if place is not None}
    return {group: found.get(place, 0) for place, group in enumerate(GROUPS)}


def next_due(db: Database, after: date) -> date | None:
    """Give the next day after *after* on which something of ours falls due."""
    sql = "SELECT min(due_on) FROM due_view WHERE ours AND due_on > ?"
    found: str | None = db.execute(sql, (after.isoformat(),)).fetchone()[0]
    return day(found or "")


def _days(on: date) -> dict[str, Any]:
    return {"on": on.isoformat(), "week": (on + timedelta(days=WEEK)).isoformat()}


def _due(row: tuple[Any, ...]) -> DueRow:
    place, stream, code, verb, whose, since_ms, due_on, run_out, reasons = row
    group = "" if place is None else GROUPS[place]
    days = day(due_on), day(run_out)
    return DueRow(group, StreamId(stream), code, verb, whose, since_ms, *days, json.loads(reasons))
