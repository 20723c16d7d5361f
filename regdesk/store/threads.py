"""Threads of questions over all cases: whose turn it is, since when, and what was not opened here yet."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from regdesk.domain.journal import Entry, StreamId
from regdesk.domain.questions import Question, talk, unanswered
from regdesk.domain.steps import CENTRE, HOST
from regdesk.store import state
from regdesk.store.database import Database
from regdesk.store.due import Seen
from regdesk.store.queries import day

PLACES: Final = ("ours", "theirs", "answered")
PAGE: Final = 50
OPENED: Final = "thread-opened/"
Cursor = tuple[int, int, int]


@dataclass(frozen=True)
class ThreadRow:
    """The questions of one case.

    place     "ours" (our turn), "theirs", or "answered";  waits_ms  since when the oldest open one waits
    last_ms   the newest question or answer
    unread    something came from others that was not opened on this desk
    text, wanted, answer_by  of the question that waits longest, else of the newest
    """

    stream: StreamId
    code: str
    place: str
    waits_ms: int
    last_ms: int
    unread: bool
    text: str
    wanted: str
    answer_by: date | None


def page(
    db: Database, *, ours: bool = False, after: Cursor | None = None, limit: int = PAGE
) -> tuple[list[ThreadRow], Cursor | None]:
    """Give a page of threads: our turn first, the oldest waiting first; then what others owe, then answered.

    Keyset paging: the cursor is (place, sort, stream key) of the last row, None after the last.
    """
    rows = db.execute(
        """
        SELECT t.place, t.sort, t.stream, s.id, c.code, t.waits_ms, t.last_ms, t.heard, t.text, t.wanted,
               t.answer_by
          FROM thread_view t JOIN case_view c ON c.stream = t.stream JOIN stream s ON s.key = t.stream
         WHERE (t.place, t.sort, t.stream) > (?, ?, ?) AND (t.place = 0 OR NOT ?)
         ORDER BY t.place, t.sort, t.stream LIMIT ?
        """,
        (*(after or (-1, 0, 0)), ours, limit),
    ).fetchall()
    cursor = (rows[-1][0], rows[-1][1], rows[-1][2]) if len(rows) == limit else None
    return [_row(db, row) for row in rows], cursor


def count(db: Database) -> int:
    """Count the cases in which an answer of ours is waited for."""
    number: int = db.execute("SELECT count(*) FROM thread_view WHERE place = 0").fetchone()[0]
    return number


def opened(db: Database, stream: StreamId) -> None:
    """Remember that what came in a thread so far was opened on this desk."""
    found = db.execute(
        "SELECT t.heard FROM thread_view t JOIN stream s ON s.key = t.stream WHERE s.id = ?", (stream,)
    ).fetchone()
    if found:
        state.put(db, OPENED + stream.hex(), found[0])


def rows(db: Database, stream: int, seen: Seen) -> Iterator[tuple[Any, ...]]:
    """Give the row of a case, none where nothing was ever asked; a closed case waits for no answer."""
    said = talk(seen.case)
    if not said:
        return
    waiting = () if seen.progress.closed else unanswered(seen.case)
    place, last_ms = _place(seen, waiting), said[-1].at
    mine = [one for one in waiting if _whose(seen, one) in seen.parts] or waiting
    shown = next(iter(mine), None) or (seen.case.of(Question) or said)[-1]
    texts = [str(getattr(shown.fact, name, "")) for name in ("text", "wanted")]
    by = getattr(shown.fact, "answer_by", None) if waiting else None
    others = [one for one in said if _org(seen, one) != seen.world.own]
    sort, heard = shown.at if waiting else -last_ms, _newest_key(db, stream, others)
    yield stream, place, sort, shown.at, last_ms, heard, *texts, by.isoformat() if by else ""


def _place(seen: Seen, waiting: Sequence[Entry]) -> int:
    whose = {_whose(seen, one) for one in waiting}
    return 0 if seen.parts & whose else 1 if whose else 2


def _whose(seen: Seen, question: Entry) -> str:
    return CENTRE if HOST in seen.case.parts.get(question.author, ()) else HOST


def _org(seen: Seen, entry: Entry) -> bytes | None:
    author = seen.world.authors.get(entry.author)
    return author.org if author else None


def _newest_key(db: Database, stream: int, entries: Sequence[Entry]) -> int:
    """Give the place in the journal, which grows with each arrival, of what came last."""
    sql = "SELECT key FROM entry WHERE stream = ? AND id = ?"
    keys = (db.execute(sql, (stream, one.id)).fetchone() for one in entries)
    return max((key[0] for key in keys if key), default=0)


def _row(db: Database, row: Sequence[Any]) -> ThreadRow:
    place, _, _, stream, code, waits_ms, last_ms, heard, text, wanted, by = row
    known: int = state.get(db, OPENED + bytes(stream).hex(), 0)
    return ThreadRow(
        *(StreamId(stream), code, PLACES[place], waits_ms, last_ms, heard > known, text, wanted, day(by))
    )
