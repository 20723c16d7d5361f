"""Getting whole again: after a server that was lost, emptied or set back, and after this desk was."""

from typing import Final

from regdesk.i18n import N_
from regdesk.store import again, channels, copies, papers, peers, relay, snapshots, state, tray
from regdesk.store.database import transaction
from regdesk.sync.post import BURNT, RESTORED, Post
from regdesk.wire.rosters import Roster

DAY_MS: Final = 24 * 60 * 60 * 1000
STALE_MS: Final = 7 * DAY_MS
CHANGES_A_DAY: Final = 3
FLIPS = N_("The server said again and again that it was set up anew. Ask its owner what happens there.")
READ_OWN: Final = "read_own"
_INSTANCE: Final = "instance"
_CHANGES: Final = "instance_changes"


def met(post: Post, instance: bytes) -> None:
    """Compare the server's life with the one known; another one is read from its beginning and filled again.

    A server that changes more often than three times a day only makes desks work: a person is told, and the
    rest waits for the next day.
    """
    known: bytes = state.get(post.db, _INSTANCE, b"")
    with transaction(post.db):
        if known and instance != known and _may_start_over(post, instance):
            start_over(post)
        state.put(post.db, _INSTANCE, instance)


def start_over(post: Post) -> None:
    """Read the mailbox from its beginning, and send again what has not arrived."""
    with transaction(post.db):
        state.put(post.db, "cursor", 0)
        channels.push_again(post.db)
        relay.push_again(post.db)
        papers.upload_again(post.db)
        snapshots.index_gone(post.db)


def send_stale_again(post: Post) -> None:
    """Push what the server took a week ago and nobody acknowledged: repeating it changes nothing there."""
    channels.push_stale(post.db, post.now_ms() - STALE_MS)


def after_restore(post: Post) -> None:
    """Make a desk whole that was restored from an older copy: read all, and ask everybody for the rest.

    What it sent since that copy is in the own mailbox, with partners, or on paper only.
    """
    with transaction(post.db):
        start_over(post)
        state.put(post.db, READ_OWN, 1)
        again.ask(post.db, [one.org for one in peers.peers(post.db) if one.compared_on])
        if _has_colleagues(post.roster(post.org)):
            again.ask(post.db, [post.org])
        state.put(post.db, RESTORED, 0)


def if_restored(post: Post) -> None:
    """Begin to make a restored desk whole, as soon as it has a key that may sign."""
    if state.get(post.db, RESTORED, 0) and may_sign(post):
        after_restore(post)


def burn(post: Post, author: bytes) -> None:
    """Remember that an author's numbers were used elsewhere: this file is an older copy, or was copied."""
    burnt: list[bytes] = state.get(post.db, BURNT, [])
    with transaction(post.db):
        state.put(post.db, BURNT, sorted({*burnt, author}))
        state.put(post.db, RESTORED, 1)
        copies.noticed(post.db, post.now_ms())


def may_sign(post: Post) -> bool:
    """Say whether this person's key may sign batches: it is in force, and its numbers are its own."""
    own = post.roster(post.org)
    me = own.authors.get(post.author) if own else None
    return me is not None and me.active and post.author not in state.get(post.db, BURNT, [])


def may_leave(post: Post) -> bool:
    """Say whether a key that was taken away may still hand what it wrote to its own organisation, on a stick.

    Colleagues put that aside, and one of them may let it in.
    """
    own = post.roster(post.org)
    me = own.authors.get(post.author) if own else None
    return me is not None and not me.active and post.author not in state.get(post.db, BURNT, [])


def _has_colleagues(own: Roster | None) -> bool:
    return own is not None and sum(device.active for device in own.devices.values()) > 1


def _may_start_over(post: Post, instance: bytes) -> bool:
    now_ms = post.now_ms()
    known: list[int] = state.get(post.db, _CHANGES, [])
    changes = [at for at in known if 0 <= now_ms - at < DAY_MS]
    if len(changes) >= CHANGES_A_DAY:
        tray.alarm(post.db, instance, FLIPS, post.today(), None)
        return False
    state.put(post.db, _CHANGES, [*changes, now_ms])
    return True
