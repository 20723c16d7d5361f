"""Hearing at once that something came: a request which the server answers as soon as there is something."""

from dataclasses import dataclass

from regdesk.store import state
from regdesk.sync import recovering
from regdesk.sync.http import Remote
from regdesk.sync.post import Post
from regdesk.wire import calls
from regdesk.wire.calls import LONGEST_WAIT_S


@dataclass(frozen=True)
class Heard:
    """What the server had after a position, or came within the wait; nothing of it is taken in yet."""

    after: int
    page: calls.Pulled


def wait(post: Post, remote: Remote, wait_s: int = LONGEST_WAIT_S) -> Heard:
    """Wait at most so many seconds (0 to 25) for something to come; raise what the line may."""
    after: int = post.on_writer(state.get, post.db, "cursor", 0)
    own = bool(post.on_writer(state.get, post.db, recovering.READ_OWN, 0))
    return Heard(after, remote.pull(after, own=own, wait_s=wait_s))
