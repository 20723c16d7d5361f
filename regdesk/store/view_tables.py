"""The tables of the views and their version: those of another version are dropped and made anew.

Whoever changes a table, or how `store/views.py` fills it, raises VIEWS.
"""

from typing import TYPE_CHECKING, Final

from regdesk.domain.codec import pack, unpack

if TYPE_CHECKING:
    from regdesk.store.database import Database  # which opens the file and looks here

VIEWS: Final = 11
UNKNOWN: Final = "~"  # a run-out nobody knows: after every day
TABLES: Final = (
    "case_view",
    "due_view",
    "parcel_view",
    "thread_view",
    "page_view",
    "stock_view",
    "calendar_view",
    "number_view",
)
_MADE: Final = "views"
_OLD: Final = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE '%\\_view' ESCAPE '\\'"
_SCHEMA: Final = """
CREATE TABLE case_view (
    stream INTEGER PRIMARY KEY REFERENCES stream,
    code TEXT NOT NULL, code_key TEXT NOT NULL, name TEXT NOT NULL, search TEXT NOT NULL,
    born_year INTEGER, origin TEXT NOT NULL, host_country TEXT NOT NULL, number TEXT NOT NULL,
    part TEXT NOT NULL, unaccepted INTEGER NOT NULL, ended INTEGER NOT NULL, closed TEXT NOT NULL,
    step INTEGER NOT NULL, turn TEXT NOT NULL, ours INTEGER NOT NULL, since_ms INTEGER NOT NULL,
    run_out TEXT NOT NULL, usual_days INTEGER NOT NULL, lead_days INTEGER NOT NULL, way TEXT NOT NULL,
    urgency TEXT NOT NULL, next_on TEXT NOT NULL,
    conflicts INTEGER NOT NULL, undecided INTEGER NOT NULL, lacking INTEGER NOT NULL,
    last_at INTEGER NOT NULL, stale_on TEXT NOT NULL
) STRICT;
CREATE INDEX case_by_last ON case_view (last_at DESC, stream DESC);
CREATE INDEX case_by_run_out ON case_view (run_out, stream);
CREATE INDEX case_by_code ON case_view (code_key, stream);
CREATE INDEX case_by_since ON case_view (since_ms, stream);
CREATE INDEX case_by_step ON case_view (step, stream);
CREATE INDEX case_by_stale ON case_view (stale_on);
CREATE TABLE due_view (
    key INTEGER PRIMARY KEY,
    stream INTEGER NOT NULL REFERENCES stream,
    verb TEXT NOT NULL, whose TEXT NOT NULL, ours INTEGER NOT NULL, since_ms INTEGER NOT NULL,
    due_on TEXT NOT NULL, shows_on TEXT NOT NULL, urgent_on TEXT NOT NULL, reasons TEXT NOT NULL
) STRICT;
CREATE INDEX due_by_stream ON due_view (stream);
CREATE INDEX due_by_day ON due_view (ours, shows_on);
CREATE INDEX due_by_due ON due_view (due_on);
CREATE TABLE calendar_view (
    stream INTEGER NOT NULL REFERENCES stream, place INTEGER NOT NULL,
    on_day TEXT NOT NULL, at TEXT NOT NULL, what TEXT NOT NULL, who TEXT NOT NULL,
    PRIMARY KEY (stream, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX calendar_by_day ON calendar_view (on_day, at);
CREATE TABLE parcel_view (
    id BLOB NOT NULL, stream INTEGER NOT NULL REFERENCES stream, number TEXT NOT NULL, state TEXT NOT NULL,
    way TEXT NOT NULL, packed_on TEXT NOT NULL, expected_on TEXT NOT NULL, days INTEGER NOT NULL,
    last_at INTEGER NOT NULL, news_on TEXT NOT NULL, receipt INTEGER NOT NULL,
    PRIMARY KEY (stream, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX parcel_by_state ON parcel_view (state, news_on);
CREATE TABLE thread_view (
    stream INTEGER PRIMARY KEY REFERENCES stream, place INTEGER NOT NULL, sort INTEGER NOT NULL,
    waits_ms INTEGER NOT NULL, last_ms INTEGER NOT NULL, heard INTEGER NOT NULL, text TEXT NOT NULL,
    wanted TEXT NOT NULL, answer_by TEXT NOT NULL
) STRICT;
CREATE INDEX thread_by_place ON thread_view (place, sort, stream);
CREATE TABLE page_view (
    blob BLOB NOT NULL, stream INTEGER NOT NULL REFERENCES stream, entry INTEGER NOT NULL REFERENCES entry,
    size INTEGER NOT NULL, chunks INTEGER NOT NULL, own INTEGER NOT NULL, PRIMARY KEY (stream, blob, entry)
) STRICT, WITHOUT ROWID;
CREATE INDEX page_by_blob ON page_view (blob);
CREATE TABLE stock_view (
    stream INTEGER NOT NULL REFERENCES stream, entry BLOB NOT NULL, item INTEGER NOT NULL,
    medicine_key TEXT NOT NULL, medicine TEXT NOT NULL, batch TEXT NOT NULL, expires_on TEXT NOT NULL,
    units INTEGER NOT NULL, pack INTEGER NOT NULL, why TEXT NOT NULL, mark TEXT NOT NULL,
    PRIMARY KEY (medicine_key, batch, expires_on, mark, item)
) STRICT, WITHOUT ROWID;
CREATE INDEX stock_by_stream ON stock_view (stream);
CREATE INDEX stock_by_count ON stock_view (medicine_key, batch, expires_on, mark) WHERE why = 'counted';
CREATE TABLE number_view (
    stream INTEGER NOT NULL REFERENCES stream, number_key TEXT NOT NULL, PRIMARY KEY (stream, number_key)
) STRICT, WITHOUT ROWID;
CREATE INDEX number_by_key ON number_view (number_key);
CREATE TABLE way_view (
    stream INTEGER NOT NULL REFERENCES stream, parcel BLOB NOT NULL, origin TEXT NOT NULL,
    host_country TEXT NOT NULL, way TEXT NOT NULL, on_day TEXT NOT NULL, days INTEGER NOT NULL,
    PRIMARY KEY (stream, parcel)
) STRICT, WITHOUT ROWID;
CREATE INDEX way_by_route ON way_view (origin, host_country, way, on_day, days);
CREATE TABLE route_view (
    origin TEXT NOT NULL, host_country TEXT NOT NULL, way TEXT NOT NULL, usual INTEGER NOT NULL,
    slow INTEGER NOT NULL, parcels INTEGER NOT NULL, stale INTEGER NOT NULL,
    PRIMARY KEY (origin, host_country, way)
) STRICT, WITHOUT ROWID;
"""


