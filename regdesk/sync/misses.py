"""Batches by number: what is missing here, what others miss of ours, and voids for what cannot come again."""

from collections.abc import Mapping
from typing import Any

from regdesk.domain.journal import AuthorId, Changes, OrgId
from regdesk.store import channels, heads, misses, outbox, parts, relay, state
from regdesk.sync.post import Post
from regdesk.wire import rosters, voids
from regdesk.wire.batches import Batch, WantBatches
from regdesk.wire.channels import ANY, missing
from regdesk.wire.rosters import Roster
from regdesk.wire.voids import Void

_WHY = "not here any more"


def wants(post: Post, partner: Roster) -> tuple[WantBatches, ...]:
    """Give the batches to ask an organisation's computers for: gaps, and what only a colleague saw."""
    found = []
    withheld = {one.author: one.k for one in misses.withheld(post.db)}
    for name in partner.authors:
        author = AuthorId(name)
        channel = channels.channel(post.db, author)
        gaps = list(missing(channel))
        last = max((channel.last, *channel.held))
        if withheld.get(author, 0) > last:
            gaps.append((last + 1, withheld[author]))
        found += [WantBatches(author, first, end) for first, end in gaps]
    return tuple(found)


def sent(post: Post, org: OrgId) -> Mapping[tuple[bytes, bytes], int]:
    """Tell own computers how far the batches built here went; nobody else."""
    return {} if org != post.org else {(author, to): k for (author, to), k in channels.sent(post.db).items()}


def say(post: Post, org: OrgId) -> Mapping[str, Any]:
    """Tell which numbers will not come again, and remember which missing ones this batch asks for."""
    state.put(post.db, _asked(org), _gaps(post, org))
    voids = misses.voids(post.db, org)
    state.put(post.db, _said(org), list(voids))
    return {"voids": voids}


def hear(post: Post, batch: Batch, sender: OrgId) -> Changes:
    """Notice what a colleague saw that did not come here."""
    if sender == post.org:
        reached = {AuthorId(author): k for author, k in batch.acks.items()}
        for (author, to), k in batch.sent.items():
            if to == post.org:
                reached[AuthorId(author)] = max(k, reached.get(AuthorId(author), 0))
        away = {author: k for author, k in reached.items() if author not in post.mine}
        misses.seen_elsewhere(post.db, away, post.now_ms())
    return Changes()


def owes(post: Post, org: OrgId) -> bool:
    """Each set of gaps is worth asking once, and each set of voids telling once.

    Voids ride in the batches that follow them too; but perhaps nothing may follow.
    """
    asks = _gaps(post, org) not in ([], state.get(post.db, _asked(org), []))
    return asks or list(misses.voids(post.db, org)) not in ([], state.get(post.db, _said(org), []))


def answer(post: Post, batch: Batch, sender: OrgId, want: WantBatches) -> None:
    """Send again what somebody misses, byte for byte; give up and build anew what is not here any more."""
    if want.author not in post.mine:
        return
    author, asker = AuthorId(want.author), AuthorId(batch.author)
    channels.push_these(post.db, sender, author, want.first, want.last)
    k = misses.lost(post.db, sender, author, want.first, want.last)
    if k and k > misses.given_up(post.db, sender, author, asker):
        outbox.again(post.db, sender, author, want.first, want.last)
        give_up(post, sender, author, k, asker)


def give_up(post: Post, recipient: OrgId, author: AuthorId, k: int, asker: AuthorId = misses.NOBODY) -> bool:
    """Sign that this desk's batches up to *k* will not come again; say whether this person may."""
    own = post.roster(post.org)
    me = own.authors.get(post.author) if own else None
    if author != post.author and (me is None or rosters.ADMIN not in me.roles):
        return False
    head = misses.head(post.db, recipient, author, k)
    void = Void(author, recipient, k, ANY if head is None else head, _WHY)
    misses.give_up(post.db, void, voids.write_void(void, post.secret), asker)
    outbox.not_known_to_have_come(post.db, recipient, author, k)
    parts.say_again(post.db, recipient, author, k)
    heads.tell_again(post.db, recipient)
    if recipient == post.org:
        relay.tell_again(post.db)
    return True


def _gaps(post: Post, org: OrgId) -> list[list[Any]]:
    partner = post.roster(org)
    return [[one.author, one.first, one.last] for one in wants(post, partner)] if partner else []


def _said(org: OrgId) -> str:
    return f"voids:{org.hex()}"


def _asked(org: OrgId) -> str:
    return f"gaps:{org.hex()}"
