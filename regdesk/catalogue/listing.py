"""What the program knows, row by row as it is written, and what a content pack changes of it."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from regdesk.catalogue.rows import Texts, in_language

Files = Mapping[str, str]
# Where a row has its name: the first of these it has, in words or by language.
_NAMES: Final = ("name", "inn", "title", "text", "what")
_OF_ITSELF: Final = frozenset({"id", "source", "checked", "verified", "flag"})


@dataclass(frozen=True)
class Known:
    """One row of the catalogue as it is written.

    table  "medicine", "regimen", …;  values  everything that stands there
    """

    file: str
    table: str
    id: str
    values: Mapping[str, Any]

    @property
    def source(self) -> str:
        """Where it was seen, in words."""
        return str(self.values.get("source", ""))

    @property
    def checked(self) -> date | None:
        """Give the day somebody looked."""
        day = self.values.get("checked")
        return day if isinstance(day, date) else None

    @property
    def verified(self) -> bool:
        """Whether it was seen in the source, and nothing speaks against it."""
        return self.values.get("verified") is True and not self.values.get("flag")

    def name(self, language: str) -> str:
        """Give what it is called."""
        if self.table == "interaction":
            both = (self.values.get("arv"), self.values.get("other") or self.values.get("given"))
            return " + ".join(words(one, language) for one in both)
        found = next((self.values[one] for one in _NAMES if one in self.values), self.id)
        said = words(found, language)
        strength = words(self.values.get("strength", ""), language)
        return f"{said} {strength}".strip()

    def said(self, language: str) -> str:
        """Write out what it says besides name and source, one thing after the other."""
        left = {name: one for name, one in self.values.items() if name not in _OF_ITSELF}
        return " · ".join(f"{name}: {words(one, language)}" for name, one in left.items())


@dataclass(frozen=True)
class Change:
    """One row that a pack adds (no *old*), takes away (no *new*) or changes; *fields* differ."""

    old: Known | None
    new: Known | None
    fields: tuple[str, ...] = ()

    @property
    def row(self) -> Known:
        """The row as it will be, or as it was."""
        found = self.new or self.old
        if found is None:
            raise ValueError(self)
        return found


def rows(files: Files) -> tuple[Known, ...]:
    """List all rows of files that were read strictly before."""
    return tuple(
        Known(file, table, str(row.get("id", "")), row)
        for file, text in sorted(files.items())
        for table, found in tomllib.loads(text).items()
        for row in found
    )


def changes(old: Files, new: Files) -> tuple[Change, ...]:
    """List the rows that differ between two states of the catalogue, in the order of the new files."""
    before = {(one.file, one.table, one.id): one for one in rows(old)}
    after = {(one.file, one.table, one.id): one for one in rows(new)}
    found = [Change(before.get(name), one, _differ(before.get(name), one)) for name, one in after.items()]
    gone = [Change(one, None) for name, one in before.items() if name not in after]
    return tuple(one for one in found if one.old is None or one.fields) + tuple(gone)


def words(value: object, language: str) -> str:
    """Write a value of a row as words: texts in a language, lists with commas."""
    if isinstance(value, Mapping):
        texts: Texts = value
        return in_language(texts, language) if "en" in texts else str(dict(value))
    if isinstance(value, list):
        return ", ".join(words(one, language) for one in value)
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    return str(value)


def _differ(old: Known | None, new: Known) -> tuple[str, ...]:
    if old is None:
        return ()
    names = dict.fromkeys((*new.values, *old.values))
    return tuple(name for name in names if old.values.get(name) != new.values.get(name))
