"""What may travel to an organisation today: here alone membership and consent are asked."""

from collections.abc import Iterable

from regdesk.domain import consent
from regdesk.domain.journal import CaseFile, OrgId, StreamId
from regdesk.domain.membership import Membership
from regdesk.store import journal, outbox
from regdesk.store.outbox import Row
from regdesk.sync.post import Post


def allowed(post: Post, org: OrgId, rows: Iterable[Row]) -> Iterable[Row]:
    """Keep the rows that may travel; nothing a revoked author wrote too late. Own computers may have all."""
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
        if meant and consent.live(case, org, row.section, today):
            yield row
