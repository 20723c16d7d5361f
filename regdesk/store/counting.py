"""Numbers about the encrypted file that tell nothing of what is in it, for a report to support."""

from collections.abc import Iterable
from typing import Final

from sqlcipher3 import dbapi2

from regdesk.store import database, view_tables
from regdesk.store.database import Database

_MOST_FAULTS: Final = 100


def rows(db: Database) -> dict[str, int]:
    """Count the rows of every table; the names of tables are the program's own."""
    sql = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name"
    names = [name for (name,) in db.execute(sql)]
    return {name: db.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}  # noqa: S608


def pages(db: Database) -> tuple[int, int]:
    """Give the pages of the file, and how many of them are free."""
    used, free = (db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "freelist_count"))
    return used, free


def migrations(db: Database) -> tuple[int, int]:
    """Give the number of the last migration the file has, and of the last that this program knows."""
    (done,) = db.execute("SELECT coalesce(max(number), 0) FROM migration").fetchone()
    return done, len(database.migrations())


def faults(db: Database) -> int:
    """Count what SQLite finds wrong, up to a hundred; its words may quote rows, a number cannot."""
    found = [text for (text,) in db.execute(f"PRAGMA quick_check({_MOST_FAULTS})") if text != "ok"]
    return len(found) + len(db.execute("PRAGMA foreign_key_check").fetchall())


def versions() -> Iterable[tuple[str, str]]:
    """Name the versions of what reads the file."""
    yield "SQLite", dbapi2.sqlite_version
    db = dbapi2.connect(":memory:")
    yield "SQLCipher", str(db.execute("PRAGMA cipher_version").fetchone()[0])
    db.close()
    yield "Views", str(view_tables.VIEWS)
