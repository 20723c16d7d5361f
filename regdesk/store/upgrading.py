"""Bringing an older file up to date: a copy first, proof before and after, and back to the copy otherwise."""

from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Final

from sqlcipher3 import dbapi2

from regdesk.errors import Refused, RegDeskError, Trouble
from regdesk.i18n import N_
from regdesk.store import copying, database, disks, state
from regdesk.store.database import Database
from regdesk.store.disks import Way

FOLDER: Final = "before"
KEPT: Final = 2
DAYS: Final = 7
NO_ROOM = N_(
    "There is no room to update the data safely: {needed} MB must be free on this disk. Nothing was changed."
    " Free some space and open RegDesk again."
)
UNSOUND = N_(
    "The data were not updated, because they are damaged already. Nothing was changed. Take a backup copy."
)
FAILED = N_(
    "The data could not be updated. They are as they were, and the program you had before still opens them."
)
_GOOD_DAYS: Final = "days_since_update"


class NotUpdated(Trouble):
    """An older file could not be brought up to date; it is as it was. `report` says why, without values."""

    report = ""


def open_database(path: Path, key: bytes) -> Database:
    """Open the file for writing and bring it up to date.

    Raise NotUpdated where that failed: the file is then as it was. Else raise as `database.open_database`.
    """
    if not path.exists():
        raise Refused(database.NOT_HERE)
    with closing(database.connect(path, key)) as db, database.in_words():
        lacking = [name for name, _ in database.pending(db)]
        if not lacking:
            return database.open_database(path, key)
        kept = _keep(db, path, key)
    try:
        return _updated(path, key)
    except (dbapi2.Error, Trouble) as error:
        _put_back(kept, path)
        raise _failed(FAILED, [*lacking, f"{type(error).__name__}: {error}"]) from error


def copies(folder: Path) -> list[Path]:
    """List the copies made before updates of a desk's file, newest first."""
    return sorted((folder / FOLDER).glob("RD-????"), reverse=True)


def settle(db: Database, folder: Path, today: date) -> None:
    """Count a day on which the updated file opened; after some of them the copies go."""
    if not copies(folder):
        return
    last, count = state.get(db, _GOOD_DAYS, ("", 0))
    if last != today.isoformat():
        count += 1
        state.put(db, _GOOD_DAYS, [today.isoformat(), count])
    if count > DAYS:
        for path in copies(folder):
            path.unlink(missing_ok=True)


def _keep(db: Database, path: Path, key: bytes) -> Path:
    """Copy the file as it is, once it is proved sound; raise NotUpdated before anything is touched."""
    (number,) = db.execute("SELECT count(*) FROM migration").fetchone()
    needed = 3 * copying.bytes_of(db)  # the copy, and what the update itself may write beside the file
    folder = path.parent / FOLDER
    try:
        copying.prove_sound(db)
        disks.need_room(path.parent, needed)
        folder.mkdir(mode=0o700, exist_ok=True)
        kept = folder / f"RD-{number:04}"
        with copying.one_state(path, key) as still:
            copying.copy(still, kept, key, Way())
        with copying.opened(kept, key) as copy:
            copying.prove_sound(copy)
    except Trouble as error:
        words = {database.DAMAGED: UNSOUND, disks.FULL: NO_ROOM, database.FULL: NO_ROOM}
        raise _failed(words.get(error.message, FAILED), [str(error)], disks.megabytes(needed)) from error
    for older in copies(path.parent)[KEPT:]:
        older.unlink()
    return kept


def _updated(path: Path, key: bytes) -> Database:
    db = database.open_database(path, key)
    try:
        copying.prove_sound(db)
        state.put(db, _GOOD_DAYS, ["", 0])
    except (dbapi2.Error, RegDeskError):
        db.close()
        raise
    return db


def _put_back(kept: Path, path: Path) -> None:
    """Put the copy in place of the file, which may hold half of an update that nobody trusts."""
    with disks.in_words(kept.stat().st_size):
        for beside in ("-wal", "-shm"):
            path.with_name(path.name + beside).unlink(missing_ok=True)
        disks.copy(kept, path, Way())


def _failed(words: str, report: list[str], needed: int = 0) -> NotUpdated:
    error = NotUpdated(words, needed=needed)
    error.report = "\n".join(report)
    return error
