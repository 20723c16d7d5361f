"""The encrypted file of a desk: opening it, its migrations, and transactions that fail in plain words.

The key is 32 random bytes kept in the vault, never a passphrase. `PRAGMA cipher_log_level` comes first, or
SQLCipher writes to the console. All cipher parameters are pinned, so that a later SQLCipher with other
defaults still reads the file.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from importlib import resources
from pathlib import Path
from typing import Any, Final, Protocol, cast

from sqlcipher3 import dbapi2

from regdesk.errors import Refused, RegDeskError, Trouble
from regdesk.i18n import N_
from regdesk.store import view_tables

KEY: Final = 32
MEMORY: Final = Path(":memory:")
NOT_HERE = N_("There are no RegDesk data in this folder.")
WRONG_KEY = N_("This key does not open the data on this computer.")
DAMAGED = N_("The data file on this computer is damaged. Restore it from a backup.")
NEWER = N_("A newer RegDesk wrote these data. Update RegDesk on this computer.")
FULL = N_("The disk is full, so nothing was saved. Free some space and try again.")
BUSY = N_("Another program is using the data file. Close it and try again.")
DISK = N_("The disk did not read or write the data file: {why}. Try again.")
_PAGE: Final = 4096
_PLAIN: Final = b"SQLite format 3\0"
_PRAGMAS: Final = (
    f"cipher_page_size = {_PAGE}",
    "cipher_hmac_algorithm = HMAC_SHA512",
    "cipher_kdf_algorithm = PBKDF2_HMAC_SHA512",
    "cipher_plaintext_header_size = 0",
    "temp_store = MEMORY",
    "foreign_keys = ON",
    "busy_timeout = 5000",
)
# Primary result codes of SQLite (sqlite.org/rescode.html) that are not our mistake.
_WORDS: Final = {5: BUSY, 6: BUSY, 8: DISK, 10: DISK, 11: DAMAGED, 13: FULL, 14: DISK, 26: DAMAGED}


class Rows(Protocol):
    """What a statement gave."""

    rowcount: int
    lastrowid: int

    def __iter__(self) -> Iterator[Any]: ...

    def fetchone(self) -> Any:
        """Give the next row, or None."""

    def fetchall(self) -> list[Any]:
        """Give all rows that are left."""


class Database(Protocol):
    """An open connection; sqlcipher3 comes without types, so this states what we use of it."""

    in_transaction: bool

    def execute(self, sql: str, values: Sequence[Any] | dict[str, Any] = ..., /) -> Rows:
        """Run one statement."""

    def executemany(self, sql: str, rows: Iterable[Sequence[Any]], /) -> Rows:
        """Run one statement for each row."""

    def executescript(self, sql: str, /) -> Rows:
        """Run many statements."""

    def close(self) -> None:
        """Close the file."""


def open_database(path: Path, key: bytes, *, create: bool = False, update: bool = True) -> Database:
    """Open the file for writing and bring it up to date, unless it is to stay as it is; *key* is 32 bytes.

    Raises Refused for a file that is not there (unless *create*), a wrong key or a file of a newer program,
    and Trouble for a damaged file or disk.
    """
    if not create and path != MEMORY and not path.exists():
        raise Refused(NOT_HERE)
    if path != MEMORY:
        path.touch(mode=0o600)
    db = connect(path, key)
    with _closing_on_error(db), in_words():
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = FULL")
        db.execute("PRAGMA secure_delete = ON")
        if update:
            migrate(db)
            with transaction(db):
                view_tables.prepare(db)
    return db


def reader(path: Path, key: bytes) -> Database:
    """Open a second connection that can only read; it waits for no writer."""
    db = connect(path, key)
    with _closing_on_error(db), in_words():
        db.execute("PRAGMA query_only = ON")
    return db


@contextmanager
def transaction(db: Database) -> Iterator[None]:
    """Keep all that is written inside, or on any error none of it; one inside another joins it.

    Raises Trouble where the disk is full, locked or broken.
    """
    if db.in_transaction:
        yield
        return
    with in_words():
        db.execute("BEGIN IMMEDIATE")
        try:
            yield
            db.execute("COMMIT")
        finally:
            if db.in_transaction:
                db.execute("ROLLBACK")


@contextmanager
def reading(db: Database) -> Iterator[None]:
    """See one state of the file for several questions."""
    if db.in_transaction:
        yield
        return
    with in_words():
        db.execute("BEGIN")
        try:
            yield
        finally:
            if db.in_transaction:
                db.execute("ROLLBACK")


@contextmanager
def in_words() -> Iterator[None]:
    """Turn what the disk can do to us into Trouble; our own mistakes stay what they are."""
    try:
        yield
    except dbapi2.Error as error:
        words = _WORDS.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
        if words is None:
            raise
        raise (Trouble(words, why=error) if words == DISK else Trouble(words)) from error


def migrate(db: Database) -> None:
    """Apply the migrations that the file lacks, all of them or none, in one transaction with their records.

    Raises Refused where the file has one that this program does not know, Trouble where a reference is left
    without what it refers to.
    """
    lacking = pending(db)
    if not lacking:
        return
    (last,) = db.execute("SELECT coalesce(max(number), 0) FROM migration").fetchone()
    texts = [
        f"{sql}; INSERT INTO migration VALUES ({number}, '{name}')"  # noqa: S608 - both are our own
        for number, (name, sql) in enumerate(lacking, start=last + 1)
    ]
    try:
        db.executescript(f"BEGIN IMMEDIATE; {'; '.join(texts)};")
        if db.execute("PRAGMA foreign_key_check").fetchone():
            raise Trouble(DAMAGED)
        db.execute("COMMIT")
    finally:
        if db.in_transaction:
            db.execute("ROLLBACK")


def pending(db: Database) -> list[tuple[str, str]]:
    """Give name and text of the migrations that the file lacks, in order; raise as `migrate` does."""
    db.execute("CREATE TABLE IF NOT EXISTS migration (number INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT")
    done = {name for (name,) in db.execute("SELECT name FROM migration")}
    known = migrations()
    if done - {name for name, _ in known}:
        raise Refused(NEWER)
    return [(name, sql) for name, sql in known if name not in done]


def migrations() -> list[tuple[str, str]]:
    """Give name and text of every migration, in order."""
    folder = resources.files("regdesk.store").joinpath("migrations")
    files = sorted((one for one in folder.iterdir() if one.name.endswith(".sql")), key=lambda one: one.name)
    return [(one.name.removesuffix(".sql"), one.read_text(encoding="utf-8")) for one in files]


def connect(path: Path, key: bytes, *, frozen: bool = False) -> Database:
    """Open a file as it is, without bringing it up to date; a *frozen* one is only looked at.

    Raise as `open_database` does.
    """
    if len(key) != KEY:
        msg = f"a database key has {KEY} bytes"
        raise ValueError(msg)
    name = f"{path.resolve().as_uri()}?mode=ro&immutable=1" if frozen else str(path)
    with in_words():
        connection = dbapi2.connect(name, isolation_level=None, check_same_thread=False, uri=frozen)
    db = cast("Database", connection)
    with _closing_on_error(db):
        db.execute("PRAGMA cipher_log_level = none")
        db.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        for pragma in _PRAGMAS:
            db.execute(f"PRAGMA {pragma}")
        _check_key(db, path)
    return db


def _check_key(db: Database, path: Path) -> None:
    """Read the first page: SQLCipher has one answer for a wrong key and for any other file."""
    try:
        with in_words():
            db.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except Trouble as trouble:
        if trouble.message == DAMAGED and _looks_sealed(path):
            raise Refused(WRONG_KEY) from trouble
        raise


def _looks_sealed(path: Path) -> bool:
    """A file of whole pages that begins with random bytes is one of ours, as far as one can see."""
    with path.open("rb") as file:
        start = file.read(len(_PLAIN))
    return start != _PLAIN and path.stat().st_size % _PAGE == 0


@contextmanager
def _closing_on_error(db: Database) -> Iterator[None]:
    try:
        yield
    except (RegDeskError, dbapi2.Error):
        db.close()
        raise
