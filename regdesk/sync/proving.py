"""Checks the signatures of entries that came, on two threads beside the one that writes."""

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final

from regdesk.domain.journal import Changes, StreamId
from regdesk.domain.rights import World
from regdesk.store import proofs
from regdesk.store.database import transaction
from regdesk.store.proofs import Unproved
from regdesk.sync.post import Post

THREADS: Final = 2
# Entries and cases that are judged and listed anew in one turn of the writer: about 30 ms.
SLICE: Final = 300
CASES: Final = 20


def prove_all(post: Post) -> Changes:
    """Check all that was stored unchecked; cut off anywhere, the next exchange goes on from there.

    While one slice is written down the next is being checked.
    """
    changes = Changes()
    with ThreadPoolExecutor(THREADS) as threads:
        slice_ = _begin(post, threads, 0)
        while slice_.unproved:
            following = _begin(post, threads, slice_.unproved[-1].key)
            changes |= post.on_writer(_settle, post, slice_.unproved, slice_.found())
            slice_ = following
        post.on_writer(proofs.reached, post.db, [])
    return changes


@dataclass(frozen=True)
class _Slice:
    """Entries that are being checked, some by each thread."""

    unproved: Sequence[Unproved]
    parts: Sequence[Future[list[int]]]

    def found(self) -> frozenset[int]:
        """Wait for the threads and give the keys of the entries whose signature holds."""
        return frozenset(key for part in self.parts for key in part.result())


def _begin(post: Post, threads: ThreadPoolExecutor, after: int) -> _Slice:
    unproved = _of_few_cases(post.on_writer(proofs.waiting, post.db, SLICE, after))
    world = post.on_writer(post.world)
    parts = [threads.submit(_good, world, unproved[start::THREADS]) for start in range(THREADS)]
    return _Slice(unproved, parts)


def _of_few_cases(unproved: Sequence[Unproved]) -> Sequence[Unproved]:
    cases = set[StreamId]()
    for at, one in enumerate(unproved):
        cases.add(one.stream)
        if len(cases) > CASES:
            return unproved[:at]
    return unproved


def _good(world: World, part: Sequence[Unproved]) -> list[int]:
    return [one.key for one in part if proofs.holds(one, world)]


def _settle(post: Post, unproved: Sequence[Unproved], good: frozenset[int]) -> Changes:
    with transaction(post.db):
        checked = [(one, one.key in good) for one in unproved]
        changes = proofs.settle(post.db, checked, post.world(), today=post.today())
        proofs.reached(post.db, unproved)
    return changes
