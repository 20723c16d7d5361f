"""Snapshots over the line: a new computer loads them, one that read everything makes them."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

from regdesk.crypto import sealing
from regdesk.domain.journal import OrgId, StreamId
from regdesk.errors import Refused
from regdesk.store import again, peers, snapshots, state, tray
from regdesk.store.database import transaction
from regdesk.sync import arriving, positions, troubles
from regdesk.sync.http import Remote
from regdesk.sync.post import Post, Report
from regdesk.wire import calls, encoding
from regdesk.wire import snapshots as wire
from regdesk.wire.snapshots import Index, Pack

STREAMS_EACH: Final = 100
BYTES_EACH: Final = 4 * 1024 * 1024
MANY_ENVELOPES: Final = 500
MOST_PACKS: Final = 200
LOOK: Final = "look_at_index"
_N, _HASH, _POSITION = "index_n", "index_hash", "index_position"
_SLICE: Final = 500


def look(post: Post, remote: Remote) -> None:
    """Read the index where this desk is new, or where the mailbox no longer holds what it has not read.

    From then on new mail comes as usual; the snapshots follow one by one, and nobody waits for all of them.
    """
    cursor: int = post.on_writer(state.get, post.db, "cursor", 0)
    if cursor and not post.on_writer(state.get, post.db, LOOK, 0):
        return
    said = remote.snapshots()
    post.on_writer(_found, post, said, cursor)


def load(post: Post, remote: Remote, report: Report) -> None:
    """Fetch the snapshots that are not here yet, open cases first; cut anywhere, it goes on from there."""
    for pack, part in post.on_writer(snapshots.to_load, post.db):
        try:
            sealed = _fetch(post, remote, pack, bytearray(part))
            content = sealing.open_snapshot(sealed, pack.key)
            entries = wire.entries_of(content)
        except (troubles.NotThere, Refused) as error:
            post.on_writer(tray.alarm, post.db, pack.id, error.message, post.today(), post.org)
            post.on_writer(snapshots.came, post.db, pack.id, b"")
            post.on_writer(_ask_all, post)
            continue
        for start in range(0, max(len(entries), 1), _SLICE):
            last = start + _SLICE >= len(entries)
            post.on_writer(_take_in, post, pack, entries[start : start + _SLICE], report, last)


def make(post: Post, remote: Remote) -> bool:
    """Put what is in no snapshot yet into new ones, and drop what everybody has read; say whether it was due."""
    if not post.on_writer(_due, post):
        return False
    said = remote.snapshots()
    if said.hash != post.on_writer(state.get, post.db, _HASH, b"") and said.index:
        post.on_writer(_found, post, said, post.on_writer(state.get, post.db, "cursor", 0))
        return False
    after, kept = post.on_writer(_begin, post, bool(said.index))
    upto = post.on_writer(snapshots.newest, post.db)
    made = [_put(post, remote, *one) for one in _contents(post, after)]
    index = post.on_writer(_written, post, [*kept, *made])
    upto_position = post.on_writer(positions.read_by_all, post)
    names = tuple(one.id for one in (*kept, *made))
    remote.compact(calls.Compact(index=index, old=said.hash, snapshots=names, upto=upto_position))
    post.on_writer(_made, post, index, [*kept, *made], upto)
    return True


def _found(post: Post, said: calls.Snapshots, cursor: int) -> None:
    """Take an index that this organisation signed; raise nothing: a bad one is put aside and all are asked."""
    with transaction(post.db):
        state.put(post.db, LOOK, 0)
        index = _opened(post, said.index) if said.index else None
        behind = cursor < said.floor
        if index is None:
            if behind:
                _ask_all(post)
            return
        state.put(post.db, _N, index.n)
        state.put(post.db, _HASH, said.hash)
        state.put(post.db, _POSITION, index.position)
        new = behind or cursor == 0
        snapshots.name(post.db, index.packs, loaded=not new)
        if not new:
            return
        if index.position < said.floor:
            _ask_all(post)
        state.put(post.db, "cursor", max(cursor, index.position))
        arriving.go_on_from(post, index.channels)


def _opened(post: Post, sealed: bytes) -> Index | None:
    own = post.roster(post.org)
    try:
        opened = sealing.open_envelope(sealed, post.org, post.epochs)
        if own is None or not opened.own:
            raise Refused(encoding.DAMAGED)
        index = wire.read_index(opened.content, own)
        if index.n < state.get(post.db, _N, 0):
            raise Refused(wire.OLD_INDEX)
    except Refused as refused:
        tray.alarm(post.db, sealed, refused.message, post.today(), post.org)
        return None
    return index


def _ask_all(post: Post) -> None:
    """What no snapshot holds is with colleagues and partners."""
    again.ask(post.db, [one.org for one in peers.peers(post.db) if one.compared_on or one.org == post.org])


def _fetch(post: Post, remote: Remote, pack: Pack, had: bytearray) -> bytes:
    while not remote.get_snapshot(pack.id, had):
        post.on_writer(snapshots.came, post.db, pack.id, bytes(had))
    if encoding.snapshot_id(bytes(had)) != pack.id:
        raise Refused(encoding.DAMAGED)
    return bytes(had)


def _take_in(post: Post, pack: Pack, entries: Iterable[bytes], report: Report, last: bool) -> None:  # noqa: FBT001
    with transaction(post.db):
        report.changes |= arriving.add(post, entries, post.org)
        if last:
            snapshots.loaded(post.db, pack.id)


def _due(post: Post) -> bool:
    """Say whether snapshots are worth making: there are colleagues, all is here, and much came since."""
    own = post.roster(post.org)
    if own is None or sum(one.active for one in own.devices.values()) < 2:  # noqa: PLR2004 - this one and another
        return False
    if snapshots.to_load(post.db):
        return False
    cursor: int = state.get(post.db, "cursor", 0)
    position: int = state.get(post.db, _POSITION, 0)
    first = not state.get(post.db, _HASH, b"") and snapshots.newest(post.db) > 0
    return first or cursor - position >= MANY_ENVELOPES


def _begin(post: Post, there: bool) -> tuple[int, list[Pack]]:  # noqa: FBT001
    """Say from which entry on to pack, and which snapshots stay; many small ones are made one again."""
    kept = snapshots.known(post.db)
    after = snapshots.packed_upto(post.db)
    if not there or not after or len(kept) > MOST_PACKS:
        return 0, []
    return after, kept


def _contents(post: Post, after: int) -> Iterator[tuple[bytes, bool, int]]:
    """Give content, whether its cases are open, and the number of streams of each snapshot to make."""
    grown = post.on_writer(snapshots.grown, post.db, after)
    for is_open, streams in ((True, grown[True]), (False, grown[False])):
        left = iter(streams)
        while some := list(islice(left, STREAMS_EACH)):
            yield from post.on_writer(_packed, post, some, after, is_open)


def _packed(post: Post, streams: list[StreamId], after: int, is_open: bool) -> list[tuple[bytes, bool, int]]:  # noqa: FBT001
    made, entries, size, number = [], list[bytes](), 0, 0
    for stream in streams:
        found = snapshots.entries(post.db, stream, after)
        if entries and size + sum(map(len, found)) > BYTES_EACH:
            made.append((wire.pack_entries(entries), is_open, number))
            entries, size, number = [], 0, 0
        entries += found
        size, number = size + sum(map(len, found)), number + 1
    return [*made, (wire.pack_entries(entries), is_open, number)] if entries else made


def _put(post: Post, remote: Remote, content: bytes, is_open: bool, streams: int) -> Pack:  # noqa: FBT001
    key, sealed = sealing.seal_snapshot(content)
    return Pack(remote.put_snapshot(sealed), key, is_open, streams)


def _written(post: Post, packs: list[Pack]) -> bytes:
    index = Index(
        org32=post.org,
        by=post.author,
        n=state.get(post.db, _N, 0) + 1,
        t=post.now_ms(),
        position=state.get(post.db, "cursor", 0),
        channels=dict(snapshots.channels(post.db)),
        packs=tuple(packs),
    )
    content = wire.write_index(index, post.secret)
    return sealing.seal_to_own(content, post.org, post.epochs[max(post.epochs)])


def _made(post: Post, index: bytes, packs: list[Pack], upto: int) -> None:
    with transaction(post.db):
        snapshots.name(post.db, packs, loaded=True)
        snapshots.packed(post.db, upto)
        state.put(post.db, _N, state.get(post.db, _N, 0) + 1)
        state.put(post.db, _HASH, encoding.index_hash(index))
        state.put(post.db, _POSITION, state.get(post.db, "cursor", 0))


