"""Content packs: newer files of the catalogue in one signed file.

    pack  = canonical msgpack [1, zlib(array), [[org32, by16, signature], …]]
    array = canonical msgpack [version, day, {language: title}, {path: text}]

The signatures (label `regdesk/pack/v1`) are of author keys of any organisation. They say who wrote the pack
and no more: whether it is used is for a person to decide, who sees what changes (decision 0044).
"""

import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from regdesk.domain.codec import pack, unpack
from regdesk.errors import Refused
from regdesk.i18n import N_
from regdesk.wire import rosters, signatures
from regdesk.wire.encoding import NEWER
from regdesk.wire.rosters import Roster

FORMAT: Final = 1
SIGNERS: Final = frozenset({"admin", "clinician"})
MOST: Final = 4 * 1024 * 1024
DAMAGED: Final = N_("This file is damaged. Ask for the file again.")
FALSE: Final = N_(
    "This file was not signed by a doctor or administrator of your organisation, nor of a partner "
    "whose 30 digits you compared. Ask who it comes from, and compare the digits with them first."
)
_LABEL: Final = "regdesk/pack/v1"


@dataclass(frozen=True)
class Content:
    """What a pack says: its number (a greater one stands), day, title by language, and files by path."""

    version: int
    on: date
    title: Mapping[str, str]
    files: Mapping[str, str]


@dataclass(frozen=True)
class Seal:
    """One signature under a pack: of which organisation's author it claims to be."""

    org: bytes
    author: bytes
    signature: bytes


@dataclass(frozen=True)
class Pack:
    """A pack as it was read; *array* is what its seals sign. None of them is believed yet."""

    content: Content
    seals: tuple[Seal, ...]
    array: bytes


def write(content: Content, roster: Roster, secret: bytes) -> bytes:
    """Write a pack signed by the author of *roster* with *secret*."""
    titles, files = dict(content.title), dict(content.files)
    array = pack([content.version, content.on.isoformat(), titles, files])
    by = rosters.author_id(roster.org32, signatures.public(secret))
    seal = [roster.org32, by, signatures.sign(secret, _LABEL, array)]
    return pack([FORMAT, zlib.compress(array, 9), [seal]])


def read(data: bytes) -> Pack:
    """Read a pack without believing it; raise Refused where it is damaged or of a newer kind."""
    try:
        return _read(unpack(data))
    except (ValueError, zlib.error) as error:
        raise Refused(DAMAGED) from error


def signer(found: Pack, known: Iterable[Roster]) -> tuple[bytes, bytes]:
    """Give the organisation and author, among *known* rosters, whose signature holds; raise Refused for none.

    Only a doctor or administrator whose key was not taken away signs.
    """
    by_org = {one.org32: one for one in known}
    for seal in found.seals:
        roster = by_org.get(seal.org)
        author = roster.authors.get(seal.author) if roster else None
        if author is None or not author.active or not author.roles & SIGNERS:
            continue
        if signatures.valid(author.pub, seal.signature, _LABEL, found.array):
            return seal.org, seal.author
    raise Refused(FALSE)


def _read(parts: Any) -> Pack:
    match parts:
        case [int(number), *_] if number > FORMAT:
            raise Refused(NEWER)
        case [1, bytes(packed), list(seals)]:
            array = _inflate(packed)
            return Pack(_content(unpack(array)), tuple(_seal(one) for one in seals), array)
    raise Refused(DAMAGED)


def _inflate(packed: bytes) -> bytes:
    """Unpack at most MOST bytes: a small file must not fill the memory."""
    unpacking = zlib.decompressobj()
    array = unpacking.decompress(packed, MOST)
    if not unpacking.eof or unpacking.unused_data:
        raise Refused(DAMAGED)
    return array


def _content(parts: Any) -> Content:
    match parts:
        case [int(version), str(on), dict(title), dict(files)] if version > 0 and files:
            texts = (*title.items(), *files.items())
            if "en" in title and all(isinstance(one, str) for pair in texts for one in pair):
                return Content(version, date.fromisoformat(on), title, files)
    raise Refused(DAMAGED)


def _seal(parts: Any) -> Seal:
    match parts:
        case [bytes(org), bytes(author), bytes(signature)]:
            return Seal(org, author, signature)
    raise Refused(DAMAGED)
