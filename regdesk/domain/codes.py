"""The code by which people speak of a case: four letters, three digits and a check digit (`МТКА 482-7`).

The letters look the same in Cyrillic and Latin. Codes are drawn at random and say nothing about the person.
"""

from collections.abc import Callable
from typing import Final

LETTERS: Final = "АВЕКМНОРСТУХ"
LATIN: Final = "ABEKMHOPCTYX"
_PRIME: Final = 13  # above both the letters and the digits, so one wrong sign always shows
_DIGITS: Final = 10
# Rude or telling parts of words in Russian and English; such codes are drawn again.
_UNWANTED: Final = ("СУК", "ХЕР", "МРЕТ", "УМЕР", "ТРУХ", "КАРА", "РАК", "ВОР", "СМЕР", "ОРВА", "ТЕВТ")


def draw(random: Callable[[int], bytes]) -> str:
    """Draw a code; *random* gives that many random bytes."""
    while True:
        raw = random(8)
        letters = "".join(LETTERS[byte % len(LETTERS)] for byte in raw[:4])
        digits = f"{int.from_bytes(raw[4:], 'big') % 1000:03d}"
        check = _check(letters + digits)
        if check < _DIGITS and not any(word in letters for word in _UNWANTED):
            return f"{letters} {digits}-{check}"


def valid(code: str) -> bool:
    """Say whether a code as typed, in either alphabet and with any spaces, has a right check digit."""
    plain = folded(code)
    shape = len(plain) == 8 and all(sign in LETTERS for sign in plain[:4]) and plain[4:].isdigit()  # noqa: PLR2004
    return shape and _check(plain[:7]) == int(plain[7])


def folded(code: str) -> str:
    """Give a code without spaces and dashes, its letters Cyrillic: how codes are compared and searched."""
    table = str.maketrans(LATIN, LETTERS)
    return "".join(sign for sign in code.upper().translate(table) if sign.isalnum())


def _check(signs: str) -> int:
    values = (LETTERS.index(sign) if sign in LETTERS else int(sign) for sign in signs)
    return sum(weight * value for weight, value in enumerate(values, 2)) % _PRIME
