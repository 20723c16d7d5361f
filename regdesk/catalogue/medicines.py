"""Medicines of the catalogue: names, strengths, codes, how they are taken, and what of it was verified."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from regdesk.catalogue import rows
from regdesk.catalogue.rows import Sourced, Texts
from regdesk.domain.plans import FORMS

FILE: Final = "medicines.toml"
# What of a medicine may be unverified while its name, code and strength are known.
PARTS_OF_A_ROW: Final = ("dose", "packs", "cautions", "strength", "least_kg")


@dataclass(frozen=True, kw_only=True)
class Medicine(Sourced):
    """One medicine.

    parts     its components as the guideline abbreviates them ("TDF", "3TC", "DTG"; "ATV/r")
    form      a code of `plans.FORMS`;  units  taken each time;  times  a day
    every     days between doses: 1 daily, 7 weekly
    lead_in   days at the beginning with one dose a day instead of `times` (nevirapine), 0 for none
    packs     units in a pack, as sold;  least_kg  the label's least weight, 0 where none is known
    cautions  ids of `cautions.toml`;  unverified  which of PARTS_OF_A_ROW are general knowledge only
    """

    inn: Texts
    strength: Texts
    abbr: str
    parts: tuple[str, ...]
    atc: str
    arv: bool
    group: str
    form: str
    units: Decimal = Decimal(0)
    times: int = 0
    every: int = 1
    lead_in: int = 0
    how: Texts | None = None
    packs: tuple[int, ...] = ()
    least_kg: int = 0
    cautions: tuple[str, ...] = ()
    unverified: tuple[str, ...] = ()
    note: str = ""

    @property
    def once_daily(self) -> bool:
        """Whether a label says once a day; only then times are proposed."""
        return self.times == 1 and self.every == 1 and "dose" not in self.unverified


def read(text: str, file: str = FILE) -> dict[str, Medicine]:
    """Read the medicines by id; raise WrongRowError at the first row that is not exactly as it must be."""
    found = []
    for row in rows.read(text, file, ("medicine",))["medicine"]:
        one = rows.make(Medicine, row)
        if one.form not in FORMS:
            raise row.wrong(f"a form of {', '.join(FORMS)}")
        if not one.parts or not set(one.unverified) <= set(PARTS_OF_A_ROW):
            raise row.wrong(f"parts, and in unverified only {', '.join(PARTS_OF_A_ROW)}")
        if one.units < 0 or one.times < 0 or one.every < 1 or any(pack < 1 for pack in one.packs):
            raise row.wrong("a dose and packs that are not below zero")
        found.append(one)
    return rows.by_id(found, file)
