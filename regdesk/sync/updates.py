"""What a newer program wrote waits in the tray; after an update it is tried again, once for each version."""

from regdesk import __version__
from regdesk.domain import codec
from regdesk.store import state, tray
from regdesk.store.database import transaction
from regdesk.sync import arriving
from regdesk.sync.post import Post, Report
from regdesk.wire import encoding, rosters

MESSAGES = (encoding.NEWER, rosters.NEWER)
_READ_BY = "read_by"


def try_again(post: Post, report: Report) -> None:
    """Open messages and take in records that an older version of this program could not read."""
    if state.get(post.db, _READ_BY, "") == __version__:
        return
    state.put(post.db, _READ_BY, __version__)
    arriving.try_again(post, report, MESSAGES)
    for item in tray.waiting(post.db, [codec.NEWER]):
        with transaction(post.db):
            tray.drop(post.db, item)
            report.changes |= arriving.add_from(post, [item.signed], item.source)
