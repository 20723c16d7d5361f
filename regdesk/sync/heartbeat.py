"""A sign of life once a week, so that silence means something: a lost line, a dead computer, or a thief."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from regdesk.domain.journal import AuthorId, Changes, OrgId
from regdesk.store import state
from regdesk.store.database import Database
from regdesk.sync.post import Post
from regdesk.wire.batches import Batch

DAY_MS: Final = 24 * 60 * 60 * 1000
BEAT_MS: Final = 7 * DAY_MS
SILENT_MS: Final = 14 * DAY_MS


@dataclass(frozen=True)
class Heard:
    """When (ms of this desk's clock) the last batch of an author came; 0: never."""

    org: OrgId
    author: AuthorId
    at_ms: int

    def silent(self, now_ms: int) -> bool:
        """Whether two weeks passed without a sign of life."""
        return 0 < self.at_ms < now_ms - SILENT_MS


def say(post: Post, org: OrgId) -> Mapping[str, Any]:
    """Note that something is said now; a heartbeat has no words of its own."""
    state.put(post.db, _wrote(org), post.now_ms())
    return {}


def hear(post: Post, batch: Batch, _: OrgId) -> Changes:
    """Note when an author was last heard of."""
    state.put(post.db, _heard(AuthorId(batch.author)), post.now_ms())
    return Changes()


def begin(post: Post, author: AuthorId) -> None:
    """Wait for a sign of life from now on: what is here of an author came in a snapshot."""
    if not state.get(post.db, _heard(author), 0):
        state.put(post.db, _heard(author), post.now_ms())


def owes(post: Post, org: OrgId) -> bool:
    """After a week without a word one is due; a clock that was set back does not stop it."""
    wrote: int = state.get(post.db, _wrote(org), 0)
    return wrote > 0 and not 0 <= post.now_ms() - wrote < BEAT_MS


def last_heard(db: Database, org: OrgId, authors: list[AuthorId]) -> list[Heard]:
    """Give when each of an organisation's authors was last heard of here."""
    return [Heard(org, author, state.get(db, _heard(author), 0)) for author in authors]


def _wrote(org: OrgId) -> str:
    return f"wrote:{org.hex()}"


def _heard(author: AuthorId) -> str:
    return f"heard_at:{author.hex()}"
