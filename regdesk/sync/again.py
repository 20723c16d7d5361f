"""Asking for everything again: what a desk says that was restored from an older copy of itself.

A desk that lost a partner's batch for good, because the server was set back, asks its colleagues for that
author's entries: they may have come to them, and the partner may not be allowed to send them any more.
"""

from collections.abc import Mapping
from typing import Any, Final

from regdesk.domain.journal import AuthorId, Changes, OrgId, StreamId
from regdesk.store import again, journal, outbox
from regdesk.sync.post import Post
from regdesk.wire.batches import Batch

STREAMS_AT_ONCE: Final = 20
_NAME: Final = "again"


def say(post: Post, org: OrgId) -> Mapping[str, Any]:
    """Ask, once: a built batch arrives sooner or later."""
    authors = again.lost(post.db, done=True) if org == post.org else []
    return {_NAME: 1} if again.asking(post.db, org, done=True) else {_NAME: authors}


def hear(post: Post, batch: Batch, sender: OrgId) -> Changes:
    """Remember who asks; `work_off` does it little by little. Single authors are a colleague's question."""
    match batch.caps.get(_NAME):
        case [*authors] if sender == post.org:
            known = [one for one in authors if isinstance(one, bytes)]
            outbox.ask(post.db, sender, again.written(post.db, known))
        case int():
            again.asked(post.db, sender)
    return Changes()


def owes(post: Post, org: OrgId) -> bool:
    """The question itself is worth a batch."""
    return again.asking(post.db, org) or (org == post.org and bool(again.lost(post.db)))


def given_up(post: Post, author: AuthorId) -> None:
    """Ask the colleagues, if there are any, for all of an author of whom something did not come as it should.

    The author will not send it again, or a snapshot said that it was here and it was not.
    """
    if post.world().colleagues:
        again.lose(post.db, author)


def work_off(post: Post, org: OrgId) -> bool:
    """Let the entries of the next few streams wait for who asked for all; say whether there are more."""
    done, streams = again.next_streams(post.db, org, STREAMS_AT_ONCE)
    for key, stream in streams:
        outbox.ask(post.db, org, _keys(post, org, stream))
        done = key
    again.went_through(post.db, org, done, finished=len(streams) < STREAMS_AT_ONCE)
    return len(streams) == STREAMS_AT_ONCE


def _keys(post: Post, org: OrgId, stream: StreamId) -> list[int]:
    """Give the entries of a stream that an organisation may have, its own too: it may have lost those."""
    if org == post.org:
        return again.keys(post.db, stream)
    world = post.world()
    case = journal.read_case(post.db, stream, world)
    member = journal.read_membership(case, world)
    return sorted(outbox.on_request(post.db, case, member, org, world).values())
