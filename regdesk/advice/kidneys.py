"""How well the kidneys filter, by CKD-EPI 2021, and what medicines of a plan need of them."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Final

from regdesk.advice import drugs
from regdesk.advice.advice import Advice, by_caution
from regdesk.advice.plan_situation import Situation
from regdesk.domain.labs import LabResult
from regdesk.domain.plans import add_months

ADULT: Final = 18  # the equation was made for adults
_UMOL_IN_MG_DL: Final = 88.4  # creatinine: 1 mg/dL is 88.4 umol/L
_KAPPA_ALPHA: Final = {"f": (0.7, -0.241), "m": (0.9, -0.302)}
_RISKS: Final = ("kidney-disease", "diabetes", "hypertension")


def egfr(creatinine_umol_l: float, years: int, sex: str) -> float:
    """Estimate filtration in mL/min/1.73 m2 from creatinine in umol/L for an adult; sex is "f" or "m".

    CKD-EPI 2021, creatinine only and without race: 142 * min(Scr/k, 1)^a * max(Scr/k, 1)^-1.200 * 0.9938^age,
    times 1.012 for women; Scr in mg/dL, k 0.7 and a -0.241 for women, 0.9 and -0.302 for men.
    Source: Inker et al., N Engl J Med 2021; 385:1737-1749, as shown by the National Kidney Foundation
    (kidney.org/ckd-epi-creatinine-equation-2021), seen 25 Nov 2026.
    """
    kappa, alpha = _KAPPA_ALPHA[sex]
    ratio = creatinine_umol_l / _UMOL_IN_MG_DL / kappa
    women = 1.012 if sex == "f" else 1.0
    return float(142 * min(ratio, 1.0) ** alpha * max(ratio, 1.0) ** -1.200 * 0.9938**years * women)


def of_person(now: Situation) -> tuple[float, LabResult] | None:
    """Estimate the person's filtration from the newest creatinine; None where something for it is missing.

    Age is that on the sample's day; of two samples of one day the lower estimate counts.
    Where creatinine gives none, what the laboratory itself reported does.
    """
    found = []
    for value, sample in now.values("creatinine"):
        years, sex = now.years_on(sample.taken_on), now.identity.sex if now.identity else ""
        if years is not None and years >= ADULT and sex in _KAPPA_ALPHA and value > 0:
            found.append((egfr(float(value), years, sex), sample))
    reported = [(float(value), sample) for value, sample in now.values("egfr")]
    return min(found or reported, key=lambda one: one[0], default=None)


def check(now: Situation) -> Iterator[Advice]:
    """Compare the estimate with what each medicine needs; say where it is missing, old or cannot be made."""
    asking = [
        (drug, caution)
        for drug in now.doses
        for caution in drugs.cautions(drug, now.known)
        if caution.when == "egfr-below"
    ]
    items = tuple(dict.fromkeys(drug.item for drug, _ in asking))
    measured, found = now.newest("creatinine"), of_person(now)
    if found is None:
        if measured:
            yield now.rule("kidneys.not-computed", items)
        elif items:
            yield _missing(now, items)
        return
    value, sample = found
    low = [(drug, caution) for drug, caution in asking if caution.limit is not None and value < caution.limit]
    for drug, caution in low:
        about, limit = (drug.item,), caution.limit
        yield by_caution(caution, about, egfr=shown(value, limit), limit=limit, medicine=drug.name)
    if items and _old(now, sample.taken_on):
        yield now.rule("kidneys.old", items, day=sample.taken_on, egfr=shown(value))
    if not low:
        yield now.rule("kidneys.in-order", items, day=sample.taken_on, egfr=shown(value))


def shown(value: float, limit: Decimal | None = None) -> Decimal:
    """Round an estimate for showing; what is compared is never rounded.

    One that would round up to the limit it did not reach is cut to a tenth: 49.7, not 50.
    """
    whole = Decimal(round(value))
    reached = limit is not None and whole >= limit > value
    return Decimal(int(value * 10)) / 10 if reached else whole


def _old(now: Situation, taken: date) -> bool:
    """Say whether a sample is older than the country wants biochemistry to be, or than our own proposal."""
    country = now.known.countries.get(now.origin)
    wanted = [one.months for one in country.papers if one.type == "biochemistry"] if country else []
    months = next((one for one in wanted if one), int(now.limit("kidneys.old")))
    return add_months(taken, months) < now.today


def _missing(now: Situation, items: tuple[str, ...]) -> Advice:
    """Say that creatinine is missing, and why it matters most for tenofovir disoproxil (DAK D12.DT.08)."""
    if not list(now.holding("TDF")):
        return now.rule("kidneys.missing", items)
    names = [now.known.conditions.by_id[one].name for one in _RISKS if now.having(one)]
    names += [now.known.substances.by_id["PI/r"].name] if list(now.holding("PI/r")) else []
    names += [{"en": one.name, "ru": one.name} for one in now.others if "nephrotoxic" in one.within]
    if now.years is not None and now.years >= now.limit("kidneys.older-age"):
        names.append(now.known.rules["kidneys.older-age"].title)
    if not names:
        return now.rule("kidneys.missing", items)
    return now.rule("kidneys.missing-at-risk", items, risks=tuple(names))
