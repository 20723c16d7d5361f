"""What goes onto a stick for an organisation, gathered at once; scans are read as they are needed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from regdesk.crypto import sealing
from regdesk.domain.codec import pack
from regdesk.domain.journal import OrgId
from regdesk.errors import Refused
from regdesk.store import channels, papers, peers, relay, state, sticks
from regdesk.store.channels import Built
from regdesk.store.sticks import Scan
from regdesk.sync import allowing, building, epochs
from regdesk.sync import relay as passing
from regdesk.sync.post import Post
from regdesk.wire import bundles, rosters
from regdesk.wire.bundles import Chunk, Kind, Slip
from regdesk.wire.encoding import SEALED_CHUNK

_AT_ONCE = 32
_CHUNK_FRAME = len(bundles.frame(Kind.CHUNK, bytes(24 + SEALED_CHUNK)))


@dataclass(frozen=True)
class Load:
    """What one bundle brings: the first frames (slip and rosters), envelopes, scans."""

    slip: Slip
    first: tuple[bytes, ...]
    batches: tuple[Built, ...]
    passed: tuple[bytes, ...]
    scans: tuple[Scan, ...]

    @property
    def empty(self) -> bool:
        """Whether there is nothing worth a way."""
        return not (self.batches or self.passed or self.scans)

    @property
    def size(self) -> int:
        """Bytes of all frames."""
        light = sum(map(len, (*self.first, *self.envelopes())))
        return light + _CHUNK_FRAME * sum(scan.chunks for scan in self.scans)

    def envelopes(self) -> Iterator[bytes]:
        """Give the envelopes as frames."""
        for envelope in (*self.passed, *(one.envelope for one in self.batches)):
            yield bundles.frame(Kind.ENVELOPE, envelope)


def gather(post: Post, org: OrgId) -> Load:
    """Gather what an organisation is to get, and say that it may be out from now on."""
    own = post.roster(post.org)
    if own is None:
        raise Refused(rosters.DAMAGED)
    batches = tuple(sticks.batches(post.db, org))
    passed = tuple(relay.waiting(post.db)) if org == post.org else ()
    scans = tuple(_scans(post, org))
    slip = Slip(
        sender=post.org,
        author=post.author,
        recipient=org,
        t=post.now_ms(),
        records=sticks.records(post.db, org) + sum(one.records for one in passed),
        papers=len(scans),
    )
    channels.leaving(post.db, batches)
    state.put(post.db, building.SHOWN, len(own.statements))
    signed = bundles.write_slip(slip, post.secret)
    first = [bundles.frame(Kind.SLIP, signed), *_rosters(post, org)]
    return Load(slip, tuple(first), batches, tuple(one.envelope for one in passed), scans)


def chunks(post: Post, scans: Sequence[Scan]) -> Iterator[bytes]:
    """Give the chunks of scans as frames, read a few at a time."""
    for scan in scans:
        for start in range(0, scan.chunks, _AT_ONCE):
            numbers = range(start, min(start + _AT_ONCE, scan.chunks))
            sealed = post.on_writer(papers.read, post.folder, post.db, scan.blob, numbers)
            for n, number in enumerate(numbers):
                body = sealed[n * SEALED_CHUNK : (n + 1) * SEALED_CHUNK]
                chunk = Chunk(scan.blob, scan.chunks, number, body)
                yield bundles.frame(Kind.CHUNK, bundles.write_chunk(chunk))


def news(post: Post, org: OrgId) -> bytes:
    """Give own computers the key they may lack, sealed so that all who ever belonged here can open it.

    It holds no secret: the seeds in it are sealed to each computer that is in use.
    """
    own = post.roster(org)
    if org != post.org or own is None or own.epoch == min(post.epochs):
        return b""
    content = bundles.write_news(own.statements, epochs.kept(post.db).get(own.epoch, b""))
    return sealing.seal_to_own(content, org, post.epochs[min(post.epochs)])


def _rosters(post: Post, org: OrgId) -> Iterator[bytes]:
    """Give the own roster and those of the authors inside; own computers get all that are known."""
    authors, known = sticks.authors(post.db, org), post.world().authors
    inside = {known[name].org for name in authors if name in known}
    for peer in peers.peers(post.db):
        if post.org in (peer.org, org) or peer.org in inside - {org}:
            yield bundles.frame(Kind.ROSTER, pack(list(peer.statements)))


def _scans(post: Post, org: OrgId) -> Iterator[Scan]:
    """Give the scans to take along: those an organisation may have today, each once."""
    if org == post.org:
        found = sticks.scans_for_colleagues(post.db, list(passing.others(post)))
    else:
        found = sticks.scans(post.db, org)
    allowed = {row.key for row in allowing.allowed(post, org, [scan.row for scan in found])}
    seen = set[bytes]()
    for scan in found:
        if scan.row.key in allowed and scan.blob not in seen:
            seen.add(scan.blob)
            yield scan
