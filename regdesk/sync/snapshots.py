"""Making snapshots: a desk that read everything packs it, so that the mailbox need not keep it for ever."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Final

from regdesk.crypto import sealing
from regdesk.domain.journal import AuthorId, StreamId
from regdesk.store import channels, proofs, snapshots, state, tray
from regdesk.store.database import Database, transaction
from regdesk.store.snapshots import Known
from regdesk.sync import catching_up, epochs, positions, recovering
from regdesk.sync.http import Remote
from regdesk.sync.post import Post
from regdesk.wire import calls, encoding
from regdesk.wire import snapshots as wire
from regdesk.wire.snapshots import Index, Pack

STREAMS_EACH: Final = 100
BYTES_EACH: Final = 4 * 1024 * 1024
MANY_ENVELOPES: Final = 500
MOST_PACKS: Final = 200
DAY_MS: Final = 24 * 60 * 60 * 1000
_MADE_AT: Final = "packed_at"


def make(post: Post, remote: Remote) -> bool:
    """Put what is in no snapshot yet into new ones and drop what everybody has read; say whether it was done.

    May raise IndexMoved where a colleague did the same at the same time: then the next exchange looks again.
    """
    if not post.on_writer(_due, post):
        return False
    said = remote.snapshots()
    plan = post.on_writer(_plan, post, said)
    if plan is None:
        return False
    made = [_put(remote, one) for one in _contents(post, plan.after)]
    packs = (*plan.kept, *made)
    index, upto = post.on_writer(_written, post, plan, packs)
    remote.compact(
        calls.Compact(index=index, old=said.hash, snapshots=tuple(one.id for one in packs), upto=upto)
    )
    post.on_writer(_made, post, plan, packs, index)
    return True


def _due(post: Post) -> bool:
    """Say whether snapshots are worth making: somebody may need them, all is here, and much is new.

    An only computer has no colleagues who keep what it writes. Where there is a paper sheet it packs once a
    day what is new, or the sheet would bring back little more than what partners know. After an erasure all
    is packed anew at once: the snapshots at the server still hold what was erased.
    """
    own = post.roster(post.org)
    others = len(epochs.recipients(own)) > 1 if own else False
    if not others or snapshots.to_load(post.db) or not recovering.may_sign(post):
        return False
    if tray.waiting(post.db, [tray.NO_AUTHOR]) or proofs.waiting(post.db, 1):
        return False
    cursor: int = state.get(post.db, "cursor", 0)
    index, newest = snapshots.index(post.db), snapshots.newest(post.db)
    anew = snapshots.to_pack_anew(post.db) or (not index.hash and newest > 0)
    since = post.now_ms() - state.get(post.db, _MADE_AT, 0)
    alone = not post.world().colleagues and newest > snapshots.packed_upto(post.db)
    return anew or cursor - index.position >= MANY_ENVELOPES or (alone and not 0 <= since < DAY_MS)


@dataclass(frozen=True)
class _Plan:
    """What a desk held when it began: from which entry on to pack, what stays, how far it had read."""

    after: int
    kept: tuple[Pack, ...]
    newest: int
    position: int
    channels: Mapping[bytes, tuple[int, bytes]]
    n: int


def _plan(post: Post, said: calls.Snapshots) -> _Plan | None:
    """Plan new snapshots; None where a colleague's newer index was found instead.

    Where the server has none, or an older one, all is packed anew; so it is where many small ones piled up.
    """
    cursor: int = state.get(post.db, "cursor", 0)
    same = bool(said.index) and said.hash == snapshots.index(post.db).hash
    if said.index and not same and catching_up.found(post, said, new=False):
        return None
    kept, after = snapshots.known(post.db), snapshots.packed_upto(post.db)
    if not same or not after or len(kept) > MOST_PACKS:
        kept, after = [], 0
    n = snapshots.index(post.db).n + 1
    return _Plan(after, tuple(kept), snapshots.newest(post.db), cursor, _heads(post), n)


def _heads(post: Post) -> Mapping[bytes, tuple[int, bytes]]:
    """Give how far everybody's batches are in the snapshots: those that came, and the own ones."""
    own = {name: channels.last(post.db, post.org, AuthorId(name)) for name in post.mine}
    return {**snapshots.channels(post.db), **{name: head for name, head in own.items() if head[0]}}


@dataclass(frozen=True)
class _Content:
    """Entries to seal together, whether their cases are open, and of how many streams they are."""

    data: bytes
    open: bool
    streams: int


def _contents(post: Post, after: int) -> Iterator[_Content]:
    grown = post.on_writer(snapshots.grown, post.db, after)
    for is_open in (True, False):
        streams = iter(grown[is_open])
        while some := list(islice(streams, STREAMS_EACH)):
            for entries, number in post.on_writer(_together, post.db, some, after):
                yield _Content(wire.pack_entries(entries), is_open, number)


def _together(db: Database, streams: list[StreamId], after: int) -> list[tuple[list[bytes], int]]:
    """Gather the entries of streams into lots of a few megabytes; a stream is never divided."""
    lots: list[tuple[list[bytes], int]] = []
    entries, size, number = list[bytes](), 0, 0
    for stream in streams:
        found = snapshots.entries(db, stream, after)
        if entries and size + sum(map(len, found)) > BYTES_EACH:
            lots.append((entries, number))
            entries, size, number = [], 0, 0
        entries = entries + found
        size, number = size + sum(map(len, found)), number + 1
    return [*lots, (entries, number)] if entries else lots


def _put(remote: Remote, content: _Content) -> Pack:
    key, sealed = sealing.seal_snapshot(content.data)
    return Pack(remote.put_snapshot(sealed), key, content.open, content.streams)


def _written(post: Post, plan: _Plan, packs: tuple[Pack, ...]) -> tuple[bytes, int]:
    """Give the sealed index, and the position up to which the mailbox may be dropped."""
    index = Index(
        org32=post.org,
        by=post.author,
        n=plan.n,
        t=post.now_ms(),
        position=plan.position,
        channels=plan.channels,
        packs=packs,
    )
    content = wire.write_index(index, post.secret)
    sealed = sealing.seal_to_own(content, post.org, post.epochs[max(post.epochs)])
    return sealed, min(plan.position, positions.read_by_all(post))


def _made(post: Post, plan: _Plan, packs: tuple[Pack, ...], index: bytes) -> None:
    with transaction(post.db):
        snapshots.name(post.db, packs, loaded=True)
        snapshots.packed(post.db, plan.newest)
        state.put(post.db, _MADE_AT, post.now_ms())
        snapshots.index_is(post.db, Known(plan.n, encoding.index_hash(index), plan.position))
