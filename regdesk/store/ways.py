"""How long each way takes by this desk's own parcels, and the rows that rest on it.

A handover changes its route's times at once; the rows of the route's other cases follow when the day begins
(`settle`), so that writing one handover never reads ten thousand cases.
"""

import json
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, Final

from regdesk.catalogue import whole
from regdesk.domain import gap, routes
from regdesk.domain.gap import Coverage
from regdesk.domain.journal import CaseFile
from regdesk.domain.routes import ENOUGH, LEAD_DAYS, NEWEST, Route, WayTime
from regdesk.store.database import Database

_ROUTE: Final = "origin = ? AND host_country = ? AND way = ?"
_SETTLED: Final = ("order", "assemble", "prescribe", "find-reserve")


def time(db: Database, route: Route) -> WayTime:
    """Give how long a way takes: by own parcels once there are five, else by the catalogue, else 21 days."""
    sql = f"SELECT usual, slow, parcels FROM route_view WHERE {_ROUTE}"  # noqa: S608 - our own condition
    row = db.execute(sql, _key(route)).fetchone()
    return WayTime(*row) if row and row[2] >= ENOUGH else routes.way_time((), _catalogue(route))


def coverage(db: Database, case: CaseFile, today: date) -> Coverage:
    """Work out how long a person's medicines last, with the time of their own route."""
    return gap.coverage(case, today, time(db, routes.route(case)))


def learn(db: Database, stream: int, case: CaseFile) -> None:
    """Take the parcels of a case into the times of their routes; call it in a transaction."""
    before = set(db.execute("SELECT origin, host_country, way, on_day, days FROM way_view WHERE stream = ?",
                            (stream,)))  # fmt: skip
    made = routes.route(case)
    pair = made.origin, made.host_country
    rows = [(one.parcel.id, *pair, one.way, one.on.isoformat(), one.days) for one in routes.trips(case)]
    after = {row[1:] for row in rows}
    if before == after:
        return
    db.execute("DELETE FROM way_view WHERE stream = ?", (stream,))
    db.executemany("INSERT INTO way_view VALUES (?, ?, ?, ?, ?, ?, ?)", ((stream, *row) for row in rows))
    for key in {row[:3] for row in before ^ after}:
        _measure(db, Route(*key))


def settle(db: Database) -> None:
    """Bring the rows of cases to the times that routes have now; call it in a transaction."""
    for key in db.execute("SELECT origin, host_country, way FROM route_view WHERE stale").fetchall():
        way = time(db, Route(*key))
        rows = db.execute(
            f"""
            SELECT d.key, d.verb, c.run_out, d.due_on, d.shows_on, d.reasons
              FROM due_view d JOIN case_view c ON c.stream = d.stream
             WHERE c.{_ROUTE.replace("AND ", "AND c.")} AND d.verb IN (SELECT value FROM json_each(?))
            """,  # noqa: S608 - our own conditions
            (*key, json.dumps(_SETTLED)),
        ).fetchall()
        sql = "UPDATE due_view SET due_on = ?, shows_on = ?, reasons = ? WHERE key = ?"
        db.executemany(sql, (_due(way, *row) for row in rows))
        lead = f"UPDATE case_view SET usual_days = ?, lead_days = ? WHERE {_ROUTE}"  # noqa: S608 - our own
        db.execute(lead, (way.usual, way.slow, *key))
        db.execute(f"UPDATE route_view SET stale = 0 WHERE {_ROUTE}", key)  # noqa: S608 - our own condition


def _due(way: WayTime, *row: Any) -> tuple[Any, ...]:
    """Give a row's days and reasons by a way's new times, as `agenda_supply.py` would."""
    key, verb, run_out, due_on, shows_on, text = row
    reasons = json.loads(text)
    if "lead_days" in reasons:
        known = Coverage(date.min + timedelta(days=1), date.fromisoformat(run_out), way=way)
        if verb == "order":
            due_on, shows_on = str(known.due_on), str(known.opens_on)
        elif verb != "find-reserve":
            due_on = str(known.order_by)
        reasons |= {"lead_days": way.slow, "usual_days": way.usual}
    return due_on, shows_on, json.dumps(reasons, ensure_ascii=False, sort_keys=True), key


def _measure(db: Database, route: Route) -> None:
    """Work a route's times out again from its newest parcels; its rows are stale where they changed."""
    sql = f"SELECT days FROM way_view WHERE {_ROUTE} ORDER BY on_day DESC LIMIT ?"  # noqa: S608 - our own
    found: Iterable[tuple[int]] = db.execute(sql, (*_key(route), NEWEST)).fetchall()
    before, now = time(db, route), routes.way_time([days for (days,) in found], _catalogue(route))
    changed = (before.usual, before.slow) != (now.usual, now.slow)
    db.execute(
        """
        INSERT INTO route_view VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT DO UPDATE SET usual = excluded.usual, slow = excluded.slow,
               parcels = excluded.parcels, stale = stale OR excluded.stale
        """,
        (*_key(route), now.usual, now.slow, now.parcels, changed),
    )


def _catalogue(route: Route) -> int:
    country = whole.current().countries.get(route.origin)
    return (country.way_days(route.host_country, route.way) if country else 0) or LEAD_DAYS


def _key(route: Route) -> tuple[str, str, str]:
    return route.origin, route.host_country, route.way
