"""Taking back built batches that may not travel any more: consent was withdrawn, or a record erased.

A built batch never changes. Of what has not left, the number is given up, and what may still go is built
anew. What left once may have arrived: it is only kept from being sent again, and given up when its recipient
asks for it.
"""

from collections.abc import Iterable

from regdesk.store import channels, erasing, outbox, state
from regdesk.store.channels import Name
from regdesk.store.database import transaction
from regdesk.sync import allowing, misses
from regdesk.sync.post import Post

_LOOKED = "looked_at_batches"


def look(post: Post) -> None:
    """Look at the batches that may be touched by what changed since the last time."""
    with transaction(post.db):
        for name in erasing.to_call_off(post.db):
            if misses.give_up(post, *name):
                _call_off(post, name)
                erasing.called_off(post.db, *name)
            else:
                channels.hold_back(post.db, name, held=True)
        for name in list(_touched(post)):
            _judge(post, name)


def _touched(post: Post) -> Iterable[Name]:
    """Give the batches with records of cases in which something is new; a new day or key may touch any."""
    newest, rest = channels.newest_proved(post.db), [post.today().isoformat(), channels.known_keys(post.db)]
    looked_upto, looked_at = state.get(post.db, _LOOKED, (0, rest))
    if (looked_upto, looked_at) == (newest, rest):
        return ()
    state.put(post.db, _LOOKED, (newest, rest))
    return channels.unarrived(post.db, post.org, looked_upto if looked_at == rest else 0)


def _judge(post: Post, name: Name) -> None:
    """Call off, hold back or let go on a batch to a partner."""
    rows = outbox.in_batch(post.db, *name)
    may_go = len(list(allowing.allowed(post, name[0], rows))) == len(rows)
    if may_go or channels.has_left(post.db, name):
        channels.hold_back(post.db, name, held=not may_go)
    else:
        misses.give_up(post, *name)
        _call_off(post, name)


def _call_off(post: Post, name: Name) -> None:
    recipient, author, k = name
    channels.call_off(post.db, name)
    outbox.again(post.db, recipient, author, k, k)
