"""Signed entries: an entry's array followed by its author's signature over it."""

from functools import lru_cache
from typing import Final

from regdesk.domain import codec
from regdesk.wire import signatures

LABEL: Final = "regdesk/entry/v1"


@lru_cache(maxsize=8192)  # a case that was not checked yet is read more than once
def genuine(signed: bytes, key: bytes) -> bool:
    """Say whether the holder of the 32-byte public *key* signed an entry."""
    array, signature = codec.split(signed)
    return signatures.valid(key, signature, LABEL, array)
