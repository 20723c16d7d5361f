"""The stock by batch and expiry, added up from what all journals say of it (`domain/stock.py: lines`)."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from regdesk.domain.journal import EntryId, StreamId
from regdesk.domain.stock import COUNTED, StockMovement
from regdesk.store.database import Database
from regdesk.store.queries import day

MOST: Final = 200
# The newest count of a batch restarts its sum: what was written before it, or for a day before, it saw.
_BATCHES: Final = f"""
    WITH counted AS (
        SELECT medicine_key, batch, expires_on, max(mark) AS mark FROM stock_view
         WHERE why = '{COUNTED}' GROUP BY medicine_key, batch, expires_on
    )
    SELECT s.medicine_key, s.medicine, s.batch, s.expires_on, s.pack, max(s.mark),
           sum(CASE WHEN s.mark >= ifnull(c.mark, '') THEN s.units ELSE 0 END) AS left_units,
           ifnull(c.mark, '')
      FROM stock_view s LEFT JOIN counted c USING (medicine_key, batch, expires_on)
     GROUP BY s.medicine_key, s.batch, s.expires_on
"""  # noqa: S608 - our own word


@dataclass(frozen=True)
class BatchRow:
    """What lies in stock of a batch. Below zero: more was set aside than anybody knows to have come.

    key  of the medicine, whatever its spelling;  pack  units in a pack;  last_on  of the newest record
    """

    key: str
    medicine: str
    batch: str
    expires_on: date | None
    pack: int
    last_on: date
    units: int
    counted_on: date | None

    @property
    def packs(self) -> int:
        """Whole packs."""
        return max(0, self.units) // self.pack


@dataclass(frozen=True)
class LineRow:
    """One record of a batch: `code` of the case it was set aside for; `counts` is false before a count."""

    on: date
    why: str
    units: int
    code: str
    stream: StreamId
    counts: bool


def batches(db: Database, key: str | None = None) -> list[BatchRow]:
    """List the batches that are there or short, of all medicines or one, the earliest expiry first."""
    wanted = "HAVING left_units <> 0 AND (:key IS NULL OR s.medicine_key = :key)"
    order = "ORDER BY s.medicine_key, s.expires_on = '', s.expires_on, s.batch"
    return [_batch(row) for row in db.execute(f"{_BATCHES} {wanted} {order}", {"key": key})]


def short(db: Database) -> list[BatchRow]:
    """List the batches of which more was given than there was, the oldest news first."""
    return [_batch(row) for row in db.execute(f"{_BATCHES} HAVING left_units < 0 ORDER BY max(s.mark)")]


def lines(db: Database, row: BatchRow, limit: int = MOST) -> list[LineRow]:
    """List the records of a batch, newest first."""
    values = {
        "key": row.key,
        "batch": row.batch,
        "expires": row.expires_on.isoformat() if row.expires_on else "",
    }
    found = db.execute(
        f"""
        SELECT v.mark, v.why, v.units, ifnull(c.code, ''), s.id,
               v.mark >= ifnull((SELECT max(mark) FROM stock_view WHERE why = '{COUNTED}' AND {_SAME}), '')
          FROM stock_view v JOIN stream s ON s.key = v.stream LEFT JOIN case_view c ON c.stream = v.stream
         WHERE {_SAME} ORDER BY v.mark DESC LIMIT {int(limit)}
        """,  # noqa: S608 - our own words and a number
        values,
    )
    return [
        LineRow(_on(mark), why, units, code, StreamId(stream), bool(counts))
        for mark, why, units, code, stream, counts in found
    ]


def counting(db: Database, entries: Collection[EntryId]) -> list[StockMovement]:
    """Give what records do to the stock now as movements of the book, for when the records will be gone."""
    newest = f"""
        SELECT max(mark) FROM stock_view c WHERE c.why = '{COUNTED}' AND c.medicine_key = v.medicine_key
           AND c.batch = v.batch AND c.expires_on = v.expires_on
    """  # noqa: S608 - our own word
    rows = db.execute(
        f"""
        SELECT v.medicine, v.batch, v.units, v.mark, v.expires_on, v.pack FROM stock_view v
         WHERE v.entry IN (SELECT unhex(value) FROM json_each(?)) AND v.mark >= ifnull(({newest}), '')
        """,  # noqa: S608 - our own words
        (json.dumps([one.hex() for one in entries]),),
    )
    return [
        StockMovement(
            medicine=medicine,
            batch=batch,
            units=units,
            why="given",
            on=_on(mark),
            expires_on=day(expires),
            pack=pack,
        )
        for medicine, batch, units, mark, expires, pack in rows
    ]


_SAME: Final = "medicine_key = :key AND batch = :batch AND expires_on = :expires"


def _batch(row: tuple[Any, ...]) -> BatchRow:
    key, medicine, batch, expires_on, pack, mark, units, counted = row
    counted_on = _on(counted) if counted else None
    return BatchRow(key, medicine, batch, day(expires_on), pack, _on(mark), units, counted_on)


def _on(mark: str) -> date:
    return date.fromisoformat(mark[:10])
