"""How sealed bytes are laid out: envelope header, padding, attachment chunks; no keys and no secrets.

    envelope = "RD" ‖ version 1 ‖ wrap form 1 ‖ epoch 4 ‖ to16 ‖ wrap (124 or 1,200) ‖ body
    padded   = length 4 ‖ data ‖ zeros

Numbers are big-endian and sizes are bytes. The server reads nothing of an envelope but its header.
"""

from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from regdesk.domain.hashing import digest
from regdesk.errors import Refused
from regdesk.i18n import N_

MAGIC: Final = b"RD"
VERSION: Final = 1
HEADER: Final = 24
TAG: Final = 16
LARGEST_ENVELOPE: Final = 4_718_592
CHUNK: Final = 8192
SEALED_CHUNK: Final = CHUNK + TAG
NEWER = N_("This came from a newer RegDesk. Update RegDesk on this computer.")
DAMAGED = N_("This message is damaged. It will be asked for again.")
_LENGTH: Final = 4
_LADDER: Final = (512, 1024, 1536, 2048, 3072, 4096)


class Wrap(IntEnum):
    """How the content key is sealed: the sender's own organisation always OWN, any other always PARTNER."""

    OWN = 1
    PARTNER = 2


WRAP_SIZE: Final = {Wrap.OWN: 124, Wrap.PARTNER: 1200}
_WRAPS: Final = frozenset(Wrap)


@dataclass(frozen=True)
class Header:
    """What the server may know: the form of the wrap, the recipient's key epoch and its mailbox."""

    wrap: Wrap
    epoch: int
    to16: bytes

    def pack(self) -> bytes:
        """Give the 24 bytes that every envelope starts with."""
        return MAGIC + bytes((VERSION, self.wrap)) + self.epoch.to_bytes(4, "big") + self.to16


def mailbox_id(org32: bytes) -> bytes:
    """Give the 16-byte mailbox address of an organisation."""
    return digest("regdesk/mailbox/v1", org32)[:16]


def read_header(envelope: bytes) -> Header:
    """Read the header; raise Refused where it is damaged or from a later version."""
    if envelope[:2] != MAGIC or len(envelope) < HEADER:
        raise Refused(DAMAGED)
    if envelope[2] != VERSION or envelope[3] not in _WRAPS:
        raise Refused(NEWER)
    return Header(Wrap(envelope[3]), int.from_bytes(envelope[4:8], "big"), envelope[8:24])


def split_envelope(envelope: bytes) -> tuple[Header, bytes, bytes]:
    """Part an envelope into header, wrap and body; raise Refused where its size cannot be right."""
    header = read_header(envelope)
    start = HEADER + WRAP_SIZE[header.wrap]
    if not start + _LADDER[0] + TAG <= len(envelope) <= LARGEST_ENVELOPE:
        raise Refused(DAMAGED)
    return header, envelope[HEADER:start], envelope[start:]


def padded_size(size: int) -> int:
    """Give the size that *size* bytes are padded to.

    Above 4,096 this is Padmé: at most 12 % more, leaking O(log log size) bits (Nikitin et al., "Reducing
    Metadata Leakage from Encrypted Files and Communication with PURBs", PoPETs 2019).
    """
    for step in _LADDER:
        if size <= step:
            return step
    return _padme(size)


def pad(data: bytes) -> bytes:
    """Hide the length of *data* among others of about its size."""
    total = padded_size(_LENGTH + len(data))
    return (len(data).to_bytes(_LENGTH, "big") + data).ljust(total, b"\0")


def unpad(padded: bytes) -> bytes:
    """Take the padding off; raise Refused where the length is wrong or the rest is not zeros."""
    end = _LENGTH + int.from_bytes(padded[:_LENGTH], "big")
    if len(padded) < _LENGTH or end > len(padded) or padded.count(0, end) != len(padded) - end:
        raise Refused(DAMAGED)
    return padded[_LENGTH:end]


def chunk_count(size: int) -> int:
    """Give the number of chunks an attachment of *size* bytes travels in: those it fills, rounded up."""
    return _padme(-(-size // CHUNK) or 1)


def delete_mark(token: bytes) -> bytes:
    """Give what the first chunk carries, so that only who holds *token* can have the attachment deleted."""
    return digest("regdesk/blob-delete/v1", token)


def snapshot_id(sealed: bytes) -> bytes:
    """Give the 32-byte id of a sealed snapshot: what it is called is what it holds."""
    return digest("regdesk/snapshot/v1", sealed)


def index_hash(index: bytes) -> bytes:
    """Give the 32 bytes by which a sealed snapshot index is compared before another takes its place."""
    return digest("regdesk/snapshot-index/v1", index)


def _padme(size: int) -> int:
    exponent = size.bit_length() - 1
    free = exponent - exponent.bit_length()
    return (size + (1 << free) - 1) >> free << free
