"""Which catalogue the views were made with: when another comes into use all rows are renewed, in slices."""

from datetime import date
from typing import Final

from regdesk.catalogue import whole
from regdesk.domain.hashing import digest
from regdesk.domain.journal import Changes
from regdesk.domain.rights import World
from regdesk.store import journal, state, ways
from regdesk.store.database import Database, transaction

SLICE: Final = 50
_MADE_WITH: Final = "catalogue"  # [hash of the files in use, how many streams are renewed, -1: all]


def renew(db: Database, world: World, *, today: date) -> Changes:
    """Renew the rows of the next streams that another catalogue filled; none are left where nothing changed.

    A program that is ended on the way goes on where it was; rows shown meanwhile are those of before.
    """
    files = whole.current().files
    name = digest("catalogue", *(part.encode() for pair in sorted(files.items()) for part in pair))
    made: tuple[bytes, int] = state.get(db, _MADE_WITH, (b"", 0))
    done = made[1] if made[0] == name else 0
    if done < 0:
        return Changes()
    streams = journal.streams(db)[done : done + SLICE]
    with transaction(db):
        changes = journal.refresh(db, streams, world, today=today)
        if not streams:
            ways.settle(db)
        state.put(db, _MADE_WITH, [name, done + len(streams) if streams else -1])
    return changes
