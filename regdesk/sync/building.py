"""Batches out: what waits for an organisation goes into signed, sealed envelopes."""

from collections.abc import Iterable, Sequence
from typing import Final

from regdesk.crypto import sealing
from regdesk.domain.journal import AuthorId, OrgId
from regdesk.store import channels, mark, outbox, peers, state
from regdesk.store.channels import Built
from regdesk.store.database import transaction
from regdesk.store.outbox import Row
from regdesk.sync import again, allowing, audits, calling_off, holes, misses, recovering, talk
from regdesk.sync.post import Post
from regdesk.wire import messages
from regdesk.wire.batches import Batch, Want
from regdesk.wire.rosters import Mark, Roster

# Entries in a batch. An envelope is whole or nothing, and nobody knows the recipient's line: about 100 KB
# pass between two cuts even at 64 kbit/s. Records are long at times, so their bytes are bounded too.
MOST: Final = 1000
ROOM: Final = 512 * 1024
# Under this name: how many of the own statements anybody else may have seen, in a batch or handed over.
SHOWN = "roster_shown"


def build_all(post: Post) -> int:
    """Build every batch that can be built now and give how many; each is on disk before it can leave."""
    return build_each(post, post.on_writer(_partners, post))


def build_each(post: Post, orgs: Iterable[OrgId]) -> int:
    """Build what can be built now for these organisations; give how many batches."""
    whom = post.on_writer(_may_write_to, post, list(orgs))
    if whom:
        post.on_writer(calling_off.look, post)
    return sum(_build_for(post, org) for org in whom)


def _may_write_to(post: Post, orgs: list[OrgId]) -> list[OrgId]:
    """Leave out partners where the key here was taken away, and all where it must not sign."""
    if recovering.may_sign(post):
        return orgs
    return [org for org in orgs if org == post.org and recovering.may_leave(post)]


def _partners(post: Post) -> list[OrgId]:
    """Give who may be written to: own other computers, if there are any, and partners whose digits match."""
    own = [post.org] if post.world().colleagues else []
    return own + [peer.org for peer in peers.peers(post.db) if peer.compared_on and peer.org != post.org]


def _build_for(post: Post, org: OrgId) -> int:
    """Build what can be built now for one organisation; give how many batches."""
    while post.on_writer(again.work_off, post, org):
        pass
    built, after = 0, 0
    while rows := post.on_writer(outbox.waiting, post.db, org, after=after, limit=MOST):
        after = rows[-1].key
        built += post.on_writer(_build, post, org, rows)
    if built == 0 and post.on_writer(_owes, post, org):
        built += post.on_writer(_write, post, org, [])
    if built:
        post.on_writer(mark.show, post.db, post.folder)
    return built


def _build(post: Post, org: OrgId, rows: Sequence[Row]) -> int:
    allowed_now = list(allowing.allowed(post, org, rows))
    bodies = outbox.bodies(post.db, [row.key for row in allowed_now])
    built, start = 0, 0
    for items in messages.cut(bodies, most=MOST, room=ROOM):
        built += _write(post, org, allowed_now[start : start + len(items)], items)
        start += len(items)
    return built


def _write(post: Post, org: OrgId, rows: Sequence[Row], items: Sequence[bytes] = ()) -> int:
    """Write one batch down: number, chain, time and keys are fixed before its first byte leaves."""
    own, partner = post.roster(post.org), post.roster(org)
    if own is None or partner is None or not _has_key(post, org, partner):
        return 0
    with transaction(post.db):
        k, prev = channels.last(post.db, org, post.author)
        said = dict(talk.say(post, org))
        batch = Batch(
            sender=own.mark,
            author=post.author,
            recipient=org,
            k=k + 1,
            prev=prev,
            t=post.now_ms(),
            acks=_acks(post, org, partner),
            sent=misses.sent(post, org),
            wants=_wants(post, org, partner),
            audit=audits.head(post, org),
            rosters=tuple(_rosters(post, org, own, rows)),
            named=_named(post, org, partner),
            voids=said.pop("voids", ()),
            caps=said,
            items=tuple(items),
        )
        signed = messages.sign(batch, post.secret)
        envelope = _sealed(post, org, partner, signed.content())
        channels.keep(post.db, Built(org, post.author, k + 1, signed.link.head, envelope))
        outbox.assign(post.db, [row.key for row in rows], org, post.author, k + 1)
        mark.count(post.db, post.folder)
        state.put(post.db, SHOWN, len(own.statements))
        state.put(post.db, _told(org), [len(partner.statements), _heard(post, partner)])
    return 1


def _has_key(post: Post, org: OrgId, partner: Roster) -> bool:
    """Say whether a batch can be sealed; to own computers never under an epoch somebody removed knows."""
    if org == post.org:
        return partner.epoch in post.epochs or recovering.may_leave(post)
    return partner.epoch in partner.epochs


def _sealed(post: Post, org: OrgId, partner: Roster, content: bytes) -> bytes:
    if org == post.org:
        return sealing.seal_to_own(content, org, post.epochs[max(post.epochs)])
    return sealing.seal_to_partner(content, org, partner.epoch, partner.epochs[partner.epoch])


def _acks(post: Post, org: OrgId, partner: Roster) -> dict[bytes, int]:
    """Say how far batches came here: to own computers of everybody, to others of their own authors."""
    received = channels.received(post.db)
    return {author: k for author, k in received.items() if org == post.org or author in partner.authors}


def _wants(post: Post, org: OrgId, partner: Roster) -> tuple[Want, ...]:
    """Ask for batches and entries that must lie between those that came."""
    return (*misses.wants(post, partner), *holes.wants(post, org, partner))


def _rosters(post: Post, org: OrgId, own: Roster, rows: Iterable[Row]) -> Iterable[tuple[bytes, ...]]:
    """Give the rosters the recipient may lack: the own one until it says it has it, and others' authors'."""
    if org != post.org and len(own.statements) > state.get(post.db, knows(org), 0):
        yield own.statements
    authors = post.world().authors
    orgs = {authors[name].org for name in {row.author for row in rows} if name in authors}
    for other in sorted(orgs - {post.org, org}):
        roster = post.roster(other)
        if roster is not None:
            yield roster.statements


def _named(post: Post, org: OrgId, partner: Roster) -> tuple[Mark, ...]:
    """Say how much of the recipient's roster is known here, whenever that is more than was said before."""
    told = state.get(post.db, _told(org), [0, 0])[0]
    return () if org == post.org or told == len(partner.statements) else (partner.mark,)


def knows(org: OrgId) -> str:
    """Give the name under which is kept how many of our statements an organisation said it has."""
    return f"knows:{org.hex()}"


def _owes(post: Post, org: OrgId) -> bool:
    """Say whether an organisation is to hear from this desk although no entry waits for it.

    A partner waits for its tick where batches with entries came since we last wrote. Only batches that held
    entries are answered for their own sake, or two desks would answer each other for ever.
    """
    partner = post.roster(org)
    if partner is None:
        return False
    waits = org != post.org and _heard(post, partner) > state.get(post.db, _told(org), [0, 0])[1]
    return waits or talk.owes(post, org)


def _heard(post: Post, partner: Roster) -> int:
    """Give how many batches with entries ever came from an organisation."""
    return sum(state.get(post.db, heard(AuthorId(author)), 0) for author in partner.authors)


def heard(author: AuthorId) -> str:
    """Give the name under which the number of an author's batches with entries is kept."""
    return f"heard:{author.hex()}"


def _told(org: OrgId) -> str:
    return f"told:{org.hex()}"
