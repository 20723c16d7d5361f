"""Cases of a plan that a doctor is writing, and what the checks beside it say. Today is 23 November 2026."""

from collections.abc import Callable
from decimal import Decimal
from typing import Final

from regdesk.domain.follow_ups import Condition, FollowUp, MedicineTaken
from regdesk.domain.plans import Dose
from tests.golden_cases import sources as by
from tests.golden_cases.says import Golden, Says
from tests.golden_cases.story import TLD, TLE, Story, day, dose

MAN: Final = {"sex": "m", "given_names": "Азамат", "given_latin": "AZAMAT"}
TDF_3TC: Final = dose("tenofovir + lamivudine", "300 mg + 300 mg")
AZT_3TC: Final = dose("zidovudine + lamivudine", "300 mg + 150 mg", "08:00", "20:00")
ABC_3TC: Final = dose("abacavir + lamivudine", "600 mg + 300 mg")
DTG_3TC: Final = dose("dolutegravir + lamivudine", "50 mg + 300 mg")
DTG: Final = dose("dolutegravir", "50 mg", item="B")
DRV_R: Final = dose("darunavir + ritonavir", "400 mg + 50 mg", "08:00", "20:00", item="B")
RPV: Final = dose("rilpivirine", "25 mg", item="B")
SECOND: Final = dose("dolutegravir", "50 mg", "09:00", item="B")
RIFAMPICIN: Final = MedicineTaken(name="rifampicin", why="tuberculosis", since=day("1.11.2026"))


def _plan(*doses: Dose, takes: str = "", **identity: object) -> Callable[[Story], None]:
    """A doctor writes a plan for somebody who takes another medicine, or none that is known."""

    def tell(story: Story) -> None:
        story.begin(**identity).writes(*doses)
        if takes:
            story.host(MedicineTaken(name=takes, since=day("1.11.2026")))

    return tell


def _tested(test: str, value: str, *doses: Dose, **identity: object) -> Callable[[Story], None]:
    """A doctor writes a plan for somebody with one result of 9 November."""

    def tell(story: Story) -> None:
        story.begin(**identity).writes(*doses)
        story.lab(test, value, "9.11.2026")

    return tell


def _weighs(kg: str) -> Callable[[Story], None]:
    def tell(story: Story) -> None:
        story.begin().writes()
        story.host(FollowUp(on=day("20.11.2026"), how="visit", weight=Decimal(kg)))

    return tell


def _has(name: str, *doses: Dose, since: str = "1.11.2026", code: str = "") -> Callable[[Story], None]:
    def tell(story: Story) -> None:
        story.begin().writes(*doses)
        story.host(Condition(name=name, code=code, since=day(since)))

    return tell


def _rifampicin(*doses: Dose, pregnant: bool = False) -> Callable[[Story], None]:
    def tell(story: Story) -> None:
        story.begin().writes(*doses)
        story.host(RIFAMPICIN)
        if pregnant:
            story.lab("pregnancy", "positive", "9.11.2026")

    return tell


def _tenofovir_stopped(story: Story) -> None:
    story.begin().registered().treated("1.6.2026")
    story.lab("hbsag", "positive", "9.11.2026")
    story.writes(AZT_3TC, DTG, regimen="AZT/3TC/DTG")


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


def _case(name: str, en: str, ru: str, tell: Callable[[Story], object], *says: Says) -> Golden:
    return Golden(name=name, en=en, ru=ru, tell=tell, says=says)


