"""Registration numbers that two cases have: shown to both until one is corrected or the cases are linked."""

import json
from collections.abc import Collection, Iterable

from regdesk.domain import links
from regdesk.domain.journal import CaseFile, StreamId
from regdesk.domain.reviews import Registration
from regdesk.store.database import Database

VERB = "same-number"


def key_of(number: str) -> str:
    """Give what two spellings of one number have in common: its letters and digits, in one case."""
    return "".join(one for one in number.casefold() if one.isalnum())


def keys(case: CaseFile) -> frozenset[str]:
    """Give the numbers that belong to this case alone: not the one of a linked registration."""
    known = key_of(links.number(case))
    return frozenset(key_of(one.number) for one in case.all(Registration)) - {known, ""}


def before(db: Database, stream: int) -> frozenset[str]:
    """Give the numbers that the rows of a stream stand for, before they are made anew."""
    return frozenset(
        key for (key,) in db.execute("SELECT number_key FROM number_view WHERE stream = ?", (stream,))
    )


def renew(db: Database, stream: int, numbers: Iterable[str]) -> None:
    """Say of the cases with these numbers, and of this one, whether another has the same."""
    places = {stream}
    for key in numbers:
        places |= {
            one for (one,) in db.execute("SELECT stream FROM number_view WHERE number_key = ?", (key,))
        }
    for place in sorted(places):
        db.execute("DELETE FROM due_view WHERE stream = ? AND verb = ?", (place, VERB))
        _insert(db, place)


def others(db: Database, number: str, but: StreamId) -> Collection[str]:
    """Give the codes of other cases with this number."""
    rows = db.execute(
        """
        SELECT DISTINCT c.code FROM number_view n
          JOIN case_view c ON c.stream = n.stream JOIN stream s ON s.key = n.stream
         WHERE n.number_key = ? AND s.id <> ? ORDER BY c.code
        """,
        (key_of(number), but),
    )
    return [code for (code,) in rows]


def _insert(db: Database, stream: int) -> None:
    rows = db.execute(
        """
        SELECT DISTINCT c.number, c.part = 'centre' AND NOT c.ended, c.since_ms FROM number_view n
          JOIN number_view o ON o.number_key = n.number_key AND o.stream <> n.stream
          JOIN case_view c ON c.stream = n.stream
         WHERE n.stream = ?
        """,
        (stream,),
    ).fetchall()
    for number, ours, since_ms in rows:
        values = json.dumps({"number": number}, ensure_ascii=False)
        db.execute(
            "INSERT INTO due_view VALUES (NULL, ?, ?, 'centre', ?, ?, '', '', '', ?)",
            (stream, VERB, ours, since_ms, values),
        )
