"""Substances of the catalogue: what other medicines are called, and the groups in which rules name them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from regdesk.catalogue import rows, spelled
from regdesk.catalogue.rows import Sourced, Texts, WrongRowError

FILE: Final = "substances.toml"


@dataclass(frozen=True, kw_only=True)
class Substance(Sourced):
    """One substance or group of substances.

    spelled  other ways to write it;  of  the groups it belongs to, or what a combination is made of
    part     how `medicines.toml` abbreviates it, empty: as its id
    once     two of it in one plan are one too many
    """

    name: Texts
    spelled: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    part: str = ""
    once: bool = False


@dataclass(frozen=True)
class Substances:
    """All substances by id, and what of them a text or a medicine names."""

    by_id: Mapping[str, Substance]

    @cached_property
    def spellings(self) -> spelled.Spellings:
        """Every spelling of every substance, folded into words."""
        return spelled.spellings(
            (one.id, (*one.name.values(), one.id, *one.spelled)) for one in self.by_id.values()
        )

    @cached_property
    def by_part(self) -> Mapping[str, str]:
        """How `medicines.toml` abbreviates a component -> its id here."""
        return {one.part or one.id: one.id for one in self.by_id.values()}

    def named(self, text: str) -> tuple[str, ...]:
        """Give the ids that a text names."""
        return spelled.find(text, self.spellings)

    def unknown(self, text: str) -> tuple[str, ...]:
        """Give the parts of a text in which no name is known."""
        return spelled.left_over(text, self.spellings)

    def with_groups(self, ids: Iterable[str]) -> frozenset[str]:
        """Give ids together with all groups they belong to, and what combinations are made of."""
        found: set[str] = set()
        wanted = list(ids)
        while wanted:
            if (one := wanted.pop()) not in found:
                found.add(one)
                wanted += self.by_id[one].of
        return frozenset(found)


def read(text: str, file: str = FILE) -> Substances:
    """Read the substances; raise WrongRowError at the first row that is not exactly as it must be."""
    found = rows.read(text, file, ("substance",))["substance"]
    known = rows.by_id([rows.make(Substance, row) for row in found], file)
    for row in found:
        if not set(known[row.values["id"]].of) <= set(known):
            raise row.wrong("in `of` only substances of this file")
    parts = [one.part or one.id for one in known.values()]
    if len(set(parts)) < len(parts):
        raise WrongRowError(f"{file}: one abbreviation stands there twice")
    return Substances(known)
