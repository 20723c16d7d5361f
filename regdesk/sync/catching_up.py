"""Catching up with the organisation's snapshots: a new computer, or one that was away for very long."""

from collections.abc import Iterable
from typing import Final

from regdesk.crypto import sealing
from regdesk.errors import Refused
from regdesk.store import again, peers, snapshots, state, tray
from regdesk.store.database import transaction
from regdesk.store.snapshots import Known
from regdesk.sync import arriving, troubles
from regdesk.sync.http import Remote
from regdesk.sync.post import Post, Report
from regdesk.wire import calls, encoding
from regdesk.wire import snapshots as wire
from regdesk.wire.snapshots import Index, Pack

BELOW_FLOOR: Final = "below_floor"
_SLICE: Final = 500


def look(post: Post, remote: Remote) -> None:
    """Read the index where this desk is new, or where the mailbox no longer holds what it has not read.

    From then on new mail comes as usual; the snapshots follow one by one, and nobody waits for all of them.
    """
    cursor: int = post.on_writer(state.get, post.db, "cursor", 0)
    if cursor == 0 or post.on_writer(state.get, post.db, BELOW_FLOOR, 0):
        post.on_writer(found, post, remote.snapshots(), new=True)


def load(post: Post, remote: Remote, report: Report) -> None:
    """Fetch the snapshots that are not here yet, open cases first; cut anywhere, it goes on from there."""
    for pack, part in post.on_writer(snapshots.to_load, post.db):
        try:
            sealed = _fetch(post, remote, pack, bytearray(part))
            content = sealing.open_snapshot(sealed, pack.key)
            entries = wire.entries_of(content)
        except (troubles.NotThere, Refused) as error:
            post.on_writer(tray.alarm, post.db, pack.id, error.message, post.today(), post.org)
            post.on_writer(_do_without, post, pack)
            continue
        for start in range(0, max(len(entries), 1), _SLICE):
            last = start + _SLICE >= len(entries)
            post.on_writer(_take_in, post, pack, entries[start : start + _SLICE], report, last=last)


def found(post: Post, said: calls.Snapshots, *, new: bool) -> bool:
    """Take an index that this organisation signed; say whether it was one.

    A desk that is *new*, or was away for so long that the mailbox no longer holds all it missed, is to load
    what the index names, and asks everybody where even that does not reach to where the mailbox begins.
    """
    with transaction(post.db):
        state.put(post.db, BELOW_FLOOR, 0)
        index = _opened(post, said.index) if said.index else None
        if new and (index.position if index else 0) < said.floor:
            _ask_all(post)
        if index is None:
            return False
        snapshots.index_is(post.db, Known(index.n, said.hash, index.position))
        snapshots.name(post.db, index.packs, loaded=not new)
        if new:
            cursor: int = state.get(post.db, "cursor", 0)
            state.put(post.db, "cursor", max(cursor, index.position))
            arriving.go_on_from(post, index.channels)
        return True


def _opened(post: Post, sealed: bytes) -> Index | None:
    try:
        return _checked(post, sealed)
    except wire.RemovedKey:
        return None
    except Refused as refused:
        tray.alarm(post.db, sealed, refused.message, post.today(), post.org)
        return None


def _checked(post: Post, sealed: bytes) -> Index:
    own = post.roster(post.org)
    opened = sealing.open_envelope(sealed, post.org, post.epochs)
    if own is None or not opened.own:
        raise Refused(encoding.DAMAGED)
    index = wire.read_index(opened.content, own)
    if index.n < snapshots.index(post.db).n:
        raise Refused(wire.OLD_INDEX)
    return index


def _do_without(post: Post, pack: Pack) -> None:
    """Ask everybody, once, for what a snapshot should hold; from then on all is packed anew."""
    with transaction(post.db):
        snapshots.forget(post.db, pack.id)
        _ask_all(post)


def _ask_all(post: Post) -> None:
    """What no snapshot holds is with colleagues and partners."""
    again.ask(post.db, [one.org for one in peers.peers(post.db) if one.compared_on or one.org == post.org])


def _fetch(post: Post, remote: Remote, pack: Pack, had: bytearray) -> bytes:
    while not remote.get_snapshot(pack.id, had):
        post.on_writer(snapshots.came, post.db, pack.id, bytes(had))
    if encoding.snapshot_id(bytes(had)) != pack.id:
        raise Refused(encoding.DAMAGED)
    return bytes(had)


def _take_in(post: Post, pack: Pack, entries: Iterable[bytes], report: Report, *, last: bool) -> None:
    with transaction(post.db):
        report.changes |= arriving.add(post, entries)
        if last:
            snapshots.loaded(post.db, pack.id)
