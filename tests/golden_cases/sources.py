"""The sources that expectations cite, in English and Russian. A proposal of our own says so."""

from typing import Final

_OWN: Final = ("own proposal, 22 Nov 2026: ", "собственное предложение, 22.11.2026: ")


def own(en: str, ru: str) -> str:
    """Name a rule of our own: a clinician must look at it."""
    return f"{_OWN[0]}{en} · {_OWN[1]}{ru}"


COUNT: Final = own(
    "the newest count restarts; days left are days that still have their dose, today included",
    "последний пересчёт начинает счёт заново; дни с приёмом считаются вместе с сегодняшним",
)
ORDER: Final = own(
    "order by = first day without a dose − (90th percentile of the way + 14)",
    "заказать до = первый день без препаратов − (90-й процентиль пути + 14)",
)
REFILL: Final = own(
    "refill at 45 days, urgent at 30, critical at 14", "заказ при 45 днях, срочно при 30, критично при 14"
)
WAY: Final = own(
    "from five parcels on: median and 90th percentile by nearest rank; before that 21 days",
    "от пяти посылок: медиана и 90-й процентиль по ближайшему рангу; до того 21 день",
)
PAUSE: Final = own(
    "a declared pause needs no dose; one without an end lasted until yesterday",
    "объявленная пауза не требует приёма; без конца она длилась до вчерашнего дня",
)
FIRST: Final = own(
    "days of supply run from the first dose reported", "дни запаса идут от названного первого приёма"
)
LOST: Final = own(
    "a parcel lost or seized: replacement at once, a bridge, what others may have learned",
    "посылка пропала или изъята: сразу замена, запас на время, что могли узнать другие",
)
CLOCK: Final = own(
    "where a record is newer than the clock, the worse of two dates",
    "если запись новее часов, берётся худшая из двух дат",
)
PACK: Final = own(
    "a pack is good until the end of supply + 30 days", "упаковка годна до конца запаса + 30 дней"
)
SHELF: Final = own(
    "stock is a sum of movements; what is short is shown, no record is dropped",
    "запас — сумма движений; нехватка показана, ни одна запись не пропадает",
)
S2: Final = "WHO SMART HIV DAK 2023, HIV.S.2"
D17: Final = "WHO SMART HIV DAK 2023, HIV.D17.DT"
D388: Final = "WHO SMART HIV DAK 2023, HIV.D.DE388"
VL: Final = "WHO policy brief on viral suppression, July 2023; WHO SMART HIV DAK 2023, HIV.S.2"
CALENDAR: Final = own(
    "day 14, months 1, 3, 6, 12 from the first dose; a call a week after an unwanted effect",
    "14-й день, 1, 3, 6, 12 месяцев от первого приёма; звонок через неделю после нежелательного явления",
)
CD4: Final = (
    "WHO SMART HIV DAK 2023, HIV.S.2, HIV.D12.DT.10; what “established” means: general knowledge · "
    "что значит «устоявшееся лечение» — общие знания"
)
PAPERS: Final = own(
    "CD4 and viral load 6 months, biochemistry 3 months, pregnancy test 14 days old at most",
    "CD4 и вирусная нагрузка не старше 6 месяцев, биохимия 3 месяцев, тест на беременность 14 дней",
)
STATES: Final = own("states and guards of remote registration", "шаги и условия дистанционного учёта")
TRACING: Final = (
    own("attempts on days 1, 7 and 14", "попытки на 1-й, 7-й и 14-й день")
    + "; day 28: WHO DAK HIV.H.DE41, DE42"
)
BACK: Final = (
    own("who is back is assessed, viral load and CD4", "вернувшегося оценивают, нагрузка и CD4")
    + "; WHO DAK HIV.D.DE41"
)
LEAVING: Final = own("moved, deported, died, came home", "переезд, депортация, смерть, возвращение")
VERSIONS: Final = own(
    "two versions made apart are never resolved by the program",
    "две версии, сделанные порознь, программа сама не решает",
)
TRANSFER: Final = "WHO SMART HIV DAK 2023, HIV.H.DE49; " + own(
    "three months of medicines", "препараты на три месяца"
)
DT: Final = "WHO SMART HIV DAK 2023, HIV.D21.2.DT"
D12: Final = "WHO SMART HIV DAK 2023, HIV.D12.DT"
PREGNANCY: Final = (
    "WHO SMART HIV DAK 2023, HIV.D12.DT.09; preferred in pregnancy: general knowledge · общие знания"
)
TPT: Final = "JIAS 2020;23:e25438"
TWICE: Final = own(
    "a second dolutegravir is no duplicate where rifampicin asks for it; 12 hours apart, give or take two",
    "второй долутегравир не повтор, если его требует рифампицин; через 12 часов, плюс-минус два",
)
FLAGGED: Final = own(
    "a flagged row never speaks; an unverified one may warn and never proposes",
    "спорная строка молчит; несверенная может предостеречь, но не предлагает",
)
UNKNOWN: Final = own(
    "what the catalogue does not know is not checked, never in order",
    "чего нет в справочнике, то не проверено и никогда не «в порядке»",
)
KIDNEYS: Final = "CKD-EPI 2021; tenofovir below 50: general knowledge · тенофовир ниже 50: общие знания"
ANAEMIA: Final = (
    "WHO SMART HIV DAK 2023, HIV.D12.DT.07; below 80 g/L: general knowledge · ниже 80 г/л: общие знания"
)
ABACAVIR: Final = "EU SmPC Triumeq"
HEPATITIS: Final = (
    "WHO SMART HIV DAK 2023, HIV.D12.DT.14; the rest general knowledge · остальное общие знания"
)
CHILD: Final = own("no ready-made plan under 18", "моложе 18 лет готовой схемы нет")
WEIGHT: Final = "WHO-PQ HA688 SmPC: from 30 kg; Acriptega label: from 40 kg · от 30 кг; у Acriptega от 40 кг"
FORMULARY: Final = own("no country's list was seen", "списка ни одной страны не видели")
RILPIVIRINE: Final = "general knowledge, not verified · общие знания, не сверено"
MENINGITIS: Final = "WHO as summed up by i-base: 4 to 6 weeks · ВОЗ в изложении i-base: 4–6 недель"
ADVANCED: Final = "WHO advanced HIV disease package: CD4 below 200 · ВОЗ: CD4 ниже 200"
ALLERGY: Final = own(
    "an allergy to a medicine of the plan is resolved first", "аллергию на препарат плана решают до подписи"
)
QUANTITY: Final = own(
    "weekly medicines are counted by week, a lead-in counts",
    "недельные считаются по неделям, начальный период учитывается",
)
URGENT: Final = own(
    "acknowledged in 2 working days, decided in 10; pregnant, CD4 below 200, no medicines, a child: 48 hours",
    "подтвердить за 2 рабочих дня, решить за 10; беременность, CD4 ниже 200, без препаратов, ребёнок: 48 ч",
)
