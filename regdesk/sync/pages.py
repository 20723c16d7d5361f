"""Whether chunks of an attachment are the ones that were signed, asked before any counts.

A chunk is bound to its place by the key in the entry; the whole is bound to the entry by its root.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from hashlib import sha256

from regdesk.crypto import chunks
from regdesk.domain.erasure import Erased
from regdesk.domain.journal import Entry, OrgId
from regdesk.errors import Refused
from regdesk.i18n import N_
from regdesk.store import journal, papers, parts, tray
from regdesk.sync.post import Post
from regdesk.wire.calls import CHUNKS_AT_ONCE
from regdesk.wire.encoding import SEALED_CHUNK

FALSE_CHUNK = N_("A part of a scan is not the one that was sent. It was thrown away and is fetched again.")
FALSE_WHOLE = N_("A scan is not the one its author signed. It was thrown away and is fetched again tomorrow.")
DAMAGED = N_("A scan is damaged on this disk. It is fetched again where others have it.")


def named(post: Post, blob: bytes) -> tuple[chunks.Blob, ...]:
    """Give what entries say of an attachment, oldest first."""
    return tuple(chunks.Blob(one.blob, one.key, one.root, one.size) for one in papers.pages(post.db, blob))


def take(post: Post, blob: bytes, found: Mapping[int, bytes]) -> frozenset[int]:
    """Keep chunks that are right, whole attachments only where their root holds; give the numbers kept.

    For one that is not right an alarm is raised; it is thrown away.
    """
    known, pages = papers.find(post.db, blob), named(post, blob)
    if known is None or not pages:
        return frozenset()
    right = {i: one for i, one in found.items() if _right(pages, known.chunks, i, one)}
    if right:
        papers.write(post.folder, post.db, blob, right)
    if len(right) < len(found):
        tray.alarm(post.db, blob, FALSE_CHUNK, post.today(), None)
    if papers.complete(post.db, blob):
        settle(post, blob)
    return frozenset(right)


def settle(post: Post, blob: bytes) -> bool:
    """Look at an attachment all of whose chunks are here: it counts if its root holds, else it goes."""
    known = papers.find(post.db, blob)
    pages = named(post, blob)
    if known is None or not pages:
        return False
    root = _root(post, known)
    if root not in {page.root for page in pages}:
        papers.lose(post.db, blob)
        papers.rest(post.db, blob, post.today() + timedelta(days=1))
        tray.alarm(post.db, blob, FALSE_WHOLE, post.today(), None)
        return False
    papers.checked(post.db, blob)
    papers.uploaded(post.db, blob, range(known.chunks))
    tray.settled(post.db, blob)
    parts.owe(post.db, blob, owners(post, blob))
    return True


def ready(post: Post, blob: papers.Blob, numbers: Sequence[int]) -> bytes:
    """Give sealed chunks in a row to send; raise NoFile where they are not here or damaged.

    What is damaged on this disk is not sent: it is wanted again.
    """
    pages = named(post, blob.id)
    try:
        sealed = papers.read(post.folder, post.db, blob.id, numbers)
    except papers.NoFile:
        papers.lose(post.db, blob.id)
        raise
    bodies = {i: sealed[n * SEALED_CHUNK : (n + 1) * SEALED_CHUNK] for n, i in enumerate(numbers)}
    wrong = [i for i, body in bodies.items() if not _right(pages, blob.chunks, i, body)]
    if wrong:
        papers.lose(post.db, blob.id, wrong)
        raise papers.NoFile(DAMAGED)
    return sealed


def _right(pages: Sequence[chunks.Blob], count: int, i: int, sealed: bytes) -> bool:
    return any(_opens(page, count, i, sealed) for page in pages)


def _opens(page: chunks.Blob, count: int, i: int, sealed: bytes) -> bool:
    try:
        if page.count != count or len(sealed) != SEALED_CHUNK or not 0 <= i < count:
            return False
        chunks.open_chunk(page, i, sealed)
    except Refused:
        return False
    return True


def _root(post: Post, blob: papers.Blob) -> bytes:
    """Hash the chunks on disk, a few at a time."""
    hashes = list[bytes]()
    for start in range(0, blob.chunks, CHUNKS_AT_ONCE):
        numbers = range(start, min(start + CHUNKS_AT_ONCE, blob.chunks))
        sealed = papers.read(post.folder, post.db, blob.id, numbers)
        hashes += [sha256(sealed[n : n + SEALED_CHUNK]).digest() for n in range(0, len(sealed), SEALED_CHUNK)]
    return chunks.root_of(hashes)


def owners(post: Post, blob: bytes) -> frozenset[OrgId]:
    """Give the organisations whose entries name an attachment; the own one only if it has colleagues."""
    world = post.world()
    orgs = {world.authors[name].org for name in papers.authors(post.db, blob) if name in world.authors}
    return frozenset(orgs if world.colleagues else orgs - {world.own})


def erased_by(post: Post, blob: bytes) -> frozenset[OrgId]:
    """Give the organisations that erased what they wrote of an attachment: none of them has it any more."""
    world, found = post.world(), set[OrgId]()
    for stream in parts.named_in(post.db, blob):
        case = journal.read_case(post.db, stream, world)
        wrote = {e.id: world.authors[e.author].org for e in case.entries if blob in _blobs(e)}
        for entry in case.of(Erased):
            org = world.authors[entry.author].org
            stubs = {stub.id for stub in entry.fact.stubs} if isinstance(entry.fact, Erased) else set()
            found |= {whose for name, whose in wrote.items() if whose == org and name in stubs}
    return frozenset(found)


def _blobs(entry: Entry) -> frozenset[bytes]:
    return frozenset(page.blob for page in getattr(entry.fact, "pages", ()))
