"""What a file that turned out to be an older copy of itself may lack for ever: only paper can tell."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from regdesk.domain.journal import AuthorId
from regdesk.store import state
from regdesk.store.database import Database

_COPY: Final = "older_copy"
_NEWEST: Final = "SELECT coalesce(max(at), 0) FROM entry"


@dataclass(frozen=True)
class Copy:
    """From when the newest record in the copy was, and when the copy was noticed (both ms)."""

    since_ms: int
    noticed_ms: int


def noticed(db: Database, now_ms: int) -> None:
    """Remember how old the copy is, before anything comes back to it."""
    (newest,) = db.execute(_NEWEST).fetchone()
    state.put(db, _COPY, [newest, now_ms])


def last(db: Database) -> Copy | None:
    """Give the last time that this file was noticed to be an older copy, if it ever was."""
    found: list[int] = state.get(db, _COPY, [])
    return Copy(*found) if found else None


def missing(db: Database, authors: Collection[AuthorId]) -> list[str]:
    """Give the codes of cases in which numbers of these authors are missing though later ones came back."""
    rows = db.execute(
        """
        SELECT c.code, h.author FROM hole h JOIN case_view c ON c.stream = h.stream
         WHERE h.named = 0 ORDER BY c.code
        """
    )
    return list(dict.fromkeys(code for code, author in rows if author in authors))
