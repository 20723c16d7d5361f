"""The log of reading in the encrypted file: lines are added and read, never changed or removed."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from regdesk.domain import audit
from regdesk.domain.audit import BEGINNING, Fault, Line
from regdesk.domain.codec import pack, unpack
from regdesk.domain.journal import AuthorId, StreamId
from regdesk.store import state
from regdesk.store.database import Database, transaction

PAGE: Final = 100
SLICE: Final = 500
HERE: Final = AuthorId(b"")  # whose chain a fault is in, where it is this computer's
_END: Final = "audit_end"
_WALKED: Final = "audit_walked"
_WHOLE: Final = "audit_whole"  # when a whole walk last found nothing (ms)
_OF_CODE: Final = """
    a.stream IN (SELECT s.id FROM case_view c JOIN stream s ON s.key = c.stream WHERE c.code_key LIKE ?)
"""
_FIELDS: Final = "a.n, a.at, a.author, a.act, a.stream, a.detail, a.hash"


@dataclass(frozen=True)
class Wanted:
    """Which lines are shown; what is empty does not narrow.

    since_ms  written then or later;  code  a part of a case's code, as codes are compared
    """

    author: AuthorId = HERE
    act: str = ""
    since_ms: int = 0
    code: str = ""


@dataclass(frozen=True)
class Head:
    """How long a colleague's chain was and how it ended, when it was said and heard (ms)."""

    author: AuthorId
    count: int
    head: bytes
    said_ms: int
    heard_ms: int


@dataclass(frozen=True)
class Found:
    """A fault: in whose chain (HERE: here), when that was last whole (0: not known) and noticed (ms)."""

    author: AuthorId
    fault: Fault
    whole_ms: int
    noticed_ms: int


def append(db: Database, line: Line) -> Line:
    """Write a line; number and hash are given to it here."""
    with transaction(db):
        count, head = end(db)
        numbered = replace(line, n=count + 1)
        made = replace(numbered, hash=audit.link(head, numbered))
        told = pack(list(made.detail))
        row = (made.n, made.at_ms, made.author, made.act, made.stream, told, made.hash)
        db.execute("INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?)", row)
        state.put(db, _END, [made.n, made.hash])
    return made


def end(db: Database) -> tuple[int, bytes]:
    """Give how many lines were ever written and the hash of the last, even if that is missing now."""
    kept: list[Any] = state.get(db, _END, [0, BEGINNING])
    row = db.execute("SELECT n, hash FROM audit ORDER BY n DESC LIMIT 1").fetchone()
    return (row[0], row[1]) if row and row[0] > kept[0] else (kept[0], kept[1])


def page(
    db: Database, wanted: Wanted, before: int | None = None, limit: int = PAGE
) -> list[tuple[Line, str]]:
    """Give lines, the newest first, from below number *before*; each with its case's code, if it is here."""
    where, values = ["a.n < ?"], list[Any]([2**62 if before is None else before])
    for condition, value in (
        ("a.author = ?", wanted.author),
        ("a.act = ?", wanted.act),
        ("a.at >= ?", wanted.since_ms),
        (_OF_CODE, wanted.code and f"%{wanted.code}%"),
    ):
        if value:
            where.append(condition)
            values.append(value)
    sql = f"""
        SELECT {_FIELDS}, coalesce(c.code, '') FROM audit a
          LEFT JOIN stream s ON s.id = a.stream LEFT JOIN case_view c ON c.stream = s.key
         WHERE {" AND ".join(where)} ORDER BY a.n DESC LIMIT ?
    """  # noqa: S608 - fields and conditions are our own
    return [(_line(row), row[-1]) for row in db.execute(sql, (*values, limit))]


def authors(db: Database) -> list[AuthorId]:
    """Give whose keys are in the log."""
    return [AuthorId(name) for (name,) in db.execute("SELECT DISTINCT author FROM audit ORDER BY author")]


def hash_of(db: Database, n: int) -> bytes | None:
    """Give the hash that stands at a line, None where there is no such line."""
    row = db.execute("SELECT hash FROM audit WHERE n = ?", (n,)).fetchone()
    return row[0] if row else None


def check(db: Database) -> list[Fault]:
    """Look through the whole chain; give what is missing or changed."""
    return _faults(db, 0, 2**62)


def check_some(db: Database, now_ms: int, limit: int = SLICE) -> None:
    """Look through the next lines, from where the last call ended; remember what is wrong."""
    after: int = state.get(db, _WALKED, 0)
    with transaction(db):
        keep_found(db, _faults(db, after, limit), now_ms)
        sql = "SELECT max(n) FROM (SELECT n FROM audit WHERE n > ? ORDER BY n LIMIT ?)"
        (reached,) = db.execute(sql, (after, limit)).fetchone()
        if reached != after:
            state.put(db, _WALKED, reached or 0)
        if not reached and not any(one.author == HERE for one in faults(db)):
            state.put(db, _WHOLE, now_ms)


