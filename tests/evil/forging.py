"""What somebody with real keys can make beside the program: entries and batches that it would never write."""

from dataclasses import replace

from regdesk.actions import syncing
from regdesk.actions.desk import Desk
from regdesk.crypto import sealing
from regdesk.domain import codec
from regdesk.domain.facts import Fact
from regdesk.domain.journal import Entry, EntryId, StreamId
from regdesk.store import channels, journal
from regdesk.sync import arriving, building, proving
from regdesk.sync.post import Report
from regdesk.wire import messages, signatures
from regdesk.wire.batches import Batch
from tests import make


def entry(author: Desk, stream: StreamId, fact: Fact, **other: object) -> bytes:
    """Sign whatever fact as the person of a desk, with no rule asked."""
    section = fact.section
    draft = Entry(
        id=EntryId(b""),
        stream=stream,
        section=section,
        author=author.person.author,
        n=journal.next_n(author.write, stream, section, author.person.author),
        at=make.START_MS + 10**6,
        fact=fact,
    )
    return sign(author, replace(draft, **other))  # type: ignore[arg-type]


def sign(author: Desk, draft: Entry) -> bytes:
    """Sign an entry as it is."""
    array = codec.encode(draft)
    return array + signatures.sign(author.person.secret, "regdesk/entry/v1", array)


def content(sender: Desk, recipient: Desk, **changes: object) -> bytes:
    """Sign a batch that says what a test wants."""
    own = syncing.post_of(sender).roster(sender.org)
    k, prev = channels.last(sender.write, recipient.org, sender.person.author)
    basics = {"sender": own.mark, "author": sender.person.author, "recipient": recipient.org}
    said = {**basics, "k": k + 1, "prev": prev, "t": make.START_MS, **changes}
    return messages.sign(Batch(**said), sender.person.secret).content()  # type: ignore[arg-type]


def seal(sender: Desk, recipient: Desk, what: bytes) -> bytes:
    """Seal a content as the sender's organisation would."""
    if sender.org == recipient.org:
        return sealing.seal_to_own(what, sender.org, sender.epochs[max(sender.epochs)])
    roster = syncing.post_of(sender).roster(recipient.org)
    return sealing.seal_to_partner(what, recipient.org, roster.epoch, roster.epochs[roster.epoch])


def envelope(sender: Desk, recipient: Desk, **changes: object) -> bytes:
    """Sign and seal a batch that says what a test wants."""
    return seal(sender, recipient, content(sender, recipient, **changes))


def mail(sender: Desk, recipient: Desk) -> list[bytes]:
    """Build honestly what waits at the sender and give what goes to the recipient."""
    building.build_all(syncing.post_of(sender))
    waiting = channels.to_push(sender.write)
    channels.pushed(sender.write, waiting)
    return [one.envelope for one in waiting if one.recipient == recipient.org]


def deliver(recipient: Desk, *envelopes: bytes) -> Report:
    """Let envelopes arrive and be checked, as a server or a stick would bring them."""
    report, post = Report(), syncing.post_of(recipient)
    arriving.receive(post, envelopes, 0, report)
    proving.prove_all(post)
    return report
