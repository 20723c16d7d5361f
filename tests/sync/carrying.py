"""Carries envelopes between desks by hand, so that a test says what is lost, late or repeated."""

from regdesk.actions import syncing
from regdesk.actions.desk import Desk, read_case
from regdesk.domain.journal import OrgId, StreamId
from regdesk.domain.labs import LabResult
from regdesk.store import channels
from regdesk.sync import arriving, building, proving
from regdesk.sync.post import Report


def mail(sender: Desk, recipient: Desk) -> list[bytes]:
    """Build what can be built and give what goes to the recipient now."""
    building.build_all(syncing.post_of(sender))
    waiting = channels.to_push(sender.write)
    channels.pushed(sender.write, waiting)
    return [one.envelope for one in waiting if one.recipient == recipient.org]


def deliver(recipient: Desk, envelopes: list[bytes]) -> None:
    """Let envelopes arrive and be checked."""
    post = syncing.post_of(recipient)
    arriving.receive(post, envelopes, 0, Report())
    proving.prove_all(post)


def talk(one: Desk, other: Desk, times: int = 3) -> None:
    """Let two desks write to each other over a line that loses nothing."""
    for _ in range(times):
        deliver(other, mail(one, other))
        deliver(one, mail(other, one))


def results(desk: Desk, case: StreamId) -> set[int]:
    """Give the values of the results a desk has."""
    return {int(fact.value) for fact in read_case(desk, case).all(LabResult) if fact.value}


def mail_to_all(sender: Desk) -> dict[OrgId, list[bytes]]:
    """Build what can be built and give what goes to each organisation now."""
    building.build_all(syncing.post_of(sender))
    waiting = channels.to_push(sender.write)
    channels.pushed(sender.write, waiting)
    found: dict[OrgId, list[bytes]] = {}
    for one in waiting:
        found.setdefault(one.recipient, []).append(one.envelope)
    return found
