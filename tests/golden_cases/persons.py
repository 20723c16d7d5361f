"""Cases of what is known of a person while a doctor writes a plan. Today is 23 November 2026."""

from collections.abc import Callable
from decimal import Decimal
from typing import Final

from regdesk.domain.follow_ups import Condition, FollowUp
from regdesk.domain.plans import Dose
from tests.golden_cases import sources as by
from tests.golden_cases.plans import DTG, MAN, TDF_3TC, case, plan, tested
from tests.golden_cases.says import Says
from tests.golden_cases.story import TLD, Story, day, dose

AZT_3TC: Final = dose("zidovudine + lamivudine", "300 mg + 150 mg", "08:00", "20:00")
ABC_3TC: Final = dose("abacavir + lamivudine", "600 mg + 300 mg")
DTG_3TC: Final = dose("dolutegravir + lamivudine", "50 mg + 300 mg")
RPV: Final = dose("rilpivirine", "25 mg", item="B")


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


def _tenofovir_stopped(story: Story) -> None:
    story.begin().registered().treated("1.6.2026")
    story.lab("hbsag", "positive", "9.11.2026")
    story.writes(AZT_3TC, DTG, regimen="AZT/3TC/DTG")


CASES: Final = (
    case(
        "egfr-49.9",
        "A man of 32, tenofovir, creatinine 161 µmol/L: eGFR 49.9.",
        "Мужчина 32 лет, тенофовир, креатинин 161 мкмоль/л: рСКФ 49,9.",
        tested("creatinine", "161", TLD, **MAN),
        Says("checks", {"renal_egfr_lt_50_avoid": "resolve"}, by.KIDNEYS),
    ),
    case(
        "egfr-shown-as-50-but-below",
        "The same, creatinine 160.86: eGFR 49.998, compared unrounded.",
        "То же, креатинин 160,86: рСКФ 49,998, сравнивается без округления.",
        tested("creatinine", "160.86", TLD, **MAN),
        Says("checks", {"renal_egfr_lt_50_avoid": "resolve"}, by.KIDNEYS),
    ),
    case(
        "egfr-50.0",
        "The same, creatinine 160.85: eGFR 50.002.",
        "То же, креатинин 160,85: рСКФ 50,002.",
        tested("creatinine", "160.85", TLD, **MAN),
        Says("silent", ("renal_egfr_lt_50_avoid",), by.KIDNEYS),
        Says("checks", {"kidneys.in-order": "in-order"}, by.KIDNEYS),
    ),
    case(
        "egfr-50.1",
        "The same, creatinine 160.6: eGFR 50.1.",
        "То же, креатинин 160,6: рСКФ 50,1.",
        tested("creatinine", "160.6", TLD, **MAN),
        Says("silent", ("renal_egfr_lt_50_avoid",), by.KIDNEYS),
    ),
    case(
        "zidovudine-haemoglobin-79",
        "Zidovudine, haemoglobin 79 g/L.",
        "Зидовудин, гемоглобин 79 г/л.",
        tested("haemoglobin", "79", AZT_3TC, DTG),
        Says("checks", {"anaemia_hb_lt_8_avoid": "resolve"}, by.ANAEMIA),
    ),
    case(
        "zidovudine-haemoglobin-80",
        "Zidovudine, haemoglobin 80 g/L.",
        "Зидовудин, гемоглобин 80 г/л.",
        tested("haemoglobin", "80", AZT_3TC, DTG),
        Says("silent", ("anaemia_hb_lt_8_avoid",), by.ANAEMIA),
        Says("checks", {"haemoglobin.in-order": "in-order"}, by.ANAEMIA),
    ),
    case(
        "abacavir-without-hla",
        "Abacavir, HLA-B*57:01 was not tested.",
        "Абакавир, HLA-B*57:01 не проверен.",
        plan(ABC_3TC, DTG),
        Says("checks", {"hla_b5701_test_before": "resolve"}, by.ABACAVIR),
    ),
    case(
        "abacavir-hla-positive",
        "Abacavir, HLA-B*57:01 positive.",
        "Абакавир, HLA-B*57:01 положительный.",
        tested("hla-b5701", "positive", ABC_3TC, DTG),
        Says("checks", {"RD.X.09": "resolve"}, by.ABACAVIR),
    ),
    case(
        "abacavir-hla-negative",
        "Abacavir, HLA-B*57:01 negative.",
        "Абакавир, HLA-B*57:01 отрицательный.",
        tested("hla-b5701", "negative", ABC_3TC, DTG),
        Says("checks", {"abacavir.negative": "in-order"}, by.ABACAVIR),
        Says("silent", ("hla_b5701_test_before", "RD.X.09"), by.ABACAVIR),
    ),
    case(
        "hepatitis-b-tenofovir-stopped",
        "HBsAg positive, until now TLD; the new plan has no tenofovir.",
        "HBsAg положительный, до сих пор TLD; в новом плане нет тенофовира.",
        _tenofovir_stopped,
        Says(
            "to-resolve", ("hbv_active_do_not_stop_abruptly", "hepatitis-b.without-tenofovir"), by.HEPATITIS
        ),
    ),
    case(
        "hepatitis-b-with-tenofovir",
        "HBsAg positive, TLD.",
        "HBsAg положительный, TLD.",
        tested("hbsag", "positive", TLD),
        Says("checks", {"hepatitis-b.positive": "consider"}, by.HEPATITIS),
    ),
    case(
        "hepatitis-b-on-two-drugs",
        "HBsAg positive, dolutegravir with lamivudine alone.",
        "HBsAg положительный, только долутегравир с ламивудином.",
        tested("hbsag", "positive", DTG_3TC),
        Says("checks", {"RD.X.19": "resolve"}, by.HEPATITIS),
    ),
    case(
        "two-drugs-hbsag-unknown",
        "Dolutegravir with lamivudine, HBsAg not tested.",
        "Долутегравир с ламивудином, HBsAg не проверен.",
        plan(DTG_3TC),
        Says("checks", {"hepatitis-b.unknown-without-tenofovir": "resolve"}, by.HEPATITIS),
    ),
    case(
        "seventeen",
        "Eighteen tomorrow: no ready-made plan, a doctor for children decides.",
        "Завтра исполнится 18: готовой схемы нет, решает детский врач.",
        plan(TLD, born_on=day("24.11.2008")),
        Says("checks", {"age.under-18": "resolve"}, by.CHILD),
    ),
    case(
        "eighteen-today",
        "Eighteen today.",
        "Сегодня исполнилось 18.",
        plan(TLD, born_on=day("23.11.2008")),
        Says("silent", ("age.under-18",), by.CHILD),
    ),
    case(
        "weight-29.9",
        "A woman of 29.9 kg, TLD.",
        "Женщина 29,9 кг, TLD.",
        _weighs("29.9"),
        Says("checks", {"weight.under-30": "resolve"}, by.WEIGHT),
    ),
    case(
        "weight-30",
        "A woman of 30.0 kg, TLD: the WHO's label says from 30 kg, others from 40.",
        "Женщина 30,0 кг, TLD: у ВОЗ от 30 кг, в других инструкциях от 40.",
        _weighs("30.0"),
        Says("silent", ("weight.under-30", "weight.under-label"), by.WEIGHT),
        Says("checks", {"weight.labels-of-TLD": "consider"}, by.WEIGHT),
    ),
    case(
        "weight-40",
        "A woman of 40 kg, TLD.",
        "Женщина 40 кг, TLD.",
        _weighs("40"),
        Says("silent", ("weight.under-30", "weight.under-label", "weight.labels-of-TLD"), by.WEIGHT),
    ),
    case(
        "formulary-unknown",
        "TLD for a citizen of Kyrgyzstan: nobody told what its centres give.",
        "TLD для гражданки Кыргызстана: что дают его центры, не сообщено.",
        plan(TLD),
        Says("checks", {"formulary.unknown": "not-checked"}, by.FORMULARY),
    ),
    case(
        "rilpivirine-at-100000",
        "Rilpivirine, viral load exactly 100,000.",
        "Рилпивирин, вирусная нагрузка ровно 100 000.",
        tested("viral-load", "100000", TDF_3TC, RPV),
        Says("silent", ("vl_gt_100000_avoid",), by.RILPIVIRINE),
    ),
    case(
        "rilpivirine-above-100000",
        "Rilpivirine, viral load 100,001.",
        "Рилпивирин, вирусная нагрузка 100 001.",
        tested("viral-load", "100001", TDF_3TC, RPV),
        Says("checks", {"vl_gt_100000_avoid": "resolve"}, by.RILPIVIRINE),
    ),
    case(
        "meningitis-27-days",
        "Tuberculous meningitis treated for 27 days; treatment is to begin today.",
        "Туберкулёзный менингит лечат 27 дней; лечение начинается сегодня.",
        _has("tuberculous meningitis", TLD, since="27.10.2026"),
        Says("checks", {"meningitis.too-early": "resolve"}, by.MENINGITIS),
    ),
    case(
        "meningitis-28-days",
        "The same, 28 days.",
        "То же, 28 дней.",
        _has("tuberculous meningitis", TLD, since="26.10.2026"),
        Says("silent", ("meningitis.too-early",), by.MENINGITIS),
        Says("checks", {"meningitis.window": "consider"}, by.MENINGITIS),
    ),
    case(
        "cd4-199-is-advanced",
        "CD4 199.",
        "CD4 199.",
        tested("cd4", "199", TLD),
        Says("checks", {"advanced.disease": "consider"}, by.ADVANCED),
    ),
    case(
        "cd4-200-is-not",
        "CD4 200.",
        "CD4 200.",
        tested("cd4", "200", TLD),
        Says("silent", ("advanced.disease",), by.ADVANCED),
    ),
    case(
        "allergy-to-the-plan",
        "An allergy to lamivudine is recorded, TLD.",
        "Записана аллергия на ламивудин, TLD.",
        _has("allergy to lamivudine", TLD),
        Says("checks", {"allergy.to-plan": "resolve"}, by.ALLERGY),
    ),
)
