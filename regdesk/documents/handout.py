"""The handout for the person: when to take how many, in their language, and nothing that tells what for."""

from collections.abc import Iterable
from datetime import timedelta
from decimal import Decimal
from typing import Final, cast

from regdesk.documents import texts, words
from regdesk.documents.about import About
from regdesk.documents.course import CLINICAL, Course, code_of, course, must_be_decided
from regdesk.documents.parts import (
    Boxes,
    Document,
    Doses,
    Paragraph,
    Part,
    Pictogram,
    Pill,
    Point,
    Points,
    Shape,
    Table,
)
from regdesk.documents.pictograms import PILL_WIDTH, sign_of
from regdesk.documents.texts import Texts
from regdesk.documents.words import Translate
from regdesk.domain.journal import CaseFile
from regdesk.domain.plans import Dose, Plan
from regdesk.domain.supply import Handover
from regdesk.i18n import N_

NAME: Final = "handout"
TITLE: Final = N_("Handout for the person")
DAYS: Final = 30
HALF: Final = Decimal("0.5")
MOST_PILLS: Final = 4
BY_HAND: Final = "_" * 24  # room for what the program does not know
# Dolutegravir 2 h before or 6 h after antacids, iron, calcium. WHO SMART HIV DAK, HIV.D21.2.DT.45, 2023-11-17
SPACED: Final = ("dolutegravir", "долутегравир")
# Rules that a doctor may tick for the handout -> the section of its text file that says so, without a name.
TICKED: Final = {
    "HIV.D21.2.DT.45": "stomach",
    "HIV.D21.2.DT.06": "contraception",
    "HIV.D21.2.DT.17": "contraception",
    "HIV.D21.2.DT.30": "contraception",
    "HIV.D21.2.DT.50": "contraception",
    "HIV.D21.2.DT.59": "contraception",
    "RD.X.15": "contraception",
}


def build(case: CaseFile, about: About, language: str, _: Translate) -> Document:
    """Lay out the handout; every number comes from the signed plan, every word from its own text file."""
    must_be_decided(case, *CLINICAL, Handover)
    said = texts.read(language)
    now = course(case, about)
    return Document(
        name=NAME,
        language=language,
        title=said.short["title"],
        size="A5",
        disclosure="N",
        tag=code_of(case),
        parts=_parts(now, about, said),
        footer=said.short["footer"],
    )


def _parts(now: Course | None, about: About, said: Texts) -> tuple[Part, ...]:
    times = times_of(now, said) if now and steady(now.plan) else ()
    by_hand = Table((), (("", ""),) * 3, widths=(1, 3), room=15, ruled=True)
    return (
        Doses(times),
        *((by_hand,) if now and not times else ()),
        Paragraph(said.short["every-day"] if times else "", bold=True),
        Points(tuple(_points(now, about, said)), large=True),
        Paragraph(said.short["marks"], bold=True),
        Boxes(_days(now)),
    )


def steady(plan: Plan) -> bool:
    """Say whether every day of the plan is the same.

    Only then one picture holds: with a weekly medicine or a lead-in of two rows the doctor writes the times.
    """
    return all(
        dose.every in {None, 1}
        and dose.first_day in {None, 1}
        and dose.last_day is None
        and dose.until is None
        for dose in plan.doses
    )


def times_of(now: Course, said: Texts) -> tuple[Pictogram, ...]:
    """Give the times of the day, each with its tablets by shape."""
    times = sorted({time for dose in now.plan.doses for time in dose.times})
    return tuple(
        Pictogram(
            sign_of(int(time.split(":")[0])),
            time,
            tuple(pill for dose in now.plan.doses if time in dose.times for pill in _pills(dose, said)),
        )
        for time in times
    )


def _pills(dose: Dose, said: Texts) -> Iterable[Pill]:
    """Give the tablets of one time: whole ones and a half; what is no tablet is only said in words."""
    language = said.language
    if dose.form not in {"tablet", "capsule"}:
        key = dose.form if dose.form in said.short else "tablet"
        yield Pill("round", 0, said.counted(key, int(dose.units), words.number(dose.units, language)))
        return
    whole, rest = divmod(dose.units, 1)
    kind = dose.shape if dose.shape in PILL_WIDTH and dose.shape != "half" else ""
    kind = kind or ("capsule" if dose.form == "capsule" else "")
    if dose.shape == "half" and rest == 0:
        yield Pill("half", int(whole), said.counted("half", int(whole)))
        return
    if whole:
        drawn = min(int(whole), MOST_PILLS)
        yield Pill(cast("Shape", kind or "round"), drawn, said.counted(kind or "tablet", int(whole)))
    if rest == HALF:
        yield Pill("half", 1, said.short["half"])
    elif rest:
        yield Pill("half", 0, said.counted("tablet", 2, words.number(rest, language)))


def _points(now: Course | None, about: About, said: Texts) -> Iterable[Point]:
    yield Point("clock", *said.section("forgotten"))
    for name in _apart(now.plan) if now else ():
        yield Point("flask", *said.section(name))
    if now is None or now.last is None or now.order_by is None:
        yield Point("parcel", *said.section("lasts-unknown"))
    elif now.order_by <= about.today:
        yield Point("parcel", *said.section("lasts-late", last=said.day(now.last)))
    else:
        yield Point("parcel", *said.section("lasts", last=said.day(now.last), order=said.day(now.order_by)))
    yield Point("phone", *said.section("ask", call=about.call or BY_HAND))


def _apart(plan: Plan) -> Iterable[str]:
    """Name the sections on what does not go together: always for dolutegravir, and what the doctor ticked."""
    spaced = any(name in dose.inn.lower() for dose in plan.doses for name in SPACED)
    ticked = [TICKED[rule] for rule in plan.handout if rule in TICKED]
    return dict.fromkeys((*(["stomach"] if spaced else []), *ticked))


def _days(now: Course | None) -> tuple[str, ...]:
    """Give the labels of thirty boxes: days of the month from the first dose, or 1 to 30 if unknown."""
    if now is None or now.start is None:
        return tuple(str(n) for n in range(1, DAYS + 1))
    return tuple(str((now.start + timedelta(days=n)).day) for n in range(DAYS))
