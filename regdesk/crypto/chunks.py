"""Attachments as sealed chunks: the bytes on disk are the bytes that travel, so nothing is sealed twice.

    chunk i = AES-256-GCM(key32, nonce = i 11 ‖ last 1, 8,192 bytes, aad = blob16 ‖ count 4)    8,208 bytes
    root32  = H(label, SHA-256(chunk 0), …, SHA-256(chunk n-1))

Id and key are fresh random for every attachment (no convergent encryption). The plain bytes are filled up
with zeros to whole chunks, and the number of chunks is rounded up (Padmé), so that size tells little.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from io import BytesIO
from typing import BinaryIO, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from regdesk.domain.hashing import digest
from regdesk.errors import Refused
from regdesk.i18n import N_
from regdesk.wire.encoding import CHUNK, SEALED_CHUNK, chunk_count

LARGEST: Final = 64 * 1024 * 1024
_TOO_LARGE = N_("This file is too large. The largest is {most} MB.")
_DAMAGED = N_("This paper arrived damaged. It will be fetched again.")


@dataclass(frozen=True)
class Blob:
    """What a signed entry says of an attachment; who has it can fetch, check and read the chunks."""

    id: bytes
    key: bytes = field(repr=False)
    root: bytes
    size: int

    @property
    def count(self) -> int:
        """Give the number of chunks; raise Refused where an entry states a size that nobody may send."""
        if not 0 <= self.size <= LARGEST:
            raise Refused(_TOO_LARGE, most=LARGEST // 2**20)
        return chunk_count(self.size)


def seal(source: BinaryIO, target: BinaryIO) -> Blob:
    """Seal all that is left in the seekable *source* into *target*, a chunk at a time."""
    blob = Blob(os.urandom(16), os.urandom(32), b"", _left(source))
    cipher, hashes = AESGCM(blob.key), []
    for i in range(blob.count):
        sealed = cipher.encrypt(_nonce(blob, i), source.read(CHUNK).ljust(CHUNK, b"\0"), _context(blob))
        hashes.append(sha256(sealed).digest())
        target.write(sealed)
    return Blob(blob.id, blob.key, root_of(hashes), blob.size)


def seal_bytes(data: bytes) -> tuple[Blob, bytes]:
    """Seal *data* and give what its entry says and the sealed chunks in a row."""
    target = BytesIO()
    blob = seal(BytesIO(data), target)
    return blob, target.getvalue()


def opened(blob: Blob, source: BinaryIO) -> Iterator[bytes]:
    """Give the plain bytes of an attachment, a chunk at a time; raise Refused where a chunk is not right.

    Every chunk is bound to its place, to the attachment and to the number of chunks, so a swapped, foreign,
    repeated or missing one is found. Bytes given before that are right, but are not the whole.
    """
    left = blob.size
    for i in range(blob.count):
        plain = open_chunk(blob, i, source.read(SEALED_CHUNK))
        if left > 0:
            yield plain[:left]
        left -= CHUNK
    if source.read(1):
        raise Refused(_DAMAGED)


def open_bytes(blob: Blob, sealed: bytes) -> bytes:
    """Give the whole attachment; raise Refused where a chunk or the root is not right."""
    check(blob, BytesIO(sealed))
    return b"".join(opened(blob, BytesIO(sealed)))


def open_chunk(blob: Blob, i: int, sealed: bytes) -> bytes:
    """Give the 8,192 plain bytes of chunk *i*; raise Refused where it is not that chunk."""
    try:
        return AESGCM(blob.key).decrypt(_nonce(blob, i), sealed, _context(blob))
    except InvalidTag as error:
        raise Refused(_DAMAGED) from error


def check(blob: Blob, source: BinaryIO) -> None:
    """Raise Refused unless *source* holds exactly the sealed chunks that the entry was signed over."""
    hashes = [sha256(source.read(SEALED_CHUNK)).digest() for _ in range(blob.count)]
    if source.read(1) or root_of(hashes) != blob.root:
        raise Refused(_DAMAGED)


def root_of(hashes: list[bytes]) -> bytes:
    """Give the root32 of an attachment from the SHA-256 of each sealed chunk, in order."""
    return digest("regdesk/blob-root/v1", *hashes)


def _left(source: BinaryIO) -> int:
    here = source.tell()
    size = source.seek(0, os.SEEK_END) - here
    source.seek(here)
    return size


def _nonce(blob: Blob, i: int) -> bytes:
    return i.to_bytes(11, "big") + bytes((i == blob.count - 1,))


def _context(blob: Blob) -> bytes:
    return blob.id + blob.count.to_bytes(4, "big")
