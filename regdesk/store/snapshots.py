"""Snapshots as this desk knows them: which are on the server, which are loaded, and what is in none yet."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from regdesk.domain.journal import StreamId
from regdesk.store import state
from regdesk.store.database import Database, transaction
from regdesk.wire.snapshots import Pack

_IN_PACKS, _INDEX, _ANEW = "packed_upto", "index", "pack_anew"


@dataclass(frozen=True)
class Loading:
    """How many snapshots of how many are here."""

    done: int
    of: int


@dataclass(frozen=True)
class Known:
    """The newest index this desk knows: its count, its hash at the server, how far its writer had read.

    The hash is empty where the server has none, as after it was emptied.
    """

    n: int = 0
    hash: bytes = b""
    position: int = 0


def index(db: Database) -> Known:
    """Give what is known of the newest index."""
    found: list[Any] = state.get(db, _INDEX, [0, b"", 0])
    return Known(*found)


def index_is(db: Database, known: Known) -> None:
    """Remember a newer index."""
    state.put(db, _INDEX, [known.n, known.hash, known.position])


def index_gone(db: Database) -> None:
    """Say that the server may have lost the index: it is to be made again, counting on."""
    index_is(db, Known(n=index(db).n))


def known(db: Database) -> list[Pack]:
    """List the snapshots the newest index names."""
    rows = db.execute("SELECT id, key, open, streams FROM pack ORDER BY rowid")
    return [Pack(name, key, bool(is_open), streams) for name, key, is_open, streams in rows]


def name(db: Database, packs: Iterable[Pack], *, loaded: bool = False) -> None:
    """Put the snapshots of a newer index in the place of those known; what is loaded stays so."""
    packs = list(packs)
    with transaction(db):
        here = {row[0] for row in db.execute("SELECT id FROM pack")}
        db.executemany("DELETE FROM pack WHERE id = ?", [(one,) for one in here - {p.id for p in packs}])
        db.executemany(
            "INSERT INTO pack (id, key, open, streams, loaded) VALUES (?, ?, ?, ?, ?)",
            [(p.id, p.key, p.open, p.streams, loaded) for p in packs if p.id not in here],
        )


def to_load(db: Database) -> list[tuple[Pack, bytes]]:
    """List the snapshots to fetch, those with open cases first, each with what has come of it."""
    rows = db.execute(
        "SELECT id, key, open, streams, part FROM pack WHERE loaded = 0 ORDER BY open DESC, rowid"
    )
    return [(Pack(name, key, bool(is_open), streams), part) for name, key, is_open, streams, part in rows]


def came(db: Database, pack: bytes, part: bytes) -> None:
    """Keep what has come of a snapshot, so that a cut line costs no more than the last request."""
    with transaction(db):
        db.execute("UPDATE pack SET part = ? WHERE id = ?", (part, pack))


def loaded(db: Database, pack: bytes) -> None:
    """Say that the entries of a snapshot are here; call it in the transaction that adds the last of them."""
    with transaction(db):
        db.execute("UPDATE pack SET loaded = 1, part = x'' WHERE id = ?", (pack,))


def forget(db: Database, pack: bytes) -> None:
    """Say that a snapshot is worth nothing: nothing that is here counts as packed any more."""
    with transaction(db):
        db.execute("DELETE FROM pack WHERE id = ?", (pack,))
        packed(db, 0)


def loading(db: Database) -> Loading:
    """Say how far the snapshots are here."""
    done, of = db.execute("SELECT coalesce(sum(loaded), 0), count(*) FROM pack").fetchone()
    return Loading(done, of)


def packed_upto(db: Database) -> int:
    """Give the key of the newest entry that is in a snapshot, 0 before the first."""
    upto: int = state.get(db, _IN_PACKS, 0)
    return upto


def packed(db: Database, upto: int) -> None:
    """Say that entries up to a key are in snapshots."""
    state.put(db, _IN_PACKS, upto)
    state.put(db, _ANEW, 0)


def pack_anew(db: Database) -> None:
    """Say that all is to be packed anew at once: what is in snapshots now holds what was erased."""
    state.put(db, _IN_PACKS, 0)
    state.put(db, _ANEW, 1)


def to_pack_anew(db: Database) -> bool:
    """Say whether the snapshots hold what was erased here."""
    return bool(state.get(db, _ANEW, 0))


def newest(db: Database) -> int:
    """Give the key of the newest entry here."""
    upto: int = db.execute("SELECT coalesce(max(key), 0) FROM entry").fetchone()[0]
    return upto


def grown(db: Database, after: int) -> dict[bool, list[StreamId]]:
    """List the streams with entries newer than key *after*: those that are not closed under True."""
    rows = db.execute(
        """
        SELECT DISTINCT s.id, coalesce(c.closed, 0) FROM entry e JOIN stream s ON s.key = e.stream
          LEFT JOIN case_view c ON c.stream = s.key WHERE e.key > ? ORDER BY s.key
        """,
        (after,),
    )
    found: dict[bool, list[StreamId]] = {True: [], False: []}
    for name, closed in rows:
        found[not closed].append(StreamId(name))
    return found


def entries(db: Database, stream: StreamId, after: int) -> list[bytes]:
    """Give the signed entries of a stream newer than key *after*, in the order they came.

    Nobody packs what has not proved its signature.
    """
    rows = db.execute(
        "SELECT e.signed FROM entry e JOIN stream s ON s.key = e.stream"
        " WHERE s.id = ? AND e.key > ? AND e.verified ORDER BY e.key",
        (stream, after),
    )
    return [signed for (signed,) in rows]


def channels(db: Database) -> dict[bytes, tuple[int, bytes]]:
    """Give how far every author's batches were accepted: number and c."""
    rows = db.execute("SELECT author, k, head FROM channel")
    return {author: (k, head) for author, k, head in rows}


def read_upto(db: Database, device: bytes, instance: bytes, position: int, at_ms: int) -> None:
    """Remember how far a computer of the organisation has read the mailbox."""
    with transaction(db):
        db.execute(
            "INSERT OR REPLACE INTO device_read VALUES (?, ?, ?, ?)", (device, instance, position, at_ms)
        )


def readings(db: Database, instance: bytes) -> dict[bytes, tuple[int, int]]:
    """Give how far each computer has read in this life of the server, and when it said so (ms)."""
    rows = db.execute("SELECT device, position, at FROM device_read WHERE instance = ?", (instance,))
    return {device: (position, at) for device, position, at in rows}
