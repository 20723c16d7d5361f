"""Small things a desk remembers by name: cursor, clock, settings; and drafts of what is being typed."""

from typing import Any, Final, TypeVar

from regdesk.domain.codec import pack, unpack
from regdesk.store.database import Database, transaction

T = TypeVar("T")
_PUT: Final = """
    INSERT INTO state (name, value) VALUES (?, ?)
    ON CONFLICT (name) DO UPDATE SET value = excluded.value WHERE value <> excluded.value
"""


def get(db: Database, name: str, default: T) -> T:
    """Give what is remembered under *name* (of the type of *default*), or *default*."""
    row = db.execute("SELECT value FROM state WHERE name = ?", (name,)).fetchone()
    value: T = default if row is None else unpack(row[0])
    return value


def put(db: Database, name: str, value: object) -> None:
    """Remember a value that canonical msgpack can hold: text, bytes, whole numbers, lists, maps, None.

    What is remembered already is not written again, so that nobody waits for the disk because of it.
    """
    with transaction(db):
        db.execute(_PUT, (name, pack(value)))


def draft(db: Database, name: str) -> Any:
    """Give the draft *name* as it was left, or None."""
    row = db.execute("SELECT value FROM draft WHERE name = ?", (name,)).fetchone()
    return None if row is None else unpack(row[0])


def keep_draft(db: Database, name: str, value: object, changed_at: int) -> None:
    """Keep what is typed so far; *changed_at* in ms."""
    with transaction(db):
        db.execute("INSERT OR REPLACE INTO draft VALUES (?, ?, ?)", (name, changed_at, pack(value)))


def drop_draft(db: Database, name: str) -> None:
    """Forget a draft that became an entry or was given up."""
    with transaction(db):
        db.execute("DELETE FROM draft WHERE name = ?", (name,))


def drafts(db: Database, prefix: str = "") -> list[tuple[str, int]]:
    """List the drafts whose names begin with *prefix*: name and ms of the last change, newest first."""
    rows = db.execute("SELECT name, changed_at FROM draft ORDER BY changed_at DESC, name")
    return [(name, changed_at) for name, changed_at in rows if name.startswith(prefix)]
