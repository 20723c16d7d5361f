"""A new key for somebody whose old one nobody can open any more: stated, and the old one ended, in one go.

The private half of a key lies under its person's passphrase alone, so a forgotten passphrase takes the key
with it. What the old key wrote here counts on (head files, as when a person is removed). No key epoch begins:
person and computer stay the same, and what the computer can read stays on it.
"""

from collections.abc import Callable
from dataclasses import dataclass

from regdesk.actions import heads, renewal
from regdesk.actions.computers import GONE
from regdesk.actions.desk import Desk, Pen, roster, world
from regdesk.domain.book import StaffCard
from regdesk.domain.journal import AuthorId, Changes, book_id
from regdesk.errors import Refused
from regdesk.store import journal, peers
from regdesk.store.database import transaction
from regdesk.wire import rosters, signatures, statements
from regdesk.wire.rosters import RosterAuthor


@dataclass(frozen=True)
class Succession:
    """Whose key it was, the secret of the new one, the roles it gets besides, and the person's name."""

    old: AuthorId
    secret: bytes
    name: str
    more: frozenset[str] = frozenset()

    def key(self, org: bytes) -> AuthorId:
        """Give the id of the new key."""
        return AuthorId(rosters.author_id(org, signatures.public(self.secret)))


def succeed(desk: Desk, one: Succession, signer: bytes, last: Callable[[], object]) -> Changes:
    """State the new key and revoke the old; *last* writes the vault, and where it fails nothing is stated.

    *signer* is the secret of an administrator or of the paper sheet. Raise Refused where the old key was
    removed, or where only the sheet may end it. Stopped before the end, it can be done again.
    """
    with transaction(desk.write):
        own, now_ms = roster(desk, desk.write), desk.clock.now_ms()
        before = own.authors.get(one.old)
        if before is None or not before.active:
            raise Refused(GONE)
        own, home = renewal.housed(desk, own, signer)
        fresh = RosterAuthor(signatures.public(one.secret), before.roles | one.more, home)
        own = statements.add_author(own, signer, fresh, now_ms)
        own = statements.revoke_author(
            own, signer, one.old, heads.keep(desk, heads.write(desk, one.old)), now_ms
        )
        peers.keep(desk.write, desk.org, own.statements)
        renewal.known_at(desk, len(own.statements))
        last()
    touched = journal.streams(desk.write, [one.old])
    changes = journal.refresh(desk.write, touched, world(desk, desk.write), today=desk.clock.today())
    pen = Pen(desk)
    pen.write(book_id(desk.org), StaffCard(author=one.key(desk.org), name=one.name))
    return changes | pen.done()
