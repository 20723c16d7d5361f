"""The server's SQLite file: one writer at a time, any number of readers, safe on a power cut."""

import secrets
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import Final

FILE: Final = "mailbox.db"


@dataclass(frozen=True)
class Database:
    """An open file; the one writing connection is used under the lock only."""

    path: Path
    writer: sqlite3.Connection
    lock: threading.Lock = field(default_factory=threading.Lock)

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Give the connection for one transaction: all of it stays, or on any error none of it."""
        with self.lock:
            self.writer.execute("BEGIN IMMEDIATE")
            try:
                yield self.writer
                self.writer.execute("COMMIT")
            finally:
                if self.writer.in_transaction:
                    self.writer.execute("ROLLBACK")

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Give a connection that sees one state of the file and waits for no writer."""
        with closing(_connect(self.path)) as connection:
            connection.execute("BEGIN")
            yield connection

    def close(self) -> None:
        """Close the file; a later use of it is an error."""
        with self.lock:
            self.writer.close()

    def instance(self) -> bytes:
        """Give the 16 bytes that say which life of this server this is."""
        with self.reading() as connection:
            instance: bytes = connection.execute("SELECT instance FROM server").fetchone()[0]
            return instance


def open_file(path: Path) -> Database:
    """Open the file, made with a new instance id where there is none."""
    writer = _connect(path)
    path.chmod(0o600)
    if writer.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0] == 0:
        schema = resources.files("regdesk.server").joinpath("schema.sql").read_text(encoding="utf-8")
        writer.executescript(f"BEGIN; {schema}; COMMIT;")
    database = Database(path, writer)
    with database.writing() as connection:
        if connection.execute("SELECT 1 FROM server").fetchone() is None:
            connection.execute("INSERT INTO server VALUES (?)", (secrets.token_bytes(16),))
    return database


def renew_instance(path: Path) -> None:
    """Say that this file was restored from a copy: desks then offer again what the copy lacks."""
    with closing(open_file(path)) as database, database.writing() as connection:
        connection.execute("UPDATE server SET instance = ?", (secrets.token_bytes(16),))


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=10, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA secure_delete=ON")
    return connection
