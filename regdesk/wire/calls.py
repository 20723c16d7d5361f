"""What requests and answers say, in one shape for both ends: canonical msgpack maps, one class for each.

Reading skips fields a newer version added and refuses a missing one or one of another type.
"""

from dataclasses import MISSING, dataclass, fields
from functools import lru_cache
from typing import Any, Final, Self, get_args, get_type_hints

from regdesk.domain import codec
from regdesk.errors import Refused
from regdesk.i18n import N_

CHUNKS_AT_ONCE: Final = 32
LONGEST_WAIT_S: Final = 25
LARGEST_BOX: Final = 16 * 1024

_UNREADABLE = N_("The answer cannot be read. Check for a newer version of RegDesk.")


@dataclass(frozen=True, kw_only=True)
class Body:
    """One request or answer body; its fields are its map."""

    def pack(self) -> bytes:
        """Give the canonical bytes that travel."""
        return codec.pack({one.name: getattr(self, one.name) for one in fields(self)})

    @classmethod
    def read(cls, data: bytes) -> Self:
        """Read a body; raise Refused where the bytes are not this shape."""
        try:
            found = codec.unpack(data)
        except ValueError as error:
            raise Refused(_UNREADABLE) from error
        if not isinstance(found, dict):
            raise Refused(_UNREADABLE)
        return cls(**{name: _fit(found[name], hint) for name, hint in _shape(cls, frozenset(found))})


@dataclass(frozen=True, kw_only=True)
class Hello(Body):
    """What a server says of itself; the answer key is what desks pin.

    instance is 16 bytes and changes when the server was emptied or restored; sizes are in bytes.
    """

    instance: bytes
    now_ms: int
    versions: tuple[int, ...]
    answer_key: bytes
    envelope_limit: int
    request_limit: int


@dataclass(frozen=True, kw_only=True)
class Push(Body):
    """Envelopes to append, each to the mailbox its header names: all of them or none."""

    envelopes: tuple[bytes, ...]


@dataclass(frozen=True, kw_only=True)
class Pushed(Body):
    """The receipt: how many envelopes were new; the others were there already."""

    added: int


@dataclass(frozen=True, kw_only=True)
class Pulled(Body):
    """Envelopes of the own mailbox with their positions, oldest first.

    next_after  what to ask after the next time (own pushes may have been passed over)
    head        the newest position of the mailbox
    waited_ms   how long the server held the request, which says nothing about the line
    """

    items: tuple[tuple[int, bytes], ...]
    next_after: int
    head: int
    waited_ms: int = 0


@dataclass(frozen=True, kw_only=True)
class Statements(Body):
    """The statements of a roster from a given number on."""

    statements: tuple[bytes, ...]


@dataclass(frozen=True, kw_only=True)
class Extend(Body):
    """New roster statements, to be added only where the server still holds *length* ending in *head*.

    length 0 with an empty head registers an organisation; *invite* is the code its server may ask for.
    """

    length: int
    head: bytes
    statements: tuple[bytes, ...]
    invite: str = ""


@dataclass(frozen=True, kw_only=True)
class Chunks(Body):
    """Consecutive sealed chunks of an attachment of *count* chunks.

    delete_mark is `encoding.delete_mark` of the token that may delete it, said alike with every request.
    """

    count: int
    delete_mark: bytes
    chunks: tuple[bytes, ...]


@dataclass(frozen=True, kw_only=True)
class Have(Body):
    """Which chunks of an attachment are stored: bit i of *bits* (lowest bit of the first byte is chunk 0)."""

    count: int = 0
    bits: bytes = b""

    def __contains__(self, i: int) -> bool:
        return i // 8 < len(self.bits) and bool(self.bits[i // 8] >> i % 8 & 1)

    @property
    def stored(self) -> int:
        """How many chunks are stored."""
        return sum(byte.bit_count() for byte in self.bits)

    @property
    def complete(self) -> bool:
        """Whether every chunk is stored."""
        return 0 < self.count == self.stored

    def missing(self) -> tuple[int, ...]:
        """Give the numbers of the chunks that are not stored."""
        return tuple(i for i in range(self.count) if i not in self)


