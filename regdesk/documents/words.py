"""Dates, numbers, quantities and names as a language writes them, through that language's catalogue."""

import tomllib
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

from regdesk import resources
from regdesk.catalogue import rows, whole
from regdesk.domain.labs import OUTCOMES, SHOWN_UNITS, LabResult
from regdesk.domain.people import FormerName, Identity
from regdesk.i18n import N_

Translate = Callable[[str], str]
NB: Final = "\u00a0"
_DAYS: Final = (
    N_("{day} January {year}"),
    N_("{day} February {year}"),
    N_("{day} March {year}"),
    N_("{day} April {year}"),
    N_("{day} May {year}"),
    N_("{day} June {year}"),
    N_("{day} July {year}"),
    N_("{day} August {year}"),
    N_("{day} September {year}"),
    N_("{day} October {year}"),
    N_("{day} November {year}"),
    N_("{day} December {year}"),
)
_UNITS: Final = {
    "tablet": N_("{n} tab."),
    "capsule": N_("{n} caps."),
    "solution": N_("{n} ml"),
    "injection": N_("{n} inj."),
}
_PACKS: Final = N_("{n} packs")
_UNNAMED_UNITS: Final = N_("{n} units")


def day(value: date, _: Translate) -> str:
    """Give a date in words: 23 November 2026. The parts do not part at the end of a line."""
    return _(_DAYS[value.month - 1]).format(day=value.day, year=value.year).replace(" ", NB)


def day_or_nothing(value: date | None, _: Translate) -> str:
    """Give a date in words, or nothing where there is none."""
    return day(value, _) if value else ""


def number(value: Decimal, language: str) -> str:
    """Give a number without trailing zeros; every language but English writes a decimal comma."""
    plain = format(value, "f")
    plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
    return plain if language == "en" else plain.replace(".", ",")


def units(form: str, count: str, _: Translate) -> str:
    """Give a quantity with the short name of its form: 90 tab."""
    return _(_UNITS.get(form, _UNNAMED_UNITS)).format(n=count).replace(" ", NB)


def packs(count: int, _: Translate) -> str:
    """Give a number of packs."""
    return _(_PACKS).format(n=count).replace(" ", NB)


def result(fact: LabResult, language: str, _: Translate) -> str:
    """Give a result as the laboratory wrote it: a number with sign and unit, or an outcome in words."""
    if fact.value is None:
        return _(OUTCOMES.get(fact.outcome, fact.outcome)) if fact.outcome else ""
    unit = SHOWN_UNITS.get(fact.unit, fact.unit)
    return f"{fact.comparator}{number(fact.value, language)} {_(unit) if unit else ''}".strip()


def name(fact: Identity | FormerName) -> str:
    """Give a full name in its original script: family name, given names, patronymic."""
    return " ".join(one for one in (fact.family_name, fact.given_names, fact.patronymic) if one)


def latin_name(fact: Identity) -> str:
    """Give the name in the passport's Latin letters."""
    return " ".join(one for one in (fact.family_latin, fact.given_latin) if one)


def country(code: str, language: str) -> str:
    """Give the name of a country by its code of two letters; a code that is not known stays as it is."""
    known = whole.current().countries
    return rows.in_language(known[code].name, language) if code in known else code


def subtitle(document: str, language: str, origin: str, title: str) -> str:
    """Give a paper's title in English and in the language of the country of origin, unless it is *title*."""
    titles = _titles()
    wanted = ("en", language_of(origin))
    found = (titles["documents"].get(document, {}).get(one, "") for one in wanted if one != language)
    return " · ".join(dict.fromkeys(one for one in found if one and one != title))


def language_of(country: str) -> str:
    """Give the official language of a country of origin, or nothing."""
    return str(_titles()["languages"].get(country, ""))


@lru_cache(maxsize=1)
def _titles() -> dict[str, Any]:
    return tomllib.loads((resources.folder("handouts") / "titles.toml").read_text(encoding="utf-8"))
