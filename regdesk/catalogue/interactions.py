"""Interactions: of a medicine of the plan with another one, or with what is known of the person."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from regdesk.catalogue import rows
from regdesk.catalogue.medicines import Medicine
from regdesk.catalogue.rows import Row, Sourced, Texts
from regdesk.catalogue.rules import CONSIDER, IN_ORDER, NOT_CHECKED, RESOLVE

FILE: Final = "interactions.toml"
SEVERITIES: Final = ("contraindicated", "major", "moderate", "caution", "minor", "info", "review")
ACTIONS: Final = (
    "substitute-other",
    "substitute-arv",
    "adjust-other-dose",
    "adjust-arv-dose",
    "add-barrier-contraception",
    "monitor-renal",
    "separate-dosing",
    "contraindicated",
    "caution",
    "none",
    "review",
)
# What of a person an interaction may be with: `advice` knows how to ask the case.
GIVEN: Final = ("", "hla-b5701-positive", "abacavir-hypersensitivity", "dual-with-hepatitis-b")


@dataclass(frozen=True, kw_only=True)
class Interaction(Sourced):
    """One interaction.

    arv    a substance of the plan;  other  substances of which one is enough;  given  of the person, instead
    from_age, below_age  full years for which it holds, 0: any
    title  for a circumstance; for two substances their names are the title
    adds, hours  a further dose of this medicine that many hours later is what the source asks for
    enough, enough_of  so many units a day of this medicine, at two times or more, are what it asks for
    """

    arv: str
    action: str
    severity: str
    text: Texts
    title: Texts | None = None
    other: tuple[str, ...] = ()
    given: str = ""
    from_age: int = 0
    below_age: int = 0
    note: Texts | None = None
    adds: str = ""
    hours: int = 0
    enough: Decimal | None = None
    enough_of: str = ""
    handout: bool = False

    @property
    def tier(self) -> str:
        """How strongly it speaks.

        Source: domain.md 2.6, decided 22 Nov 2026: contraindicated and major are to be resolved, what
        asks for less is to be taken into account. That two can be taken together is said only where somebody
        saw it.
        """
        if self.severity in ("contraindicated", "major"):
            return RESOLVE
        if self.action != "none":
            return CONSIDER
        return IN_ORDER if self.verified else NOT_CHECKED

    def for_age(self, years: int | None) -> bool:
        """Say whether it holds for somebody of that age; of unknown age it does."""
        return years is None or (self.from_age <= years and (not self.below_age or years < self.below_age))


def read(
    text: str, substances: Collection[str], medicines: dict[str, Medicine], file: str = FILE
) -> dict[str, Interaction]:
    """Read the interactions by id; raise WrongRowError at the first row that is not exactly as it must be."""
    found = rows.read(text, file, ("interaction",))["interaction"]
    return rows.by_id((_interaction(row, substances, medicines) for row in found), file)


def _interaction(row: Row, substances: Collection[str], medicines: dict[str, Medicine]) -> Interaction:
    one = rows.make(Interaction, row)
    if one.severity not in SEVERITIES or one.action not in ACTIONS:
        raise row.wrong(f"a severity of {', '.join(SEVERITIES)} and an action of {', '.join(ACTIONS)}")
    if one.severity == "review" and not one.flag:
        raise row.wrong("a flag that says what is to be reviewed")
    if bool(one.other) == bool(one.given) or one.given not in GIVEN or bool(one.given) != bool(one.title):
        raise row.wrong("either other substances, or a known circumstance and a title")
    if not {one.arv, *one.other} <= set(substances):
        raise row.wrong("only substances that are known")
    if (one.enough is not None) != (one.enough_of in medicines):
        raise row.wrong("units that are enough, and of which medicine")
    if one.adds and (one.adds not in medicines or one.hours <= 0 or not one.verified or one.flag):
        raise row.wrong("a source that was seen, a known medicine and hours to add a dose")
    return one
