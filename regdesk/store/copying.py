"""Copies of the encrypted file under the same key, and proof that such a file is sound.

SQLite's own backup copies page by page from one state of the file, whatever is written meanwhile: the reading
connection holds that state open, so the copy never begins anew. The pages of the copy are sealed under the
same key with a salt of its own. Opened as immutable, a copy leaves nothing beside itself on its stick.
"""

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Final, cast

from sqlcipher3 import dbapi2

from regdesk.errors import Trouble
from regdesk.store import disks
from regdesk.store.database import DAMAGED, DISK, Database, connect, in_words, reader
from regdesk.store.disks import PART, Way

PAGES: Final = 512  # 2 MiB at a time
_PAGE: Final = 4096


@contextmanager
def one_state(path: Path, key: bytes) -> Iterator[Database]:
    """Open a connection that sees one state of the file until it is closed."""
    with closing(reader(path, key)) as db, in_words():
        db.execute("BEGIN")
        db.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        yield db


def copy(db: Database, target: Path, key: bytes, way: Way) -> None:
    """Copy the state that *db* sees into a new file, whole or not at all.

    Raise Refused where it was stopped, Trouble where there is no room or the disk fails.
    """
    begun, size = target.with_name(target.name + PART), bytes_of(db)
    begun.unlink(missing_ok=True)
    try:
        disks.need_room(target.parent, size)
        with closing(connect(begun, key)) as out:
            out.execute("PRAGMA journal_mode = OFF")
            out.execute("PRAGMA synchronous = OFF")
            _pages(db, out, way)
        disks.flush(begun)
        os.replace(begun, target)  # noqa: PTH105 - Path.replace reads like a change of the text
    except dbapi2.Error as error:
        _ask_the_disk(begun, size)
        raise Trouble(DISK, why=error) from error
    finally:
        begun.unlink(missing_ok=True)
    disks.flush(target.parent)


def bytes_of(db: Database) -> int:
    """Give the size of the file as *db* sees it, in bytes."""
    pages: int = db.execute("PRAGMA page_count").fetchone()[0]
    return pages * _PAGE


@contextmanager
def opened(path: Path, key: bytes) -> Iterator[Database]:
    """Open a copy to look at it; nothing is written, not even beside it. Raise as `database.reader` does."""
    with closing(connect(path, key, frozen=True)) as db, in_words():
        yield db


def prove_sound(db: Database) -> None:
    """Raise Trouble unless every page is as it was sealed and every row and reference is where it belongs."""
    with in_words():
        bad = db.execute("PRAGMA cipher_integrity_check").fetchall()
        bad += [row for row in db.execute("PRAGMA integrity_check") if row[0] != "ok"]
        bad += db.execute("PRAGMA foreign_key_check").fetchall()
    if bad:
        raise Trouble(DAMAGED)


def _ask_the_disk(begun: Path, size: int) -> None:
    """Raise Trouble with what the disk itself says of writing there; SQLite's backup tells no reason."""
    with disks.in_words(size), begun.open("ab") as file:
        file.write(bytes(_PAGE))
        file.flush()
        os.fsync(file.fileno())


def _pages(db: Database, out: Database, way: Way) -> None:
    before = way.done

    def went(_: int, left: int, pages: int) -> None:
        way.went(before + (pages - left) * _PAGE - way.done)

    cast("Any", db).backup(out, pages=PAGES, progress=went, sleep=0)