def bits(numbers: tuple[int, ...], count: int) -> bytes:
    """Give the bitmap of *count* bits in which *numbers* are set, as `Have` reads it."""
    total = sum(1 << i for i in numbers)
    return total.to_bytes((count + 7) // 8, "little")


@dataclass(frozen=True, kw_only=True)
class Delete(Body):
    """The token that shows the right to delete an attachment."""

    token: bytes


@dataclass(frozen=True, kw_only=True)
class Snapshots(Body):
    """The sealed signed index of the own snapshots, empty before the first, and the state of the mailbox.

    hash   `encoding.index_hash` of the index, empty before the first: what `Compact.old` must say
    floor  positions up to this one were dropped: after a refusal, read the snapshots, then go on from here
    head   the newest position of the mailbox
    """

    index: bytes
    hash: bytes
    floor: int
    head: int


@dataclass(frozen=True, kw_only=True)
class Piece(Body):
    """One piece of a sealed snapshot of *size* bytes; where it begins stands in the path."""

    size: int
    data: bytes


@dataclass(frozen=True, kw_only=True)
class Stored(Body):
    """How many bytes of a snapshot of *size* bytes are on the server, from the first on without a gap."""

    size: int
    stored: int


@dataclass(frozen=True, kw_only=True)
class Part(Body):
    """Bytes of a snapshot from the place that was asked for; *stored* of its *size* bytes are here."""

    size: int
    stored: int
    data: bytes


@dataclass(frozen=True, kw_only=True)
class Compact(Body):
    """A new index in the place of the one whose hash is *old* (empty: the first).

    snapshots  ids (32 bytes) of all it names; the others are kept a while and go
    upto       the mailbox is dropped up to this position; 0 drops nothing
    """

    index: bytes
    old: bytes
    snapshots: tuple[bytes, ...]
    upto: int


@dataclass(frozen=True, kw_only=True)
class Wraps(Body):
    """The packed seed wraps of one epoch, as `statements.pack_wraps` gives them."""

    wraps: bytes


@dataclass(frozen=True, kw_only=True)
class Cards(Body):
    """Directory cards of a country from the number that was asked for; there are *total* of them."""

    cards: tuple[bytes, ...]
    total: int


@dataclass(frozen=True, kw_only=True)
class Box(Body):
    """What lies in a one-time box, at most 16 KiB."""

    data: bytes


@dataclass(frozen=True, kw_only=True)
class Pack(Body):
    """Bytes of a content pack of *size* bytes; *hash* is the SHA-256 of the whole, so a change shows."""

    size: int
    hash: bytes
    data: bytes


@dataclass(frozen=True, kw_only=True)
class Done(Body):
    """Nothing more to say: it was done."""


@dataclass(frozen=True, kw_only=True)
class Refusal(Body):
    """Why a request was refused: one permanent word and the numbers that help to go on.

    clock: now_ms · instance, behind: instance · roster: length, head · index: head · floor: floor ·
    size: limit · busy, pace: retry_s · address: address (the mailbox that is not here)
    """

    reason: str
    now_ms: int = 0
    retry_s: int = 0
    instance: bytes = b""
    length: int = 0
    head: bytes = b""
    floor: int = 0
    limit: int = 0
    address: bytes = b""


STATUS: Final = {
    "unreadable": 400,
    "unsigned": 401,
    "signature": 401,
    "clock": 401,
    "unknown": 401,
    "revoked": 403,
    "invite": 403,
    "foreign": 403,
    "nothing": 404,
    "address": 404,
    "roster": 409,
    "blob": 409,
    "index": 409,
    "snapshot": 409,
    "wraps": 409,
    "box": 409,
    "instance": 410,
    "behind": 410,
    "floor": 412,
    "size": 413,
    "version": 426,
    "pace": 429,
    "busy": 503,
    "quota": 507,
}


@lru_cache  # what a class asks for never changes, and reading it from the class takes longer than a body
def _hints(cls: type) -> tuple[tuple[str, Any, bool], ...]:
    hints = get_type_hints(cls)
    return tuple((one.name, hints[one.name], one.default is MISSING) for one in fields(cls))


def _shape(cls: type, found: frozenset[str]) -> list[tuple[str, Any]]:
    if any(needed and name not in found for name, _, needed in _hints(cls)):
        raise Refused(_UNREADABLE)
    return [(name, hint) for name, hint, _ in _hints(cls) if name in found]


def _fit(value: Any, hint: Any) -> Any:
    """Give *value* as the type *hint* says: int, str, bytes or a tuple of those."""
    inner = get_args(hint)
    if not inner:
        if type(value) is not hint:
            raise Refused(_UNREADABLE)
        return value
    if not isinstance(value, list):
        raise Refused(_UNREADABLE)
    if inner[-1] is Ellipsis:
        return tuple(_fit(one, inner[0]) for one in value)
    if len(inner) != len(value):
        raise Refused(_UNREADABLE)
    return tuple(_fit(one, each) for one, each in zip(value, inner, strict=True))
