"""Everybody and everything in the demo. All of it is invented; phones and documents are plainly fictional."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from regdesk.actions.people import NewPerson
from regdesk.advice.calendar import propose
from regdesk.documents.specimens import Specimen
from regdesk.domain.consent import ContactConsent, TransferConsent
from regdesk.domain.journal import OrgId
from regdesk.domain.labs import LabResult
from regdesk.domain.package import Paper
from regdesk.domain.papers import ClinicalPaper, LegalPaper
from regdesk.domain.people import FormerName, Identity, IdentityPaper, SafeContact, Stay
from regdesk.domain.plans import Dose, Plan
from regdesk.domain.supply import StockCount

HOST, CENTRE = "Опора", "Центр, Бишкек"
HOST_PASSPHRASE: Final = "вымышленная фраза опоры"  # noqa: S105 - printed on the console on purpose
CENTRE_PASSPHRASE: Final = "вымышленная фраза центра"  # noqa: S105
PHONE, PASSPORT = "+7 000 000-00-01", "AC0000001"
DRUG = "тенофовир / ламивудин / долутегравир"
_PHONES: Final = "+7 000 000-00-1"
_OTHERS: Final = (
    ("Маматов", "Нурлан", "Эркинович", ("MAMATOV", "NURLAN"), date(1989, 7, 2), 9),
    ("Исакова", "Гүлзат", "", ("ISAKOVA", "GULZAT"), date(1997, 11, 30), 26),
    ("Жээнбеков", "Талант", "Асанович", ("ZHEENBEKOV", "TALANT"), date(1985, 1, 19), 48),
    ("Сыдыкова", "Мээрим", "", ("SYDYKOVA", "MEERIM"), date(2001, 5, 8), 13),
)
# What must not be found at the server: every name, phone, document and drug of the story.
SECRETS: Final = (
    *("Асанова", "Айгүл", "Бакытовна", "Токтогулова", "ASANOVA", "AIGUL", "Алина", "Гульмира"),
    *(PHONE, _PHONES, PASSPORT, DRUG, "долутегравир", "тенофовир", "KG-30412", HOST, CENTRE),
    *(name for row in _OTHERS for name in (*row[:3], *row[3]) if name),
)


@dataclass(frozen=True)
class Sheet:
    """A paper of the package: the record and what its photo shows."""

    paper: Paper
    specimen: Specimen


def person(centre: OrgId, today: date) -> NewPerson:
    """Give the person of the story, as met on the first day."""
    contact = SafeContact(
        phone=PHONE, when="после 19:00", say="Алина с работы. Сообщений не оставлять.", language="ky"
    )
    return NewPerson(
        identity=_identity("Асанова", "Айгүл", "Бакытовна", ("ASANOVA", "AIGUL"), date(1994, 3, 14)),
        former_names=(FormerName(family_name="Токтогулова", given_names="Айгүл", reason="marriage"),),
        contact=contact,
        contact_consent=ContactConsent(text_version="2026-11", language="ky", on=today),
        transfer_consent=TransferConsent(text_version="2026-11", language="ky", on=today),
        stay=Stay(country="RU", region="Москва", since=today - timedelta(days=420)),
        stock=StockCount(on=today, days=21, how="told"),
        centre=centre,
    )


def others(centre: OrgId, today: date) -> tuple[NewPerson, ...]:
    """Give more people, so that lists look like lists; each only begins."""
    return tuple(
        NewPerson(
            identity=_identity(family, given, patronymic, latin, born),
            contact=SafeContact(phone=f"{_PHONES}{number}", when="после работы"),
            contact_consent=ContactConsent(text_version="2026-11", language="ru", on=today),
            transfer_consent=TransferConsent(text_version="2026-11", language="ru", on=today),
            stock=StockCount(on=today, days=days, how="told"),
            centre=centre,
        )
        for number, (family, given, patronymic, latin, born, days) in enumerate(_OTHERS)
    )


def sheets(today: date) -> tuple[Sheet, ...]:
    """Give the papers of the package with what their photos show."""
    week = today - timedelta(days=7)
    shown = f"{week:%d.%m.%Y}"
    laboratory = "Лаборатория «Образец», Москва"
    who = (("Пациент", "Асанова А. Б."), ("Дата забора", shown))

    def clinical(kind: str, heading: str, *lines: tuple[str, str]) -> Sheet:
        paper = ClinicalPaper(type=kind, dated=week, laboratory=laboratory)
        return Sheet(paper, Specimen(heading, laboratory, (*who, *lines)))

    passport = IdentityPaper(type="passport", number=PASSPORT, country="KG", expires_on=date(2031, 6, 1))
    identity = (
        ("Фамилия", "ASANOVA"),
        ("Имя", "AIGUL"),
        ("Номер", PASSPORT),
        ("Дата рождения", "14.03.1994"),
    )
    request = (
        ("Заявитель", "Асанова А. Б."),
        ("Прошу", "поставить на учёт дистанционно"),
        ("Подпись", "Асанова"),
    )
    agreed = (("Согласие", "A и B"), ("Язык", "кыргызский"), ("Дата", shown), ("Подпись", "Асанова"))
    return (
        Sheet(passport, Specimen("Паспорт (вымышленный)", "Кыргыз Республикасы", identity)),
        clinical(
            "hiv-screening", "ИФА", ("Результат", "положительный"), ("Тест-система", "образец 4-го поколения")
        ),
        clinical("hiv-confirmation", "Иммуноблот", ("Результат", "положительный")),
        clinical("cd4", "CD4-лимфоциты", ("CD4", "3120 кл/мкл")),
        clinical("viral-load", "Вирусная нагрузка", ("Результат", "84 000 копий/мл")),
        Sheet(
            LegalPaper(type="application", dated=week),
            Specimen("Заявление", "Заявление о дистанционном учёте", request),
        ),
        Sheet(LegalPaper(type="consent", dated=week), Specimen("Согласие", "Согласие A и B", agreed)),
    )


def results(today: date) -> dict[str, LabResult]:
    """Give the results as typed from the papers; the CD4 count has one digit too many."""
    week, laboratory = today - timedelta(days=7), "Лаборатория «Образец»"
    return {
        "hiv-confirmation": LabResult(
            test="hiv-confirmation", outcome="positive", taken_on=week, laboratory=laboratory
        ),
        "cd4": cd4("3120", week),
        "viral-load": viral_load("84000", week),
    }


def cd4(value: str, on: date) -> LabResult:
    """Give a CD4 count."""
    return LabResult(test="cd4", value=Decimal(value), unit="{cells}/uL", taken_on=on)


def viral_load(value: str, on: date, comparator: str = "") -> LabResult:
    """Give a viral load; comparator "<" for one below the limit of the test."""
    return LabResult(
        test="viral-load", value=Decimal(value), unit="{copies}/mL", comparator=comparator, taken_on=on
    )


def plan(today: date) -> Plan:
    """Give the doctor's plan: one tablet a day for 90 days, from the day of receipt."""
    dose = Dose(
        item="A", inn=DRUG, strength="300/300/50 мг", form="tablet", times=("21:00",), shape="oval", pack=30
    )
    return Plan(
        number="",  # given when it is signed
        regimen="TDF/3TC/DTG",
        doses=(dose,),
        on=today,
        days=90,
        valid_to=today + timedelta(days=180),
        follow_ups=propose(today + timedelta(days=14)),
        clinician="Гульмира К.",
    )


def _identity(family: str, given: str, patronymic: str, latin: tuple[str, str], born: date) -> Identity:
    return Identity(
        family_name=family,
        given_names=given,
        patronymic=patronymic,
        family_latin=latin[0],
        given_latin=latin[1],
        born_on=born,
        sex="m" if family.endswith("ов") else "f",
        citizenship="KG",
    )
