"""What can be asked of a case, and how the program answers."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from regdesk.advice import (
    calendar,
    checklist,
    checks,
    established,
    interruption,
    samples,
    tracing,
    viral_load,
)
from regdesk.advice import urgency as urgent
from regdesk.advice.advice import Advice
from regdesk.catalogue import whole
from regdesk.documents import prescription
from regdesk.documents.about import About
from regdesk.domain import gap, steps, stock
from regdesk.domain.gap import Coverage
from regdesk.domain.journal import CaseFile, Versions
from regdesk.domain.membership import of_case
from regdesk.domain.papers import Submission
from regdesk.domain.plans import prescribe
from regdesk.domain.reviews import Registration
from regdesk.domain.steps import Progress
from regdesk.errors import Refused
from regdesk.store.agenda import agenda
from regdesk.store.due import Due, Seen
from tests import make
from tests.golden_cases.story import Story
from tests.make import CENTRE, HOST

SUBSETS: Final = frozenset({"checks", "calendar-has", "host-asked", "centre-asked", "carrier-asked"})
ABSENT: Final = frozenset({"silent", "host-not-asked"})


@dataclass(frozen=True)
class Says:
    """One thing the program must say of a case: the aspect, the value, and by which source."""

    aspect: str
    value: object
    why: str


@dataclass(frozen=True)
class Golden:
    """One invented case: name, what it is in two languages, how it is told, what must be said of it."""

    name: str
    en: str
    ru: str
    tell: Callable[[Story], object]
    says: tuple[Says, ...]
    today: date | None = None


class Asked:
    """A case that was told, and the program's answers about it."""

    def __init__(self, golden: Golden) -> None:
        self.story = Story() if golden.today is None else Story(today=golden.today)
        golden.tell(self.story)

    @cached_property
    def case(self) -> CaseFile:
        """The case as it stands."""
        return self.story.journal.file()

    @property
    def today(self) -> date:
        """The day on which everything is asked."""
        return self.story.today

    @cached_property
    def cover(self) -> Coverage:
        """How long the medicines last."""
        return gap.coverage(self.case, self.today, self.story.way)

    @cached_property
    def progress(self) -> Progress:
        """Which step is being worked on."""
        return steps.progress(self.case, self.today)

    @cached_property
    def checks(self) -> tuple[Advice, ...]:
        """What is said of the plan that is being written."""
        if self.story.plan is None:
            raise ValueError(self.story)
        return checks.of_plan(self.case, self.story.plan, whole.current(), self.today)

    @cached_property
    def monitoring(self) -> tuple[Advice, ...]:
        """What is said of viral load and CD4."""
        return viral_load.advise(self.case)

    @cached_property
    def due(self) -> list[Due]:
        """What the NGO and the Centre see today as to be done by anybody."""
        found = []
        for own in (HOST, CENTRE):
            world = make.world(own)
            orgs = {name: author.org for name, author in world.authors.items()}
            seen = Seen(self.case, of_case(self.case, orgs), world, self.progress, self.cover)
            found += [one for one in agenda(seen) if one.shows_on is None or one.shows_on <= self.today]
        return found


def tiers(found: tuple[Advice, ...]) -> Mapping[str, str]:
    """Give the tier of each rule that spoke; where one spoke twice the graver."""
    return {one.rule: one.tier for one in reversed(found)}


def refill(asked: Asked) -> str:
    """Say how urgent the next delivery is: 45, 30 and 14 days (our own proposal of 22 Nov 2026)."""
    cover, today = asked.cover, asked.today
    if cover.critical_on and today >= cover.critical_on:
        return "critical"
    if cover.days_left <= gap.SOON_DAYS:
        return "urgent"
    return "open" if cover.opens_on and today >= cover.opens_on else "not-yet"


def asks(*whose: str) -> Callable[[Asked], tuple[str, ...]]:
    """Give what somebody is asked to do today."""
    return lambda asked: tuple(sorted({one.verb for one in asked.due if one.whose in whose}))


def interrupted(asked: Asked) -> int:
    """Give the days without medicines that a contact told of."""
    found = interruption.interruption(asked.case)
    return found.days if found else 0


def lacking(asked: Asked) -> tuple[str, ...]:
    """Give the papers that the package lacks, each with how it stands."""
    found = checklist.build(asked.case, whole.current(), asked.today).lacking
    return tuple(sorted(f"{one.type} {one.state}" for one in found))


def pack_accepted(asked: Asked) -> bool:
    """Say whether the fact that is being written is taken."""
    if asked.story.pack is None:
        raise ValueError(asked.story)
    try:
        asked.story.pack.check()
    except Refused:
        return False
    return True


def next_viral_load(asked: Asked) -> object:
    """Give the next viral load: its day, whether it repeats one, whether it is late."""
    due = viral_load.due(asked.case)
    return (due.on, due.repeats, due.overdue(asked.today)) if due else None


