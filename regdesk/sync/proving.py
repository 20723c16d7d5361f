"""Checks the signatures of entries that came, on two threads beside the one that writes."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Final

from regdesk.domain.journal import Changes
from regdesk.domain.rights import World
from regdesk.store import proofs
from regdesk.store.database import transaction
from regdesk.store.proofs import Unproved
from regdesk.sync.post import Post

THREADS: Final = 2
# Entries whose cases are judged and listed anew in one turn of the writer: about 50 ms.
SLICE: Final = 300


def prove_all(post: Post) -> Changes:
    """Check all that was stored unchecked; cut off anywhere, the next exchange goes on from there."""
    changes = Changes()
    with ThreadPoolExecutor(THREADS) as threads:
        while unproved := post.on_writer(proofs.waiting, post.db, SLICE):
            world = post.on_writer(post.world)
            halves = [unproved[start::THREADS] for start in range(THREADS)]
            found = dict(pair for part in threads.map(partial(_check, world), halves) for pair in part)
            changes |= post.on_writer(_settle, post, unproved, [found[one.key] for one in unproved])
        post.on_writer(proofs.reached, post.db, [])
    return changes


def _check(world: World, part: Sequence[Unproved]) -> list[tuple[int, bool]]:
    return [(one.key, proofs.holds(one, world)) for one in part]


def _settle(post: Post, unproved: Sequence[Unproved], hold: Sequence[bool]) -> Changes:
    with transaction(post.db):
        checked = list(zip(unproved, hold, strict=True))
        changes = proofs.settle(post.db, checked, post.world(), today=post.today())
        proofs.reached(post.db, unproved)
    return changes
