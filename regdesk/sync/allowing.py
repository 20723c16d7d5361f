"""What may travel to an organisation today: here alone membership and consent are asked."""

from collections.abc import Iterable

from regdesk.domain import consent
from regdesk.domain.journal import CaseFile, Entry, OrgId, StreamId
from regdesk.domain.membership import Membership
from regdesk.domain.rights import World
from regdesk.store import journal, outbox
from regdesk.store.outbox import Row
from regdesk.sync.post import Post


def allowed(post: Post, org: OrgId, rows: Iterable[Row]) -> Iterable[Row]:
    """Keep the rows that may travel; nothing a revoked author wrote too late. Own computers may have all.

    What an organisation wrote itself may go back to it whatever the person agreed to since: a restored desk
    asks for what it lost, and hears nothing it did not know.
    """
    if org == post.org:
        yield from rows
        return
    world, today = post.world(), post.today()
    cases: dict[StreamId, tuple[CaseFile, Membership]] = {}
    for row in rows:
        if row.stream not in cases:
            case = journal.read_case(post.db, row.stream, world)
            cases[row.stream] = case, journal.read_membership(case, world)
        case, member = cases[row.stream]
        entry = case.by_id.get(row.id)
        meant = entry is not None and row.id not in case.off and org in outbox.recipients_of(entry, member)
        if meant and (_wrote(org, entry, world) or consent.live(case, org, row.section, today)):
            yield row


def _wrote(org: OrgId, entry: Entry | None, world: World) -> bool:
    author = world.authors.get(entry.author) if entry else None
    return author is not None and author.org == org
