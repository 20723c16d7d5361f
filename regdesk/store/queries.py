"""Questions across cases, answered from the views in pages; one case is read from its journal."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from regdesk.domain.gap import SOON_DAYS, URGENT_DAYS
from regdesk.domain.journal import StreamId
from regdesk.store import outbox, search, state
from regdesk.store.database import Database
from regdesk.store.view_tables import UNKNOWN

EXCHANGED_AT: Final = "exchanged_at"  # the state in which sync keeps the ms of the last exchange
PAGE: Final = 100
_FIELDS: Final = """
    s.id, c.code, c.name, c.born_year, c.origin, c.host_country, c.number, c.part, c.unaccepted, c.ended,
    c.closed, c.step, c.turn, c.ours, c.since_ms, c.run_out, c.usual_days, c.lead_days, c.urgency, c.next_on,
    c.conflicts, c.undecided, c.lacking, c.last_at
"""
# Order -> (column, whether it falls). Each has an index; the stream's key makes it total.
ORDERS: Final = {
    "last": ("last_at", True),
    "since": ("since_ms", False),
    "run_out": ("run_out", False),
    "code": ("code_key", False),
    "step": ("step", False),
}
Cursor = tuple[Any, int]


@dataclass(frozen=True)
class CaseRow:
    """A case in a list. Days are None where nothing is known; times are ms."""

    stream: StreamId
    code: str
    name: str
    born_year: int | None
    origin: str
    host_country: str
    number: str
    part: str
    unaccepted: bool
    ended: bool
    closed: str
    step: int
    turn: str
    ours: bool
    since_ms: int
    run_out: date | None
    usual_days: int
    lead_days: int
    urgency: str
    next_on: date | None
    conflicts: int
    undecided: int
    lacking: int
    last_at: int

    def days_left(self, today: date) -> int | None:
        """Give the days that still have their dose, today included; None where nothing is known."""
        return None if self.run_out is None else max(0, (self.run_out - today).days)


@dataclass(frozen=True, kw_only=True)
class Filter:
    """Which cases a list shows; what is None or empty does not narrow.

    runs_out_by  run-out on that day or before;  runs_out_from  on that day or after
    """

    text: str = ""
    step: int | None = None
    ours: bool | None = None
    part: str = ""
    country: str = ""
    unaccepted: bool | None = False
    closed: bool | None = False
    undecided: bool | None = None
    runs_out_by: date | None = None
    runs_out_from: date | None = None


def stock_until(today: date) -> Filter:
    """Give the filter of the counter "stock up to 14 days"."""
    return Filter(runs_out_by=today + timedelta(days=URGENT_DAYS))


def stock_soon(today: date) -> Filter:
    """Give the filter of the counter "stock 15 to 30 days"."""
    first, last = today + timedelta(days=URGENT_DAYS + 1), today + timedelta(days=SOON_DAYS)
    return Filter(runs_out_from=first, runs_out_by=last)


def cases_page(
    db: Database, wanted: Filter, *, order: str = "last", after: Cursor | None = None, limit: int = PAGE
) -> tuple[list[CaseRow], Cursor | None]:
    """Give a page of cases and the cursor of the next one, None after the last.

    Keyset paging: the cursor is (value of the order's column, stream key) of the last row that was shown.
    """
    column, falls = ORDERS[order]
    where, values = _where(wanted)
    if after is not None:
        where.append(f"(c.{column}, c.stream) {'<' if falls else '>'} (?, ?)")
        values += after
    way = "DESC" if falls else "ASC"
    sql = f"""
        SELECT c.{column}, c.stream, {_FIELDS}
          FROM case_view c JOIN stream s ON s.key = c.stream
         WHERE {" AND ".join(where)} ORDER BY c.{column} {way}, c.stream {way} LIMIT ?
    """  # noqa: S608 - columns and conditions are our own
    rows = db.execute(sql, (*values, limit)).fetchall()
    cursor = (rows[-1][0], rows[-1][1]) if len(rows) == limit else None
    return [_case(row[2:]) for row in rows], cursor


def count(db: Database, wanted: Filter) -> int:
    """Count the cases that a filter shows."""
    where, values = _where(wanted)
    sql = f"SELECT count(*) FROM case_view c WHERE {' AND '.join(where)}"  # noqa: S608 - our own conditions
    number: int = db.execute(sql, values).fetchone()[0]
    return number


def case_row(db: Database, stream: StreamId) -> CaseRow | None:
    """Give one case as lists show it, or None."""
    sql = f"SELECT {_FIELDS} FROM case_view c JOIN stream s ON s.key = c.stream WHERE s.id = ?"  # noqa: S608
    row = db.execute(sql, (stream,)).fetchone()
    return _case(row) if row else None


def find(db: Database, text: str, limit: int = 8) -> list[CaseRow]:
    """Find cases by name, code, phone, document or register number, in any script and keyboard layout.

    Codes come first, then words that begin as typed, then the rest; closed cases too.
    """
    condition, values = _matching(text)
    if not condition:
        return []
    codes = [f"{one}*" for one in search.codes(text)] or [""]
    words = [word for reading in search.words(text) for word in reading[:1]] or [""]
    by_code = " OR ".join("c.code_key GLOB ?" for _ in codes)
    by_word = " OR ".join("c.search LIKE ?" for _ in words)
    sql = f"""
        SELECT {_FIELDS} FROM case_view c JOIN stream s ON s.key = c.stream WHERE {condition}
         ORDER BY ({by_code}) DESC, ({by_word}) DESC, c.last_at DESC, c.stream LIMIT ?
    """  # noqa: S608 - conditions are our own, what was typed goes in as values
    rows = db.execute(sql, (*values, *codes, *(f"% {word}%" for word in words), limit))
    return [_case(row) for row in rows]


def code_taken(db: Database, code: str) -> bool:
    """Say whether a case here has this code."""
    sql = "SELECT 1 FROM case_view WHERE code_key = ?"
    return db.execute(sql, (search.code_key(code),)).fetchone() is not None


def same_code(db: Database, code: str) -> int:
    """Count the cases with this code; where there are two, the birth year stands beside it."""
    sql = "SELECT count(*) FROM case_view WHERE code_key = ?"
    number: int = db.execute(sql, (search.code_key(code),)).fetchone()[0]
    return number


@dataclass(frozen=True)
class Pulse:
    """The bottom line: entries not sent, cases by days of stock left, ms of the last exchange (0: never)."""

    unsent: int
    urgent: int
    soon: int
    received_at: int
    questions: int
    tray: int


def pulse(db: Database, today: date) -> Pulse:
    """Count what the bottom line says on every screen."""
    questions = db.execute("SELECT count(*) FROM due_view WHERE verb = 'answer' AND ours").fetchone()[0]
    tray = db.execute("SELECT count(*) FROM tray").fetchone()[0]
    urgent, soon = count(db, stock_until(today)), count(db, stock_soon(today))
    received_at = state.get(db, EXCHANGED_AT, 0)
    return Pulse(outbox.unsent_count(db), urgent, soon, received_at, questions, tray)


def day(iso: str) -> date | None:
    """Read a day as the views keep it."""
    return date.fromisoformat(iso) if iso and iso != UNKNOWN else None


def _case(row: Sequence[Any]) -> CaseRow:
    made = dict(zip(CaseRow.__dataclass_fields__, row, strict=True))
    made |= {name: bool(made[name]) for name in ("unaccepted", "ended", "ours")}
    made |= {name: day(made[name]) for name in ("run_out", "next_on")}
    return CaseRow(**made)


def _where(wanted: Filter) -> tuple[list[str], list[Any]]:
    conditions: tuple[tuple[str, Any], ...] = (
        ("c.step = ?", wanted.step),
        ("c.ours = ?", wanted.ours),
        ("c.part = ?", wanted.part or None),
        ("? IN (c.origin, c.host_country)", wanted.country or None),
        ("c.unaccepted = ?", wanted.unaccepted),
        ("(c.closed <> '') = ?", wanted.closed),
        ("(c.undecided > 0) = ?", wanted.undecided),
        ("c.run_out <= ?", wanted.runs_out_by and wanted.runs_out_by.isoformat()),
        (
            f"c.run_out < '{UNKNOWN}' AND c.run_out >= ?",
            wanted.runs_out_from and wanted.runs_out_from.isoformat(),
        ),
    )
    where = ["1", *(condition for condition, value in conditions if value is not None)]
    values = [value for _, value in conditions if value is not None]
    if wanted.text.strip():
        condition, more = _matching(wanted.text)
        where.append(condition or "0")
        values += more
    return where, values


def _matching(text: str) -> tuple[str, list[str]]:
    """Give the condition under which a case answers to what was typed, as a code or in one reading."""
    codes = [f"{one}*" for one in search.codes(text)]
    readings = search.words(text)
    conditions = ["c.code_key GLOB ?" for _ in codes]
    conditions += ["(" + " AND ".join("c.search LIKE ?" for _ in words) + ")" for words in readings]
    values = [*codes, *(f"%{word}%" for words in readings for word in words)]
    return f"({' OR '.join(conditions)})" if conditions else "", values
