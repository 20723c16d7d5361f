"""The deliveries of all cases in five columns, each limited: what the Supply page shows."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Final

from regdesk.domain.gap import Coverage
from regdesk.domain.journal import EntryId, StreamId
from regdesk.domain.routes import UNKNOWN
from regdesk.store.database import Database
from regdesk.store.queries import day

COLUMNS: Final = ("order", "packed", "dispatched", "received", "handed-over")
MOST: Final = 100
MONTH_DAYS: Final = 30
_CASE: Final = """
    s.id, c.code, c.born_year, c.origin, c.host_country, c.run_out, c.usual_days, c.lead_days
    """
_DUE: Final = f"""
    SELECT {_CASE}, d.verb AS state, x'' AS parcel, '' AS number, '' AS way,
           ifnull(json_extract(d.reasons, '$.days'), 0) AS days, '' AS packed_on, '' AS expected_on,
           d.due_on AS news_on, 0 AS receipt, json_extract(d.reasons, '$.instead') AS instead
      FROM due_view d JOIN case_view c ON c.stream = d.stream JOIN stream s ON s.key = d.stream
     WHERE d.shows_on <= :on AND d.verb IN
"""  # noqa: S608 - our own words
# A refill that was ordered after the prescription ended (`agenda_supply.py`); the first one is no delivery.
_REFILL: Final = "(d.verb = 'prescribe' AND json_extract(d.reasons, '$.days') IS NOT NULL)"
_PARCEL: Final = f"""
    SELECT {_CASE}, p.state, p.id, p.number, p.way, p.days, p.packed_on, p.expected_on, p.news_on,
           p.receipt, ''
      FROM parcel_view p JOIN case_view c ON c.stream = p.stream JOIN stream s ON s.key = p.stream
     WHERE p.state IN
"""  # noqa: S608 - our own words
_SOURCES: Final[Mapping[str, str]] = {
    "order": f"{_DUE} ('order', 'find-reserve')",
    "packed": f"{_DUE} ('assemble') OR {_REFILL} UNION ALL {_PARCEL} ('packed') AND c.closed = ''",
    "dispatched": f"{_PARCEL} ('dispatched', 'customs') AND c.closed = ''",
    "received": f"{_PARCEL} ('received', 'partial') AND c.closed = ''",
    "handed-over": f"{_PARCEL} ('handed-over') AND p.news_on > :since",
}


@dataclass(frozen=True)
class Delivery:
    """One card: a case that is to be ordered or assembled for, or a parcel.

    state    the verb of what is to be done, or where the parcel is (`domain/supply.py: parcel_state`)
    news_on  by when to do it, or the day of the parcel's newest event
    instead  how the parcel before was lost, where this one replaces it
    """

    stream: StreamId
    code: str
    born_year: int | None
    origin: str
    host_country: str
    run_out: date | None
    usual_days: int
    lead_days: int
    state: str
    parcel: EntryId | None
    number: str
    way: str
    days: int
    packed_on: date | None
    expected_on: date | None
    news_on: date | None
    receipt: bool
    instead: str
    column: str

    def coverage(self, today: date) -> Coverage:
        """Give how long the medicines last as of a day, with this parcel on its way."""
        moving = self.column != "handed-over" and self.parcel is not None
        return Coverage(
            today,
            self.run_out,
            transit_days=self.days if moving else 0,
            arrives_on=self.expected_on if moving else None,
            sent_on=self.packed_on if moving else None,
            arrived=self.column == "received",
            way=replace(UNKNOWN, usual=self.usual_days, slow=self.lead_days),
        )


@dataclass(frozen=True)
class Column:
    """The most urgent cards of a column, and how many there are altogether."""

    name: str
    cards: tuple[Delivery, ...]
    total: int


def columns(db: Database, on: date, limit: int = MOST) -> tuple[Column, ...]:
    """Read all columns as of a day: whose medicines run out first stands first; handed over, the newest."""
    return tuple(_column(db, name, on, limit) for name in COLUMNS)


def _column(db: Database, name: str, on: date, limit: int) -> Column:
    values = {"on": on.isoformat(), "since": (on - timedelta(days=MONTH_DAYS)).isoformat(), "limit": limit}
    order = "news_on DESC" if name == "handed-over" else "run_out, news_on"
    source = _SOURCES[name]
    rows = db.execute(f"SELECT * FROM ({source}) ORDER BY {order}, code LIMIT :limit", values).fetchall()  # noqa: S608
    total = len(rows)
    if total == limit:
        total = db.execute(f"SELECT count(*) FROM ({source})", values).fetchone()[0]  # noqa: S608
    return Column(name, tuple(_card(row, name) for row in rows), total)


def _card(row: tuple[Any, ...], column: str) -> Delivery:
    made = dict(zip(Delivery.__dataclass_fields__, (*row, column), strict=True))
    made |= {name: day(made[name]) for name in ("run_out", "packed_on", "expected_on", "news_on")}
    made |= {"parcel": made["parcel"] or None, "receipt": bool(made["receipt"])}
    return Delivery(**made | {"instead": made["instead"] or ""})
