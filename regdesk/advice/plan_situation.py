"""What the checks of a plan start from: the case, its plan, the catalogue and the day, read once."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Final

from regdesk.advice import drugs
from regdesk.advice.advice import Advice, by_rule
from regdesk.advice.drugs import Drug
from regdesk.catalogue.tests import in_own_unit
from regdesk.catalogue.whole import Catalogue
from regdesk.domain.follow_ups import AdverseEvent, Condition, FollowUp, MedicineTaken
from regdesk.domain.journal import CaseFile
from regdesk.domain.labs import LabResult
from regdesk.domain.membership import CaseOpened
from regdesk.domain.people import Identity, years
from regdesk.domain.plans import Plan

_WORSE_FIRST: Final = ("positive", "indeterminate", "not-detected", "negative")


@dataclass(frozen=True)
class Recorded:
    """A condition, allergy or reaction as it was recorded.

    meant    conditions of the catalogue;  to  substances or groups that an allergy is to
    """

    name: str
    meant: frozenset[str]
    to: frozenset[str]
    since: date | None


@dataclass(frozen=True)
class Situation:
    """A plan on the day it is checked, and everything that stands in its case."""

    case: CaseFile
    plan: Plan
    known: Catalogue
    today: date

    def rule(self, rule: str, /, about: tuple[str, ...] = (), **values: object) -> Advice:
        """Say a rule of the catalogue."""
        return by_rule(self.known.rules[rule], about, **values)

    def limit(self, name: str) -> Decimal:
        """Give the number at which a rule changes its mind."""
        limit = self.known.rules[name].limit
        return Decimal(0) if limit is None else limit

    @cached_property
    def identity(self) -> Identity | None:
        """Who the person is."""
        return self.case.one(Identity)

    @cached_property
    def origin(self) -> str:
        """The country of origin, "" where it is not known."""
        opened = self.case.one(CaseOpened)
        return opened.origin if opened else ""

    @cached_property
    def years(self) -> int | None:
        """Full years on the day, None where the date of birth is not known."""
        return self.years_on(self.today)

    def years_on(self, day: date) -> int | None:
        """Give the full years the person had on a day."""
        born = self.identity.born_on if self.identity else None
        return None if born is None else years(born, day)

    @cached_property
    def starts(self) -> date:
        """The first day of the plan; where it begins on receipt, the earliest one: today."""
        return self.plan.start_on or self.today

    @cached_property
    def ends(self) -> date:
        """The last day for which it gives medicines, its reserve included."""
        return self.starts + timedelta(days=max(self.plan.supply_days, 1) - 1)

    @cached_property
    def doses(self) -> tuple[Drug, ...]:
        """The medicines of the plan."""
        return tuple(drugs.of_dose(dose, self.known, self.starts) for dose in self.plan.doses)

    @cached_property
    def others(self) -> tuple[Drug, ...]:
        """What else the person takes while the plan lasts; an enzyme inducer counts for some days more."""
        return tuple(
            drug
            for one in sorted(self.case.all(MedicineTaken), key=lambda taken: taken.name)
            if one.since is None or one.since <= self.ends
            if self._lasts(drug := drugs.of_taken(one, self.known))
        )

    def _lasts(self, drug: Drug) -> bool:
        after = int(self.limit("inducers.after-end")) if "enzyme-inducers" in drug.within else 0
        return drug.until is None or drug.until + timedelta(days=after) >= self.today

    @cached_property
    def earlier(self) -> Plan | None:
        """The plan before this one: the newest other plan of the case that was signed no later."""
        found = [one for one in self.case.all(Plan) if one != self.plan and one.on <= self.plan.on]
        return max(found, key=lambda one: (one.on, one.number), default=None)

    @cached_property
    def conditions(self) -> tuple[Recorded, ...]:
        """Conditions that last, and reactions ever recorded."""
        lasting = [
            (one.name, one.code, one.since)
            for one in self.case.all(Condition)
            if one.until is None or one.until >= self.today
        ]
        reactions = [(one.what, "", one.on) for one in self.case.all(AdverseEvent)]
        found = [self._recorded(*one) for one in (*lasting, *reactions)]
        return tuple(sorted(found, key=lambda one: (one.name, one.since or self.today)))

    def having(self, condition: str) -> tuple[Recorded, ...]:
        """Give the records that mean a condition."""
        return tuple(one for one in self.conditions if condition in one.meant)

    def _recorded(self, name: str, code: str, since: date | None) -> Recorded:
        meant, to = self.known.conditions.named(name, code), frozenset[str]()
        if "allergy" in meant:
            named = self.known.substances.named(name)
            within = self.known.substances.with_groups(named)
            parts = drugs.parts_of(within, self.known)
            to = frozenset({*named, *(self.known.substances.by_part[part] for part in parts)})
            meant |= {"sulfonamide-allergy"} if "sulfonamides" in within else set()
            meant |= {"abacavir-hypersensitivity"} if "ABC" in to else set()
        return Recorded(name, meant, to, since)

    def newest(self, test: str) -> tuple[LabResult, ...]:
        """Give the valid results of a test on its newest day; of two versions both."""
        found = [one for one in self.case.all(LabResult) if one.test == test and one.outcome != "invalid"]
        day = max((one.taken_on for one in found), default=None)
        return tuple(one for one in found if one.taken_on == day)

    def outcome(self, test: str) -> LabResult | None:
        """Give the newest outcome of a test; of two of one day the worse."""
        coded = [one for one in self.newest(test) if one.outcome in _WORSE_FIRST]
        return min(coded, key=lambda one: _WORSE_FIRST.index(one.outcome), default=None)

    def values(self, test: str) -> tuple[tuple[Decimal, LabResult], ...]:
        """Give the newest exact numbers of a test in its own unit; what is censored is none."""
        row = self.known.tests.get(test)
        return tuple(
            (value, one)
            for one in self.newest(test)
            if row and one.value is not None and not one.comparator
            if (value := in_own_unit(row, one.value, one.unit)) is not None
        )

    @cached_property
    def weight(self) -> tuple[Decimal, date] | None:
        """The newest weight in kg and its day; of two of one day the lower."""
        seen = [(one.on, one.weight) for one in self.case.all(FollowUp) if one.weight]
        measured = [(one.taken_on, value) for value, one in self.values("weight")]
        day = max((on for on, _ in (*seen, *measured)), default=None)
        kg = min((value for on, value in (*seen, *measured) if on == day), default=None)
        return None if kg is None or day is None else (kg, day)

    @cached_property
    def parts(self) -> frozenset[str]:
        """All components of the plan."""
        return frozenset(part for one in self.doses for part in one.parts)

    def holding(self, substance: str) -> Iterator[Drug]:
        """Give the medicines of the plan that hold a substance or one of a group."""
        return (one for one in self.doses if substance in one.within)
