"""Passing on to own computers what came here by whatever way, and hearing from them what they have.

The mailbox at the server is for all computers of an organisation; a stick reaches one of them. So what came
on a stick is pushed to the own mailbox as it is, and what came by either way waits here for the next stick to
a colleague, until their computer says that it has it.
"""

from collections.abc import Mapping
from typing import Any, Final

from regdesk.domain.journal import AuthorId, Changes, OrgId
from regdesk.store import relay, state
from regdesk.store.relay import Passed
from regdesk.sync.http import Remote
from regdesk.sync.post import Post, Report
from regdesk.wire import rosters
from regdesk.wire.batches import Batch

_NAME: Final = "whole"
_MOST: Final = 1000
_ID: Final = 16
_NEWS: Final = "stick_news"
_KNOWN: Final = "own_computers"


def say(post: Post, org: OrgId) -> Mapping[str, Any]:
    """Tell own computers which attachments are whole here, each once; one that joins hears of all."""
    if org != post.org:
        return {}
    computers = sorted(others(post))
    if computers != state.get(post.db, _KNOWN, []):
        relay.tell_again(post.db)
        state.put(post.db, _KNOWN, computers)
    whole = relay.to_tell(post.db, _MOST)
    relay.told(post.db, whole)
    state.put(post.db, _NEWS, 0)
    return {_NAME: whole}


def hear(post: Post, batch: Batch, sender: OrgId) -> Changes:
    """Hear what a colleague's computer has, and let go of what all have."""
    own = post.roster(post.org)
    if sender != post.org or own is None or batch.author in post.mine:
        return Changes()
    device = own.authors[batch.author].device
    if device is not None:
        if batch.caps.get("again"):
            relay.begins_again(post.db, device)
        relay.whole_at(post.db, device, _ids(batch.caps.get(_NAME)))
        relay.came_to(post.db, device, batch.acks)
        relay.let_go(post.db, others(post))
    return Changes()


def _ids(said: Any) -> list[bytes]:
    found = said if isinstance(said, list) else []
    return [one for one in found if isinstance(one, bytes) and len(one) == _ID][:_MOST]


def owes(post: Post, org: OrgId) -> bool:
    """What came on a stick is told to colleagues, who may hold it ready for this computer."""
    return org == post.org and bool(state.get(post.db, _NEWS, 0))


def came_on_a_stick(post: Post) -> None:
    """Have own computers told, once, that records or scans came; an answer alone is not answered."""
    if others(post):
        state.put(post.db, _NEWS, 1)


def keep(post: Post, envelope: bytes, batch: Batch, *, by_stick: bool) -> None:
    """Keep an envelope that holds for the colleagues who may not have it."""
    if by_stick and batch.items:
        came_on_a_stick(post)
    if any(batch.author not in authors for authors in others(post).values()):
        passed = Passed(AuthorId(batch.author), batch.k, len(batch.items), envelope)
        relay.keep(post.db, passed, pushed=not by_stick)


def push(post: Post, remote: Remote, report: Report) -> None:
    """Bring to the own mailbox what came on sticks; the server takes each envelope once."""
    for one in post.on_writer(relay.to_push, post.db):
        remote.push([one.envelope])
        post.on_writer(relay.pushed, post.db, [one])
        report.sent += 1


def others(post: Post) -> dict[bytes, frozenset[bytes]]:
    """Give the other computers of the organisation that are in use, and the authors on each."""
    own = post.roster(post.org)
    if own is None:
        return {}
    sheet = own.authors[own.sheet].device if own.sheet else None
    here = {rosters.device_id(own.org32, post.device.sign_public), sheet}
    return {
        device: frozenset(name for name, author in own.authors.items() if author.device == device)
        for device, found in own.devices.items()
        if found.active and device not in here
    }