def missed(asked: Asked) -> object:
    """Give the missed day, the next attempt, and from when the contact may be called lost."""
    found = tracing.of(asked.case, asked.today)
    return (found.on, found.next_on, found.lost_on, found.may_be_lost(asked.today)) if found else None


def next_cd4(asked: Asked) -> date | None:
    """Give the day of the next CD4 count."""
    due = established.cd4_due(asked.case)
    return due.on if due else None


def shelf(asked: Asked) -> int:
    """Give the units of the batch that is told of, on the Centre's shelf."""
    journals = (asked.story.journal, *asked.story.beside)
    own = {CENTRE.author}
    return sum(line.units for one in journals for line in stock.lines(one.file(CENTRE), own))


def category(asked: Asked) -> str:
    """Give the category of the newest viral load."""
    return samples.samples(asked.case)[-1].category


def indicator(asked: Asked) -> bool | None:
    """Say whether the indicator counts the newest viral load as suppressed."""
    return samples.samples(asked.case)[-1].counts_as_suppressed


def kinds(found: Iterable[Versions]) -> tuple[str, ...]:
    """Name the kinds of records that have two versions."""
    return tuple(sorted(one.kind.kind for one in found))


def days_of_follow_up(asked: Asked) -> tuple[tuple[date, str], ...]:
    """Give the days of follow-up that are not done, and what for."""
    return tuple((one.on, one.what) for one in calendar.open_visits(asked.case))


def prints(asked: Asked) -> bool:
    """Say whether the prescription is printed."""
    try:
        prescription.build(asked.case, About(today=asked.today), "en", str)
    except Refused:
        return False
    return True


def quantity(asked: Asked) -> int:
    """Give the units that a prescription of the plan would have."""
    if asked.story.plan is None:
        raise ValueError(asked.story)
    recipe = prescribe(asked.story.plan, "R", {}, asked.today)
    return sum(line.quantity for line in recipe.medicines)


def urgency(asked: Asked) -> object:
    """Give why the package is urgent, and by when it is to be acknowledged and decided."""
    clock = urgent.clock(asked.case, asked.cover.run_out)
    return (*clock.codes(asked.today), clock.acknowledge_by, clock.decide_by) if clock else None


ANSWERS: Final[Mapping[str, Callable[[Asked], object]]] = {
    "days-left": lambda asked: asked.cover.days_left,
    "run-out": lambda asked: asked.cover.run_out,
    "order-by": lambda asked: asked.cover.order_by,
    "opens-on": lambda asked: asked.cover.opens_on,
    "gap": lambda asked: asked.cover.gap_days,
    "worst-gap": lambda asked: asked.cover.worst_gap_days,
    "in-transit": lambda asked: asked.cover.transit_days,
    "paused": lambda asked: asked.cover.paused,
    "clock-unsure": lambda asked: asked.cover.unsure,
    "refill": refill,
    "shelf": shelf,
    "accepted": pack_accepted,
    "checks": lambda asked: tiers(asked.checks),
    "silent": lambda asked: tiers(asked.checks),
    "to-resolve": lambda asked: tuple(sorted({one.rule for one in asked.checks if one.tier == "resolve"})),
    "quantity": quantity,
    "urgency": urgency,
    "monitoring": lambda asked: tiers(asked.monitoring),
    "calendar": days_of_follow_up,
    "calendar-has": days_of_follow_up,
    "category": category,
    "indicator": indicator,
    "next-viral-load": next_viral_load,
    "next-cd4": next_cd4,
    "lacking": lacking,
    "step": lambda asked: asked.progress.step,
    "turn": lambda asked: asked.progress.turn,
    "closed": lambda asked: asked.progress.closed,
    "lacks": lambda asked: asked.progress.lacking,
    "may-not-send": lambda asked: steps.not_ready(asked.case, Submission, asked.today),
    "may-not-register": lambda asked: steps.not_ready(asked.case, Registration, asked.today),
    "host-asked": asks("host", "person"),
    "host-not-asked": asks("host", "person"),
    "centre-asked": asks("centre"),
    "carrier-asked": asks("carrier"),
    "prints": prints,
    "two-versions": lambda asked: kinds(asked.case.undecided()),
    "two-versions-kept": lambda asked: kinds(asked.case.conflicts),
    "missed": missed,
    "interrupted": interrupted,
}


def agrees(says: Says, answer: object) -> bool:
    """Say whether an answer is what must be said: of checks and tasks others may be there too."""
    if says.aspect in ABSENT:
        return not set(_all(says.value)) & set(_all(answer))
    if says.aspect == "checks" and isinstance(says.value, dict) and isinstance(answer, dict):
        return says.value.items() <= answer.items()
    if says.aspect in SUBSETS:
        return set(_all(says.value)) <= set(_all(answer))
    return answer == says.value


def _all(value: object) -> Iterable[object]:
    if not isinstance(value, Iterable):
        raise TypeError(value)
    return value
