"""Invented people of many names: Russian, Kyrgyz, Tajik, Uzbek and Azerbaijani, in Cyrillic and in Latin."""

from datetime import date, timedelta
from random import Random

from regdesk.domain.people import Identity, SafeContact
from regdesk.store import search

# Beginnings and endings that give some 1,300 family names; none is taken from a real list.
_FAMILY = {
    "KG": (
        "Асан Бекмур Жумагул Токтосун Орозбек Сыдык Кадыр Эсен Түмөн Өмүр Чолпон Баатыр",
        "ов ев алиев беков",
    ),
    "TJ": ("Шариф Раҳим Ҳаким Ғафур Қурбон Фирӯз Ҷамол Нур Сафар Давлат Исмат Мирзо", "зода ов иён пур"),
    "UZ": ("Oʻrin Gʻani Xolmat Yoʻldosh Sherzod Qodir Toʻxta Ergash Baxtiyor Ulugʻ", "boyev ov qulov zoda"),
    "AZ": ("Əli Həsən Cəfər Rüstəm Qəhrəman İsmayıl Şahin Vüqar Çingiz Nəsib", "yev zadə ov oğlu"),
    "RU": ("Берез Воробь Голуб Зимар Кузьм Лебед Орлик Сахар Тихон Щегл Ёлк Жаворон", "ов ин кин ский ев"),
}
_GIVEN = {
    "KG": "Айгүл Нурбек Гүлзат Эркин Бермет Тилек Жылдыз Азамат Өмүрбек Чынара Мээрим Бактыгүл",
    "TJ": "Фирӯза Ҷамшед Ситора Баҳром Мадина Фаррух Зулфия Шаҳноза Рустам Нигина Ғайрат Парвиз",
    "UZ": "Gulnora Shuhrat Oygul Jasur Nilufar Oʻktam Dilorom Zafar Yulduz Gʻayrat Malika Sanjar",
    "AZ": "Aygün Elçin Günəş Vüsal Nərgiz Rəşad Sevinc Tərlan Ülviyyə Xəyal Könül Orxan",
    "RU": "Алёна Глеб Зоя Игнат Марфа Прохор Устинья Фёдор Юлиана Яков Раиса Щепан",
}


def identity(chance: Random) -> Identity:
    """Invent a person."""
    country = chance.choice(list(_FAMILY))
    stems, endings = _FAMILY[country]
    family = chance.choice(stems.split()) + chance.choice(endings.split())
    given = chance.choice(_GIVEN[country].split())
    return Identity(
        family_name=family,
        given_names=given,
        family_latin=search.key(family).upper(),
        given_latin=search.key(given).upper(),
        born_on=date(1960, 1, 1) + timedelta(days=chance.randrange(16_000)),
        sex=chance.choice("fm"),
        citizenship=country,
    )


def contact(chance: Random) -> SafeContact:
    """Invent a phone of a country code that does not exist."""
    number = f"{chance.randrange(10**9):09d}"
    return SafeContact(phone=f"+000 {number[:2]} {number[2:5]}-{number[5:7]}-{number[7:]}", when="19:00")
