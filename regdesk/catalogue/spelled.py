"""Finding in what a person typed the names that the catalogue knows, however they were written."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

Spellings = Mapping[tuple[str, ...], str]
# Letters that look alike in both alphabets are one letter; ё is е, as people write it.
_ALIKE: Final = str.maketrans("авекмнорстухё", "abekmhopctyxe")
_ENDINGS: Final = "aeoyийыьюя"
_LONG: Final = 6  # a word so long is found with other endings too
_MORE: Final = 3  # letters that an ending may add
_DOSE: Final = re.compile(r"\d+\w{0,3}")
_BETWEEN: Final = re.compile(r"[+,;/&]|\bи\b|\band\b")
_IN_BRACKETS: Final = re.compile(r"\([^)]*\)")
# What stands beside a name and is none: doses, how often, how taken.
_BESIDE: Final = frozenset(
    "mg mcg g ml iu tab tabs tablet tablets caps capsule capsules daily day once twice a an the per in of "
    "or with as needed weekly week r "
    "мг мкг г мл ме таб табл таблетка таблетки таблеток капс капсула капсулы капсул раз раза в день сутки "
    "по на ежедневно неделю неделя или с со при необходимости препарат препараты средство лекарство витамин "
    "витамина витамином витамины vitamin vitamins product products medicine syrup сироп раствор капли "
    "утром вечером перед после еды сном inhaled inhaler spray ингалятор спрей dose doses".translate(
        _ALIKE
    ).split()
)


def words(text: str) -> tuple[str, ...]:
    """Fold a text into words: no case, no signs, letters that look alike made one."""
    lower = unicodedata.normalize("NFKC", text).casefold().translate(_ALIKE)
    return tuple(re.findall(r"[^\W_]+", lower))


def spellings(names: Iterable[tuple[str, Iterable[str]]]) -> dict[tuple[str, ...], str]:
    """Give what to look for: the words of every spelling -> the id it means. The first keeps it."""
    found: dict[tuple[str, ...], str] = {}
    for name, spelled in names:
        for one in spelled:
            found.setdefault(words(one), name)
    return found


def find(text: str, known: Spellings) -> tuple[str, ...]:
    """Give the ids that a text names, in its order; of spellings that fit at one place the longest counts."""
    return tuple(dict.fromkeys(name for _, name in _read(words(text), known) if name))


def left_over(text: str, known: Spellings) -> tuple[str, ...]:
    """Give the parts of a list ("A + B, C") that hold a word nobody knows, as they were typed.

    Doses, how to take it and what stands in brackets are no such words.
    """
    if words(text) in known:
        return ()
    parts = [part.strip() for part in _BETWEEN.split(_IN_BRACKETS.sub(" ", text)) if part.strip()]
    return tuple(part for part in parts or [text] if _strange(words(part), known))


def _strange(typed: tuple[str, ...], known: Spellings) -> bool:
    """Say whether a part names nothing, or something beside what it names."""
    read = list(_read(typed, known))
    rest = [word for word, name in read if not name and word not in _BESIDE and not _DOSE.fullmatch(word)]
    return bool(rest) and (len(rest) == len(read) or any(len(word) >= _LONG for word in rest))


def _read(typed: tuple[str, ...], known: Spellings) -> Iterator[tuple[str, str]]:
    """Go through words and give what each place holds: the words there, and the id they mean or nothing."""
    place = 0
    while place < len(typed):
        fitting = [one for one in known if _fits(one, typed[place:])]
        longest = max(fitting, key=lambda one: (len(one), sum(map(len, one))), default=())
        step = max(len(longest), 1)
        yield " ".join(typed[place : place + step]), known.get(longest, "")
        place += step


def _fits(spelled: tuple[str, ...], typed: tuple[str, ...]) -> bool:
    return len(spelled) <= len(typed) and all(map(_same, spelled, typed))


def _same(spelled: str, typed: str) -> bool:
    if spelled == typed:
        return True
    stem = spelled.rstrip(_ENDINGS) if len(spelled) >= _LONG else ""
    return bool(stem) and typed.startswith(stem) and len(typed) <= len(spelled) + _MORE
