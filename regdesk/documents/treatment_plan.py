"""The treatment plan: by code, never by name; a paper between clinicians."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from regdesk.documents import checked, signed, words
from regdesk.documents.about import About
from regdesk.documents.course import CLINICAL, Course, code_of, course, must_be_decided, origin_of
from regdesk.documents.parts import (
    Document,
    Fields,
    Header,
    Note,
    Paragraph,
    Part,
    Points,
    Section,
    Span,
    Table,
    empty,
)
from regdesk.documents.words import Translate
from regdesk.domain.follow_ups import Condition, FollowUp
from regdesk.domain.journal import CaseFile
from regdesk.domain.labs import TESTS, LabResult
from regdesk.domain.people import Identity
from regdesk.domain.plans import WEEK, WHO, Dose, Planned, packs_of, quantity_of
from regdesk.domain.reviews import Registration
from regdesk.i18n import N_

NAME: Final = "treatment-plan"
TITLE: Final = N_("Treatment plan")
# Codes that advice/calendar.py proposes; anything else was typed and is printed as it is.
WHAT: Final = {
    "call": N_("Call: how treatment is tolerated"),
    "call-weight": N_("Call, weight"),
    "creatinine-alt": N_("Creatinine, ALT"),
    "viral-load-cd4": N_("Viral load, CD4"),
    "viral-load": N_("Viral load"),
    "refill-check": N_("Count the supply"),
}
# Neutral common advice, not from a protocol; the doctor's own words on the plan go first.
RED_FLAGS: Final = N_(
    "Rash with fever, yellow skin or eyes, repeated vomiting, trouble breathing, more than two days missed,"
    " pregnancy, a new medicine."
)
PAGES: Final = N_("page {n} of {total}")
PRIVATE: Final = N_("Confidential. Hand over in person.")


def build(case: CaseFile, about: About, language: str, _: Translate) -> Document:
    """Lay out the plan in force; raise Refused while two versions of a record it rests on stand."""
    must_be_decided(case, *CLINICAL)
    now = course(case, about)
    code = code_of(case)
    parts: tuple[Part, ...] = (_about_person(case, about, language, _),)
    parts += (
        _course(case, now, about, language, _)
        if now
        else (Note(_(N_("There is no plan in this case yet."))),)
    )
    return Document(
        name=NAME,
        language=language,
        title=_(TITLE),
        subtitle=words.subtitle(NAME, language, origin_of(case), _(TITLE)),
        header=Header(left=about.centre, right=_which(now, about, _)),
        parts=parts,
        footer=" · ".join(one for one in (code, _(PRIVATE)) if one),
        pages=_(PAGES),
    )


def _which(now: Course | None, about: About, _: Translate) -> str:
    if now is None:
        return f"{_(TITLE)}\n{words.day(about.today, _)}"
    number = _(N_("Plan No. {number}, version {version}")).format(number=now.plan.number, version=now.version)
    return f"{number}\n{words.day(now.plan.on, _)}"


def _about_person(case: CaseFile, about: About, language: str, _: Translate) -> Fields:
    registration, identity = case.one(Registration), case.one(Identity)
    weights = [one.weight for one in case.all(FollowUp) if one.weight is not None]
    return Fields(
        (
            (_(N_("Code")), code_of(case)),
            (_(N_("Registration No.")), registration.number if registration else ""),
            (_(N_("Year of birth")), str(identity.born_on.year) if identity and identity.born_on else ""),
            (_(N_("Host organisation")), about.host),
            (_(N_("Weight")), f"{words.number(weights[-1], language)} {_(N_('kg'))}" if weights else ""),
            (_(N_("Conditions, allergies")), _conditions(case, about.today) or _(N_("none recorded"))),
        )
    )


def _conditions(case: CaseFile, today: date) -> str:
    return ", ".join(one.name for one in case.all(Condition) if one.until is None or one.until >= today)


def _course(case: CaseFile, now: Course, about: About, language: str, _: Translate) -> tuple[Part, ...]:
    plan = now.plan
    titles = (
        (
            " · ".join(one for one in (_(N_("Prescribed")), plan.regimen) if one),
            (_medicines(now, language, _), Paragraph(_dates(now, about, _))),
        ),
        (_(N_("Checks and the doctor's decisions")), (Points(tuple(checked.points(plan, _))),)),
        (_(N_("Laboratory results")), (_results(case, language, _),)),
        (_(N_("Follow-up")), (_calendar(now, about, _),)),
        (_(N_("When to call the doctor at once")), (Paragraph(_(RED_FLAGS)),)),
    )
    sections = [Section(title, parts) for title, parts in titles if _said(parts)]
    numbered = (Section(f"{n}. {one.title}", one.parts) for n, one in enumerate(sections, start=1))
    return *numbered, signed.seal(now.entry, _who(plan.clinician, _), words.day(plan.on, _), _)


def _said(parts: Iterable[Part]) -> bool:
    return not all(empty(one) for one in parts)


def _who(clinician: str, _: Translate) -> str:
    return f"{clinician}, {_(N_('doctor'))}" if clinician else _(N_("doctor"))


def _medicines(now: Course, language: str, _: Translate) -> Table:
    days = now.plan.supply_days
    head = (_(N_("Medicine (INN)")), _(N_("Dose")), _(N_("When")), _(N_("For {n} days")).format(n=days))
    rows = tuple(
        (
            (Span(dose.inn, bold=True),),
            dose.strength,
            when(dose, language, _),
            quantity(dose, days, _),
        )
        for dose in now.plan.doses
    )
    return Table(head, rows, widths=(36, 20, 24, 20), right=frozenset({3}))


def when(dose: Dose, language: str, _: Translate) -> str:
    """Give how much is taken and when: 1 tab., 09:00, 21:00, and on which days if not on all."""
    taken = ", ".join((words.units(dose.form, words.number(dose.units, language), _), *dose.times))
    return "\n".join((taken, *_days(dose, _)))


def _days(dose: Dose, _: Translate) -> Iterable[str]:
    every, first = dose.every or 1, dose.first_day or 1
    if every > 1:
        often = _(N_("once a week")) if every == WEEK else _(N_("once in {n} days")).format(n=every)
        yield often
    if dose.last_day:
        yield _(N_("on days {first} to {last}")).format(first=first, last=dose.last_day)
    elif first > 1:
        yield _(N_("from day {n} on")).format(n=first)
    if dose.until:
        yield _(N_("until {day}")).format(day=words.day(dose.until, _))


def quantity(dose: Dose, days: int, _: Translate) -> str:
    """Give the units for so many days and the whole packs they come in."""
    count = quantity_of(dose, days)
    return f"{words.units(dose.form, str(count), _)}, {words.packs(packs_of(dose, days), _)}"


def _dates(now: Course, about: About, _: Translate) -> str:
    plan = now.plan
    kept = _(N_("{n} of the days are a reserve.")).format(n=plan.reserve_days) if plan.reserve_days else ""
    if now.start is None or now.last is None or now.order_by is None:
        begin = _(N_("Start on the day of receipt. The supply is for {n} days.")).format(n=now.days)
        return " ".join(one for one in (begin, kept) if one)
    start = _(N_("Start {day}.")).format(day=words.day(now.start, _))
    last = _(N_("Lasts until {day} inclusive.")).format(day=words.day(now.last, _))
    late = now.order_by <= about.today
    order = (
        _(N_("Next order: now."))
        if late
        else _(N_("Next order by {day}.")).format(day=words.day(now.order_by, _))
    )
    valid = (
        _(N_("The plan is valid until {day}.")).format(day=words.day(plan.valid_to, _))
        if plan.valid_to
        else ""
    )
    return " ".join(one for one in (start, last, kept, order, valid) if one)


def _results(case: CaseFile, language: str, _: Translate) -> Fields:
    """Give the newest result of each test with the day its sample was taken."""
    newest: dict[str, LabResult] = {}
    for fact in sorted(case.all(LabResult), key=lambda one: one.taken_on):
        newest[fact.test] = fact
    return Fields(
        tuple(
            (
                f"{_(TESTS.get(test, test))}, {words.day(newest[test].taken_on, _)}",
                words.result(newest[test], language, _),
            )
            for test in sorted(newest, key=_place)
        )
    )


def _place(test: str) -> int:
    return [*TESTS, test].index(test)


def _calendar(now: Course, about: About, _: Translate) -> Table:
    rows = [(one.on, _(WHAT.get(one.what, one.what)), _whose(one, about, _)) for one in now.plan.follow_ups]
    if now.order_by and now.order_by > about.today:
        order = _(N_("Order of the next {n} days")).format(n=now.plan.days)
        rows.append((now.order_by, order, about.host or _(WHO["host"])))
    head = (_(N_("Date")), _(N_("What")), _(N_("Who")), _(N_("Result")))
    cells = tuple((words.day(on, _), what, who, "") for on, what, who in sorted(rows))
    return Table(head, cells, widths=(21, 33, 22, 24), room=7.4)


def _whose(planned: Planned, about: About, _: Translate) -> str:
    named = {"host": about.host, "centre": about.centre}.get(planned.who, "")
    return named or _(WHO.get(planned.who, planned.who))
