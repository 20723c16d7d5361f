"""A list of keys that has two branches: an administrator looks at who is on it, and joins them."""

from regdesk.actions.desk import Desk, roster
from regdesk.actions.may import check_admin
from regdesk.domain.journal import OrgId
from regdesk.store import peers
from regdesk.wire import statements


def forked(desk: Desk) -> tuple[OrgId, ...]:
    """Give the organisations whose list of keys has branches that nobody joined yet."""
    known = peers.peers(desk.read)
    return tuple(peer.org for peer in known if roster(desk, org=peer.org).forked)


def join(desk: Desk) -> None:
    """Join the branches of the own list; revoke first whoever should not have written on one.

    Raise Refused where the person here is no administrator.
    """
    check_admin(desk)
    own = statements.merge(roster(desk, desk.write), desk.person.secret, desk.clock.now_ms())
    peers.keep(desk.write, desk.org, own.statements)
