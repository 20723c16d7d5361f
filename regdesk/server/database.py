"""What the server asks of a database: a transaction, a reading, and news of mailboxes that grew.

The SQL is written once. It is what SQLite and PostgreSQL both understand, with `?` for a value and
`FOR UPDATE` at the end of a SELECT that holds its rows until the transaction ends; each backend translates
what it must. Whoever changes what belongs to an organisation holds its row first, and several organisations
in the order of their addresses, so no two transactions ever wait for each other.
"""

import secrets
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

from regdesk.server import postgres, sqlite
from regdesk.server.settings import Settings


class Rows(Protocol):
    """What a statement gave."""

    def fetchone(self) -> Any:
        """Give the next row, or None."""

    def fetchall(self) -> list[Any]:
        """Give all rows that are left."""


class Db(Protocol):
    """A connection in the middle of a transaction or a reading."""

    def execute(self, sql: str, values: Sequence[Any] = (), /) -> Rows:
        """Do one statement."""

    def executemany(self, sql: str, rows: Iterable[Sequence[Any]], /) -> object:
        """Do one statement for many rows."""


class Database(Protocol):
    """An open database. Where it is busy, full or away, the two contexts raise Declined busy or quota."""

    def writing(self) -> AbstractContextManager[Db]:
        """Begin one transaction: all of it stays, or on any error none of it."""

    def reading(self) -> AbstractContextManager[Db]:
        """Begin a reading that waits for no writer."""

    def free_bytes(self) -> int | None:
        """Give how much room its disk has; None where only the database server knows."""

    def tell(self, organisations: Iterable[int]) -> None:
        """Let every process on this database know that these mailboxes grew."""

    def grown(self, waited_for: Callable[[], Iterable[int]]) -> Iterator[Iterable[int]]:
        """Go on giving organisations whose mailbox grew, of those that are *waited_for*, until it closes."""

    def close(self) -> None:
        """Close it; a later use is an error."""


def open_database(settings: Settings) -> Database:
    """Open the database of *settings*; its tables and a new instance id are made where there are none."""
    if settings.database:
        database: Database = postgres.open_pool(settings.database)
    else:
        database = sqlite.open_file(settings.folder / sqlite.FILE)
    with database.writing() as db:
        if db.execute("SELECT 1 FROM server").fetchone() is None:
            db.execute("INSERT INTO server VALUES (?)", (secrets.token_bytes(16),))
    return database


def instance(database: Database) -> bytes:
    """Give the 16 bytes that say which life of this server this is."""
    with database.reading() as db:
        return bytes(db.execute("SELECT instance FROM server").fetchone()[0])


def renew_instance(database: Database) -> None:
    """Say that the database was restored from a copy: desks then offer again what the copy lacks."""
    with database.writing() as db:
        db.execute("UPDATE server SET instance = ?", (secrets.token_bytes(16),))
