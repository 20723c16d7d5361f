"""What desks tell each other besides entries: one module for each topic, and ALL of them in order."""

from collections.abc import Callable, Mapping
from typing import Any, Final, Protocol, cast

from regdesk.domain.journal import Changes, OrgId
from regdesk.sync import again, audits, heads, heartbeat, holes, met, misses, parts, positions, recalls, relay
from regdesk.sync.post import Post
from regdesk.wire.batches import Batch

Said = Mapping[str, Any]


class Topic(Protocol):
    """One thing that is told: its words travel under a name of their own in a batch's caps.

    say   what to tell an organisation in the batch that is being built, inside the writer's transaction
    hear  what an accepted batch tells, inside the transaction that takes in its entries
    owes  whether there is news worth a batch of its own; no longer true once it was said, or two desks
          would answer each other for ever
    """

    say: Callable[[Post, OrgId], Said]
    hear: Callable[[Post, Batch, OrgId], Changes]
    owes: Callable[[Post, OrgId], bool]


ALL: Final = tuple(
    cast("Topic", topic)
    for topic in (misses, holes, again, heads, met, recalls, parts, positions, relay, audits, heartbeat)
)


def say(post: Post, org: OrgId) -> Said:
    """Collect what the next batch to an organisation tells besides its entries."""
    return {name: value for topic in ALL for name, value in topic.say(post, org).items() if value}


def hear(post: Post, batch: Batch, sender: OrgId) -> Changes:
    """Let every topic hear an accepted batch."""
    changes = Changes()
    for topic in ALL:
        changes |= topic.hear(post, batch, sender)
    return changes


def owes(post: Post, org: OrgId) -> bool:
    """Say whether an organisation is to hear news although no entry waits for it."""
    return any(topic.owes(post, org) for topic in ALL)
