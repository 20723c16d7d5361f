"""How a bundle is laid out: one file on a stick that holds what would travel by the server.

    bundle = "RB" ‖ version 1 ‖ wrap form 1 ‖ epoch 4 ‖ to16 ‖ wrap (124 or 1,200) ‖ length 4 ‖ news ‖ pieces
    frames = (kind 1 ‖ length 4 ‖ bytes)… ‖ zeros

The frames are cut into pieces and sealed (`crypto.pieces`); header and wrap have the sizes of an envelope's.
News is empty, or an envelope to own computers under the oldest epoch: packed [own roster, wraps of the newest
epoch], for a computer that lacks the key of this bundle. Kinds that a version does not know are skipped.

    1 slip      packed [from32, author16, to32, t ms, records, papers] ‖ signature 64; the first frame
    2 roster    packed list of statements
    3 envelope  as pushed
    4 chunk     blob16 ‖ count 4 ‖ number 4 ‖ 8,208 bytes
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import Final, NamedTuple

from regdesk.domain.codec import pack, unpack
from regdesk.errors import Refused
from regdesk.i18n import N_
from regdesk.wire import signatures
from regdesk.wire.encoding import HEADER, SEALED_CHUNK, WRAP_SIZE, Wrap, padded_size
from regdesk.wire.rosters import Roster

MAGIC: Final = b"RB"
VERSION: Final = 1
LENGTH: Final = 4
LABEL: Final = "regdesk/bundle-slip/v1"
LARGEST_FRAME: Final = 8 * 1024 * 1024
LARGEST_NEWS: Final = 8 * 1024 * 1024
DAMAGED = N_("This file is damaged or was not written to its end. Write it to the stick once more.")
NEWER = N_("A newer RegDesk wrote this file. Update RegDesk on this computer.")
NO_BUNDLE = N_("This is not a file that RegDesk wrote for a stick.")
_HEAD: Final = 1 + LENGTH
_BLOB: Final = 16
_ZEROS: Final = 65536


class Kind(IntEnum):
    """What a frame holds; END is the beginning of the zeros that hide how much there is."""

    END = 0
    SLIP = 1
    ROSTER = 2
    ENVELOPE = 3
    CHUNK = 4


class Frame(NamedTuple):
    """One thing in a bundle."""

    kind: int
    body: bytes


class Chunk(NamedTuple):
    """One sealed chunk of an attachment of *of* chunks."""

    blob: bytes
    of: int
    number: int
    sealed: bytes


@dataclass(frozen=True)
class Header:
    """What anybody may read: whose mailbox a bundle is for, under which of its epochs, in which form."""

    wrap: Wrap
    epoch: int
    to16: bytes

    def pack(self) -> bytes:
        """Give the 24 bytes that a bundle starts with."""
        return MAGIC + bytes((VERSION, self.wrap)) + self.epoch.to_bytes(4, "big") + self.to16


@dataclass(frozen=True)
class Slip:
    """Who wrote a bundle to whom, when (ms), and how many records and scanned pages it brings."""

    sender: bytes
    author: bytes
    recipient: bytes
    t: int
    records: int
    papers: int


def read_header(start: bytes) -> Header:
    """Read the header; raise Refused where this is no bundle or one of a later version."""
    if start[:2] != MAGIC:
        raise Refused(NO_BUNDLE)
    if len(start) < HEADER:
        raise Refused(DAMAGED)
    if start[2] != VERSION or start[3] not in tuple(Wrap):
        raise Refused(NEWER)
    return Header(Wrap(start[3]), int.from_bytes(start[4:8], "big"), start[8:24])


def wrap_size(header: Header) -> int:
    """Give the bytes that follow the header."""
    return WRAP_SIZE[header.wrap]


def frame(kind: Kind, body: bytes) -> bytes:
    """Lay out one frame; raise ValueError for what is larger than a reader takes."""
    if len(body) > LARGEST_FRAME:
        msg = "a frame is too large"
        raise ValueError(msg)
    return bytes((kind,)) + len(body).to_bytes(LENGTH, "big") + body


def filled(frames: Iterable[bytes]) -> Iterator[bytes]:
    """Give laid out frames, and after them zeros that hide their size among others of about it."""
    total = 0
    for one in frames:
        total += len(one)
        yield one
    left = padded_size(total + 1) - total
    for start in range(0, left, _ZEROS):
        yield bytes(min(_ZEROS, left - start))


def frames(plain: Iterable[bytes]) -> Iterator[Frame]:
    """Read frames from parts of any size, up to the zeros; raise Refused where they are not whole."""
    held = bytearray()
    ended = False
    for part in plain:
        held += part
        while not ended and (one := _first(held)):
            ended = one.kind == Kind.END
            if not ended:
                del held[: _HEAD + len(one.body)]
                yield one
        if ended:
            if held.count(0) != len(held):
                raise Refused(DAMAGED)
            held.clear()
    if not ended:
        raise Refused(DAMAGED)


def _first(held: bytearray) -> Frame | None:
    """Give the first whole frame, None where more bytes are needed."""
    if held[:1] == b"\0":
        return Frame(Kind.END, b"")
    if len(held) < _HEAD:
        return None
    end = _HEAD + int.from_bytes(held[1:_HEAD], "big")
    if end - _HEAD > LARGEST_FRAME:
        raise Refused(DAMAGED)
    return Frame(held[0], bytes(held[_HEAD:end])) if len(held) >= end else None


def write_slip(slip: Slip, secret: bytes) -> bytes:
    """Sign a slip by its author."""
    parts = [slip.sender, slip.author, slip.recipient, slip.t, slip.records, slip.papers]
    array = pack(parts)
    return array + signatures.sign(secret, LABEL, array)


def read_slip(signed: bytes) -> Slip:
    """Read a slip, its signature still unchecked; raise Refused where it is damaged."""
    try:
        parts = unpack(signed[: -signatures.SIZE])
    except ValueError as error:
        raise Refused(DAMAGED) from error
    match parts:
        case [bytes(sender), bytes(author), bytes(recipient), int(t), int(records), int(papers)]:
            return Slip(sender, author, recipient, t, records, papers)
    raise Refused(DAMAGED)


def true(signed: bytes, roster: Roster) -> bool:
    """Say whether a slip was signed by the author it names, one of its sender's *roster*."""
    array, mark = signed[: -signatures.SIZE], signed[-signatures.SIZE :]
    slip = read_slip(signed)
    author = roster.authors.get(slip.author)
    known = author is not None and slip.sender == roster.org32
    return known and author is not None and signatures.valid(author.pub, mark, LABEL, array)


def write_chunk(chunk: Chunk) -> bytes:
    """Lay out one chunk as the body of a frame."""
    return chunk.blob + chunk.of.to_bytes(4, "big") + chunk.number.to_bytes(4, "big") + chunk.sealed


def read_chunk(body: bytes) -> Chunk:
    """Read a chunk; raise Refused where its size cannot be right."""
    if len(body) != _BLOB + 8 + SEALED_CHUNK:
        raise Refused(DAMAGED)
    count, number = int.from_bytes(body[16:20], "big"), int.from_bytes(body[20:24], "big")
    return Chunk(body[:16], count, number, body[24:])


def write_news(statements: Iterable[bytes], wraps: bytes) -> bytes:
    """Give what own computers are told beside a bundle whose key they may lack."""
    return pack([list(statements), wraps])


def read_news(content: bytes) -> tuple[tuple[bytes, ...], bytes]:
    """Read such news, still unchecked: statements and packed wraps; raise Refused where it is damaged."""
    try:
        parts = unpack(content)
    except ValueError as error:
        raise Refused(DAMAGED) from error
    match parts:
        case [list(statements), bytes(wraps)] if all(isinstance(one, bytes) for one in statements):
            return tuple(statements), wraps
    raise Refused(DAMAGED)
