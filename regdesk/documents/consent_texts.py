"""The words of both consents, one folder for each version of them and each language."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from regdesk import resources
from regdesk.domain.consent import TEXT_VERSION
from regdesk.i18n import LANGUAGES

FOLDER: Final = "consents"
Sections = Mapping[str, "Said"]


@dataclass(frozen=True)
class Said:
    """What a section says: its title, and a text in which {places} are still to be filled in."""

    title: str
    text: str


@lru_cache
def read(paper: str, language: str, version: str = TEXT_VERSION) -> Sections:
    """Read the sections of a consent ("consent-a", "consent-b") by their keys, in their order."""
    file = resources.folder(FOLDER) / version / language / f"{paper}.md"
    blocks = (one.strip().split("\n", 2) for one in file.read_text(encoding="utf-8").split("## ")[1:])
    return {key: Said(title, text) for key, title, text in blocks}


def languages(version: str = TEXT_VERSION) -> tuple[str, ...]:
    """Give the languages that both consents can be printed in, those of the screens first."""
    there = {one.name for one in (resources.folder(FOLDER) / version).iterdir() if one.is_dir()}
    return tuple(one for one in (*LANGUAGES, *sorted(there - set(LANGUAGES))) if one in there)