CASES: Final = (
    _case(
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
    _case(
        "pregnant-on-dolutegravir",
        "A pregnant woman of 32, TLD.",
        "Беременная женщина 32 лет, TLD.",
        _tested("pregnancy", "positive", TLD),
        Says("checks", {"pregnancy.dolutegravir": "consider"}, by.PREGNANCY),
        Says("to-resolve", (), by.PREGNANCY),
    ),
    _case(
        "pregnancy-not-tested",
        "A woman of 32, TLD, no pregnancy test.",
        "Женщина 32 лет, TLD, теста на беременность нет.",
        _plan(TLD),
        Says("checks", {"pregnancy.test-wanted": "consider"}, by.D12),
    ),
    _case(
        "tb-rifampicin-on-tld",
        "Tuberculosis treated with rifampicin, TLD: dolutegravir is too weak once a day.",
        "Туберкулёз лечат рифампицином, TLD: долутегравира раз в день мало.",
        _rifampicin(TLD),
        Says("checks", {"HIV.D21.2.DT.41": "resolve"}, by.DT),
    ),
    _case(
        "tb-rifampicin-second-dolutegravir",
        "The same, and the plan has dolutegravir 50 mg twelve hours later: no duplicate.",
        "То же, и в плане долутегравир 50 мг через двенадцать часов: это не повтор.",
        _rifampicin(TLD, SECOND),
        Says("checks", {"HIV.D21.2.DT.41": "in-order"}, by.DT),
        Says("to-resolve", (), by.DT),
        Says("silent", ("plan.twice", "second-dose.not-apart"), by.TWICE),
    ),
    _case(
        "second-dolutegravir-seven-hours-later",
        "The same, but at 14:00 and 21:00.",
        "То же, но в 14:00 и 21:00.",
        _rifampicin(TLD, dose("dolutegravir", "50 mg", "14:00", item="B")),
        Says("checks", {"second-dose.not-apart": "resolve"}, by.TWICE),
    ),
    _case(
        "pregnant-tb-rifampicin",
        "A pregnant woman with tuberculosis on rifampicin, TLD.",
        "Беременная женщина с туберкулёзом на рифампицине, TLD.",
        _rifampicin(TLD, pregnant=True),
        Says("checks", {"HIV.D21.2.DT.41": "resolve", "pregnancy.dolutegravir": "consider"}, by.DT),
    ),
    _case(
        "dolutegravir-twice-for-no-reason",
        "TLD and dolutegravir once more, and nothing asks for it.",
        "TLD и ещё раз долутегравир, хотя ничто этого не требует.",
        _plan(TLD, SECOND),
        Says("checks", {"plan.twice": "resolve"}, by.TWICE),
    ),
    _case(
        "weekly-3hp-with-dolutegravir",
        "TLD and preventive isoniazid with rifapentine once a week for twelve weeks.",
        "TLD и профилактика изониазидом с рифапентином раз в неделю двенадцать недель.",
        _plan(TLD, dose("isoniazid + rifapentine", "300 mg + 300 mg", "09:00", item="B", every=7)),
        Says("checks", {"RD.X.01": "in-order"}, by.TPT),
        Says("silent", ("HIV.D21.2.DT.41",), by.TPT),
    ),
    _case(
        "weekly-3hp-is-counted-by-week",
        "Three tablets of 3HP once a week, 84 days.",
        "Три таблетки 3HP раз в неделю, 84 дня.",
        _quantity(
            dose("isoniazid + rifapentine", "300 mg + 300 mg", "09:00", units=Decimal(3), every=7), days=84
        ),
        Says("quantity", 36, by.QUANTITY),
    ),
    _case(
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
    _case(
        "magnesium-with-dolutegravir",
        "TLD, and the person takes magnesium.",
        "TLD, и человек принимает магний.",
        _plan(TLD, takes="magnesium"),
        Says("checks", {"HIV.D21.2.DT.45": "consider"}, by.DT),
    ),
    _case(
        "metformin-with-dolutegravir",
        "TLD, and the person takes metformin.",
        "TLD, и человек принимает метформин.",
        _plan(TLD, takes="metformin"),
        Says("checks", {"HIV.D21.2.DT.48": "resolve"}, by.DT),
    ),
    _case(
        "phenytoin-with-dolutegravir",
        "TLD, and the person takes phenytoin.",
        "TLD, и человек принимает фенитоин.",
        _plan(TLD, takes="phenytoin"),
        Says("checks", {"HIV.D21.2.DT.44": "resolve"}, by.DT),
    ),
    _case(
        "flagged-row-is-silent",
        "TLD and carbamazepine: the flagged row is not used; an unverified caution still warns.",
        "TLD и карбамазепин: спорная строка не используется, несверенное предостережение звучит.",
        _plan(TLD, takes="carbamazepine"),
        Says("silent", ("HIV.D21.2.DT.42",), by.FLAGGED),
        Says("checks", {"carbamazepine_phenytoin_phenobarbital": "resolve"}, by.FLAGGED),
    ),
    _case(
        "efavirenz-with-rifampicin",
        "Efavirenz and rifampicin: the row that would replace efavirenz is flagged and silent.",
        "Эфавиренз и рифампицин: строка о замене эфавиренза помечена и молчит.",
        _rifampicin(TLE),
        Says("silent", ("HIV.D21.2.DT.58",), by.FLAGGED),
        Says("checks", {"RD.X.23": "not-checked"}, by.FLAGGED),
    ),
    _case(
        "methadone-with-efavirenz",
        "Efavirenz, and the person takes methadone.",
        "Эфавиренз, и человек принимает метадон.",
        _plan(TLE, takes="methadone"),
        Says("checks", {"HIV.D21.2.DT.49": "resolve"}, by.DT),
    ),
    _case(
        "simvastatin-with-a-boosted-pi",
        "Tenofovir, lamivudine and darunavir/ritonavir; the person takes simvastatin.",
        "Тенофовир, ламивудин и дарунавир/ритонавир; человек принимает симвастатин.",
        _plan(TDF_3TC, DRV_R, takes="simvastatin"),
        Says("checks", {"HIV.D21.2.DT.16": "resolve", "HIV.D21.2.DT.20": "consider"}, by.DT),
    ),
    _case(
        "medicine-nobody-knows",
        "TLD, and the person takes something called Zorbamil.",
        "TLD, и человек принимает некий «Зорбамил».",
        _plan(TLD, takes="Zorbamil"),
        Says("checks", {"others.unknown": "not-checked"}, by.UNKNOWN),
    ),
    _case(
        "pair-nobody-knows",
        "TLD, and the person takes omeprazole: both are known, the pair is not.",
        "TLD, и человек принимает омепразол: оба известны, пара нет.",
        _plan(TLD, takes="omeprazole"),
        Says("checks", {"others.pair-unknown": "not-checked"}, by.UNKNOWN),
    ),
    _case(
        "nobody-asked-about-other-medicines",
        "TLD, and nothing is written of other medicines.",
        "TLD, о других лекарствах ничего не записано.",
        _plan(TLD),
        Says("checks", {"others.none": "not-checked"}, by.UNKNOWN),
    ),
    _case(
        "egfr-49.9",
        "A man of 32, tenofovir, creatinine 161 µmol/L: eGFR 49.9.",
        "Мужчина 32 лет, тенофовир, креатинин 161 мкмоль/л: рСКФ 49,9.",
        _tested("creatinine", "161", TLD, **MAN),
        Says("checks", {"renal_egfr_lt_50_avoid": "resolve"}, by.KIDNEYS),
    ),
    _case(
        "egfr-shown-as-50-but-below",
        "The same, creatinine 160.86: eGFR 49.998, compared unrounded.",
        "То же, креатинин 160,86: рСКФ 49,998, сравнивается без округления.",
        _tested("creatinine", "160.86", TLD, **MAN),
        Says("checks", {"renal_egfr_lt_50_avoid": "resolve"}, by.KIDNEYS),
    ),
    _case(
        "egfr-50.0",
        "The same, creatinine 160.85: eGFR 50.002.",
        "То же, креатинин 160,85: рСКФ 50,002.",
        _tested("creatinine", "160.85", TLD, **MAN),
        Says("silent", ("renal_egfr_lt_50_avoid",), by.KIDNEYS),
        Says("checks", {"kidneys.in-order": "in-order"}, by.KIDNEYS),
    ),
    _case(
        "egfr-50.1",
        "The same, creatinine 160.6: eGFR 50.1.",
        "То же, креатинин 160,6: рСКФ 50,1.",
        _tested("creatinine", "160.6", TLD, **MAN),
        Says("silent", ("renal_egfr_lt_50_avoid",), by.KIDNEYS),
    ),
    _case(
        "zidovudine-haemoglobin-79",
        "Zidovudine, haemoglobin 79 g/L.",
        "Зидовудин, гемоглобин 79 г/л.",
        _tested("haemoglobin", "79", AZT_3TC, DTG),
        Says("checks", {"anaemia_hb_lt_8_avoid": "resolve"}, by.ANAEMIA),
    ),
    _case(
        "zidovudine-haemoglobin-80",
        "Zidovudine, haemoglobin 80 g/L.",
        "Зидовудин, гемоглобин 80 г/л.",
        _tested("haemoglobin", "80", AZT_3TC, DTG),
        Says("silent", ("anaemia_hb_lt_8_avoid",), by.ANAEMIA),
        Says("checks", {"haemoglobin.in-order": "in-order"}, by.ANAEMIA),
    ),
    _case(
        "abacavir-without-hla",
        "Abacavir, HLA-B*57:01 was not tested.",
        "Абакавир, HLA-B*57:01 не проверен.",
        _plan(ABC_3TC, DTG),
        Says("checks", {"hla_b5701_test_before": "resolve"}, by.ABACAVIR),
    ),
    _case(
        "abacavir-hla-positive",
        "Abacavir, HLA-B*57:01 positive.",
        "Абакавир, HLA-B*57:01 положительный.",
        _tested("hla-b5701", "positive", ABC_3TC, DTG),
        Says("checks", {"RD.X.09": "resolve"}, by.ABACAVIR),
    ),
    _case(
        "abacavir-hla-negative",
        "Abacavir, HLA-B*57:01 negative.",
        "Абакавир, HLA-B*57:01 отрицательный.",
        _tested("hla-b5701", "negative", ABC_3TC, DTG),
        Says("checks", {"abacavir.negative": "in-order"}, by.ABACAVIR),
        Says("silent", ("hla_b5701_test_before", "RD.X.09"), by.ABACAVIR),
    ),
    _case(
        "hepatitis-b-tenofovir-stopped",
        "HBsAg positive, until now TLD; the new plan has no tenofovir.",
        "HBsAg положительный, до сих пор TLD; в новом плане нет тенофовира.",
        _tenofovir_stopped,
        Says(
            "to-resolve", ("hbv_active_do_not_stop_abruptly", "hepatitis-b.without-tenofovir"), by.HEPATITIS
        ),
    ),
    _case(
        "hepatitis-b-with-tenofovir",
        "HBsAg positive, TLD.",
        "HBsAg положительный, TLD.",
        _tested("hbsag", "positive", TLD),
        Says("checks", {"hepatitis-b.positive": "consider"}, by.HEPATITIS),
    ),
    _case(
        "hepatitis-b-on-two-drugs",
        "HBsAg positive, dolutegravir with lamivudine alone.",
        "HBsAg положительный, только долутегравир с ламивудином.",
        _tested("hbsag", "positive", DTG_3TC),
        Says("checks", {"RD.X.19": "resolve"}, by.HEPATITIS),
    ),
    _case(
        "two-drugs-hbsag-unknown",
        "Dolutegravir with lamivudine, HBsAg not tested.",
        "Долутегравир с ламивудином, HBsAg не проверен.",
        _plan(DTG_3TC),
        Says("checks", {"hepatitis-b.unknown-without-tenofovir": "resolve"}, by.HEPATITIS),
    ),
    _case(
        "seventeen",
        "Eighteen tomorrow: no ready-made plan, a doctor for children decides.",
        "Завтра исполнится 18: готовой схемы нет, решает детский врач.",
        _plan(TLD, born_on=day("24.11.2008")),
        Says("checks", {"age.under-18": "resolve"}, by.CHILD),
    ),
    _case(
        "eighteen-today",
        "Eighteen today.",
        "Сегодня исполнилось 18.",
        _plan(TLD, born_on=day("23.11.2008")),
        Says("silent", ("age.under-18",), by.CHILD),
    ),
    _case(
        "weight-29.9",
        "A woman of 29.9 kg, TLD.",
        "Женщина 29,9 кг, TLD.",
        _weighs("29.9"),
        Says("checks", {"weight.under-30": "resolve"}, by.WEIGHT),
    ),
    _case(
        "weight-30",
        "A woman of 30.0 kg, TLD: the WHO's label says from 30 kg, others from 40.",
        "Женщина 30,0 кг, TLD: у ВОЗ от 30 кг, в других инструкциях от 40.",
        _weighs("30.0"),
        Says("silent", ("weight.under-30", "weight.under-label"), by.WEIGHT),
        Says("checks", {"weight.labels-of-TLD": "consider"}, by.WEIGHT),
    ),
    _case(
        "weight-40",
        "A woman of 40 kg, TLD.",
        "Женщина 40 кг, TLD.",
        _weighs("40"),
        Says("silent", ("weight.under-30", "weight.under-label", "weight.labels-of-TLD"), by.WEIGHT),
    ),
    _case(
        "formulary-unknown",
        "TLD for a citizen of Kyrgyzstan: nobody told what its centres give.",
        "TLD для гражданки Кыргызстана: что дают его центры, не сообщено.",
        _plan(TLD),
        Says("checks", {"formulary.unknown": "not-checked"}, by.FORMULARY),
    ),
    _case(
        "rilpivirine-at-100000",
        "Rilpivirine, viral load exactly 100,000.",
        "Рилпивирин, вирусная нагрузка ровно 100 000.",
        _tested("viral-load", "100000", TDF_3TC, RPV),
        Says("silent", ("vl_gt_100000_avoid",), by.RILPIVIRINE),
    ),
    _case(
        "rilpivirine-above-100000",
        "Rilpivirine, viral load 100,001.",
        "Рилпивирин, вирусная нагрузка 100 001.",
        _tested("viral-load", "100001", TDF_3TC, RPV),
        Says("checks", {"vl_gt_100000_avoid": "resolve"}, by.RILPIVIRINE),
    ),
    _case(
        "meningitis-27-days",
        "Tuberculous meningitis treated for 27 days; treatment is to begin today.",
        "Туберкулёзный менингит лечат 27 дней; лечение начинается сегодня.",
        _has("tuberculous meningitis", TLD, since="27.10.2026"),
        Says("checks", {"meningitis.too-early": "resolve"}, by.MENINGITIS),
    ),
    _case(
        "meningitis-28-days",
        "The same, 28 days.",
        "То же, 28 дней.",
        _has("tuberculous meningitis", TLD, since="26.10.2026"),
        Says("silent", ("meningitis.too-early",), by.MENINGITIS),
        Says("checks", {"meningitis.window": "consider"}, by.MENINGITIS),
    ),
    _case(
        "cd4-199-is-advanced",
        "CD4 199.",
        "CD4 199.",
        _tested("cd4", "199", TLD),
        Says("checks", {"advanced.disease": "consider"}, by.ADVANCED),
    ),
    _case(
        "cd4-200-is-not",
        "CD4 200.",
        "CD4 200.",
        _tested("cd4", "200", TLD),
        Says("silent", ("advanced.disease",), by.ADVANCED),
    ),
    _case(
        "allergy-to-the-plan",
        "An allergy to lamivudine is recorded, TLD.",
        "Записана аллергия на ламивудин, TLD.",
        _has("allergy to lamivudine", TLD),
        Says("checks", {"allergy.to-plan": "resolve"}, by.ALLERGY),
    ),
)
