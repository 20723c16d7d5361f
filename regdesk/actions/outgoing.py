"""What has not left this desk yet: calling a record back before anybody has it."""

from regdesk.actions.desk import Desk
from regdesk.actions.records import stored, take_back
from regdesk.domain.journal import Changes, EntryId, StreamId
from regdesk.errors import Refused
from regdesk.i18n import N_
from regdesk.store import database, holes, outbox
from regdesk.store.holes import Range

TOO_LATE = N_("This record is on its way already. Mark it as entered in error; the other side will see that.")


def recall(desk: Desk, stream: StreamId, name: EntryId) -> Changes:
    """Take a record back so that no partner ever gets it; raise Refused where it is on its way already.

    In the own history both stay: what was written, and that it was taken back.
    """
    with database.transaction(desk.write):
        _hold(desk, stream, name)
        changes = take_back(desk, stream, name)
        for entry in stored(desk, stream).entries:
            if name in entry.replaces and entry.author == desk.person.author:
                _hold(desk, stream, entry.id)
    return changes


def _hold(desk: Desk, stream: StreamId, name: EntryId) -> None:
    entry = stored(desk, stream).by_id[name]
    found = holes.keys(desk.write, Range(stream, entry.section, entry.author, entry.n, entry.n))
    if not outbox.recall(desk.write, found[entry.n], desk.org):
        raise Refused(TOO_LATE)
