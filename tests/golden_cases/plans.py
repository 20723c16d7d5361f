"""Cases of a plan that a doctor is writing, and what the checks beside it say. Today is 23 November 2026."""

from collections.abc import Callable
from decimal import Decimal
from typing import Final

from regdesk.domain.follow_ups import FollowUp, MedicineTaken
from regdesk.domain.plans import Dose
from tests.golden_cases import sources as by
from tests.golden_cases.says import Golden, Says
from tests.golden_cases.story import TLD, TLE, Story, day, dose

MAN: Final = {"sex": "m", "given_names": "Азамат", "given_latin": "AZAMAT"}
TDF_3TC: Final = dose("tenofovir + lamivudine", "300 mg + 300 mg")
DTG: Final = dose("dolutegravir", "50 mg", item="B")
DRV_R: Final = dose("darunavir + ritonavir", "400 mg + 50 mg", "08:00", "20:00", item="B")
SECOND: Final = dose("dolutegravir", "50 mg", "09:00", item="B")
RIFAMPICIN: Final = MedicineTaken(name="rifampicin", why="tuberculosis", since=day("1.11.2026"))


def plan(*doses: Dose, takes: str = "", **identity: object) -> Callable[[Story], None]:
    """A doctor writes a plan for somebody who takes another medicine, or none that is known."""

    def tell(story: Story) -> None:
        story.begin(**identity).writes(*doses)
        if takes:
            story.host(MedicineTaken(name=takes, since=day("1.11.2026")))

    return tell


def tested(test: str, value: str, *doses: Dose, **identity: object) -> Callable[[Story], None]:
    """A doctor writes a plan for somebody with one result of 9 November."""

    def tell(story: Story) -> None:
        story.begin(**identity).writes(*doses)
        story.lab(test, value, "9.11.2026")

    return tell


def _rifampicin(*doses: Dose, pregnant: bool = False) -> Callable[[Story], None]:
    def tell(story: Story) -> None:
        story.begin().writes(*doses)
        story.host(RIFAMPICIN)
        if pregnant:
            story.lab("pregnancy", "positive", "9.11.2026")

    return tell


def _whole(story: Story) -> None:
    """Everything that a check asks for is there and as it should be."""
    story.begin(**MAN).writes()
    for test, value in (
        ("creatinine", "80"),
        ("cd4", "412"),
        ("viral-load", "40000"),
        ("hbsag", "negative"),
        ("haemoglobin", "140"),
    ):
        story.lab(test, value, "9.11.2026")
    story.host(FollowUp(on=day("20.11.2026"), how="visit", weight=Decimal(70)))
    story.host(MedicineTaken(name="metformin", since=day("1.1.2025"), until=day("1.1.2026")))


def _quantity(*doses: Dose, days: int) -> Callable[[Story], None]:
    return lambda story: story.begin().writes(*doses, days=days)


def case(name: str, en: str, ru: str, tell: Callable[[Story], object], *says: Says) -> Golden:
    return Golden(name=name, en=en, ru=ru, tell=tell, says=says)


