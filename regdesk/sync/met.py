"""Partners that one computer of the organisation met are met for all of them."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from regdesk.domain.journal import Changes, OrgId
from regdesk.errors import Refused
from regdesk.store import peers, state
from regdesk.store.peers import Peer
from regdesk.sync.post import Post
from regdesk.wire import rosters
from regdesk.wire.batches import Batch

_NAME: Final = "met"
_TOLD: Final = "met_told"
_MOST: Final = 20


def say(post: Post, org: OrgId) -> Mapping[str, Any]:
    """Tell the own other computers, once, of partners whose digits were compared."""
    news = _news(post, org)
    if not news:
        return {}
    state.put(post.db, _TOLD, sorted({*_told(post), *(peer.org for peer in news)}))
    return {_NAME: [[list(one.statements), one.introduction, _day(one)] for one in news]}


def hear(post: Post, batch: Batch, sender: OrgId) -> Changes:
    """Believe a colleague that digits were compared; the roster proves itself."""
    if sender != post.org:
        return Changes()
    said = batch.caps.get(_NAME)
    for one in said if isinstance(said, list) else []:
        match one:
            case [list(statements), bytes(introduction), str(day)]:
                _meet(post, statements, introduction, day)
    return Changes()


def owes(post: Post, org: OrgId) -> bool:
    """A partner that was met is worth a batch."""
    return bool(_news(post, org))


def _news(post: Post, org: OrgId) -> list[Peer]:
    if org != post.org or not post.world().colleagues:
        return []
    told = _told(post)
    return [one for one in peers.peers(post.db) if one.compared_on and one.org not in told][:_MOST]


def _told(post: Post) -> list[bytes]:
    told: list[bytes] = state.get(post.db, _TOLD, [])
    return told


def _day(peer: Peer) -> str:
    return peer.compared_on.isoformat() if peer.compared_on else ""


def _meet(post: Post, statements: list[Any], introduction: bytes, day: str) -> None:
    try:
        fresh, on = rosters.read(statements), date.fromisoformat(day)
    except (Refused, TypeError, ValueError):
        return
    org = OrgId(fresh.org32)
    known = peers.peer(post.db, org)
    if known is None or not known.statements:
        peers.keep(post.db, org, fresh.statements)
        peers.introduce(post.db, org, introduction)
    if known is None or known.compared_on is None:
        peers.compared(post.db, org, on)
    state.put(post.db, _TOLD, sorted({*_told(post), org}))
