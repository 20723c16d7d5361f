"""The server's SQLite file: one writer at a time, any number of readers, safe on a power cut."""

import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from shutil import disk_usage
from typing import Any, Final

from regdesk.server.declined import Declined

FILE: Final = "mailbox.db"
_VERSION: Final = 2
_LOOK_S: Final = 0.5
_HOLD: Final = " FOR UPDATE"


@dataclass(frozen=True)
class _Connection:
    """A connection for the server's common SQL; a writer holds everything, so FOR UPDATE falls away."""

    raw: sqlite3.Connection

    def execute(self, sql: str, values: Sequence[Any] = (), /) -> sqlite3.Cursor:
        return self.raw.execute(sql.removesuffix(_HOLD), values)

    def executemany(self, sql: str, rows: Iterable[Sequence[Any]], /) -> sqlite3.Cursor:
        return self.raw.executemany(sql, rows)


@dataclass(frozen=True)
class SqliteFile:
    """An open file; the one writing connection of this process is used under the lock only."""

    path: Path
    writer: sqlite3.Connection
    lock: threading.Lock = field(default_factory=threading.Lock)
    closed: threading.Event = field(default_factory=threading.Event)

    @contextmanager
    def writing(self) -> Iterator[_Connection]:
        """Give the connection for one transaction: all of it stays, or on any error none of it."""
        with self.lock, _said_in_our_words():
            self.writer.execute("BEGIN IMMEDIATE")
            try:
                yield _Connection(self.writer)
                self.writer.execute("COMMIT")
            finally:
                if self.writer.in_transaction:
                    self.writer.execute("ROLLBACK")

    @contextmanager
    def reading(self) -> Iterator[_Connection]:
        """Give a connection that sees one state of the file and waits for no writer."""
        with _said_in_our_words(), closing(_connect(self.path)) as connection:
            connection.execute("BEGIN")
            yield _Connection(connection)

    def free_bytes(self) -> int:
        """Give how much room the disk has."""
        return disk_usage(self.path.parent).free

    def tell(self, organisations: Iterable[int]) -> None:
        """Say nothing: the other processes look for themselves."""

    def grown(self, waited_for: Callable[[], Iterable[int]]) -> Iterator[Iterable[int]]:
        """Look every half second whether another process filled a mailbox that is waited for."""
        with closing(_connect(self.path)) as connection:
            seen, version = _heads(connection), _data_version(connection)
            while not self.closed.wait(_LOOK_S):
                if not waited_for() or version == (version := _data_version(connection)):
                    continue
                before, seen = seen, _heads(connection)
                yield [one for one in waited_for() if before.get(one) != seen.get(one)]

    def close(self) -> None:
        """Close the file; a later use of it is an error."""
        self.closed.set()
        with self.lock:
            self.writer.close()


def open_file(path: Path) -> SqliteFile:
    """Open the file; make it, or bring it to this version, where it is not."""
    writer = _connect(path)
    path.chmod(0o600)
    writer.execute("BEGIN IMMEDIATE")
    tables = writer.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    (version,) = writer.execute("PRAGMA user_version").fetchone()
    if tables == 0:
        _run(writer, "sqlite")
    elif version < _VERSION:
        _run(writer, "sqlite_2_before", "sqlite", "sqlite_2_after")
    writer.execute("COMMIT")
    return SqliteFile(path, writer)


def _run(writer: sqlite3.Connection, *names: str) -> None:
    """Do scripts inside the transaction that is open; `executescript` would commit it."""
    for name in names:
        script = resources.files("regdesk.server").joinpath("sql", f"{name}.sql").read_text(encoding="utf-8")
        statement = ""
        for line in script.splitlines(keepends=True):
            statement += line
            if sqlite3.complete_statement(statement):
                writer.execute(statement)
                statement = ""


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=10, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA secure_delete=ON")
    return connection


@contextmanager
def _said_in_our_words() -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError as error:
        full = error.sqlite_errorcode == sqlite3.SQLITE_FULL
        raise (Declined("quota") if full else Declined.busy()) from error


def _data_version(connection: sqlite3.Connection) -> int:
    """Give a number that changes with every commit of another connection."""
    return int(connection.execute("PRAGMA data_version").fetchone()[0])


def _heads(connection: sqlite3.Connection) -> dict[int, int]:
    return dict(connection.execute("SELECT id, last FROM organisation").fetchall())
