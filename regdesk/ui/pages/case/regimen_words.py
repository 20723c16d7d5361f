"""Plans in words: doses, dates, follow-ups, and the instruction on the prescription."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from regdesk.actions import plans as acting
from regdesk.domain.plans import FORMS, WHO, Dose, Plan, quantity_of
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
    return ", ".join((f"{words.number(dose.units)} {tr(FORMS.get(dose.form, dose.form))}", *dose.times))


def packs(dose: Dose, days: int) -> str:
    """Say the whole packs that so many days take: 3 packs of 30."""
    count = -(-quantity_of(dose, days) // dose.pack)
    said = trn(N_("{n} pack"), N_("{n} packs"), count)
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
        dose.item: tr(N_("{dose} at {times}, every day")).format(
            dose=f"{words.number(dose.units)} {tr(FORMS.get(dose.form, dose.form))}",
            times=", ".join(dose.times),
        )
        for dose in plan.doses
    }
