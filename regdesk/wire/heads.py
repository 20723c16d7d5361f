"""Head files: which entries of a revoked author count, as the revoker vouches for them, one file a recipient.

    file = canonical msgpack [1, org32, author16, to32, salt 32, [[stream16, section, n, ids32], …]]
    hash = H("regdesk/heads/v1", file);   stands in the `revoke_author` statement

A row says that of the author's entries in that section of that stream those from 1 to `n` count whose ids
hash to `ids32` (`domain.limits.head_of`). Rows are sorted; only sections the recipient receives are named.
The statement is public and the salt is random, so nobody can find out from a hash where the author wrote.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from regdesk.domain.codec import pack, unpack
from regdesk.domain.hashing import digest
from regdesk.errors import Refused
from regdesk.i18n import N_
from regdesk.wire.rosters import Roster

VERSION: Final = 1
SALT: Final = 32
LARGEST: Final = 3 * 1024 * 1024
DAMAGED = N_("A list of the records that count of a key that was taken away is damaged.")
NOT_STATED = N_("A list of the records that count of a key came that its organisation never stated.")


@dataclass(frozen=True, order=True)
class Head:
    """How far an author's entries count in one section of one stream: number and hash of the ids up to it."""

    stream: bytes
    section: str
    n: int
    ids: bytes


@dataclass(frozen=True)
class HeadFile:
    """The heads of a revoked author for one recipient."""

    org: bytes
    author: bytes
    recipient: bytes
    heads: tuple[Head, ...]


def write(file: HeadFile, salt: bytes) -> bytes:
    """Give the bytes of a head file; *salt* is 32 random bytes. One above LARGEST is read by nobody."""
    rows = [[one.stream, one.section, one.n, one.ids] for one in sorted(file.heads)]
    return pack([VERSION, file.org, file.author, file.recipient, salt, rows])


def hash_of(data: bytes) -> bytes:
    """Give the 32-byte hash by which a revocation names a head file."""
    return digest("regdesk/heads/v1", data)


def parse(data: bytes) -> HeadFile:
    """Read a head file, whoever wrote it; raise Refused where it is damaged."""
    try:
        parts: Any = unpack(data) if len(data) <= LARGEST else None
    except ValueError as error:
        raise Refused(DAMAGED) from error
    match parts:
        case [1, bytes(org), bytes(author), bytes(recipient), bytes(), list(rows)]:
            return HeadFile(org, author, recipient, _heads(rows))
    raise Refused(DAMAGED)


def read(data: bytes, roster: Roster | None) -> HeadFile:
    """Read a head file of an organisation; raise Refused unless a revocation in its roster names it."""
    file = parse(data)
    stated = roster.revocations.get(file.author, ()) if roster and roster.org32 == file.org else ()
    if not any(hash_of(data) in one.heads for one in stated):
        raise Refused(NOT_STATED)
    return file


def _heads(rows: Iterable[Any]) -> tuple[Head, ...]:
    heads = []
    for row in rows:
        match row:
            case [bytes(stream), str(section), int(n), bytes(ids)] if n > 0:
                heads.append(Head(stream, section, n, ids))
            case _:
                raise Refused(DAMAGED)
    if any((one.stream, one.section) >= (other.stream, other.section) for one, other in pairwise(heads)):
        raise Refused(DAMAGED)
    return tuple(heads)
