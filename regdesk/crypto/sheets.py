"""The paper recovery sheet: one secret as sixteen groups of six digits, and the keys that follow from it.

Five digits are two bytes, the sixth is a check digit (Damm, 2004: every wrong digit and every two swapped
neighbours are found). Digits are typed the same in every layout and can be read out over the phone.
"""

from collections.abc import Sequence
from typing import Final

from regdesk.crypto.keys import SECRET, DeviceKeys, hkdf
from regdesk.errors import Refused
from regdesk.i18n import N_

GROUPS: Final = 16
_DIGITS: Final = 6
_DAMM: Final = (
    "0317598642",
    "7092154863",
    "4206871359",
    "1750983426",
    "6123045978",
    "3674209581",
    "5869720134",
    "8945362017",
    "9438617205",
    "2581436790",
)

WRONG_GROUP = N_("Group {number} of the recovery sheet is not right. Compare it with the paper.")


def sheet_keys(seed: bytes) -> DeviceKeys:
    """Give the keys on the sheet: the first signs as one more admin, to the second epoch seeds are sealed."""
    return DeviceKeys(hkdf(seed, "regdesk/sheet-sign/v1"), hkdf(seed, "regdesk/sheet-kem/v1"))


def groups(seed: bytes) -> tuple[str, ...]:
    """Give what is printed for a 32-byte seed."""
    numbers = (int.from_bytes(seed[i : i + 2], "big") for i in range(0, SECRET, 2))
    return tuple(f"{number:05d}{_check(f'{number:05d}')}" for number in numbers)


def seed_of(typed: Sequence[str]) -> bytes:
    """Read the groups back; raise Refused that names the first one that cannot be right."""
    numbers = [_number(typed[i] if i < len(typed) else "", i + 1) for i in range(GROUPS)]
    return b"".join(number.to_bytes(2, "big") for number in numbers)


def _number(group: str, place: int) -> int:
    plain = "".join(group.split())
    right = len(plain) == _DIGITS and plain.isascii() and plain.isdecimal() and _check(plain) == "0"
    if not right or int(plain[:-1]) >= 2**16:
        raise Refused(WRONG_GROUP, number=place)
    return int(plain[:-1])


def _check(digits: str) -> str:
    """Give the digit that makes the whole check to zero (Damm, "Total anti-symmetrische Quasigruppen")."""
    row = 0
    for digit in digits:
        row = int(_DAMM[row][int(digit)])
    return str(row)
