"""Secrets that people type: groups of six digits, each with its own check digit.

Five digits are two bytes, the sixth is a check digit (Damm, 2004: every wrong digit and every two swapped
neighbours are found). Digits are typed the same in every layout and can be read out over the phone.
"""

from collections.abc import Sequence
from typing import Final

from regdesk.errors import Refused

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


def groups(secret: bytes) -> tuple[str, ...]:
    """Give the groups of a secret of an even number of bytes, two bytes in each."""
    numbers = (int.from_bytes(secret[i : i + 2], "big") for i in range(0, len(secret), 2))
    return tuple(f"{number:05d}{check(f'{number:05d}')}" for number in numbers)


def secret_of(typed: Sequence[str], count: int, wrong: str) -> bytes:
    """Read *count* groups back; raise Refused with *wrong*, which names the first that cannot be right."""
    numbers = [_number(typed[i] if i < len(typed) else "", i + 1, wrong) for i in range(count)]
    return b"".join(number.to_bytes(2, "big") for number in numbers)


def cut(text: str) -> tuple[str, ...]:
    """Cut what was typed or pasted in one line into groups, whatever stands between the digits."""
    plain = "".join(sign for sign in text if sign.isascii() and sign.isdecimal())
    return tuple(plain[i : i + _DIGITS] for i in range(0, len(plain), _DIGITS))


def check(digits: str) -> str:
    """Give the digit that makes the whole check to zero (Damm, "Total anti-symmetrische Quasigruppen")."""
    row = 0
    for digit in digits:
        row = int(_DAMM[row][int(digit)])
    return str(row)


def _number(group: str, place: int, wrong: str) -> int:
    plain = "".join(group.split())
    right = len(plain) == _DIGITS and plain.isascii() and plain.isdecimal() and check(plain) == "0"
    if not right or int(plain[:-1]) >= 2**16:
        raise Refused(wrong, number=place)
    return int(plain[:-1])
