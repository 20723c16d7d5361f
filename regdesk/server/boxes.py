"""One-time boxes: who joins has no key the server knows yet, so whoever knows a box's 32-byte id may open it.

What lies in a box is sealed under the code that two people tell each other; a box is written once and gone
after two days. Nobody's quota is filled, so all boxes together have one limit.
"""

from typing import Final

from regdesk.server.database import Database, Db
from regdesk.server.declined import Declined
from regdesk.wire import calls

HOURS: Final = 48
_HOUR_MS: Final = 60 * 60 * 1000


def put(database: Database, box: bytes, body: bytes, now_ms: int, most: int) -> None:
    """Fill a box; the same again changes nothing.

    Raises Declined: size, box (something else is in it), quota (*most* boxes are full).
    """
    if len(body) > calls.LARGEST_BOX:
        raise Declined("size", limit=calls.LARGEST_BOX)
    with database.writing() as db:
        held = _body(db, box)
        if held is None and db.execute("SELECT count(*) FROM box").fetchone()[0] >= most:
            raise Declined("quota")
        if held is None:
            row = (box, _hour(now_ms) + HOURS, body)
            db.execute("INSERT INTO box VALUES (?, ?, ?) ON CONFLICT DO NOTHING", row)
        if _body(db, box) != body:
            raise Declined("box")


def get(database: Database, box: bytes, now_ms: int) -> bytes:
    """Give what is in a box; raise Declined nothing where it is empty or its time is over."""
    with database.reading() as db:
        found = db.execute(
            "SELECT body FROM box WHERE box = ? AND until > ?", (box, _hour(now_ms))
        ).fetchone()
    if found is None:
        raise Declined("nothing")
    return bytes(found[0])


def sweep(database: Database, now_ms: int) -> None:
    """Empty the boxes whose time is over."""
    with database.writing() as db:
        db.execute("DELETE FROM box WHERE until <= ?", (_hour(now_ms),))


def _body(db: Db, box: bytes) -> bytes | None:
    found = db.execute("SELECT body FROM box WHERE box = ?", (box,)).fetchone()
    return found and bytes(found[0])


def _hour(now_ms: int) -> int:
    return now_ms // _HOUR_MS
