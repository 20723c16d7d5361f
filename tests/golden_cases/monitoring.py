"""Cases of viral load, CD4 and failure. Unless said otherwise today is Monday, 23 November 2026."""

from collections.abc import Callable
from typing import Final

from regdesk.advice.calendar import propose
from regdesk.domain.follow_ups import AdverseEvent, Condition
from tests.golden_cases import sources as by
from tests.golden_cases.says import Golden, Says
from tests.golden_cases.story import TLE, Story, day

NEVER: Final[dict[str, str]] = {}
REPEAT, AGAIN = "viral-load.repeat", "viral-load.repeat-again"
COUNSEL, SWITCH = "viral-load.counsel-repeat", "viral-load.switch-now"


def _on_tld(*loads: tuple[str, str], since: str = "1.1.2025") -> Callable[[Story], None]:
    def tell(story: Story) -> None:
        story.begin().registered(on="20.12.2024").treated(since)
        for value, on in loads:
            story.lab("viral-load", value, on)

    return tell


def _on_nnrti(*loads: tuple[str, str]) -> Callable[[Story], None]:
    def tell(story: Story) -> None:
        story.begin().registered(on="20.12.2024").treated("1.1.2025", TLE, regimen="TDF/3TC/EFV400")
        for value, on in loads:
            story.lab("viral-load", value, on)

    return tell


def _cd4(*counts: tuple[str, str], load: str = "") -> Callable[[Story], None]:
    def tell(story: Story) -> None:
        story.begin().registered(on="20.12.2024").treated("1.1.2025")
        for value, on in counts:
            story.lab("cd4", value, on)
        if load:
            story.lab("viral-load", load, "10.11.2026")

    return tell


def _no_start(story: Story) -> None:
    story.begin().lab("viral-load", "5000", "10.11.2026")


def _illness(story: Story) -> None:
    story.begin().registered(on="20.12.2024").treated("1.1.2025")
    story.host(Condition(name="tuberculosis of the lungs", code="A15.0", since=day("1.9.2026")))


def _calendar(first: str, *, effect: str = "") -> Callable[[Story], None]:
    """A plan reckons from 1 November; the first dose was on another day."""

    def tell(story: Story) -> None:
        story.begin().registered()
        story.planned(on="1.11.2026", start_on=day("1.11.2026"), follow_ups=propose(day("1.11.2026")))
        story.handed("1.11.2026", 90, first=first)
        if effect:
            story.host(AdverseEvent(on=day(effect), what="rash", severity="mild"))

    return tell


def _load(name: str, en: str, ru: str, tell: Callable[[Story], object], *says: Says) -> Golden:
    return Golden(name=name, en=en, ru=ru, tell=tell, says=says)


