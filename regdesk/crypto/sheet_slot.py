"""The slot that the paper recovery sheet opens: the database key, sealed to the sheet's public key.

A computer needs only the public half, which stands in the roster, so every computer of the organisation has
such a slot without anybody typing sixteen groups there.

slot = HPKE(sheet's hybrid key, database key 32 + zeros, info = "regdesk/vault-sheet/v1" ‖ first 48)    2,092

Its first 1,120 bytes hold an X25519 point, whose highest bit is always 0 and stands for nothing; a random bit
stands there instead, or a sheet's slot would differ from random bytes.
"""

import os
from typing import Final

from regdesk.crypto.keys import HybridKey
from regdesk.crypto.sealing import open_for_sheet, seal_to_sheet
from regdesk.crypto.slots import SLOT, Vault
from regdesk.domain.hashing import digest

KEY: Final = 32
_LAST_OF_POINT: Final = 1119
_OVER: Final = 1120 + 16


def mark(kem_public: bytes) -> bytes:
    """Say in 16 bytes which sheet a slot is for."""
    return digest("regdesk/vault-sheet-mark/v1", kem_public)[:16]


def seal(vault: Vault, kem_public: bytes, database_key: bytes) -> bytes:
    """Give the bytes of a slot that this sheet opens."""
    sealed = bytearray(seal_to_sheet(kem_public, database_key.ljust(SLOT - _OVER, b"\0"), vault.head))
    sealed[_LAST_OF_POINT] |= os.urandom(1)[0] & 0x80
    return bytes(sealed)


def open_any(vault: Vault, key: HybridKey) -> bytes | None:
    """Give the database key, where one of the slots was sealed to this sheet (16 tries: about 1 ms)."""
    for slot in vault.slots:
        sealed = bytearray(slot)
        sealed[_LAST_OF_POINT] &= 0x7F
        opened = open_for_sheet(key, bytes(sealed), vault.head)
        if opened is not None:
            return opened[:KEY]
    return None
