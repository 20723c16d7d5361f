"""Somebody is back after days without medicines: how many days, which tests are wanted, who looks at it.

Source: domain.md 7.2, S13 to S12 (own proposal, 22 Nov 2026); DAK HIV.D.DE41 (date ART stopped) is the day
the person names. The program proposes neither a start nor a regimen: the Centre's doctor assesses.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from regdesk.domain.follow_ups import FollowUp, ReturnAssessed
from regdesk.domain.journal import CaseFile, Entry, order
from regdesk.domain.labs import LabResult
from regdesk.domain.plans import Plan

WANTED: Final = ("viral-load", "cd4")
ASSESS_DAYS: Final = 2  # medicines ran out: decided within 48 hours, domain.md 7.2


@dataclass(frozen=True)
class Interruption:
    """Days without medicines that ended with a contact.

    since     the first day without a dose;  on  the day of the contact
    wanted    tests of which no sample was taken since the contact
    assessed  the Centre's doctor looked at it, or wrote a plan since
    """

    contact: Entry
    since: date
    on: date
    wanted: tuple[str, ...]
    assessed: bool

    @property
    def days(self) -> int:
        """Days without a dose until the contact."""
        return (self.on - self.since).days


def interruption(case: CaseFile) -> Interruption | None:
    """Give the newest interruption that a contact told of, of one day at least."""
    found = [entry for entry in case.of(FollowUp) if _days(entry) > 0]
    entry = max(found, key=lambda one: (_on(one), order(one)), default=None)
    fact = entry.fact if entry else None
    if entry is None or not isinstance(fact, FollowUp) or fact.without_since is None:
        return None
    taken = {one.test for one in case.all(LabResult) if one.taken_on >= fact.on}
    wanted = tuple(test for test in WANTED if test not in taken)
    return Interruption(entry, fact.without_since, fact.on, wanted, _assessed(case, entry))


def _assessed(case: CaseFile, contact: Entry) -> bool:
    looked = case.about(contact.id, ReturnAssessed)
    decided = any(getattr(one.fact, "decision", "wait") != "wait" for one in looked)
    return decided or any(order(plan) > order(contact) for plan in case.of(Plan))


def _days(entry: Entry) -> int:
    fact = entry.fact
    if not isinstance(fact, FollowUp) or not fact.reached or fact.without_since is None:
        return 0
    return (fact.on - fact.without_since).days


def _on(entry: Entry) -> date:
    return entry.fact.on if isinstance(entry.fact, FollowUp) else date.min
