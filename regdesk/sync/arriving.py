"""Batches in: open, check, take in. Nothing is believed because the server says it."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from typing import NamedTuple

from regdesk.crypto import sealing
from regdesk.crypto.sealing import Opened
from regdesk.domain import codec
from regdesk.domain.journal import AuthorId, Changes, OrgId
from regdesk.errors import Refused
from regdesk.i18n import N_
from regdesk.store import arrivals, channels, journal, peers, state, tray
from regdesk.store import holes as holes_found
from regdesk.store import misses as misses_kept
from regdesk.store.database import transaction
from regdesk.sync import again, heartbeat, holes, misses, recovering, relay, talk, ticking
from regdesk.sync.building import heard, knows
from regdesk.sync.post import Post, Report
from regdesk.wire import messages, rosters, voids
from regdesk.wire.batches import Batch, WantBatches
from regdesk.wire.channels import ANY, Step
from regdesk.wire.messages import SignedBatch
from regdesk.wire.rosters import Roster

STRANGER = N_("A message came from an organisation that is not known here.")
EQUIVOCATION = N_("A partner's computer signed two different messages with one number.")
MORE_THAN_SENT = N_(
    "Somebody says that more came from this computer than was ever sent. Its file is an older copy, or they"
    " are wrong."
)
FORK = N_("A message does not continue what the same computer sent before.")
_NEWS = (Step.ACCEPT, Step.HOLD, Step.LATE)
# What may be usable later: when a roster grew, an epoch's seed came or an organisation was met.
WAITS = (STRANGER, sealing.UNKNOWN_EPOCH, messages.NEEDS_ROSTER, messages.UNKNOWN_AUTHOR)
_ALARMS = {Step.EQUIVOCATION: EQUIVOCATION, Step.FORK: FORK}


class Letter(NamedTuple):
    """An envelope and what it held; signature and chain are still to be checked."""

    envelope: bytes
    opened: Opened
    signed: SignedBatch


def read_ahead(post: Post, envelope: bytes) -> Letter | bytes:
    """Open an envelope beside the writer, to hold that up for less; what fails fails again in its turn."""
    try:
        letter = _unseal(post, envelope)
    except Refused:
        return envelope
    for item in letter.signed.batch.items:
        with suppress(Refused):
            codec.arrived(item)  # which remembers it
    return letter


def _unseal(post: Post, envelope: bytes) -> Letter:
    opened = sealing.open_envelope(envelope, post.org, post.epochs)
    return Letter(envelope, opened, messages.read(opened.content, post.org, own=opened.own))


def receive(post: Post, letters: Sequence[Letter | bytes], cursor: int | None, report: Report) -> None:
    """Take in envelopes and move the cursor, in one transaction; what does not hold is put aside.

    There is no cursor for what came on a stick. Raises Trouble where the disk fails; then nothing was taken
    in and the cursor stays.
    """
    with transaction(post.db):
        for one in letters:
            try:
                letter = one if isinstance(one, Letter) else _unseal(post, one)
                report.changes |= _open(post, letter, by_stick=cursor is None)
                report.received += 1
            except Refused as refused:
                _put_aside(post, one.envelope if isinstance(one, Letter) else one, refused.message)
                report.put_aside += 1
        if cursor is not None:
            state.put(post.db, "cursor", cursor)


def try_again(post: Post, report: Report, reasons: Iterable[str] = WAITS) -> None:
    """Open once more what waited for a roster, a key or an organisation; what still cannot be stays aside."""
    for item in tray.waiting(post.db, reasons):
        with transaction(post.db):
            tray.drop(post.db, item)
            try:
                report.changes |= _open(post, _unseal(post, item.signed), by_stick=True)
                report.received += 1
            except Refused as refused:
                _put_aside(post, item.signed, refused.message)


def _put_aside(post: Post, envelope: bytes, why: str) -> None:
    put = tray.put if why in WAITS and why != STRANGER else tray.alarm
    put(post.db, envelope, why, post.today(), None)


def _open(post: Post, letter: Letter, *, by_stick: bool) -> Changes:
    opened, signed = letter.opened, letter.signed
    sender = OrgId(signed.batch.sender.org32)
    changes = learn_all(post, signed.batch.rosters, sender)
    roster = post.roster(sender)
    if roster is None:
        raise Refused(STRANGER)
    messages.check(signed, roster)
    author = AuthorId(signed.batch.author)
    if author == post.author and _is_echo(post, signed):
        return changes
    contents = [one for void in signed.batch.voids for one in _go_on(post, void, roster)]
    arrival = channels.arrive(post.db, author, signed.link, opened.content)
    if arrival.step in _ALARMS:
        tray.alarm(post.db, opened.content, _ALARMS[arrival.step], post.today(), sender)
    if arrival.step is Step.LATE:
        again.given_up(post, author)  # it was said to be here already: what else is not?
    if arrival.step in _NEWS:
        relay.keep(post, letter.envelope, signed.batch, by_stick=by_stick)
    if arrival.step in _NEWS and roster.authors[author].active:
        _answer(post, signed.batch, sender)
    for content in (*contents, *arrival.contents):
        this = content is opened.content
        batch = signed if this else messages.read(content, post.org, own=opened.own)
        changes |= _take_in(post, batch, sender)
    return changes


def _is_echo(post: Post, signed: SignedBatch) -> bool:
    """Say whether an own batch only came back; one that was never built here tells that this file is old."""
    if signed.link.k <= channels.last(post.db, post.org, post.author)[0]:
        return True
    recovering.burn(post, post.author)
    return False


def _go_on(post: Post, signed: bytes, roster: Roster) -> tuple[bytes, ...]:
    """Go on from a void. It is heard even in a batch that must wait, since it may be what that waits for."""
    void = voids.read_void(signed, roster)
    if void.recipient != post.org:
        return ()
    arrival = channels.void(post.db, AuthorId(void.author), void.k, void.head)
    if arrival.step is Step.ACCEPT and roster.org32 != post.org:
        again.given_up(post, AuthorId(void.author))
    return arrival.contents


def _answer(post: Post, batch: Batch, sender: OrgId) -> None:
    """Hear at once what somebody misses: if two wait for each other, no batch is accepted before that."""
    for want in batch.wants:
        if isinstance(want, WantBatches):
            misses.answer(post, batch, sender, want)
        else:
            holes.answer(post, sender, want)


def _take_in(post: Post, signed: SignedBatch, sender: OrgId) -> Changes:
    """Add a batch's entries and hear what it acknowledges and tells; a revoked key tells nothing more."""
    batch = signed.batch
    changes = add_from(post, batch.items, _source(post, batch, sender))
    roster = post.roster(sender)
    if roster is None or not roster.authors[batch.author].active:
        return changes
    if batch.items:
        name = heard(AuthorId(batch.author))
        state.put(post.db, name, state.get(post.db, name, 0) + 1)
    for mark in batch.named:
        if mark.org32 == post.org:
            state.put(post.db, knows(sender), mark.length)
    for author, k in batch.acks.items():
        changes |= _arrived(post, sender, AuthorId(author), k)
        misses_kept.went_on(post.db, AuthorId(author), k, AuthorId(batch.author))
    return changes | talk.hear(post, batch, sender)


