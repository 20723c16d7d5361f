"""Telling colleagues what was called back: they have it too, and must not send it when a partner asks."""

from collections.abc import Mapping
from typing import Any, Final

from regdesk.domain.journal import Changes, EntryId, OrgId, StreamId
from regdesk.store import recalls, state
from regdesk.store.recalls import Recalled
from regdesk.sync import relay
from regdesk.sync.post import Post
from regdesk.wire.batches import Batch

_NAME: Final = "recalled"
_KNOWN: Final = "recalls_known_by"
_STREAM, _ENTRY = 16, 20


def say(post: Post, org: OrgId) -> Mapping[str, Any]:
    """Tell own computers, each thing once; one that joins hears of all."""
    if org != post.org:
        return {}
    computers = sorted(relay.others(post))
    if computers != state.get(post.db, _KNOWN, []):
        recalls.tell_again(post.db)
        state.put(post.db, _KNOWN, computers)
    found = recalls.to_tell(post.db)
    recalls.told(post.db)
    return {_NAME: [list(one) for one in found]}


def hear(post: Post, batch: Batch, sender: OrgId) -> Changes:
    """Keep back what a colleague called back, also where it comes only later."""
    own = sender == post.org and batch.author not in post.mine
    if own and batch.caps.get("again"):
        recalls.tell_again(post.db)
    said = batch.caps.get(_NAME) if own else None
    recalls.hear(post.db, map(_read, filter(_fits, said if isinstance(said, list) else [])), post.org)
    return Changes()


def owes(post: Post, org: OrgId) -> bool:
    """What was called back is worth a batch to colleagues."""
    return org == post.org and bool(recalls.to_tell(post.db))


def _fits(one: Any) -> bool:
    match one:
        case [bytes(stream), bytes(name)]:
            return len(stream) == _STREAM and len(name) == _ENTRY
    return False


def _read(one: Any) -> Recalled:
    return StreamId(one[0]), EntryId(one[1])