def keep_found(db: Database, found: Sequence[Fault], now_ms: int) -> None:
    """Remember what a look through this chain found."""
    whole: int = state.get(db, _WHOLE, 0)
    keep_faults(db, (Found(HERE, one, whole, now_ms) for one in found))


def _faults(db: Database, after: int, limit: int) -> list[Fault]:
    sql = f"SELECT {_FIELDS} FROM audit a WHERE a.n > ? ORDER BY a.n LIMIT ?"  # noqa: S608 - our own
    rows = db.execute(sql, (after, limit))
    last = [after, 0]
    found = audit.faults(_counted(map(_line, rows), last), after, hash_of(db, after) if after else BEGINNING)
    count, head = end(db)
    if last[1] < limit and last[0] < count:
        found.append(Fault("missing", last[0] + 1, count))
    elif last[0] == count and last[1] and hash_of(db, count) != head:
        found.append(Fault("changed", count, count))
    return list(dict.fromkeys(found))


def _counted(lines: Iterable[Line], last: list[int]) -> Iterator[Line]:
    """Pass lines on; *last* then holds the number of the last one and how many there were."""
    for line in lines:
        last[:] = line.n, last[1] + 1
        yield line


def heads(db: Database) -> list[Head]:
    """List what colleagues last said of their chains."""
    rows = db.execute("SELECT author, count, head, said_at, heard_at FROM audit_head ORDER BY author")
    return [Head(*row) for row in rows]


def keep_head(db: Database, head: Head) -> None:
    """Remember what a colleague said in place of what was said before; that is told back once more."""
    sql = """
        INSERT INTO audit_head VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (author) DO UPDATE SET
        count = excluded.count, head = excluded.head, said_at = excluded.said_at, heard_at = excluded.heard_at
    """
    row = (head.author, head.count, head.head, head.said_ms, head.heard_ms, head.count, head.head)
    db.execute(sql, row)


def tell_heads(db: Database) -> list[tuple[AuthorId, int, bytes]]:
    """Give what is told back: of each chain the end that was told back last, and the newest."""
    sql = """
        SELECT author, anchor_count, anchor FROM audit_head UNION SELECT author, count, head FROM audit_head
         ORDER BY 1, 2, 3
    """
    told = [(AuthorId(author), count, head) for author, count, head in db.execute(sql)]
    db.execute("UPDATE audit_head SET anchor_count = count, anchor = head WHERE anchor <> head")
    return told


def keep_faults(db: Database, found: Iterable[Found], *, told: bool = False) -> None:
    """Remember what was found; what is known already keeps the time it was first noticed.

    told   whether it came from a colleague, so that nobody needs to hear of it from here
    """
    rows = [(*_fault_key(one), one.whole_ms, one.noticed_ms, int(told)) for one in found]
    with transaction(db):
        db.executemany("INSERT OR IGNORE INTO audit_fault VALUES (?, ?, ?, ?, ?, ?, ?)", rows)


def faults(db: Database, *, untold: bool = False, limit: int = SLICE) -> list[Found]:
    """List what was found wrong, the newest first; with *untold* only what colleagues do not know of."""
    sql = """
        SELECT author, what, first, last, whole_at, noticed_at FROM audit_fault
         WHERE told <= ? ORDER BY noticed_at DESC, first LIMIT ?
    """
    rows = db.execute(sql, (0 if untold else 1, limit))
    return [Found(AuthorId(row[0]), Fault(row[1], row[2], row[3]), row[4], row[5]) for row in rows]


def told(db: Database, found: Iterable[Found]) -> None:
    """Say that colleagues know of these."""
    sql = "UPDATE audit_fault SET told = 1 WHERE author = ? AND what = ? AND first = ? AND last = ?"
    db.executemany(sql, [_fault_key(one) for one in found])


def _fault_key(one: Found) -> tuple[AuthorId, str, int, int]:
    return one.author, one.fault.what, one.fault.first, one.fault.last


def _line(row: Sequence[Any]) -> Line:
    n, at_ms, author, act, stream, detail, hash_ = row[:7]
    return Line(n, at_ms, AuthorId(author), act, StreamId(stream), _read(detail), hash_)


def _read(detail: bytes) -> tuple[int | str, ...]:
    """Read what is known besides; what somebody put there that is no list is shown as nothing."""
    try:
        found = unpack(detail)
    except (ValueError, TypeError):
        return ()
    return tuple(one for one in found if isinstance(one, int | str)) if isinstance(found, list) else ()
