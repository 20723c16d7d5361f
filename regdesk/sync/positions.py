"""How far each computer of the organisation has read the mailbox: only what all have read may be dropped."""

from collections.abc import Mapping
from typing import Any, Final

from regdesk.domain.journal import Changes, OrgId
from regdesk.store import snapshots, state
from regdesk.sync.heartbeat import DAY_MS
from regdesk.sync.post import Post
from regdesk.wire import rosters
from regdesk.wire.batches import Batch

FORGOTTEN_MS: Final = 90 * DAY_MS
MANY_ENVELOPES: Final = 200
_NAME: Final = "read"
_TOLD: Final = "told_position"


def say(post: Post, org: OrgId) -> Mapping[str, Any]:
    """Tell own computers how far this one has read."""
    if org != post.org:
        return {}
    position: int = state.get(post.db, "cursor", 0)
    state.put(post.db, _TOLD, position)
    return {_NAME: [_device(post), instance(post), position]}


def hear(post: Post, batch: Batch, sender: OrgId) -> Changes:
    """Remember how far a colleague's computer has read; nobody speaks for another computer."""
    own = post.roster(sender) if sender == post.org else None
    match batch.caps.get(_NAME):
        case [bytes(device), bytes(life), int(position)] if own and position >= 0:
            if own.authors[batch.author].device == device:
                snapshots.read_upto(post.db, device, life, position, post.now_ms())
    return Changes()


def owes(post: Post, org: OrgId) -> bool:
    """It rides in whatever else is told; by itself it goes only after much was read."""
    position: int = state.get(post.db, "cursor", 0)
    return org == post.org and abs(position - state.get(post.db, _TOLD, 0)) >= MANY_ENVELOPES


def read_by_all(post: Post) -> int:
    """Give the position up to which every computer has read; who was silent for 90 days is not waited for."""
    own = post.roster(post.org)
    if own is None:
        return 0
    said = snapshots.readings(post.db, instance(post))
    cursor: int = state.get(post.db, "cursor", 0)
    paper = own.authors[own.sheet].device if own.sheet else None
    others = [name for name, one in own.devices.items() if one.active and name not in (_device(post), paper)]
    now_ms = post.now_ms()
    waited_for = [said.get(name, (0, now_ms)) for name in others]
    return min([cursor, *(position for position, at in waited_for if now_ms - at < FORGOTTEN_MS)])


def instance(post: Post) -> bytes:
    """Give the life of the server that positions are of."""
    known: bytes = state.get(post.db, "instance", b"")
    return known


def _device(post: Post) -> bytes:
    return rosters.device_id(post.org, post.device.sign_public)
