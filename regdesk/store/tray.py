"""What came and was put aside: damaged entries, and entries that contradict those that are here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from regdesk.domain.hashing import digest
from regdesk.domain.journal import OrgId
from regdesk.i18n import N_
from regdesk.store.database import Database, transaction

OTHER_SIGNATURE: Final = N_("A record came a second time with another signature.")
SAME_NUMBER: Final = N_("An author gave two records the same number.")
FALSE_SIGNATURE: Final = N_("The signature of a record is false.")
NO_AUTHOR: Final = N_("A record came whose author is not known here yet.")
ALARMS: Final = (OTHER_SIGNATURE, SAME_NUMBER, FALSE_SIGNATURE)
MOST: Final = 5_000
MOST_BYTES: Final = 64 * 1024 * 1024


@dataclass(frozen=True)
class Item:
    """One thing put aside: why (msgid), the ISO day, the organisation it came from and the bytes."""

    why: str
    alarm: bool
    put_on: str
    source: OrgId | None
    signed: bytes


def put(db: Database, signed: bytes, why: str, today: date, source: OrgId | None) -> None:
    """Put bytes aside; the same bytes for the same reason only once.

    A server that sends rubbish without end fills neither the disk nor the list: past 64 MiB only the fact is
    kept, past 5,000 things nothing.
    """
    _write(db, Item(why, why in ALARMS, today.isoformat(), source, signed))


def alarm(db: Database, signed: bytes, why: str, today: date, source: OrgId | None) -> None:
    """Put bytes aside and let a person know: somebody may be lying."""
    _write(db, Item(why, alarm=True, put_on=today.isoformat(), source=source, signed=signed))


def items(db: Database, *, alarms: bool = False) -> list[Item]:
    """List what was put aside, newest first; with *alarms* only what contradicts."""
    rows = db.execute(
        "SELECT why, alarm, put_on, source, signed FROM tray WHERE alarm >= ? ORDER BY key DESC", (alarms,)
    )
    return [Item(why, bool(alarm), put_on, source, signed) for why, alarm, put_on, source, signed in rows]


def waiting(db: Database, reasons: Iterable[str]) -> list[Item]:
    """List what was put aside for one of *reasons*, oldest first: it may be usable now."""
    wanted = set(reasons)
    return [one for one in reversed(items(db)) if one.why in wanted and one.signed]


def count(db: Database) -> int:
    """Count what was put aside."""
    number: int = db.execute("SELECT count(*) FROM tray").fetchone()[0]
    return number


def drop(db: Database, item: Item) -> None:
    """Take something out of the tray, because it can be used now."""
    with transaction(db):
        mark = digest("regdesk/tray/v1", item.signed)
        db.execute("DELETE FROM tray WHERE mark = ? AND why = ?", (mark, item.why))


def settled(db: Database, signed: bytes) -> None:
    """Take out what was put aside and has come right; an alarm stays until a person has seen it."""
    with transaction(db):
        mark = digest("regdesk/tray/v1", signed)
        db.execute("DELETE FROM tray WHERE mark = ? AND NOT alarm", (mark,))


def _write(db: Database, item: Item) -> None:
    mark = digest("regdesk/tray/v1", item.signed)
    with transaction(db):
        number, size = db.execute("SELECT count(*), coalesce(sum(length(signed)), 0) FROM tray").fetchone()
        if number >= MOST:
            return
        kept = item.signed if size + len(item.signed) <= MOST_BYTES else b""
        row = (mark, item.why, item.alarm, item.put_on, item.source, kept)
        db.execute(
            "INSERT OR IGNORE INTO tray (mark, why, alarm, put_on, source, signed) VALUES (?, ?, ?, ?, ?, ?)",
            row,
        )