CASES: Final = (
    case(
        "nothing-stands-against-it",
        "A healthy man of 32, TLD; kidneys, hepatitis B, weight, CD4 are good; metformin ended in January.",
        "Здоровый мужчина 32 лет, TLD; почки, гепатит B, вес и CD4 в порядке; метформин был до января.",
        _whole,
        Says("to-resolve", (), by.DT),
        Says(
            "checks",
            {
                "kidneys.in-order": "in-order",
                "hepatitis-b.negative": "in-order",
                "weight.in-order": "in-order",
            },
            by.UNKNOWN,
        ),
        Says("silent", ("HIV.D21.2.DT.48",), by.DT),
    ),
    case(
        "pregnant-on-dolutegravir",
        "A pregnant woman of 32, TLD.",
        "Беременная женщина 32 лет, TLD.",
        tested("pregnancy", "positive", TLD),
        Says("checks", {"pregnancy.dolutegravir": "consider"}, by.PREGNANCY),
        Says("to-resolve", (), by.PREGNANCY),
    ),
    case(
        "pregnancy-not-tested",
        "A woman of 32, TLD, no pregnancy test.",
        "Женщина 32 лет, TLD, теста на беременность нет.",
        plan(TLD),
        Says("checks", {"pregnancy.test-wanted": "consider"}, by.D12),
    ),
    case(
        "tb-rifampicin-on-tld",
        "Tuberculosis treated with rifampicin, TLD: dolutegravir is too weak once a day.",
        "Туберкулёз лечат рифампицином, TLD: долутегравира раз в день мало.",
        _rifampicin(TLD),
        Says("checks", {"HIV.D21.2.DT.41": "resolve"}, by.DT),
    ),
    case(
        "tb-rifampicin-second-dolutegravir",
        "The same, and the plan has dolutegravir 50 mg twelve hours later: no duplicate.",
        "То же, и в плане долутегравир 50 мг через двенадцать часов: это не повтор.",
        _rifampicin(TLD, SECOND),
        Says("checks", {"HIV.D21.2.DT.41": "in-order"}, by.DT),
        Says("to-resolve", (), by.DT),
        Says("silent", ("plan.twice", "second-dose.not-apart"), by.TWICE),
    ),
    case(
        "second-dolutegravir-seven-hours-later",
        "The same, but at 14:00 and 21:00.",
        "То же, но в 14:00 и 21:00.",
        _rifampicin(TLD, dose("dolutegravir", "50 mg", "14:00", item="B")),
        Says("checks", {"second-dose.not-apart": "resolve"}, by.TWICE),
    ),
    case(
        "pregnant-tb-rifampicin",
        "A pregnant woman with tuberculosis on rifampicin, TLD.",
        "Беременная женщина с туберкулёзом на рифампицине, TLD.",
        _rifampicin(TLD, pregnant=True),
        Says("checks", {"HIV.D21.2.DT.41": "resolve", "pregnancy.dolutegravir": "consider"}, by.DT),
    ),
    case(
        "dolutegravir-twice-for-no-reason",
        "TLD and dolutegravir once more, and nothing asks for it.",
        "TLD и ещё раз долутегравир, хотя ничто этого не требует.",
        plan(TLD, SECOND),
        Says("checks", {"plan.twice": "resolve"}, by.TWICE),
    ),
    case(
        "weekly-3hp-with-dolutegravir",
        "TLD and preventive isoniazid with rifapentine once a week for twelve weeks.",
        "TLD и профилактика изониазидом с рифапентином раз в неделю двенадцать недель.",
        plan(TLD, dose("isoniazid + rifapentine", "300 mg + 300 mg", "09:00", item="B", every=7)),
        Says("checks", {"RD.X.01": "in-order"}, by.TPT),
        Says("silent", ("HIV.D21.2.DT.41",), by.TPT),
    ),
    case(
        "weekly-3hp-is-counted-by-week",
        "Three tablets of 3HP once a week, 84 days.",
        "Три таблетки 3HP раз в неделю, 84 дня.",
        _quantity(
            dose("isoniazid + rifapentine", "300 mg + 300 mg", "09:00", units=Decimal(3), every=7), days=84
        ),
        Says("quantity", 36, by.QUANTITY),
    ),
    case(
        "nevirapine-lead-in-counts",
        "Nevirapine 200 mg once a day for 14 days, then twice, 90 days in all.",
        "Невирапин 200 мг раз в день 14 дней, затем два раза, всего 90 дней.",
        _quantity(
            dose("nevirapine", "200 mg", "09:00", last_day=14),
            dose("nevirapine", "200 mg", "09:00", "21:00", first_day=15),
            days=90,
        ),
        Says("quantity", 166, by.QUANTITY),
    ),
    case(
        "magnesium-with-dolutegravir",
        "TLD, and the person takes magnesium.",
        "TLD, и человек принимает магний.",
        plan(TLD, takes="magnesium"),
        Says("checks", {"HIV.D21.2.DT.45": "consider"}, by.DT),
    ),
    case(
        "metformin-with-dolutegravir",
        "TLD, and the person takes metformin.",
        "TLD, и человек принимает метформин.",
        plan(TLD, takes="metformin"),
        Says("checks", {"HIV.D21.2.DT.48": "resolve"}, by.DT),
    ),
    case(
        "phenytoin-with-dolutegravir",
        "TLD, and the person takes phenytoin.",
        "TLD, и человек принимает фенитоин.",
        plan(TLD, takes="phenytoin"),
        Says("checks", {"HIV.D21.2.DT.44": "resolve"}, by.DT),
    ),
    case(
        "flagged-row-is-silent",
        "TLD and carbamazepine: the flagged row is not used; an unverified caution still warns.",
        "TLD и карбамазепин: спорная строка не используется, несверенное предостережение звучит.",
        plan(TLD, takes="carbamazepine"),
        Says("silent", ("HIV.D21.2.DT.42",), by.FLAGGED),
        Says("checks", {"carbamazepine_phenytoin_phenobarbital": "resolve"}, by.FLAGGED),
    ),
    case(
        "efavirenz-with-rifampicin",
        "Efavirenz and rifampicin: the row that would replace efavirenz is flagged and silent.",
        "Эфавиренз и рифампицин: строка о замене эфавиренза помечена и молчит.",
        _rifampicin(TLE),
        Says("silent", ("HIV.D21.2.DT.58",), by.FLAGGED),
        Says("checks", {"RD.X.23": "not-checked"}, by.FLAGGED),
    ),
    case(
        "methadone-with-efavirenz",
        "Efavirenz, and the person takes methadone.",
        "Эфавиренз, и человек принимает метадон.",
        plan(TLE, takes="methadone"),
        Says("checks", {"HIV.D21.2.DT.49": "resolve"}, by.DT),
    ),
    case(
        "simvastatin-with-a-boosted-pi",
        "Tenofovir, lamivudine and darunavir/ritonavir; the person takes simvastatin.",
        "Тенофовир, ламивудин и дарунавир/ритонавир; человек принимает симвастатин.",
        plan(TDF_3TC, DRV_R, takes="simvastatin"),
        Says("checks", {"HIV.D21.2.DT.16": "resolve", "HIV.D21.2.DT.20": "consider"}, by.DT),
    ),
    case(
        "medicine-nobody-knows",
        "TLD, and the person takes something called Zorbamil.",
        "TLD, и человек принимает некий «Зорбамил».",
        plan(TLD, takes="Zorbamil"),
        Says("checks", {"others.unknown": "not-checked"}, by.UNKNOWN),
    ),
    case(
        "pair-nobody-knows",
        "TLD, and the person takes omeprazole: both are known, the pair is not.",
        "TLD, и человек принимает омепразол: оба известны, пара нет.",
        plan(TLD, takes="omeprazole"),
        Says("checks", {"others.pair-unknown": "not-checked"}, by.UNKNOWN),
    ),
    case(
        "nobody-asked-about-other-medicines",
        "TLD, and nothing is written of other medicines.",
        "TLD, о других лекарствах ничего не записано.",
        plan(TLD),
        Says("checks", {"others.none": "not-checked"}, by.UNKNOWN),
    ),
)
