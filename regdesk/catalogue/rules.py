"""Rules of RegDesk's own checks: what each says, how strongly, from which number on, and on what it rests."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from regdesk.catalogue import rows
from regdesk.catalogue.rows import Row, Sourced, Texts

FILE: Final = "rules.toml"
MONITORING: Final = "monitoring.toml"
# How strongly an advice speaks: to be resolved before signing, to be taken into account, not known, in order.
RESOLVE, CONSIDER, NOT_CHECKED, IN_ORDER = TIERS = ("resolve", "consider", "not-checked", "in-order")


@dataclass(frozen=True, kw_only=True)
class Rule(Sourced):
    """One rule: `{names}` in its texts are filled in by the check of the same id.

    limit    the number at which it changes its mind, in the unit its text names; absent where there is none
    asks     what somebody beside the person can get: a test, "weight", "question"; empty: nothing
    handout  may be added to the person's handout by one tick
    firm     no reason sets it aside: the plan has to change
    """

    tier: str
    title: Texts
    text: Texts
    limit: Decimal | None = None
    asks: str = ""
    handout: bool = False
    firm: bool = False


def read(text: str, file: str = FILE) -> dict[str, Rule]:
    """Read the rules by id; raise WrongRowError at the first row that is not exactly as it must be."""
    return rows.by_id(map(_rule, rows.read(text, file, ("rule",))["rule"]), file)


def _rule(row: Row) -> Rule:
    one = rows.make(Rule, row)
    if one.tier not in TIERS:
        raise row.wrong(f"a tier of {', '.join(TIERS)}")
    if one.firm and not (one.verified and one.tier == RESOLVE):
        raise row.wrong("a source that was seen, and the tier resolve, to be firm")
    return one
