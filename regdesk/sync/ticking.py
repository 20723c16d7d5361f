"""Ticks: what others said they have is marked, a large backlog one batch at a time so that nobody waits.

What is still to be marked is remembered; until then it counts as not arrived, which sends it again at worst.
"""

from typing import Final

from regdesk.domain.journal import AuthorId, Changes, OrgId
from regdesk.store import outbox, state
from regdesk.store.database import transaction
from regdesk.sync.post import Post

AT_ONCE: Final = 2  # batches: letting go of their envelopes takes some milliseconds each
_LATER: Final = "ticks_later"


def take(post: Post, recipient: OrgId, author: AuthorId, k: int) -> Changes:
    """Mark what arrived with the batches of *author* up to *k*, the first of them now; give what changed."""
    first = outbox.unacknowledged(post.db, recipient, author, k, AT_ONCE + 1)
    if len(first) <= AT_ONCE:
        return _mark(post, recipient, author, k)
    later: list[tuple[bytes, bytes, int]] = state.get(post.db, _LATER, [])
    others = [one for one in later if tuple(one[:2]) != (recipient, author)]
    state.put(post.db, _LATER, [*others, (recipient, author, k)])
    return _mark(post, recipient, author, first[0])


def all_later(post: Post) -> Changes:
    """Mark all that was put off, a batch in each turn of the writer."""
    changes = Changes()
    while (some := post.on_writer(_work_off, post)) is not None:
        changes |= some
    return changes


def _work_off(post: Post) -> Changes | None:
    later: list[tuple[bytes, bytes, int]] = state.get(post.db, _LATER, [])
    if not later:
        return None
    (org, name, k), *rest = later
    recipient, author = OrgId(org), AuthorId(name)
    with transaction(post.db):
        first = outbox.unacknowledged(post.db, recipient, author, k, 1)
        if not first or first[0] == k:
            state.put(post.db, _LATER, rest)
        return _mark(post, recipient, author, first[0] if first else k)


def _mark(post: Post, recipient: OrgId, author: AuthorId, k: int) -> Changes:
    return Changes(frozenset(outbox.acknowledged(post.db, recipient, author, k, post.now_ms())))
