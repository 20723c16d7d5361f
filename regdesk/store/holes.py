"""Numbers of entries that are missing here though later ones came; and what to tell who misses ours."""

from collections.abc import Iterable
from dataclasses import dataclass

from regdesk.domain.journal import AuthorId, EntryId, OrgId, StreamId
from regdesk.store import state
from regdesk.store.database import Database, transaction

Number = tuple[int, EntryId]


@dataclass(frozen=True)
class Range:
    """An author's running numbers from *first* to *last* in one section of one stream."""

    stream: StreamId
    section: str
    author: AuthorId
    first: int
    last: int


def look_at(db: Database, streams: Iterable[StreamId]) -> None:
    """Remember that entries came in these streams, so that their numbers are looked through once."""
    with transaction(db):
        db.executemany(
            "INSERT OR IGNORE INTO unchecked SELECT key FROM stream WHERE id = ?", [(one,) for one in streams]
        )


def look(db: Database) -> None:
    """Find the holes in streams that were not looked through yet; forget those that were filled.

    Every exchange asks this more than once, so where nothing came nothing is read.
    """
    if db.execute("SELECT 1 FROM unchecked LIMIT 1").fetchone() is None:
        return
    with transaction(db):
        found = list(_gaps(db))
        db.executemany(
            "INSERT OR IGNORE INTO hole (stream, section, author, first, last) VALUES (?, ?, ?, ?, ?)", found
        )
        db.execute(_FILLED)
        db.execute("DELETE FROM unchecked")


def want(db: Database, one: Range) -> None:
    """Miss some numbers at once, because what came under them was no good."""
    with transaction(db):
        db.execute(
            """
            INSERT OR REPLACE INTO hole (stream, section, author, first, last)
            SELECT key, ?, ?, ?, ? FROM stream WHERE id = ?
            """,
            (one.section, one.author, one.first, one.last, one.stream),
        )


def missing(db: Database, *, asked_before_ms: int, again: bool = False) -> list[Range]:
    """List the holes to ask for: never asked, or asked before a time and neither filled nor named since.

    With *again* only those that were asked for.
    """
    rows = db.execute(
        """
        SELECT s.id, h.section, h.author, h.first, h.last FROM hole h JOIN stream s ON s.key = h.stream
         WHERE h.named = 0 AND h.asked_at < ? AND h.asked_at >= ?
         ORDER BY h.stream, h.section, h.author, h.first
        """,
        (asked_before_ms, int(again)),
    )
    return [_range(row) for row in rows]


def asked(db: Database, ranges: Iterable[Range], now_ms: int) -> None:
    """Say that numbers were asked for."""
    with transaction(db):
        db.executemany(
            f"UPDATE hole SET asked_at = ? {_THIS}",  # noqa: S608 - our own text
            [(now_ms, *_name(one)) for one in ranges],
        )


def named(db: Database, one: Range) -> None:
    """Take the author's word that numbers were never sent here: nobody is asked for them again."""
    with transaction(db):
        db.execute(
            """
            UPDATE hole SET named = 1 WHERE section = ? AND author = ? AND first >= ? AND last <= ?
               AND stream = (SELECT key FROM stream WHERE id = ?)
            """,
            (one.section, one.author, one.first, one.last, one.stream),
        )


def never_sent(db: Database, recipient: OrgId, one: Range) -> None:
    """Remember to tell a recipient that numbers it asked for were never sent to it."""
    with transaction(db):
        row = (recipient, one.stream, one.section, one.author, one.first, one.last)
        db.execute("INSERT OR REPLACE INTO never_sent VALUES (?, ?, ?, ?, ?, ?)", row)


def to_tell(db: Database, recipient: OrgId) -> list[Range]:
    """List what a recipient is still to be told of numbers that were never sent to it."""
    rows = db.execute(
        "SELECT stream, section, author, first, last FROM never_sent WHERE recipient = ?", (recipient,)
    )
    return [_range(row) for row in rows]


def told(db: Database, recipient: OrgId) -> None:
    """Say that a recipient was told all of it."""
    with transaction(db):
        db.execute("DELETE FROM never_sent WHERE recipient = ?", (recipient,))


