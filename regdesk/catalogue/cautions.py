"""Cautions of the catalogue: what a medicine's own row warns of, and when a check has to say it."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from regdesk.catalogue import rows
from regdesk.catalogue.rows import Row, Sourced, Texts
from regdesk.catalogue.rules import CONSIDER, RESOLVE

FILE: Final = "cautions.toml"
# When a caution speaks in the checks of a plan; "" never does: it is told where the medicine is looked up,
# or `interactions.toml` says it better.
NUMBERS: Final = ("egfr-below", "haemoglobin-below", "viral-load-above")
WHEN: Final = (
    "",
    *NUMBERS,
    "condition",
    "with",
    "without",
    "hla-b5701",
    "hepatitis-b-alone",
    "hepatitis-b-stopping",
)


@dataclass(frozen=True, kw_only=True)
class Caution(Sourced):
    """One caution.

    when  the check that says it (WHEN), with its `limit`, or with the substances or conditions in `of`
    arv   of a caution "with" something: the components it is about; where a row of `interactions.toml` about
          one of them speaks, it is silent
    text  what it warns of, in one short sentence;  more  what the check says beside it
    asks  the test that would settle it, empty: none
    """

    text: Texts
    when: str = ""
    tier: str = ""
    limit: Decimal | None = None
    of: tuple[str, ...] = ()
    arv: tuple[str, ...] = ()
    more: Texts | None = None
    asks: str = ""


def read(
    text: str, substances: Collection[str], conditions: Collection[str], file: str = FILE
) -> dict[str, Caution]:
    """Read the cautions by id; raise WrongRowError at the first row that is not exactly as it must be."""
    found = rows.read(text, file, ("caution",))["caution"]
    return rows.by_id((_caution(row, substances, conditions) for row in found), file)


def _caution(row: Row, substances: Collection[str], conditions: Collection[str]) -> Caution:
    one = rows.make(Caution, row)
    if one.when not in WHEN or one.tier not in ("", RESOLVE, CONSIDER) or bool(one.when) != bool(one.tier):
        raise row.wrong(f"a when of {', '.join(WHEN[1:])} together with a tier, or neither")
    if (one.limit is not None) != (one.when in NUMBERS) or bool(one.when) != bool(one.more):
        raise row.wrong("a limit where it compares a number, and more to say where it speaks")
    named = {"condition": conditions, "with": substances, "without": substances}.get(one.when, ())
    if bool(one.arv) != (one.when == "with") or not set(one.arv) <= set(substances):
        raise row.wrong("in `arv` the components it is about, where it speaks of two together")
    if bool(one.of) != bool(named) or not set(one.of) <= set(named):
        raise row.wrong("in `of` what it looks for, and nothing where it looks for nothing")
    return one
