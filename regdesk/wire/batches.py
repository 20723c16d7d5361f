"""The fifteen fields of a batch and their order in the signed array (see `wire.messages`)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Final

from regdesk.domain.codec import pack, unpack
from regdesk.errors import Refused
from regdesk.wire import signatures
from regdesk.wire.encoding import DAMAGED, NEWER
from regdesk.wire.rosters import Mark

VERSION: Final = 1
MOST_ITEMS: Final = 2000
_FIELDS: Final = 15
_ID: Final = 16
_HASH: Final = 32
_OWN_CAPS: Final = ("rosters", "named", "voids")


@dataclass(frozen=True)
class WantBatches:
    """Asks for an author's batches to us, from *first* to *last*."""

    author: bytes
    first: int
    last: int


@dataclass(frozen=True)
class WantEntries:
    """Asks for entries by an author's running numbers in a section, whoever has them."""

    stream: bytes
    section: str
    author: bytes
    first: int
    last: int


@dataclass(frozen=True)
class AuditHead:
    """How long the own log of reading and printing is, and the hash it ends with."""

    count: int
    head32: bytes


Want = WantBatches | WantEntries


@dataclass(frozen=True, kw_only=True)
class Batch:
    """One author's message to one organisation; `t` is milliseconds, `items` are signed entries."""

    sender: Mark
    author: bytes
    recipient: bytes
    k: int
    prev: bytes
    t: int
    acks: Mapping[bytes, int] = field(default_factory=dict)
    sent: Mapping[tuple[bytes, bytes], int] = field(default_factory=dict)
    wants: tuple[Want, ...] = ()
    audit: AuditHead | None = None
    rosters: tuple[tuple[bytes, ...], ...] = ()
    named: tuple[Mark, ...] = ()
    voids: tuple[bytes, ...] = ()
    caps: Mapping[str, Any] = field(default_factory=dict)
    items: tuple[bytes, ...] = ()


def array_of(batch: Batch) -> bytes:
    """Give the canonical array that is signed together with the entry signatures."""
    mark = batch.sender
    return pack(
        [
            *(VERSION, mark.org32, batch.author, batch.recipient, batch.k, batch.prev),
            *(mark.length, mark.head32, batch.t),
            sorted([author, k] for author, k in batch.acks.items()),
            sorted([author, to, k] for (author, to), k in batch.sent.items()),
            [_want_array(want) for want in batch.wants],
            [batch.audit.count, batch.audit.head32] if batch.audit else None,
            _caps_map(batch),
            [item[: -signatures.SIZE] for item in batch.items],
        ]
    )


def batch_from(array: bytes, marks: bytes) -> Batch:
    """Read an array and the entry signatures beside it; raise Refused where anything is out of place."""
    try:
        parts = unpack(array)
        if type(parts) is list and parts and parts[0] != VERSION:
            raise Refused(NEWER)
        return _batch(parts, marks)
    except (ValueError, TypeError) as error:
        raise Refused(DAMAGED) from error


def _batch(parts: Any, marks: bytes) -> Batch:
    """Build a batch; raise ValueError or TypeError where a part is not what it should be."""
    _, from32, kid, to32, k, prev, length, head, t, acks, sent, wants, audit, caps, items = _list(
        parts, _FIELDS
    )
    return Batch(
        sender=Mark(_bytes(from32, _HASH), _number(length), _bytes(head, _HASH)),
        author=_bytes(kid, _ID),
        recipient=_bytes(to32, _HASH),
        k=_positive(k),
        prev=_bytes(prev, _HASH),
        t=_number(t),
        acks={_bytes(author, _ID): _number(n) for author, n in _ascending(acks)},
        sent={(_bytes(author, _ID), _bytes(to, _HASH)): _number(n) for author, to, n in _ascending(sent)},
        wants=tuple(want for want in map(_want, _list(wants)) if want),
        audit=None if audit is None else _audit(audit),
        rosters=tuple(tuple(map(_bytes, _list(one))) for one in _list(_map(caps).get("rosters", []))),
        named=tuple(map(_mark, _list(caps.get("named", [])))),
        voids=tuple(map(_bytes, _list(caps.get("voids", [])))),
        caps={name: value for name, value in caps.items() if name not in _OWN_CAPS},
        items=tuple(_items(_list(items), marks)),
    )


def _items(arrays: list[Any], marks: bytes) -> list[bytes]:
    size = signatures.SIZE
    if len(arrays) > MOST_ITEMS or len(marks) != size * len(arrays):
        raise ValueError(len(arrays))
    return [_bytes(one) + marks[i * size : (i + 1) * size] for i, one in enumerate(arrays)]


def _caps_map(batch: Batch) -> dict[str, Any]:
    caps = {
        "rosters": [list(one) for one in batch.rosters],
        "named": [[mark.org32, mark.length, mark.head32] for mark in batch.named],
        "voids": list(batch.voids),
    }
    return {**batch.caps, **{name: value for name, value in caps.items() if value}}


def _want_array(want: Want) -> list[Any]:
    if isinstance(want, WantBatches):
        return [want.author, want.first, want.last]
    return [want.stream, want.section, want.author, want.first, want.last]


def _want(value: Any) -> Want | None:
    """Read a want; one of a shape this version does not know is skipped."""
    match _list(value):
        case [bytes(author), int(first), int(last)]:
            return WantBatches(_bytes(author, _ID), _positive(first), _positive(last))
        case [bytes(stream), str(section), bytes(author), int(first), int(last)]:
            numbers = _positive(first), _positive(last)
            return WantEntries(_bytes(stream, _ID), section, _bytes(author, _ID), *numbers)
    return None


def _audit(value: Any) -> AuditHead:
    count, head = _list(value, 2)
    return AuditHead(_number(count), _bytes(head, _HASH))


def _mark(value: Any) -> Mark:
    org32, length, head = _list(value, 3)
    return Mark(_bytes(org32, _HASH), _positive(length), _bytes(head, _HASH))


def _ascending(value: Any) -> list[Any]:
    rows = _list(value)
    keys = [row[:-1] for row in rows]
    if any(one >= other for one, other in pairwise(keys)):
        raise ValueError(len(rows))
    return rows


def _list(value: Any, length: int | None = None) -> list[Any]:
    if type(value) is not list or (length is not None and len(value) != length):
        raise TypeError(type(value))
    return value


def _map(value: Any) -> dict[Any, Any]:
    if type(value) is not dict:
        raise TypeError(type(value))
    return value


def _bytes(value: Any, size: int | None = None) -> bytes:
    if type(value) is not bytes or (size is not None and len(value) != size):
        raise TypeError(type(value))
    return value


def _number(value: Any) -> int:
    if type(value) is not int or value < 0:
        raise TypeError(type(value))
    return value


def _positive(value: Any) -> int:
    if _number(value) < 1:
        raise ValueError(value)
    return int(value)