def not_coming(db: Database, one: Range) -> list[Number]:
    """Give what of a range was called back or erased here: such numbers never go to a partner."""
    rows = db.execute(
        """
        SELECT n, id FROM (
            SELECT e.n, e.id, e.stream, e.section, e.author FROM recalled r JOIN entry e ON e.key = r.entry
             UNION ALL SELECT n, id, stream, section, author FROM erased)
         WHERE stream = (SELECT key FROM stream WHERE id = ?) AND section = ? AND author = ?
           AND n BETWEEN ? AND ? ORDER BY n, id
        """,
        (one.stream, one.section, one.author, one.first, one.last),
    )
    return [(n, EntryId(name)) for n, name in rows]


def keep_absent(db: Database, one: Range, name: EntryId) -> bool:
    """Remember the id of a number of a revoked author that never comes; say whether it is new."""
    key = _absent(one.stream, one.author)
    known: list[list[object]] = state.get(db, key, [])
    row: list[object] = [one.section, one.first, name]
    here = db.execute("SELECT 1 FROM stream WHERE id = ?", (one.stream,)).fetchone()
    if here is None or row in known:
        return False
    state.put(db, key, [*known, row])
    return True


def absent(db: Database, stream: StreamId, author: AuthorId) -> dict[str, tuple[Number, ...]]:
    """Give the numbers of a revoked author that never come, with their ids, by section."""
    rows: list[tuple[str, int, bytes]] = state.get(db, _absent(stream, author), [])
    found: dict[str, tuple[Number, ...]] = {}
    for section, n, name in rows:
        found[section] = (*found.get(section, ()), (n, EntryId(name)))
    return found


def ask_anew(db: Database, author: AuthorId) -> None:
    """Ask again at once for what is missing of an author, though it was named: now the ids matter."""
    with transaction(db):
        db.execute("UPDATE hole SET named = 0, asked_at = 0 WHERE author = ?", (author,))


def keys(db: Database, one: Range) -> dict[int, int]:
    """Give the entries here of a range: number -> key."""
    rows = db.execute(
        """
        SELECT e.n, e.key FROM entry e JOIN stream s ON s.key = e.stream
         WHERE s.id = ? AND e.section = ? AND e.author = ? AND e.n BETWEEN ? AND ?
        """,
        (one.stream, one.section, one.author, one.first, one.last),
    )
    return dict(rows.fetchall())


def _absent(stream: StreamId, author: AuthorId) -> str:
    return f"absent:{stream.hex()}:{author.hex()}"


_THIS = """
    WHERE section = ? AND author = ? AND first = ? AND last = ?
      AND stream = (SELECT key FROM stream WHERE id = ?)
"""
_FILLED = """
    DELETE FROM hole WHERE stream IN (SELECT stream FROM unchecked) AND last - first + 1 <=
        (SELECT count(DISTINCT n) FROM entry e WHERE e.stream = hole.stream AND e.section = hole.section
            AND e.author = hole.author AND e.n BETWEEN hole.first AND hole.last)
      + (SELECT count(DISTINCT n) FROM erased e WHERE e.stream = hole.stream AND e.section = hole.section
            AND e.author = hole.author AND e.n BETWEEN hole.first AND hole.last)
"""
# Each number with the one before it of the same author, section and stream.
_NEIGHBOURS = """
    SELECT stream, section, author, n,
           lag(n, 1, 0) OVER (PARTITION BY stream, section, author ORDER BY n) AS before
      FROM (SELECT e.stream, e.section, e.author, e.n
              FROM unchecked u CROSS JOIN entry e ON e.stream = u.stream WHERE e.verified
             UNION ALL
            SELECT e.stream, e.section, e.author, e.n FROM unchecked u JOIN erased e ON e.stream = u.stream)
"""


def _gaps(db: Database) -> Iterable[tuple[int, str, bytes, int, int]]:
    rows = db.execute(
        f"SELECT stream, section, author, before + 1, n - 1 FROM ({_NEIGHBOURS}) WHERE n > before + 1"  # noqa: S608
    )
    return rows.fetchall()


def _name(one: Range) -> tuple[str, AuthorId, int, int, StreamId]:
    return one.section, one.author, one.first, one.last, one.stream


def _range(row: tuple[bytes, str, bytes, int, int]) -> Range:
    stream, section, author, first, last = row
    return Range(StreamId(stream), section, AuthorId(author), first, last)
