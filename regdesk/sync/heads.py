"""Head files between desks: each recipient is told its own, once, and judges again what it says."""

from collections.abc import Mapping
from typing import Any, Final

from regdesk.domain.journal import AuthorId, Changes, OrgId
from regdesk.errors import Refused
from regdesk.store import heads as kept
from regdesk.store import holes, journal, tray
from regdesk.sync.post import Post
from regdesk.wire import heads
from regdesk.wire.batches import Batch

ROOM: Final = 1024 * 1024
_NAME: Final = "heads"


def say(post: Post, org: OrgId) -> Mapping[str, Any]:
    """Tell an organisation its head files, as many as have room: a built batch arrives sooner or later."""
    now: list[bytes] = []
    for one in kept.untold(post.db, org):
        if now and sum(map(len, now)) + len(one) > ROOM:
            break
        now.append(one)
    kept.told(post.db, now)
    return {_NAME: now}


def hear(post: Post, batch: Batch, sender: OrgId) -> Changes:
    """Keep head files whose hash a revocation states, and judge again where the author wrote."""
    if batch.caps.get("again"):
        kept.tell_again(post.db, sender)
    changes = Changes()
    said = batch.caps.get(_NAME)
    for data in said if isinstance(said, list) else []:
        if isinstance(data, bytes):
            changes |= _take(post, data, sender)
    return changes


def owes(post: Post, org: OrgId) -> bool:
    """A head file that was not told is worth a batch."""
    return bool(kept.untold(post.db, org))


def _take(post: Post, data: bytes, sender: OrgId) -> Changes:
    try:
        file = heads.read(data, post.roster(OrgId(heads.parse(data).org)))
    except Refused as refused:
        tray.put(post.db, data, refused.message, post.today(), sender)
        return Changes()
    if file.recipient != post.org or not kept.keep(post.db, data, post.org, told=True):
        return Changes()
    holes.ask_anew(post.db, AuthorId(file.author))
    streams = journal.streams(post.db, [AuthorId(file.author)])
    return journal.refresh(post.db, streams, post.world(), today=post.today())
