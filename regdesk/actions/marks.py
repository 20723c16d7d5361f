"""How far each record of a case has travelled: the ✓ and ✓✓ beside it."""

from collections.abc import Mapping

from regdesk.actions.desk import Desk
from regdesk.domain.journal import EntryId, StreamId
from regdesk.store import leaving, outbox


def marks(desk: Desk, stream: StreamId) -> Mapping[EntryId, str]:
    """Say of each record that others are to get: "here" (on this desk only), "server" or "acknowledged"."""
    return outbox.marks(desk.read, stream, desk.org)


def moved(desk: Desk, stream: StreamId) -> Mapping[EntryId, int]:
    """Say when each record got as far as its mark says (ms); what is only here is left out."""
    return leaving.moved(desk.read, stream, desk.org)
