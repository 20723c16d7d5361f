"""Before a key is taken away: what counts of all it wrote, written down for everybody who has some of it."""

from functools import cache

from regdesk.actions.desk import Desk, world
from regdesk.domain.journal import AuthorId, OrgId, StreamId
from regdesk.domain.membership import Membership
from regdesk.domain.rights import receivers
from regdesk.store import heads as kept
from regdesk.store import journal, proofs
from regdesk.wire import heads
from regdesk.wire.heads import Head, HeadFile


def write(desk: Desk, author: AuthorId) -> list[bytes]:
    """Write the head files of an author: for the own computers, and for each partner of what it receives.

    A partner that is to have nothing is told so: what only the author sent it counts at home as little.
    None where the own one is too large to travel; then records that are here stay, and later ones wait for a
    person to let them in.
    """
    known = world(desk, desk.write)
    proofs.check_author(desk.write, author, known, today=desk.clock.today())
    found = kept.vouched(desk.write, author)

    @cache
    def member(stream: bytes) -> Membership:
        case = journal.read_case(desk.write, StreamId(stream), known)
        return journal.read_membership(case, known)

    def theirs(org: OrgId) -> tuple[Head, ...]:
        return tuple(one for one in found if org in receivers(one.section, member(one.stream)))

    partners = sorted({one.org for one in known.authors.values()} - {desk.org})
    files = [HeadFile(desk.org, author, desk.org, tuple(found))]
    files += [HeadFile(desk.org, author, org, theirs(org)) for org in partners]
    written = [heads.write(one, desk.random(heads.SALT)) for one in files]
    return written if all(len(one) <= heads.LARGEST for one in written) else []


def keep(desk: Desk, files: list[bytes]) -> list[bytes]:
    """Keep head files until they are told; give their hashes, for the statement."""
    for one in files:
        kept.keep(desk.write, one, desk.org)
    return [heads.hash_of(one) for one in files]
