"""What another doctor needs to go on: regimens with dates, results, checks, unwanted effects, stock."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from regdesk.documents import checked, words
from regdesk.documents.about import About
from regdesk.documents.course import course
from regdesk.documents.parts import Fields, Paragraph, Part, Points, Span, Table
from regdesk.documents.treatment_plan import when
from regdesk.documents.words import Translate
from regdesk.domain import gap
from regdesk.domain.follow_ups import (
    DONE,
    EFFECTS,
    HOW,
    SEVERITIES,
    AdverseEvent,
    Condition,
    FollowUp,
    MedicineTaken,
)
from regdesk.domain.journal import CaseFile
from regdesk.domain.labs import TESTS, LabResult
from regdesk.domain.plans import REASONS, Dose, Plan
from regdesk.i18n import N_

_NONE: Final = N_("none recorded")


def regimen(case: CaseFile, about: About, language: str, _: Translate) -> tuple[Part, ...]:
    """Give the plan in force with its doses and since when, and the regimens before it, newest first."""
    now = course(case, about)
    if now is None:
        return (Paragraph(_(N_("There is no plan in this case yet."))),)
    head = (_(N_("Medicine (INN)")), _(N_("Dose")), _(N_("When")), _(N_("Since")))
    since = words.day(now.start, _) if now.start else _(N_("from the day of receipt"))
    rows = tuple(
        ((Span(dose.inn, bold=True),), dose.strength, when(dose, language, _), since)
        for dose in now.plan.doses
    )
    named = _(N_("Plan No. {number}, version {version}")).format(number=now.plan.number, version=now.version)
    said = " · ".join(one for one in (now.plan.regimen, named, _until(now.plan.valid_to, _)) if one)
    return Paragraph(said), Table(head, rows, widths=(38, 20, 20, 22)), _earlier(case, now.plan, language, _)


def _until(day: date | None, _: Translate) -> str:
    return _(N_("valid until {day}")).format(day=words.day(day, _)) if day else ""


def _earlier(case: CaseFile, now: Plan, language: str, _: Translate) -> Table:
    """Give the plans before the one in force and why each was changed."""
    plans = sorted(case.all(Plan), key=lambda one: one.on)
    head = (_(N_("Earlier plan")), _(N_("Since")), _(N_("Medicines")), _(N_("Why it changed")))
    rows, after = [], now
    for plan in plans[::-1]:
        if plan is now:
            continue
        medicines = "\n".join(_dose(dose, language, _) for dose in plan.doses)
        why = _(REASONS.get(after.reason, after.reason)) if after.reason else ""
        rows.append((plan.regimen, words.day(plan.start_on or plan.on, _), medicines, why))
        after = plan
    return Table(head, tuple(rows), widths=(20, 20, 40, 20))


def _dose(dose: Dose, language: str, _: Translate) -> str:
    return f"{dose.inn} {dose.strength}, {when(dose, language, _)}"


def results(case: CaseFile, language: str, _: Translate) -> tuple[Part, ...]:
    """Give every result, the newest sample first, as its laboratory wrote it."""
    found = sorted(case.all(LabResult), key=lambda one: one.taken_on, reverse=True)
    head = (_(N_("Sample taken on")), _(N_("Test")), _(N_("Result")), _(N_("Laboratory")))
    rows = tuple(
        (
            words.day(one.taken_on, _),
            _(TESTS.get(one.test, one.test)),
            (Span(words.result(one, language, _), bold=True),),
            one.laboratory,
        )
        for one in found
    )
    return (Table(head, rows, widths=(21, 24, 20, 35)),) if rows else (Paragraph(_(_NONE)),)


def checks(case: CaseFile, about: About, _: Translate) -> tuple[Part, ...]:
    """Give what the checks of the plan said when it was signed, with source, and what the doctor decided."""
    now = course(case, about)
    return (Points(tuple(checked.points(now.plan, _))),) if now else ()


def beside(case: CaseFile, about: About, _: Translate) -> tuple[Part, ...]:
    """Give the other medicines the person takes or took, and conditions and allergies that hold."""
    head = (_(N_("Medicine")), _(N_("Dose")), _(N_("What for")), _(N_("Since")), _(N_("Until")))
    rows = tuple(
        ((Span(one.name, bold=True),), one.dose, one.why, *_days(one.since, one.until, _))
        for one in case.all(MedicineTaken)
    )
    held = ", ".join(_conditions(case, about.today))
    said = _(N_("Conditions, allergies: {names}")).format(names=held or _(_NONE))
    none = "" if rows else _(N_("Other medicines: {names}")).format(names=_(_NONE))
    return Paragraph(said), Paragraph(none), Table(head, rows, widths=(26, 16, 22, 18, 18))


def _conditions(case: CaseFile, today: date) -> Iterable[str]:
    for one in case.all(Condition):
        if one.until is None or one.until >= today:
            yield f"{one.name} ({one.code})" if one.code else one.name


def _days(since: date | None, until: date | None, _: Translate) -> tuple[str, str]:
    return words.day_or_nothing(since, _), words.day_or_nothing(until, _)


def effects(case: CaseFile, _: Translate) -> tuple[Part, ...]:
    """Give every unwanted effect, the newest first."""
    found = sorted(case.all(AdverseEvent), key=lambda one: one.on, reverse=True)
    head = (
        _(N_("Since")),
        _(N_("What happened")),
        _(N_("Severity")),
        _(N_("What was done")),
        _(N_("Over since")),
    )
    rows = tuple(
        (
            words.day(one.on, _),
            "\n".join(
                text for text in (_(EFFECTS.get(one.effect, "")) if one.effect else "", one.what) if text
            ),
            _(SEVERITIES.get(one.severity, one.severity)),
            _(DONE.get(one.done, one.done)) if one.done else "",
            words.day_or_nothing(one.until, _),
        )
        for one in found
    )
    return (Table(head, rows, widths=(19, 33, 14, 18, 16)),) if rows else (Paragraph(_(_NONE)),)


def stock(case: CaseFile, about: About, _: Translate) -> tuple[Part, ...]:
    """Give the days that still have their dose, the last of them, and what is on its way."""
    now = gap.coverage(case, about.today)
    if now.run_out is None:
        return (Paragraph(_(N_("Nobody has counted the medicines yet."))),)
    last = now.run_out - timedelta(days=1) if now.days_left else None
    pairs = (
        (_(N_("Days with medicines left")), str(now.days_left)),
        (_(N_("Last day with a dose")), words.day_or_nothing(last, _)),
        (_(N_("Counted or handed over on")), words.day_or_nothing(now.known_on, _)),
        (_(N_("Days of medicines on their way")), str(now.transit_days) if now.transit_days else ""),
        (_(N_("Expected on")), words.day_or_nothing(now.arrives_on, _)),
    )
    return (Fields(pairs), Paragraph(_(N_("The doctor declared a pause.")) if now.paused else ""))


def contact(case: CaseFile, language: str, _: Translate) -> tuple[Part, ...]:
    """Give the last time somebody spoke with the person, and what was said of missed doses."""
    reached = sorted((one for one in case.all(FollowUp) if one.reached), key=lambda one: one.on)
    if not reached:
        return (Paragraph(_(_NONE)),)
    last = reached[-1]
    weighed = [one for one in reached if one.weight is not None]
    weight = weighed[-1].weight if weighed else None
    pairs = (
        (_(N_("Date")), words.day(last.on, _)),
        (_(N_("How")), _(HOW.get(last.how, last.how))),
        (_(N_("Doses missed in the last 30 days")), "" if last.missed is None else str(last.missed)),
        (_(N_("Weight")), f"{words.number(weight, language)} {_(N_('kg'))}" if weight is not None else ""),
        (_(N_("Weighed on")), words.day(weighed[-1].on, _) if weighed else ""),
    )
    return Fields(pairs), Paragraph(last.complaints)
