"""What was called back before it left, here or at a colleague's: it goes to no partner, whoever sends."""

from collections.abc import Iterable
from typing import Final

from regdesk.domain.journal import EntryId, OrgId, StreamId
from regdesk.store import state
from regdesk.store.database import Database, transaction

Recalled = tuple[StreamId, EntryId]
_TO_TELL, _AHEAD = "recalls_to_tell", "recalls_ahead"
_KEY: Final = "SELECT e.key FROM entry e JOIN stream s ON s.key = e.stream WHERE s.id = ? AND e.id = ?"


def keep(db: Database, key: int, own: OrgId) -> None:
    """Keep an entry, by its key, from all partners, and tell colleagues of it."""
    with transaction(db):
        _hold(db, key, own)
        state.put(db, _TO_TELL, sorted({*state.get(db, _TO_TELL, []), key}))


def to_tell(db: Database) -> list[Recalled]:
    """List what colleagues were not told of."""
    keys: list[int] = state.get(db, _TO_TELL, [])
    sql = "SELECT s.id, e.id FROM entry e JOIN stream s ON s.key = e.stream WHERE e.key = ?"
    found = (db.execute(sql, (key,)).fetchone() for key in keys)
    return [(StreamId(row[0]), EntryId(row[1])) for row in found if row]


def told(db: Database) -> None:
    """Say that colleagues are told of all."""
    if state.get(db, _TO_TELL, []):
        state.put(db, _TO_TELL, [])


def tell_again(db: Database) -> None:
    """Tell colleagues of all once more: one joined, or lost what it knew."""
    rows = db.execute("SELECT entry FROM recalled ORDER BY entry")
    state.put(db, _TO_TELL, [key for (key,) in rows])


def hear(db: Database, said: Iterable[Recalled], own: OrgId) -> None:
    """Take what a colleague called back; what is not here yet is kept back as soon as it comes."""
    with transaction(db):
        _keep_ahead(db, {*_ahead(db), *said})
        came(db, own)


def came(db: Database, own: OrgId) -> None:
    """Keep back what was called back before it came here; call it in the transaction that adds entries."""
    ahead = _ahead(db)
    here = {one: found[0] for one in ahead if (found := db.execute(_KEY, one).fetchone())}
    for key in here.values():
        _hold(db, key, own)
    _keep_ahead(db, ahead - set(here))


def _ahead(db: Database) -> set[Recalled]:
    kept: list[list[bytes]] = state.get(db, _AHEAD, [])
    return {(StreamId(stream), EntryId(name)) for stream, name in kept}


def _keep_ahead(db: Database, names: set[Recalled]) -> None:
    if names != _ahead(db):
        state.put(db, _AHEAD, [list(one) for one in sorted(names)])


def _hold(db: Database, key: int, own: OrgId) -> None:
    db.execute("INSERT OR IGNORE INTO recalled VALUES (?)", (key,))
    db.execute("DELETE FROM outbox WHERE entry = ? AND recipient <> ? AND k IS NULL", (key, own))