def due(db: "Database") -> bool:
    """Say whether the views are to be filled anew: they were of another version, or left half filled."""
    return _made(db) != VIEWS


def prepare(db: "Database") -> None:
    """Put empty tables in place of views of another version; in a file without journals they are whole."""
    if abs(_made(db)) != VIEWS:
        drop(db)
        if db.execute("SELECT 1 FROM stream").fetchone() is None:
            finish(db)


def drop(db: "Database") -> None:
    """Put empty tables in place of the views, whatever version they were of; call it in a transaction."""
    for (name,) in db.execute(_OLD).fetchall():
        db.execute(f"DROP TABLE {name}")
    for statement in filter(str.strip, _SCHEMA.split(";")):
        db.execute(statement)
    _keep(db, -VIEWS)


def finish(db: "Database") -> None:
    """Say that the views are whole."""
    _keep(db, VIEWS)


def _made(db: "Database") -> int:
    """Give the version of the tables, below zero while they are not whole, 0 where there are none."""
    row = db.execute("SELECT value FROM state WHERE name = ?", (_MADE,)).fetchone()
    return int(unpack(row[0])) if row else 0


def _keep(db: "Database", made: int) -> None:
    db.execute("INSERT OR REPLACE INTO state VALUES (?, ?)", (_MADE, pack(made)))
