"""Long things sealed piece by piece, so that they need not fit into memory: the inside of a bundle.

    piece i = AES-256-GCM(key, nonce = i 11 ‖ last 1, 65,536 bytes (the last may have fewer), aad = header)

The key is made for one bundle and never used again. A piece is bound to its place, to the header and to
whether it is the last, so a cut, swapped, repeated or foreign one is found. What a bundle holds is believed
only after all pieces were looked at: their SHA-256 stands in the wrap beside the key.
"""

from collections.abc import Iterable, Iterator
from typing import Final, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from regdesk.errors import Refused
from regdesk.wire.bundles import DAMAGED
from regdesk.wire.encoding import TAG

PIECE: Final = 65536
SEALED: Final = PIECE + TAG


class Source(Protocol):
    """What pieces are read from."""

    def read(self, size: int, /) -> bytes:
        """Read at most *size* bytes; none at the end."""


def sealed(key: bytes, header: bytes, plain: Iterable[bytes]) -> Iterator[bytes]:
    """Cut parts of any size into pieces and give them sealed, the last one marked as such."""
    cipher, held, i = AESGCM(key), bytearray(), 0
    for part in plain:
        held += part
        while len(held) > PIECE:
            yield cipher.encrypt(_nonce(i, last=False), bytes(held[:PIECE]), header)
            del held[:PIECE]
            i += 1
    yield cipher.encrypt(_nonce(i, last=True), bytes(held), header)


def opened(key: bytes, header: bytes, source: Source) -> Iterator[bytes]:
    """Give what is in each piece of *source*, up to its end; raise Refused at the first that is not right."""
    cipher, i, here = AESGCM(key), 0, source.read(SEALED)
    while here:
        after = source.read(SEALED)
        try:
            yield cipher.decrypt(_nonce(i, last=not after), here, header)
        except InvalidTag as error:
            raise Refused(DAMAGED) from error
        i, here = i + 1, after
    if i == 0:
        raise Refused(DAMAGED)


def size(plain: int) -> int:
    """Give the size of *plain* bytes once they are sealed."""
    return plain + TAG * max(1, -(-plain // PIECE))


def _nonce(i: int, *, last: bool) -> bytes:
    return i.to_bytes(11, "big") + bytes((last,))