CASES: Final = (
    _load(
        "calendar-of-a-plan",
        "First dose on 10 November; the plan reckoned with the 1st: all its days move along.",
        "Первый приём 10 ноября; план считал с 1-го: все его дни сдвигаются.",
        _calendar("10.11.2026"),
        Says(
            "calendar",
            (
                (day("24.11.2026"), "call"),
                (day("10.12.2026"), "call-weight"),
                (day("10.2.2027"), "creatinine-alt"),
                (day("10.2.2027"), "refill-check"),
                (day("10.5.2027"), "viral-load-cd4"),
                (day("10.11.2027"), "viral-load"),
            ),
            by.CALENDAR,
        ),
    ),
    _load(
        "rash-on-the-tenth-day",
        "The same, and a rash since 20 November: a call a week later.",
        "То же, и с 20 ноября сыпь: звонок через неделю.",
        _calendar("10.11.2026", effect="20.11.2026"),
        Says("calendar-has", ((day("27.11.2026"), "call-effect"),), by.CALENDAR),
    ),
    _load(
        "first-viral-load-at-month-six",
        "First dose on 1 June 2026, no viral load yet.",
        "Первый приём 1 июня 2026, вирусной нагрузки ещё не было.",
        _on_tld(since="1.6.2026"),
        Says("next-viral-load", (day("1.12.2026"), False, False), by.S2),
        Says("next-cd4", day("1.12.2026"), by.CD4),
    ),
    _load(
        "viral-load-27-days-late",
        "First dose on 27 April 2026; month 6 was 27 October, 27 days ago.",
        "Первый приём 27 апреля 2026; 6-й месяц был 27 октября, 27 дней назад.",
        _on_tld(since="27.4.2026"),
        Says("next-viral-load", (day("27.10.2026"), False, False), by.S2),
    ),
    _load(
        "viral-load-28-days-late",
        "First dose on 26 April 2026; month 6 was 26 October, 28 days ago: overdue.",
        "Первый приём 26 апреля 2026; 6-й месяц был 26 октября, 28 дней назад: просрочено.",
        _on_tld(since="26.4.2026"),
        Says("next-viral-load", (day("26.10.2026"), False, True), by.S2),
    ),
    _load(
        "months-end-on-the-last-day",
        "First dose on 31 May 2026: month 6 is 30 November.",
        "Первый приём 31 мая 2026: 6-й месяц наступает 30 ноября.",
        _on_tld(since="31.5.2026"),
        Says("next-viral-load", (day("30.11.2026"), False, False), by.S2),
    ),
    _load(
        "viral-load-below-50",
        "Since 2025 on dolutegravir, viral load 49 on 10 November 2026.",
        "С 2025 года на долутегравире, вирусная нагрузка 49 от 10 ноября 2026.",
        _on_tld(("49", "10.11.2026")),
        Says("monitoring", NEVER, by.S2),
        Says("next-viral-load", (day("1.1.2027"), False, False), by.S2),
    ),
    _load(
        "viral-load-50",
        "The same, exactly 50.",
        "То же, ровно 50.",
        _on_tld(("50", "10.11.2026")),
        Says("monitoring", {REPEAT: "consider"}, by.S2),
        Says("next-viral-load", (day("10.2.2027"), True, False), by.S2),
    ),
    _load(
        "viral-load-exactly-1000",
        "The same, exactly 1000: still suppressed for the doctor, not for the indicator (below 1000).",
        "То же, ровно 1000: для врача ещё подавлена, для показателя (ниже 1000) уже нет.",
        _on_tld(("1000", "10.11.2026")),
        Says("monitoring", {REPEAT: "consider"}, by.VL),
        Says("category", "suppressed", by.VL),
        Says("indicator", False, by.D388),
        Says("next-viral-load", (day("10.2.2027"), True, False), by.S2),
    ),
    _load(
        "viral-load-1001-on-dolutegravir",
        "The same, 1001 for the first time.",
        "То же, 1001 впервые.",
        _on_tld(("1001", "10.11.2026")),
        Says("monitoring", {COUNSEL: "resolve"}, by.S2),
        Says("category", "unsuppressed", by.VL),
        Says("next-viral-load", (day("10.2.2027"), True, False), by.S2),
    ),
    _load(
        "viral-load-1001-on-an-nnrti",
        "Since 2025 on efavirenz, viral load 1001: the doctor considers another regimen now.",
        "С 2025 года на эфавирензе, вирусная нагрузка 1001: врач сейчас решает о смене схемы.",
        _on_nnrti(("1001", "10.11.2026")),
        Says("monitoring", {SWITCH: "resolve", "failure.viral-load-nnrti": "resolve"}, by.D17),
    ),
    _load(
        "viral-load-1000-on-an-nnrti",
        "The same, exactly 1000, once.",
        "То же, ровно 1000, один раз.",
        _on_nnrti(("1000", "10.11.2026")),
        Says("monitoring", {REPEAT: "consider"}, by.S2),
    ),
    _load(
        "twice-50-to-1000-on-an-nnrti",
        "On efavirenz 300 in August and 400 in November 2026.",
        "На эфавирензе 300 в августе и 400 в ноябре 2026.",
        _on_nnrti(("300", "10.8.2026"), ("400", "10.11.2026")),
        Says("monitoring", {"viral-load.consider-switch": "consider", AGAIN: "consider"}, by.S2),
    ),
    _load(
        "twice-50-to-1000-on-dolutegravir",
        "On dolutegravir 300 in August and 400 in November 2026.",
        "На долутегравире 300 в августе и 400 в ноябре 2026.",
        _on_tld(("300", "10.8.2026"), ("400", "10.11.2026")),
        Says("monitoring", {AGAIN: "consider"}, by.S2),
        Says("next-viral-load", (day("10.2.2027"), True, False), by.S2),
    ),
    _load(
        "failure-on-dolutegravir-twice",
        "On dolutegravir 5000 on 10 August and 3000 on 10 November 2026, three months apart.",
        "На долутегравире 5000 от 10 августа и 3000 от 10 ноября 2026, между ними три месяца.",
        _on_tld(("5000", "10.8.2026"), ("3000", "10.11.2026")),
        Says("monitoring", {"failure.viral-load": "resolve", COUNSEL: "resolve"}, by.D17),
    ),
    _load(
        "two-high-loads-too-close",
        "5000 on 10 September and 3000 on 10 November 2026: two months apart, no failure yet.",
        "5000 от 10 сентября и 3000 от 10 ноября 2026: между ними два месяца, о неудаче говорить рано.",
        _on_tld(("5000", "10.9.2026"), ("3000", "10.11.2026")),
        Says("monitoring", {COUNSEL: "resolve"}, by.D17),
    ),
    _load(
        "high-low-high",
        "5000 in February, below 50 in May, 3000 in November 2026: not two in a row.",
        "5000 в феврале, ниже 50 в мае, 3000 в ноябре 2026: не подряд.",
        _on_tld(("5000", "10.2.2026"), ("<50", "10.5.2026"), ("3000", "10.11.2026")),
        Says("monitoring", {COUNSEL: "resolve"}, by.D17),
    ),
    _load(
        "censored-below-1000",
        "The laboratory writes “<1000”: nobody can tell whether it is below 50.",
        "Лаборатория пишет «<1000»: неизвестно, ниже ли 50.",
        _on_tld(("<1000", "10.11.2026")),
        Says("monitoring", {"viral-load.untold": "not-checked"}, by.VL),
        Says("category", "suppressed", by.VL),
        Says("indicator", True, by.D388),
    ),
    _load(
        "censored-below-20",
        "The laboratory writes “<20”: suppressed; “undetectable” is only what the laboratory calls so.",
        "Лаборатория пишет «<20»: подавлена; «не определяется» — только если так пишет лаборатория.",
        _on_tld(("<20", "10.11.2026")),
        Says("monitoring", NEVER, by.VL),
        Says("category", "suppressed", by.VL),
    ),
    _load(
        "not-detected",
        "The laboratory writes “not detected”.",
        "Лаборатория пишет «не обнаружено».",
        _on_tld(("not-detected", "10.11.2026")),
        Says("monitoring", NEVER, by.VL),
        Says("category", "undetectable", by.VL),
        Says("next-cd4", None, by.CD4),
    ),
    _load(
        "high-load-too-early",
        "First dose on 1 August 2026, viral load 2000 on 10 November: too early to judge.",
        "Первый приём 1 августа 2026, вирусная нагрузка 2000 от 10 ноября: судить рано.",
        _on_tld(("2000", "10.11.2026"), since="1.8.2026"),
        Says("monitoring", {"viral-load.early": "consider"}, by.S2),
        Says("next-viral-load", (day("1.2.2027"), False, False), by.S2),
    ),
    _load(
        "high-load-start-unknown",
        "Viral load 5000, and no first dose is known: before treatment it is to be expected.",
        "Вирусная нагрузка 5000, первый приём неизвестен: до лечения это ожидаемо.",
        _no_start,
        Says("monitoring", {"viral-load.start-unknown": "not-checked"}, by.S2),
    ),
    _load(
        "cd4-stays-at-100",
        "CD4 100 on 10 August and 90 on 10 November 2026, treated since 2025.",
        "CD4 100 от 10 августа и 90 от 10 ноября 2026, лечение с 2025 года.",
        _cd4(("100", "10.8.2026"), ("90", "10.11.2026")),
        Says("monitoring", {"failure.cd4": "resolve"}, by.D17),
    ),
    _load(
        "cd4-was-101",
        "CD4 101 on 10 August and 90 on 10 November 2026.",
        "CD4 101 от 10 августа и 90 от 10 ноября 2026.",
        _cd4(("101", "10.8.2026"), ("90", "10.11.2026")),
        Says("monitoring", NEVER, by.D17),
    ),
    _load(
        "new-serious-illness-on-treatment",
        "Treated since January 2025; tuberculosis of the lungs since 1 September 2026.",
        "Лечение с января 2025; туберкулёз лёгких с 1 сентября 2026.",
        _illness,
        Says("monitoring", {"failure.illness": "resolve"}, by.D17),
    ),
)
