"""Does a paper tell a casual reader too much? Reads its text, properties and outline for disclosing words."""

import re
from functools import lru_cache
from io import BytesIO
from typing import Final

import pikepdf

from regdesk import resources
from regdesk.documents import show

LIST: Final = "disclosing_words.txt"


def in_text(text: str) -> tuple[str, ...]:
    """Give the disclosing words that *text* holds, each once, in the order of the list."""
    plain = " ".join(text.split())
    return tuple(word for word, pattern in _patterns() if pattern.search(plain))


def in_pdf(pdf: bytes) -> tuple[str, ...]:
    """Give the disclosing words that a reader of the file could find."""
    return in_text("\n".join((show.text(pdf), *_properties(pdf))))


def _properties(pdf: bytes) -> list[str]:
    """Give what the file says of itself: information dictionary, XMP, outline titles, attachment names."""
    with pikepdf.open(BytesIO(pdf)) as file:
        said = [str(value) for value in file.docinfo.values()]
        with file.open_metadata(set_pikepdf_as_editor=False) as metadata:
            said += [str(value) for value in metadata.values()]
        with file.open_outline() as outline:
            said += [item.title for item in outline.root]
        return [*said, *file.attachments]


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    lines = (resources.folder("handouts") / LIST).read_text(encoding="utf-8").splitlines()
    listed = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    return tuple((line, _pattern(line)) for line in listed)


def _pattern(line: str) -> re.Pattern[str]:
    exact, stem = line.startswith("="), line.endswith("*")
    letters = re.escape(line.strip("=*")).replace(r"\ ", r"\s+")
    end = "" if stem else r"(?!\w)"
    return re.compile(rf"(?<!\w){letters}{end}", 0 if exact else re.IGNORECASE)
