"""Does a paper tell a casual reader too much? Reads its text, properties and outline for disclosing words."""

import re
from collections.abc import Iterable
from functools import lru_cache
from io import BytesIO
from typing import Final

import pikepdf

from regdesk import resources
from regdesk.documents import show

WORDS: Final = "disclosing_words.txt"
MEDICINES: Final = "disclosing_medicines.txt"


def in_text(text: str, *, medicines: bool = False) -> tuple[str, ...]:
    """Give the disclosing words that *text* holds, each once, in the order of the lists.

    medicines  whether the text may name medicines
    """
    plain = " ".join(text.split())
    lists = (WORDS,) if medicines else (WORDS, MEDICINES)
    return tuple(word for one in lists for word, pattern in _patterns(one) if pattern.search(plain))


def in_pdf(pdf: bytes, *, medicines: bool = False) -> tuple[str, ...]:
    """Give the disclosing words that a reader of the file could find; its properties never name medicines."""
    said = dict.fromkeys(
        (*in_text(show.text(pdf), medicines=medicines), *in_text("\n".join(_properties(pdf))))
    )
    return tuple(said)


def untelling(text: str) -> str:
    """Give what somebody typed, or nothing where a casual reader would learn from it."""
    return "" if in_text(text) else text.strip()


def _properties(pdf: bytes) -> list[str]:
    """Give what the file says of itself: information dictionary, XMP, outline titles, attachment names."""
    with pikepdf.open(BytesIO(pdf)) as file:
        said = [str(value) for value in file.docinfo.values()]
        with file.open_metadata(set_pikepdf_as_editor=False) as metadata:
            said += [str(value) for value in metadata.values()]
        with file.open_outline() as outline:
            said += _titles(outline.root)
        return [*said, *file.attachments]


def _titles(items: Iterable[pikepdf.OutlineItem]) -> list[str]:
    """Give the titles of bookmarks, and of those below them."""
    return [title for one in items for title in (one.title, *_titles(one.children))]


@lru_cache
def _patterns(name: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    lines = (resources.folder("handouts") / name).read_text(encoding="utf-8").splitlines()
    listed = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    return tuple((line, _pattern(line)) for line in listed)


def _pattern(line: str) -> re.Pattern[str]:
    exact, stem = line.startswith("="), line.endswith("*")
    letters = re.escape(line.strip("=*")).replace(r"\ ", r"\s+")
    end = "" if stem else r"(?!\w)"
    return re.compile(rf"(?<!\w){letters}{end}", 0 if exact else re.IGNORECASE)
