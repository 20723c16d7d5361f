"""The rules of monitoring: what each says, where it stands, and whether somebody saw it there.

Texts are for the clinician, who decides; no rule changes a plan, and none begins or stops a medicine.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from regdesk.i18n import N_

_LOOKED: Final = date(2026, 11, 22)


@dataclass(frozen=True)
class Rule:
    """One rule; `verified` where it was seen in the named source."""

    id: str
    source: str
    checked: date = _LOOKED
    verified: bool = True


@dataclass(frozen=True)
class Remark:
    """What a rule says of a case: a permanent code, a sentence (msgid) with values, the days it rests on."""

    code: str
    text: str
    rule: Rule
    values: Mapping[str, Any] = field(default_factory=dict)
    days: tuple[date, ...] = ()


SCHEDULE: Final = Rule("HIV.S.2", "WHO SMART HIV DAK 2023, schedules HIV.S.2 (WHO guidelines of July 2021)")
FAILURE: Final = Rule("HIV.D17.DT", "WHO SMART HIV DAK 2023, decision table HIV.D17.DT")
CATEGORY: Final = Rule("POLICY-VL", "WHO policy brief: the role of HIV viral suppression, July 2023")
CD4: Final = Rule(
    "HIV.S.2/CD4", "WHO SMART HIV DAK 2023, HIV.S.2 and HIV.D12.DT.10; “established”: general knowledge",
    verified=False,
)  # fmt: skip
OWN: Final = Rule("RD.M", "RegDesk's own proposal, written down 22 Nov 2026", verified=False)

TEXTS: Final = {
    "repeat": N_(
        "Viral load is 50 to 1000. Repeat it in 3 months, with more support for taking the medicines."
    ),
    "repeat-again": N_(
        "Viral load is 50 to 1000 for the second time. Repeat it in 3 months, with more support."
    ),
    "consider-switch": N_(
        "Viral load is 50 to 1000 for the second time on an NNRTI: consider another regimen."
    ),
    "switch-now": N_("Viral load is above 1000 on an NNRTI: a change of regimen is to be considered now."),
    "counsel-repeat": N_(
        "Viral load is above 1000. Talk about what makes it hard, without blame, and repeat in 3 months."
    ),
    "nnrti-unknown": N_(
        "Which medicines are taken is not known: with an NNRTI a change of regimen is considered sooner."
    ),
    "untold": N_(
        "The value does not tell whether it is below 50, up to 1000 or above. Ask the laboratory, or repeat."
    ),
    "early": N_("Treatment has lasted less than 6 months: it is too early to judge it by this viral load."),
    "start-unknown": N_(
        "The day of the first dose is not known: enter it, so that viral loads can be judged."
    ),
    "failure": N_(
        "Viral load is above 1000 in two samples 3 months apart, after 6 months: consider failure."
    ),
    "failure-nnrti": N_(
        "Viral load is above 1000 after 6 months on an NNRTI: consider failure after this one sample."
    ),
    "failure-cd4": N_("CD4 is 100 or less in two samples 3 months apart: consider failure of treatment."),
    "failure-cd4-clinical": N_(
        "CD4 is 250 or less after a new serious illness on treatment: consider failure of treatment."
    ),
    "failure-clinical": N_(
        "A new serious illness after 6 months: consider failure, once immune reconstitution is ruled out."
    ),
}


def remark(code: str, rule: Rule, *days: date, **values: Any) -> Remark:
    """Make a remark in the rule's words."""
    return Remark(code, TEXTS[code], rule, values, days)
