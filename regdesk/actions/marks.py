"""How far each record of a case has travelled: the ✓ and ✓✓ beside it."""

from collections.abc import Mapping

from regdesk.actions.desk import Desk
from regdesk.domain.journal import EntryId, StreamId
from regdesk.store import outbox


def marks(desk: Desk, stream: StreamId) -> Mapping[EntryId, str]:
    """Say of each record that others are to get: "here" (on this desk only), "server" or "acknowledged"."""
    return outbox.marks(desk.read, stream, desk.org)
