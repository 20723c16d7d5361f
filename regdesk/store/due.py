"""What one thing to do is, and a case as one desk sees it: what the `agenda` files speak of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, Final

from regdesk.domain import gap, steps
from regdesk.domain.journal import CaseFile, Entry
from regdesk.domain.membership import Membership, Offer
from regdesk.domain.rights import World
from regdesk.domain.steps import CARRIER, CENTRE, HOST, Progress

VERBS: Final = (
    *(
        "accept-part",
        "choose-member",
        "answer",
        "decide",
        "task",
        "identify",
        "send-package",
        "complete-package",
    ),
    *("review", "register", "close", "plan", "prescribe", "assemble", "dispatch", "carry", "ask-parcel"),
    *("hand-over", "order", "find-reserve", "count-again", "contact", "answer-erasure", "erase-declined"),
    *("trace", "lost", "assess-return", "sample", "settle-parcel", "bridge", "hand-on", "arrange-arrival"),
    *("arrival", "erase-addresses", "sort-out"),
    *("assess-risk", "stock-short", "two-parcels", "test-due", "see-effect", "see-result"),
    *("escalate", "confirm-link", "same-number"),
)
DELIVERY: Final = steps.DELIVERY


@dataclass(frozen=True)
class Due:
    """One thing to do.

    whose      "host", "centre", "carrier", or "person" for an appointment
    since_ms   the clock of the entry that gave rise to it
    shows_on   not shown before;  due_on  by when;  urgent_on  from when a person may come to harm
    values     what the sentence about it needs (packable)
    """

    verb: str
    whose: str
    since_ms: int
    due_on: date | None = None
    shows_on: date | None = None
    urgent_on: date | None = None
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Seen:
    """A case as one organisation's desk sees it."""

    case: CaseFile
    member: Membership
    world: World
    progress: Progress
    coverage: gap.Coverage

    @cached_property
    def parts(self) -> frozenset[str]:
        """The parts that the own organisation holds now or is offered."""
        return self.member.parts(self.world.own)

    @cached_property
    def offer(self) -> Entry | None:
        """The open offer to the own organisation, where it has no part yet."""
        if any(
            g.org == self.world.own for part in (HOST, CENTRE, CARRIER) for g in self.member.holders(part)
        ):
            return None
        offers = (one for one in self.member.open_offers() if isinstance(one.fact, Offer))
        return next((one for one in offers if getattr(one.fact, "org", b"") == self.world.own), None)


def since(seen: Seen) -> int:
    """Give the clock (ms) at which the present step began."""
    before = seen.progress.done.get(seen.progress.step - 1)
    return before or min((entry.at for entry in seen.case.standing), default=0)
