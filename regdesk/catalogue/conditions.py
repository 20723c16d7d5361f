"""Conditions that matter for a plan: their names and codes, and how to find them in what a person typed."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from regdesk.catalogue import rows, spelled
from regdesk.catalogue.rows import Sourced, Texts

FILE: Final = "conditions.toml"
# "No allergies" names an allergy and says the contrary: whatever denies is left to a person.
_DENIES: Final = frozenset(
    spelled.words(
        "no not none without denies denied negative нет не без отрицает отрицательный исключён исключена"
    )
)


@dataclass(frozen=True, kw_only=True)
class Condition(Sourced):
    """One condition: `icd` are beginnings of ICD-10 codes, `of` are wider conditions that it is too."""

    name: Texts
    icd: tuple[str, ...] = ()
    spelled: tuple[str, ...] = ()
    of: tuple[str, ...] = ()


@dataclass(frozen=True)
class Conditions:
    """All conditions by id, and which of them a record names."""

    by_id: Mapping[str, Condition]

    @cached_property
    def spellings(self) -> spelled.Spellings:
        """Every spelling of every condition, folded into words."""
        return spelled.spellings((one.id, (*one.name.values(), *one.spelled)) for one in self.by_id.values())

    def named(self, text: str, code: str) -> frozenset[str]:
        """Give the conditions that a name and an ICD-10 code mean, and the wider ones; none for a denial."""
        if _DENIES & set(spelled.words(text)):
            return frozenset()
        bare = code.strip().upper()
        coded = [one.id for one in self.by_id.values() if bare and bare.startswith(one.icd or ("-",))]
        found = {*spelled.find(text, self.spellings), *coded}
        return frozenset(found.union(*(self.by_id[one].of for one in found)))


def read(text: str, file: str = FILE) -> Conditions:
    """Read the conditions; raise WrongRowError at the first row that is not exactly as it must be."""
    found = rows.read(text, file, ("condition",))["condition"]
    known = rows.by_id([rows.make(Condition, row) for row in found], file)
    for row in found:
        if not set(known[row.values["id"]].of) <= set(known):
            raise row.wrong("in `of` only conditions of this file")
    return Conditions(known)
