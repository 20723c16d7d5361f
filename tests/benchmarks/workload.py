"""Cases as the benchmark of sync has them: 25 fields and twelve events each, about 2.7 KB as JSON."""

from random import Random
from typing import Any

Row = dict[str, Any]
_NAMES = [
    "Алиев",
    "Баходир",
    "Гулнора",
    "Дилшод",
    "Елена",
    "Жанна",
    "Зухра",
    "Камола",
    "Лола",
    "Мадина",
    "Нодира",
    "Олжас",
    "Рустам",
    "Саида",
]
_LATIN = [
    "Aliev",
    "Bakhodir",
    "Gulnora",
    "Dilshod",
    "Elena",
    "Zhanna",
    "Zuhra",
    "Kamola",
    "Lola",
    "Madina",
    "Nodira",
    "Olzhas",
    "Rustam",
    "Saida",
]
_TOWNS = [
    "Ташкент",
    "Душанбе",
    "Бишкек",
    "Алматы",
    "Кишинёв",
    "Ереван",
    "Warszawa",
    "Vilnius",
    "Tbilisi",
    "Istanbul",
    "Москва",
    "Самара",
]
_WORDS = [
    "приём",
    "документы",
    "плановый",
    "контроль",
    "переносит",
    "хорошо",
    "жалоб",
    "нет",
    "направлен",
    "lab",
    "result",
    "sent",
    "courier",
]
_KINDS = ("lab_cd4", "lab_vl", "visit", "shipment")
EVENTS = 12


def cases(number: int) -> list[Row]:
    """Make so many invented cases; every run has the same ones."""
    chance = Random("sync")  # noqa: S311 - no secret
    return [_case(chance, at) for at in range(number)]


def edits(made: list[Row], number: int, field: str, words: str) -> list[Row]:
    """Give a new value for one field of every so many-th case, *number* of them."""
    some = made[:: max(1, len(made) // number)][:number]
    return [{"id": one["id"], "field": field, "value": f"{words} {at:04d}"} for at, one in enumerate(some)]


def _case(chance: Random, at: int) -> Row:
    one, two = chance.randrange(len(_NAMES)), chance.randrange(len(_NAMES))
    number = f"c{at:06d}"
    return {
        "id": number,
        "reg_no": f"REG-{chance.randrange(10**8):08d}",
        "name_cyr": f"{_NAMES[one]} {_NAMES[two]}",
        "name_lat": f"{_LATIN[one]} {_LATIN[two]}",
        "dob": _day(chance, 1960, 45),
        "sex": chance.choice("MF"),
        "origin": chance.choice(("UZ", "TJ", "KG", "KZ", "MD", "AM")),
        "origin_city": chance.choice(_TOWNS),
        "host": chance.choice(("RU", "PL", "TR", "LT", "KZ")),
        "host_city": chance.choice(_TOWNS),
        "phone": f"+7 000 {chance.randrange(10**7):07d}",
        "lang": chance.choice(("uz", "tg", "ky", "ru", "ro")),
        "doc_type": chance.choice(("passport", "permit", "none")),
        "doc_no": f"{chance.choice('ABCX')}{chance.randrange(10**7):07d}",
        "dx_date": _day(chance, 2019, 6),
        "stage": chance.choice(("1", "2", "3", "4A", "4Б")),
        "cd4": chance.randrange(20, 1200),
        "vl": chance.choice((0, 20, chance.randrange(50, 900_000))),
        "regimen": chance.choice(("TDF/3TC/DTG", "TAF/FTC/BIC", "ABC/3TC+DTG")),
        "art_start": _day(chance, 2019, 6),
        "status": chance.choice(("new", "review", "plan", "shipped", "follow-up")),
        "centre": f"Центр СПИД {chance.randrange(40)}",
        "ngo": f"NGO {chance.randrange(60)}",
        "consent": _day(chance, 2023, 2),
        "note": _words(chance, 14),
        "entries": [_event(chance, number, event) for event in range(EVENTS)],
    }


def _event(chance: Random, number: str, event: int) -> Row:
    return {
        "id": f"{number}-{event:02d}",
        "kind": _KINDS[event % len(_KINDS)],
        "date": _day(chance, 2022, 3),
        "place": chance.choice(_TOWNS),
        "value": f"{chance.random() * 1000:.1f}",
        "unit": chance.choice(("кл/мкл", "коп/мл", "уп.")),
        "by": f"u{chance.randrange(99)}",
        "remark": _words(chance, 3),
    }


def _words(chance: Random, number: int) -> str:
    return " ".join(chance.choice(_WORDS) for _ in range(number))


def _day(chance: Random, year: int, years: int) -> str:
    return f"{year + chance.randrange(years)}-{chance.randrange(12) + 1:02d}-{chance.randrange(28) + 1:02d}"
