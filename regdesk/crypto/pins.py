"""A PIN of six digits that opens a closed screen, kept as a slow hash (Argon2id, RFC 9106)."""

import os
from hmac import compare_digest
from typing import Final

from regdesk.crypto.slots import Cost, argon2id

_SALT: Final = 16


def hashed(pin: str, cost: Cost) -> list[object]:
    """Give what may be kept of a PIN: salt, cost and 48 bytes."""
    salt = os.urandom(_SALT)
    return [salt, cost.memory_kib, cost.passes, argon2id(pin.encode(), salt, cost)]


def fits(pin: str, kept: list[object]) -> bool:
    """Tell whether it is the PIN of which *kept* was made."""
    salt, memory_kib, passes, made = kept
    if not (isinstance(salt, bytes) and isinstance(made, bytes)):
        return False
    cost = Cost(int(str(memory_kib)), int(str(passes)), 1)
    return compare_digest(argon2id(pin.encode(), salt, cost), made)