def add(post: Post, items: Iterable[bytes]) -> Changes:
    """Add signed entries that a colleague packed; they are checked behind, as all that come."""
    return add_from(post, items, post.org)


def go_on_from(post: Post, heads: Mapping[bytes, tuple[int, bytes]]) -> None:
    """Go on with authors' batches where a colleague was who packed all that came before."""
    authors = post.world().authors
    again.given_up(post, misses_kept.NOBODY)  # what was told besides entries is in no snapshot
    for name, (k, head) in heads.items():
        author = AuthorId(name)
        if author in authors and author != post.author:
            sender = authors[author].org
            heartbeat.begin(post, author)
            for content in channels.void(post.db, author, k, head).contents:
                _take_in(post, messages.read(content, post.org, own=sender == post.org), sender)


def go_on_with_own(post: Post, report: Report) -> None:
    """Take in what an earlier key of this computer sent, though a batch before it is gone.

    Nobody else could send that one: a restored desk, whose server lost it too, would wait for itself.
    """
    for author in set(channels.waiting_for(post.db)) & post.mine - {post.author}:
        with transaction(post.db):
            k = min(channels.channel(post.db, author).held) - 1
            head = misses_kept.head(post.db, post.org, author, k)
            for content in channels.void(post.db, author, k, ANY if head is None else head).contents:
                report.changes |= _take_in(post, messages.read(content, post.org, own=True), post.org)


