"""Which regimens a plan may begin from: ready-made where all of it was verified, else only named."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from regdesk.advice.plan_situation import Situation
from regdesk.catalogue import regimens
from regdesk.catalogue.medicines import Medicine
from regdesk.catalogue.regimens import Regimen, Standing
from regdesk.catalogue.whole import Catalogue
from regdesk.domain.journal import CaseFile
from regdesk.domain.plans import Plan
from regdesk.i18n import N_

YOUNG = N_(
    "No ready-made plan for a person under 18. The doctor for children decides; write each medicine by hand."
)
LIGHT = N_(
    "No ready-made plan for a person under 30 kg. The doctor decides by weight; write each medicine by hand."
)


@dataclass(frozen=True)
class Choice:
    """One way to give a regimen.

    standing  what a guideline says of it today, if anything
    ready     its medicines are proposed; else they are only named, and the doctor writes every dose
    """

    regimen: Regimen
    medicines: tuple[Medicine, ...]
    standing: Standing | None
    ready: bool

    @property
    def name(self) -> str:
        """What it is called: the medicines by which it is given, one tablet each."""
        return " + ".join(one.abbr for one in self.medicines)


@dataclass(frozen=True)
class Offer:
    """What is listed, the ready-made first, the preferred before others; or nothing, and why (msgid)."""

    choices: tuple[Choice, ...] = ()
    why_none: str = ""


def offer(case: CaseFile, known: Catalogue, today: date) -> Offer:
    """Give the regimens to choose from. The program never chooses one.

    Source: domain.md 2.6, decided: under 18 years or under 30 kg the doctor writes the plan by hand.
    """
    now = Situation(case, Plan(number="", regimen="", doses=(), on=today), known, today)
    if now.years is not None and now.years < now.limit("age.under-18"):
        return Offer(why_none=YOUNG)
    if now.weight and now.weight[0] < now.limit("weight.under-30"):
        return Offer(why_none=LIGHT)
    found = list(_all(now))
    return Offer((*(one for one in found if one.ready), *(one for one in found if not one.ready)))


def _all(now: Situation) -> Iterator[Choice]:
    """Give every way of every regimen that may be shown, those that may be offered first and in order."""
    offered = list(regimens.offered(now.known.regimens, now.today, now.origin))
    others = [one for one in now.known.regimens if one not in offered and not one.flag]
    for one in (*offered, *others):
        for medicines in one.options:
            verified = all(each.verified and _carries(now, each) for each in medicines)
            ready = one in offered and verified
            yield Choice(one, medicines, one.standing(now.today, now.origin), ready)


def _carries(now: Situation, medicine: Medicine) -> bool:
    """Say whether the person is not known to weigh less than a medicine's label wants."""
    return now.weight is None or now.weight[0] >= medicine.least_kg
