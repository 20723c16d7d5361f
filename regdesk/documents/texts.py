"""The words of handouts, one Markdown file for each language, independent of the screens' catalogue."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from gettext import c2py
from typing import Final

from regdesk import resources

FILE: Final = "medicine.md"
UNREAD: Final = "not reviewed by a native speaker"


@dataclass(frozen=True)
class Texts:
    """The short texts between the dashes, and the sections: a bold line and what follows it."""

    language: str
    short: Mapping[str, str]
    sections: Mapping[str, tuple[str, str]]

    def day(self, value: date) -> str:
        """Give a day and month as this language writes them."""
        month = self.short["months"].split()[value.month - 1]
        return self.short["day"].format(day=value.day, month=month).replace(" ", "\u00a0")

    def counted(self, key: str, count: int, shown: str = "") -> str:
        """Give the form of a counted text that fits *count*, with *shown* (or the count) filled in."""
        forms = [form.strip() for form in self.short[key].split("|")]
        which = int(c2py(self.short["plural"])(count))
        return forms[min(which, len(forms) - 1)].format(n=shown or count)

    def section(self, key: str, **values: str) -> tuple[str, str]:
        """Give a section's bold line and its explanation with values filled in."""
        title, text = self.sections[key]
        return title.format(**values), text.format(**values)


@lru_cache
def read(language: str) -> Texts:
    """Read the handout's words in a language of `languages()`."""
    _, head, body = (
        (resources.folder("handouts") / language / FILE).read_text(encoding="utf-8").split("---\n", 2)
    )
    short = dict(_pair(line) for line in head.splitlines() if line.strip())
    blocks = (block.strip().split("\n", 2) for block in body.split("## ")[1:])
    return Texts(language, short, {key.strip(): (title.strip(), rest.strip()) for key, title, rest in blocks})


def languages() -> tuple[str, ...]:
    """Give the codes of the languages that have a handout."""
    return tuple(sorted(one.parent.name for one in resources.folder("handouts").glob(f"*/{FILE}")))


def unread() -> tuple[str, ...]:
    """Give the codes of the languages whose handout was made by a machine and read by no native speaker."""
    return tuple(one for one in languages() if read(one).short["reviewed"] == UNREAD)


def _pair(line: str) -> tuple[str, str]:
    key, _, value = line.partition(":")
    return key.strip(), value.strip()
