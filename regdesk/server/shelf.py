"""What the server's owner lays out for everybody: directory cards and content packs, opaque to the server.

cards/KG/*.card   cards of the organisations of a country
packs/*           signed content packs
"""

import hashlib
import re
from pathlib import Path
from typing import Final

from regdesk.server.declined import Declined
from regdesk.wire import calls

_COUNTRY: Final = re.compile(r"[A-Z]{2}")
_PACK: Final = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")


def cards(folder: Path, country: str, first: int, limit: int) -> calls.Cards:
    """Give the cards of a country from number *first* on: *limit* bytes at most, but one card at least.

    A country without cards has none; raises Declined nothing where *country* is no code of two letters.
    """
    if not _COUNTRY.fullmatch(country):
        raise Declined("nothing")
    files = sorted((folder / "cards" / country).glob("*.card"))
    taken: list[bytes] = []
    for file in files[first:]:
        card = file.read_bytes()
        if taken and sum(map(len, taken)) + len(card) > limit:
            break
        taken.append(card)
    return calls.Cards(cards=tuple(taken), total=len(files))


def pack(folder: Path, name: str, start: int, most: int) -> calls.Pack:
    """Give at most so many bytes of a pack from *start* on, with the hash of the whole.

    Raises Declined nothing where there is no such pack.
    """
    file = folder / "packs" / name
    if not _PACK.fullmatch(name) or not file.is_file():
        raise Declined("nothing")
    whole = file.read_bytes()
    return calls.Pack(size=len(whole), hash=hashlib.sha256(whole).digest(), data=whole[start : start + most])
