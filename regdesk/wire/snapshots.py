"""Snapshots: the entries of many streams as they were signed, and the signed index that says which there are.

    pack     = canonical msgpack [1, packing, entries or zlib(entries), entry signatures]
    entries  = canonical msgpack [array, …]: what was signed, in the order of the signatures, 64 bytes each
    snapshot = "RDS" ‖ version 1 ‖ AES-256-GCM(key used once, 12 zeros, pad(pack), aad = the first four bytes)
    index    = canonical msgpack [1, org32, by16, n, t, position, [[author16, k, c_k], …],
               [[id32, key32, open, streams], …]] ‖ Ed25519 signature 64

A pack has no rule of its own: whoever reads it adds its entries, each of which is signed. `n` counts the
indexes of an organisation; `position` is how far the mailbox was read when it was written, and the triples
say how far each author's batches were accepted by then (c_k: 32 bytes, or empty where nobody knows it).
"""

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from regdesk.domain.codec import pack, unpack
from regdesk.errors import Refused
from regdesk.i18n import N_
from regdesk.wire import signatures
from regdesk.wire.encoding import DAMAGED, NEWER
from regdesk.wire.rosters import Roster

VERSION: Final = 1
MAGIC: Final = b"RDS\x01"
LARGEST: Final = 32 * 1024 * 1024
OLD_INDEX = N_("The server shows an older list of the organisation's records than the one known already.")
_LABEL: Final = "regdesk/index/v1"
_PLAIN, _ZLIB = 0, 1
_ID: Final = 32


class RemovedKey(Refused):
    """An index was signed with a key that was taken away since."""


@dataclass(frozen=True)
class Pack:
    """Where a sealed snapshot lies (32-byte id), the key that opens it, and whether open cases are in it."""

    id: bytes
    key: bytes = field(repr=False)
    open: bool = True
    streams: int = 0


@dataclass(frozen=True, kw_only=True)
class Index:
    """What an organisation's snapshots hold together, as one of its authors signed it."""

    org32: bytes
    by: bytes
    n: int
    t: int
    position: int
    channels: Mapping[bytes, tuple[int, bytes]]
    packs: tuple[Pack, ...]


def pack_entries(signed: Sequence[bytes]) -> bytes:
    """Give signed entries as the bytes to seal; zlib goes over what was signed, not over the signatures."""
    arrays = pack([one[: -signatures.SIZE] for one in signed])
    small = zlib.compress(arrays)
    packing, packed = (_ZLIB, small) if len(small) < len(arrays) else (_PLAIN, arrays)
    return pack([VERSION, packing, packed, b"".join(one[-signatures.SIZE :] for one in signed)])


def entries_of(content: bytes) -> tuple[bytes, ...]:
    """Read the signed entries of a pack, unchecked; raise Refused where it is damaged or too new."""
    match _unpacked(content):
        case [int(version), *_] if version != VERSION:
            raise Refused(NEWER)
        case [_, int(packing), bytes(packed), bytes(marks)] if packing in (_PLAIN, _ZLIB):
            arrays = _unpacked(_inflated(packed) if packing == _ZLIB else packed)
            return _joined(arrays, marks)
    raise Refused(DAMAGED)


def write_index(index: Index, secret: bytes) -> bytes:
    """Sign an index with its author's secret."""
    channels = sorted([author, k, head] for author, (k, head) in index.channels.items())
    packs = [[one.id, one.key, one.open, one.streams] for one in index.packs]
    array = pack(
        [VERSION, index.org32, index.by, index.n, index.t, index.position, channels, packs],
    )
    return array + signatures.sign(secret, _LABEL, array)


def read_index(data: bytes, roster: Roster) -> Index:
    """Read an index; raise Refused unless an author in force of *roster* signed it for its organisation.

    It is RemovedKey where the author was in force once: such an index is no lie, and worth nothing.
    """
    array, signature = data[: -signatures.SIZE], data[-signatures.SIZE :]
    index = _index(_unpacked(array))
    author = roster.authors.get(index.by)
    if index.org32 != roster.org32 or author is None:
        raise Refused(DAMAGED)
    if not signatures.valid(author.pub, signature, _LABEL, array):
        raise Refused(DAMAGED)
    if not author.active:
        raise RemovedKey(DAMAGED)
    return index


def _index(parts: Any) -> Index:
    match parts:
        case [int(version), *_] if version != VERSION:
            raise Refused(NEWER)
        case [_, bytes(org), bytes(by), int(n), int(t), int(position), list(channels), list(packs)]:
            return Index(
                org32=org,
                by=by,
                n=n,
                t=t,
                position=position,
                channels=dict(map(_channel, channels)),
                packs=tuple(map(_pack, packs)),
            )
    raise Refused(DAMAGED)


def _channel(value: Any) -> tuple[bytes, tuple[int, bytes]]:
    match value:
        case [bytes(author), int(k), bytes(head)] if k > 0:
            return author, (k, head)
    raise Refused(DAMAGED)


def _pack(value: Any) -> Pack:
    match value:
        case [bytes(name), bytes(key), bool(is_open), int(streams)] if len(name) == len(key) == _ID:
            return Pack(name, key, is_open, streams)
    raise Refused(DAMAGED)


def _joined(arrays: Any, marks: bytes) -> tuple[bytes, ...]:
    size = signatures.SIZE
    right = isinstance(arrays, list) and len(marks) == size * len(arrays)
    if not right or not all(isinstance(one, bytes) for one in arrays):
        raise Refused(DAMAGED)
    return tuple(one + marks[i * size : (i + 1) * size] for i, one in enumerate(arrays))


def _unpacked(data: bytes) -> Any:
    try:
        return unpack(data)
    except ValueError as error:
        raise Refused(DAMAGED) from error


def _inflated(packed: bytes) -> bytes:
    """Inflate at most 32 MiB, so that a small snapshot cannot fill the memory."""
    inflater = zlib.decompressobj()
    try:
        data = inflater.decompress(packed, LARGEST)
    except zlib.error as error:
        raise Refused(DAMAGED) from error
    if not inflater.eof or inflater.unused_data:
        raise Refused(DAMAGED)
    return data
