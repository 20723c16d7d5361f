"""Batches: what one author sends to one organisation, inside an envelope.

    array    = canonical msgpack [v, from32, kid16, to32, k, prev32, roster_len, roster_head32, t,
                                  acks, sent, wants, audit, caps, items]
    items    = the arrays of signed entries, each as bytes; their signatures, 64 bytes each, stand beside
    batch_k  = array ‖ entry signatures in the order of items
    c_k      = H("regdesk/chain/v1", c_{k-1}, batch_k)
    content  = canonical msgpack [packing, array or zlib(array), entry signatures, batch signature]

    acks  = [[author16, k], …]               sent = [[author16, to32, k], …]      both sorted
    wants = [[author16, first, last], …] for batches,
            [[stream16, section, author16, first, last], …] for entries
    audit = nil or [count, head32]
    caps  = map; this version writes rosters [[statement, …], …], named [[org32, length, head32], …],
            voids [bytes, …] and leaves out what is empty; others are read and kept

The batch signature covers batch_k, so it is made before zlib. A batch of one entry is never compressed; one
of several is where that is smaller (packing 1). Blob keys stand inside entries: what an entry's text can tell
through its compressed size is told once, since a built batch never changes.
"""

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from regdesk.domain.codec import pack, unpack
from regdesk.domain.hashing import digest
from regdesk.errors import Refused
from regdesk.i18n import N_
from regdesk.wire import rosters, signatures
from regdesk.wire.batches import MOST_ITEMS, Batch, array_of, batch_from
from regdesk.wire.channels import Link
from regdesk.wire.encoding import DAMAGED, NEWER
from regdesk.wire.rosters import Roster

LARGEST: Final = 4 * 1024 * 1024
LABEL: Final = "regdesk/batch/v1"
_ROOM: Final = 3 * 1024 * 1024
# What is small, as on a slow line, is squeezed as far as it goes: 2 % less, and it takes a moment only.
_SMALL: Final = 256 * 1024
_HARD: Final = 9
PLAIN: Final = 0
ZLIB: Final = 1

NOT_OURS = N_("This message is addressed to another organisation.")
WRONG_WRAP = N_("This message says it is from another organisation than the one that sealed it.")
NEEDS_ROSTER = N_("This message needs a newer list of keys of its sender.")
UNKNOWN_AUTHOR = N_("This message was signed by nobody its organisation knows.")
FORGED = N_("The signature of this message is false.")


@dataclass(frozen=True)
class SignedBatch:
    """A batch with the bytes that were signed: they are kept, never made again."""

    batch: Batch
    array: bytes
    marks: bytes
    signature: bytes

    @property
    def link(self) -> Link:
        """Give the batch's place in its author's chain."""
        batch = self.batch
        return Link(batch.k, batch.prev, digest("regdesk/chain/v1", batch.prev, self.array + self.marks))

    def content(self) -> bytes:
        """Give the bytes to seal."""
        packing, packed = _squeezed(self.array) if len(self.batch.items) > 1 else (PLAIN, self.array)
        return pack([packing, packed, self.marks, self.signature])


def sign(batch: Batch, secret: bytes) -> SignedBatch:
    """Build and sign a batch; raise ValueError where the caller put in what a batch may not hold."""
    array, marks = array_of(batch), b"".join(item[-signatures.SIZE :] for item in batch.items)
    own = batch.sender.org32 == batch.recipient
    if len(batch.items) > MOST_ITEMS or len(array) + len(marks) > LARGEST:
        msg = "the batch is too large; divide the items with cut()"
        raise ValueError(msg)
    if not own and (batch.sent or batch.audit):
        msg = "what was sent to others and read here is for own computers only"
        raise ValueError(msg)
    return SignedBatch(batch, array, marks, signatures.sign(secret, LABEL, array + marks))


def cut(items: Iterable[bytes], most: int = 1000, room: int = _ROOM) -> Iterator[tuple[bytes, ...]]:
    """Divide signed entries into the items of batches: at most *most* each, and *room* bytes."""
    part: list[bytes] = []
    size = 0
    for item in items:
        if part and (len(part) == min(most, MOST_ITEMS) or size + len(item) > room):
            yield tuple(part)
            part, size = [], 0
        part.append(item)
        size += len(item) + 5
    if part:
        yield tuple(part)


def read(content: bytes, me32: bytes, *, own: bool) -> SignedBatch:
    """Read what an envelope held, its signature still unchecked; *own* is what the envelope's wrap said.

    Raise Refused where it is damaged, from a later version, or not to us from whom the wrap says.
    """
    packing, packed, marks, signature = _outer(content)
    array = packed if packing == PLAIN else _inflated(packed, LARGEST - len(marks))
    batch = batch_from(array, marks)
    if batch.recipient != me32:
        raise Refused(NOT_OURS)
    if (batch.sender.org32 == me32) != own:
        raise Refused(WRONG_WRAP)
    return SignedBatch(batch, array, marks, signature)


def check(signed: SignedBatch, roster: Roster) -> None:
    """Check the roster the batch states and its author's signature; raise Refused where either fails.

    NEEDS_ROSTER asks for statements of the sender that are not here first; FORGED is an alarm.
    """
    batch = signed.batch
    if not rosters.knows(roster, batch.sender):
        raise Refused(NEEDS_ROSTER)
    author = roster.authors.get(batch.author)
    if author is None:
        raise Refused(UNKNOWN_AUTHOR)
    if not signatures.valid(author.pub, signed.signature, LABEL, signed.array + signed.marks):
        raise Refused(FORGED)


def _squeezed(array: bytes) -> tuple[int, bytes]:
    small = zlib.compress(array, _HARD if len(array) <= _SMALL else zlib.Z_DEFAULT_COMPRESSION)
    return (ZLIB, small) if len(small) < len(array) else (PLAIN, array)


def _inflated(packed: bytes, room: int) -> bytes:
    """Inflate at most *room* bytes, so that a small message cannot fill the memory."""
    inflater = zlib.decompressobj()
    try:
        array = inflater.decompress(packed, max(room, 1))
    except zlib.error as error:
        raise Refused(DAMAGED) from error
    if not inflater.eof or inflater.unused_data:
        raise Refused(DAMAGED)
    return array


def _outer(content: bytes) -> tuple[int, bytes, bytes, bytes]:
    try:
        parts: Any = unpack(content)
    except ValueError as error:
        raise Refused(DAMAGED) from error
    match parts:
        case [int(packing), bytes(packed), bytes(marks), bytes(signature)]:
            if packing not in (PLAIN, ZLIB):
                raise Refused(NEWER)
            if len(packed) + len(marks) <= LARGEST:
                return packing, packed, marks, signature
    raise Refused(DAMAGED)
