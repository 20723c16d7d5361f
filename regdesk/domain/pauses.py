"""A pause of treatment that the Centre's clinician declared: days on which no dose is due."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from regdesk.domain.facts import Fact, Label, Section, Writers, writers
from regdesk.domain.journal import CaseFile
from regdesk.errors import Refused
from regdesk.i18n import N_

Span = tuple[date, date]


@dataclass(frozen=True, kw_only=True)
class Pause(Fact):
    """No doses from `since` on, and doses again from `until`.

    That somebody does not take their medicines is no pause: only the next count shows what they have left.
    """

    kind: ClassVar[str] = "pause"
    title: ClassVar[str] = N_("Pause of treatment")
    section: ClassVar[Section] = "clinical"
    writers: ClassVar[Writers] = writers(centre="clinician")
    decides: ClassVar[bool] = True
    since: Annotated[date, Label(N_("No doses from"))]
    until: Annotated[date | None, Label(N_("Doses again from"), N_("empty: until the doctor says so"))] = None
    why: Annotated[str, Label(N_("Reason"), long=True)] = ""

    def check(self) -> None:
        """A pause has a reason and ends after it begins."""
        if not self.why.strip():
            raise Refused(N_("Write why the medicines are paused."))
        if self.until and self.until <= self.since:
            raise Refused(N_("The pause ends before it begins. Check both dates."))


def spans(case: CaseFile, today: date) -> tuple[Span, ...]:
    """Give the days without doses, apart and in order, each as (first, first day with a dose again).

    A pause without an end is known to have lasted until yesterday. Of a pause with two versions nothing
    counts until a person chooses: a supply is rather thought too short than too long.
    """
    unsettled = {entry.id for versions in case.undecided(Pause) for entry in versions.entries}
    facts = (entry.fact for entry in case.of(Pause) if entry.id not in unsettled)
    pauses = (fact for fact in facts if isinstance(fact, Pause))
    return _merged((one.since, one.until or max(today, one.since)) for one in pauses)


def running(case: CaseFile, today: date) -> Pause | None:
    """Give the pause that a day lies in, the newest of several."""
    found = (one for one in case.all(Pause) if one.since <= today and (not one.until or today < one.until))
    return max(found, key=lambda one: one.since, default=None)


def _merged(found: Iterable[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for since, until in sorted(found):
        if merged and since <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(until, merged[-1][1])
        else:
            merged.append((since, until))
    return tuple(merged)
