"""Plans in words: doses, dates, follow-ups, and the instruction on the prescription."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from regdesk.actions import plans as acting
from regdesk.advice.advice import CONSIDER, IN_ORDER, NOT_CHECKED
from regdesk.domain.plans import FORMS, REASONS, WHO, Dose, Plan, packs_of
from regdesk.i18n import N_, tr, trn
from regdesk.ui import words
from regdesk.ui.dates import long_date

# Codes that the calendar of a plan proposes; anything else was typed and is shown as it is.
WHAT: Final = {
    "call": N_("Call: how the medicines are borne"),
    "call-weight": N_("Call, weight"),
    "creatinine-alt": N_("Creatinine, ALT"),
    "viral-load-cd4": N_("Viral load, CD4"),
    "viral-load": N_("Viral load"),
    "viral-load-again": N_("Viral load once more"),
    "cd4": N_("CD4"),
    "refill-check": N_("Count the supply"),
    "call-effect": N_("Call after an unwanted effect"),
    "agreed": N_("Agreed contact"),
}
# The same without telling words, for lists in discreet mode.
_NEUTRAL: Final = {
    "creatinine-alt": N_("Blood test"),
    "viral-load-cd4": N_("Blood test"),
    "viral-load": N_("Blood test"),
    "viral-load-again": N_("Blood test"),
    "cd4": N_("Blood test"),
    "call": N_("Call"),
    "call-weight": N_("Call"),
    "call-effect": N_("Call"),
}


def what(code: str, *, discreet: bool = False) -> str:
    """Say what a planned date is for."""
    return tr(neutral(code) if discreet else WHAT.get(code, code))


def neutral(code: str) -> str:
    """Give words (msgid) for what a planned date is for that tell nothing, for lists in discreet mode."""
    return _NEUTRAL.get(code) or (WHAT[code] if code in WHAT else N_("Appointment"))


def who(code: str) -> str:
    """Say whose a planned date is."""
    return tr(WHO.get(code, code))


def taken(dose: Dose) -> str:
    """Say how much is taken and when: 1 tablet, 21:00."""
    return ", ".join((units(dose), *dose.times, *words.on_days(dose)))


def units(dose: Dose) -> str:
    """Say how much is taken at a time: 1 tablet, 6 tablets, 0.5 tablet."""
    whole = dose.units == int(dose.units)
    if whole and dose.form == "tablet":
        return trn(N_("{n} tablet"), N_("{n} tablets"), int(dose.units))
    if whole and dose.form == "capsule":
        return trn(N_("{n} capsule"), N_("{n} capsules"), int(dose.units))
    return f"{words.number(dose.units)} {tr(FORMS.get(dose.form, dose.form))}"


def packs(dose: Dose, days: int) -> str:
    """Say the whole packs that so many days take: 3 packs of 30."""
    said = trn(N_("{n} pack"), N_("{n} packs"), packs_of(dose, days))
    return tr(N_("{packs} of {pack}")).format(packs=said, pack=dose.pack)


def until(plan: Plan, today: date) -> str:
    """Say until when the medicines of a plan last."""
    last, _ = acting.dates(plan)
    if last is None:
        return tr(N_("from the day of receipt"))
    return tr(N_("until {day}")).format(day=long_date(last, today))


def order_by(plan: Plan, today: date, lead_days: int) -> str:
    """Say by when the next parcel is to be ordered, where one takes so many days."""
    _, day = acting.dates(plan, lead_days)
    if day is None:
        return ""
    if day <= today:
        return tr(N_("next order: now"))
    return tr(N_("next order by {day}")).format(day=long_date(day, today))


def signa(plan: Plan) -> Mapping[str, str]:
    """Give for each medicine the instruction that the prescription carries."""
    return {
        dose.item: ", ".join(
            (
                tr(N_("{dose} at {times}")).format(
                    dose=units(dose),
                    times=", ".join(dose.times),
                ),
                *(() if (dose.every or 1) > 1 else (tr(N_("every day")),)),
                *words.on_days(dose),
            )
        )
        for dose in plan.doses
    }


def checked(plan: Plan) -> Iterator[str]:
    """Say what a plan keeps of its checks: what was set aside and why, what was considered, own decisions."""
    if plan.reason:
        yield f"{tr(N_('Why the regimen changes'))}: {tr(REASONS.get(plan.reason, plan.reason))}"
    for one in plan.overrides:
        yield f"{one.title}. {tr(N_('Prescribed all the same: {reason}')).format(reason=one.reason)}"
    yield from (f"{one.title}. {one.text}".strip() for one in plan.noted if one.tier == CONSIDER)
    for tier, title in ((NOT_CHECKED, N_("Not checked:")), (IN_ORDER, N_("In order:"))):
        if names := dict.fromkeys(one.title for one in plan.noted if one.tier == tier):
            yield f"{tr(title)} {'; '.join(names)}"
    yield from plan.decisions