def add_from(post: Post, items: Iterable[bytes], source: OrgId | None) -> Changes:
    """Add entries that *source* sent; what an own key wrote is this computer's own, whoever gives it."""
    lots: dict[OrgId | None, list[bytes]] = {}
    for one in items:
        lots.setdefault(None if author_of(one) in post.mine else source, []).append(one)
    changes, world = Changes(), post.world()
    for whose, lot in lots.items():
        changes |= arrivals.take(post.db, lot, world, today=post.today(), source=whose)
    holes_found.look_at(post.db, changes.cases)
    return changes


def author_of(signed: bytes) -> AuthorId | None:
    """Give the author of a signed entry, None where it cannot be read."""
    try:
        return codec.arrived(signed).author
    except Refused:
        return None


def _source(post: Post, batch: Batch, sender: OrgId) -> OrgId | None:
    """Say where entries came from: what an earlier key of this computer sent is this computer's own."""
    return None if sender == post.org and batch.author in post.mine else sender


def _arrived(post: Post, recipient: OrgId, author: AuthorId, k: int) -> Changes:
    """Take an acknowledgement of this desk's batches; more than was ever built is not believed.

    It tells, though, that this file may be an older copy of itself.
    """
    if author not in post.mine:
        return Changes()
    last = channels.last(post.db, recipient, author)[0]
    if k > last and author == post.author:
        recovering.burn(post, author)
        tray.alarm(post.db, author + k.to_bytes(8, "big"), MORE_THAN_SENT, post.today(), recipient)
    return ticking.take(post, recipient, author, min(k, last))


def learn_all(post: Post, brought: Iterable[tuple[bytes, ...]], sender: OrgId) -> Changes:
    """Take newer rosters of organisations already met, and of third ones that a known sender's entries need.

    An organisation's id is the hash of its first statement, so nobody can bring a false one.
    """
    changes = Changes()
    for statements in brought:
        org = OrgId(rosters.read(statements).org32)
        if post.roster(org) is not None or post.roster(sender) is not None:
            changes |= learn(post, org, statements)
    return changes


def learn(post: Post, org: OrgId, statements: Iterable[bytes]) -> Changes:
    """Add statements to an organisation's roster, and judge again what it says something new about.

    What is known only grows; a branch that appears is an alarm. Raise Refused where it is another's roster.
    """
    known = post.roster(org)
    fresh = rosters.news(known, statements) if known else None
    if fresh and not fresh.more:
        return Changes()
    roster = fresh.roster if fresh else rosters.read(statements, org)
    with transaction(post.db):
        if roster.forked and (fresh is None or fresh.fork):
            tray.alarm(post.db, b"".join(roster.tips), rosters.FORK, post.today(), org)
        peers.keep(post.db, org, roster.statements)
        return _look_again(post, {AuthorId(name) for name in rosters.changed_authors(known, roster)})


def _look_again(post: Post, authors: set[AuthorId]) -> Changes:
    """Take out of the tray what waited for an author's key, and judge again where the authors wrote."""
    changes = Changes()
    for item in tray.waiting(post.db, [tray.NO_AUTHOR]):
        if codec.arrived(item.signed).author in authors:
            tray.drop(post.db, item)
            changes |= arrivals.take(
                post.db, [item.signed], post.world(), today=post.today(), source=item.source
            )
    touched = journal.streams(post.db, authors)
    return changes | journal.refresh(post.db, touched, post.world(), today=post.today())
