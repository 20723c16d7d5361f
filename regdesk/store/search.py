"""Names, codes and numbers folded into one key, so that any script and any keyboard layout finds them.

Neither LIKE nor FTS5 folds ғ→г, ө→о, ё→е, ə→a or ʻ, so what is searched is folded once, on writing, into
Latin keys: Шарипов, Sharipov and Шарипов typed on an English keyboard all become "sharipov".
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

_CYRILLIC: Final = str.maketrans(
    {
        **dict(zip("абвгдезийклмнопрстуфхцыэ", "abvgdeziiklmnoprstufhciie", strict=False)),
        "ж": "j",
        "ц": "ts",
        "ч": "ch",
        "ш": "sh",
        "щ": "sch",
        "ы": "i",
        "э": "e",
        "ю": "iu",
        "я": "ia",
        "ъ": "",
        "ь": "",
        "ё": "e",
        "ғ": "g",
        "ҕ": "g",
        "ґ": "g",
        "қ": "k",
        "ө": "o",
        "ү": "u",
        "ұ": "u",
        "ҳ": "h",
        "һ": "h",
        "ҷ": "j",
        "ӣ": "i",
        "ӯ": "u",
        "ң": "ng",
        "і": "i",
        "ї": "i",
        "є": "e",
        "ў": "u",
        "ә": "a",
    }
)
_LATIN: Final = str.maketrans(
    {
        "ə": "a",
        "ı": "i",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ß": "ss",
        "æ": "e",
        "w": "v",
        "y": "i",
        "ş": "sh",
        "ș": "sh",
        "š": "sh",
        "ç": "ch",
        "č": "ch",
        "ž": "j",
        "ţ": "ts",
        "ț": "ts",
    }
)
# Signs inside names: Oʻzbek, O'zbek and Oʼzbek are one word.
_SIGNS: Final = dict.fromkeys(map(ord, "ʻʼ‘’'`´"), None)
# Ways to write one sound in Latin letters.
_SOUNDS: Final = (("shch", "sch"), ("zh", "j"), ("dj", "j"), ("kh", "h"))
_EN: Final = "`qwertyuiop[]asdfghjkl;'zxcvbnm,."
_RU: Final = "ёйцукенгшщзхъфывапролджэячсмитьбю"
_TO_RU: Final = str.maketrans(_EN, _RU)
_TO_EN: Final = str.maketrans(_RU, _EN)
# The twelve letters that look alike in both alphabets (interface.md, discreet code).
_ALIKE: Final = str.maketrans("АВЕКМНОРСТУХ", "ABEKMHOPCTYX")
_CODE: Final = re.compile(r"[ABEKMHOPCTYX]{1,4}[0-9]{0,4}")
CODE_LETTERS: Final = 4
PHONE_DIGITS: Final = 4
PHONE: Final = 11


def key(text: str) -> str:
    """Fold words into Latin keys with one space between them; digits stay."""
    lower = unicodedata.normalize("NFC", text.casefold()).translate(_SIGNS)
    plain = unicodedata.normalize("NFKD", lower.translate(_CYRILLIC).translate(_LATIN))
    bare = "".join(char for char in plain if not unicodedata.combining(char)).translate(_LATIN)
    for written, sound in _SOUNDS:
        bare = bare.replace(written, sound)
    return " ".join(re.findall(r"[a-z0-9]+", bare))


def column(texts: Iterable[str], numbers: Iterable[str]) -> str:
    """Give what is stored for a case: keys of names, then numbers without signs, a space before each word."""
    keys = [*map(key, texts), *(key(number).replace(" ", "") for number in numbers)]
    return "".join(f" {word}" for word in dict.fromkeys(" ".join(keys).split()))


def code_key(code: str) -> str:
    """Fold a code or its beginning into "MTKA4827"; "" for what is none. O or 0 is decided by its place."""
    bare = re.sub(r"[\s\-–—.]", "", code.upper()).translate(_ALIKE)
    letters, digits = bare[:CODE_LETTERS].replace("0", "O"), bare[CODE_LETTERS:].replace("O", "0")
    return letters + digits if _CODE.fullmatch(letters + digits) else ""


def words(text: str) -> list[list[str]]:
    """Give what to look for: for each reading of what was typed, the keys that must all be found."""
    lower = text.casefold()
    readings = (lower, lower.translate(_TO_RU), lower.translate(_TO_EN))
    found = [key(reading).split() for reading in readings]
    if digits := _digits(text):
        found.insert(0, [digits])
    return [list(one) for one in dict.fromkeys(tuple(one) for one in found) if one]


def codes(text: str) -> list[str]:
    """Give the beginnings of codes that the typed text may mean, in any layout."""
    lower = text.casefold()
    readings = (text, lower.translate(_TO_RU), lower.translate(_TO_EN))
    return list(dict.fromkeys(found for one in readings if (found := code_key(one))))


def _digits(text: str) -> str:
    """Read a phone or document number however it is spaced; a leading 8 may stand for +7."""
    digits = re.sub(r"[\s()+\-]", "", text)
    if not digits.isdecimal() or len(digits) < PHONE_DIGITS:
        return ""
    return digits[1:] if len(digits) == PHONE and digits[0] == "8" else digits
