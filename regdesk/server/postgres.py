"""PostgreSQL as the server's database: many writers, many processes, news by LISTEN and NOTIFY."""

import logging
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from typing import Any, Final

import psycopg
from psycopg_pool import ConnectionPool

from regdesk.server.declined import Declined

_LOG: Final = logging.getLogger(__name__)
_CONNECTIONS: Final = 20
_PATIENCE_S: Final = 10
_MOMENT_S: Final = 0.05
_PAUSE_S: Final = 1.0
_AT_ONCE: Final = 300
_MAKING: Final = 7_461_213  # the advisory lock under which one process makes the tables


@dataclass(frozen=True)
class _Connection:
    """A connection for the server's common SQL; `?` is what psycopg writes `%s`."""

    raw: psycopg.Connection

    def execute(self, sql: str, values: Sequence[Any] = (), /) -> psycopg.Cursor:
        return self.raw.cursor(binary=True).execute(_own(sql), values)

    def executemany(self, sql: str, rows: Iterable[Sequence[Any]], /) -> None:
        for row in rows:
            self.raw.execute(_own(sql), row)


@dataclass(frozen=True)
class Postgres:
    """A pool of connections of this process."""

    url: str
    pool: ConnectionPool[psycopg.Connection]
    closed: threading.Event = field(default_factory=threading.Event)
    lock: threading.Lock = field(default_factory=threading.Lock)
    untold: set[int] = field(default_factory=set)

    @contextmanager
    def writing(self) -> Iterator[_Connection]:
        """Give a connection for one transaction: all of it stays, or on any error none of it."""
        # In a pipeline what asks for no answer, BEGIN and COMMIT among it, travels with what follows.
        with _said_in_our_words(), self.pool.connection() as raw, raw.pipeline(), raw.transaction():
            yield _Connection(raw)

    @contextmanager
    def reading(self) -> Iterator[_Connection]:
        """Give a connection on which every statement sees the newest state; it waits for no writer."""
        with _said_in_our_words(), self.pool.connection() as raw:
            yield _Connection(raw)

    def free_bytes(self) -> None:
        """Say that only the database server knows its disk; where it is full, writing is declined."""

    def tell(self, organisations: Iterable[int]) -> None:
        """Let the listening connection notify every process; what is told within a moment goes together."""
        with self.lock:
            self.untold.update(organisations)

    def grown(self, waited_for: Callable[[], Iterable[int]]) -> Iterator[Iterable[int]]:
        """Listen; after the line to the database was lost, everybody who waits looks once."""
        while not self.closed.is_set():
            with suppress(psycopg.OperationalError), closing(_connect(self.url)) as raw:
                raw.execute("LISTEN regdesk_mail")
                yield waited_for()
                while not self.closed.is_set():
                    self._notify(raw)
                    for note in raw.notifies(timeout=_MOMENT_S):
                        yield map(int, note.payload.split(","))
            self.closed.wait(_PAUSE_S)

    def _notify(self, raw: psycopg.Connection) -> None:
        with self.lock:
            grown = sorted(self.untold)
            self.untold.clear()
        for first in range(0, len(grown), _AT_ONCE):
            said = ",".join(map(str, grown[first : first + _AT_ONCE]))
            raw.execute("SELECT pg_notify('regdesk_mail', %s)", (said,))

    def close(self) -> None:
        """Close all connections; a later use is an error."""
        self.closed.set()
        self.pool.close()


def open_pool(url: str) -> Postgres:
    """Connect, and make the tables where there are none; raise Declined busy where the database is away."""
    with _said_in_our_words(), closing(_connect(url)) as raw, raw.transaction():
        raw.execute("SELECT pg_advisory_xact_lock(%s)", (_MAKING,))
        if raw.execute("SELECT to_regclass('server')").fetchone() == (None,):
            file = resources.files("regdesk.server").joinpath("sql", "postgres.sql")
            raw.execute(file.read_bytes())
    pool = ConnectionPool(
        url,
        max_size=_CONNECTIONS,
        timeout=_PATIENCE_S,
        kwargs={"autocommit": True},
        configure=_limit_waiting,
        open=True,
        min_size=1,
    )
    return Postgres(url, pool)


def _connect(url: str) -> psycopg.Connection:
    return psycopg.connect(url, autocommit=True, connect_timeout=_PATIENCE_S)


def _limit_waiting(raw: psycopg.Connection) -> None:
    """Let a statement wait for a held row as long as SQLite would, and nobody hold one for ever."""
    raw.execute(f"SET lock_timeout = '{_PATIENCE_S}s'".encode())
    raw.execute("SET idle_in_transaction_session_timeout = '60s'")


@lru_cache(maxsize=1024)
def _own(sql: str) -> bytes:
    return sql.replace("?", "%s").encode()


@contextmanager
def _said_in_our_words() -> Iterator[None]:
    try:
        yield
    except psycopg.errors.DiskFull as error:
        raise Declined("quota") from error
    except psycopg.OperationalError as error:
        _LOG.warning("PostgreSQL cannot be used now: %s", type(error).__name__)
        raise Declined.busy() from error
