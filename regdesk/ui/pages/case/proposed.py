"""Doses that the form proposes: of ready-made regimens and of a remedy; the rest stays empty."""

from collections.abc import Iterable
from decimal import Decimal
from string import ascii_uppercase

from regdesk.advice.advice import Remedy
from regdesk.advice.choices import Choice
from regdesk.catalogue import whole
from regdesk.catalogue.medicines import Medicine
from regdesk.catalogue.rows import in_language
from regdesk.domain.plans import Dose, Plan
from regdesk.i18n import N_, language, tr

ONCE_AT = "21:00"
USUAL_PACK = 30
_DAY = 24 * 60


def doses(chosen: Choice) -> list[Dose]:
    """Give the medicines of a regimen; times only where a label says once a day, and it is ready-made."""
    return [
        _dose(
            ascii_uppercase[number],
            one,
            times=(ONCE_AT,) if chosen.ready and one.once_daily else (),
            units=one.units if chosen.ready and one.once_daily else Decimal(0),
        )
        for number, one in enumerate(chosen.medicines)
    ]


def further(remedy: Remedy, beside: Iterable[Dose]) -> Dose:
    """Give the dose that a check offers, so many hours after the first time of the dose it joins."""
    medicine = whole.current().medicines[remedy.medicine]
    times = next((one.times for one in beside if one.item == remedy.to), ())
    later = tuple(_later(time, remedy.hours) for time in times[:1])
    return _dose("", medicine, times=later, units=medicine.units)


def said(remedy: Remedy, plan: Plan) -> str:
    """Say what the button of a remedy does: Add DTG 50 mg at 09:00."""
    medicine, dose = whole.current().medicines[remedy.medicine], further(remedy, plan.doses)
    name = f"{medicine.abbr} {dose.strength}"
    if not dose.times:
        return tr(N_("Add {medicine}")).format(medicine=name)
    return tr(N_("Add {medicine} at {time}")).format(medicine=name, time=dose.times[0])


def _dose(item: str, one: Medicine, *, times: tuple[str, ...], units: Decimal) -> Dose:
    return Dose(
        item=item,
        inn=in_language(one.inn, language()),
        strength=in_language(one.strength, language()),
        form=one.form,
        units=units,
        times=times,
        pack=USUAL_PACK,
        medicine=one.id,
        every=one.every if one.every > 1 else None,
    )


def _later(time: str, hours: int) -> str:
    hour, minute = time.split(":")
    later = (int(hour) * 60 + int(minute) + hours * 60) % _DAY
    return f"{later // 60:02}:{later % 60:02}"
