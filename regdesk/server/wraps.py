"""Seed wraps: for each epoch of an organisation one packed list, sealed to its computers and its sheet."""

from typing import Final

from regdesk.server import organisations, rosters
from regdesk.server.database import Database
from regdesk.server.declined import Declined
from regdesk.wire import statements

LARGEST: Final = 1024 * 1024


def put(database: Database, organisation: int, epoch: int, wraps: bytes) -> None:
    """Keep the wraps of an epoch; once the roster states their hash, only those it states.

    They may come before the statement, so that nobody reads of an epoch whose seed is not here yet.
    Raises Declined: wraps (not those of the roster, or of an epoch far ahead), size.
    """
    if len(wraps) > LARGEST:
        raise Declined("size", limit=LARGEST)
    with database.writing() as db:
        organisations.hold(db, organisation)
        roster = rosters.held(db, organisation)
        stated = roster.wraps.get(epoch)
        if stated != statements.wraps_hash(wraps) if stated else epoch != roster.next_epoch:
            raise Declined("wraps")
        db.execute(
            "INSERT INTO wraps VALUES (?, ?, ?) ON CONFLICT (organisation, epoch)"
            " DO UPDATE SET body = excluded.body",
            (organisation, epoch, wraps),
        )


def get(database: Database, organisation: int, epoch: int) -> bytes:
    """Give the wraps of an epoch, unchecked: the desk compares them with its roster.

    Raises Declined nothing.
    """
    with database.reading() as db:
        found = db.execute(
            "SELECT body FROM wraps WHERE organisation = ? AND epoch = ?", (organisation, epoch)
        ).fetchone()
    if found is None:
        raise Declined("nothing")
    return bytes(found[0])
