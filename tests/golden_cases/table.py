"""Writes the invented cases as a table that a clinician reads and signs: docs/guide/golden.md."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Final

from regdesk import i18n
from regdesk.catalogue import whole
from regdesk.catalogue.rows import in_language
from regdesk.domain.outcomes import OUTCOMES
from regdesk.domain.papers import ASKED_TYPES
from tests.golden_cases.says import Golden, Says
from tests.golden_cases.words import ASPECTS, CODES, TIERS

LANGUAGES: Final = ("en", "ru")
_NAMES: Final = re.compile(r"\{\w+\}")
_HEAD: Final = """# Golden cases · Эталонные случаи

Invented people, and what RegDesk must say of them. The expectations were worked out by hand from the sources
named at the right; the program is held against them by a test whenever it changes. **A clinician is asked to
read each line and to say where it is wrong.** Nothing here was signed off yet.

Выдуманные люди и то, что RegDesk обязан о них сказать. Ответы выведены вручную из источников, названных
справа; программа сверяется с ними при каждом изменении. **Врача просят прочитать каждую строку и отметить,
где она неверна.** Пока ничего здесь врачом не подтверждено.

Unless a case says otherwise, today is Monday, 23 November 2026. · Если не сказано иное, сегодня понедельник,
23 ноября 2026.

This file is written by `python3 dev.py golden`. · Этот файл пишет `python3 dev.py golden`.
"""


def page(groups: Iterable[tuple[str, str, Iterable[Golden]]]) -> str:
    """Give the whole page; a group is (English title, Russian title, cases)."""
    return "\n".join([_HEAD, *_groups(groups)])


def _groups(groups: Iterable[tuple[str, str, Iterable[Golden]]]) -> Iterator[str]:
    number = 0
    for en, ru, cases in groups:
        yield f"## {en} · {ru}\n"
        for case in cases:
            number += 1
            yield from _case(number, case)


def _case(number: int, case: Golden) -> Iterator[str]:
    yield f"### {number}. {case.name}\n"
    yield f"{case.en}\n\n{case.ru}\n"
    yield "| What | Что | Must be | Должно быть | Source · Основание |"
    yield "|---|---|---|---|---|"
    for one in case.says:
        (en, ru) = ASPECTS[one.aspect]
        values = (shown(one, language) for language in LANGUAGES)
        yield f"| {en} | {ru} | {' | '.join(values)} | {one.why} |"
    yield ""


def shown(one: Says, language: str) -> str:
    """Write what must be said of a case in a language."""
    if isinstance(one.value, dict):
        advice = [_advice(rule, tier, language) for rule, tier in one.value.items()]
        return "<br>".join(advice) or _code("nothing", language)
    if isinstance(one.value, tuple):
        return _several(one.aspect, one.value, language) or _code("nothing", language)
    return _plain(one.value, language)


def _several(aspect: str, values: tuple[Any, ...], language: str) -> str:
    if aspect in ("to-resolve", "silent"):
        return "<br>".join(_named(rule, language) for rule in values)
    if aspect.startswith("calendar"):
        return "<br>".join(f"{_plain(on, language)} {_code(what, language)}" for on, what in values)
    if aspect == "next-viral-load":
        on, repeats, late = values
        marks = [_code(name, language) for name, holds in (("repeat", repeats), ("overdue", late)) if holds]
        return ", ".join((_plain(on, language), *marks))
    return "; ".join(_plain(part, language) for part in values)


def _advice(rule: str, tier: str, language: str) -> str:
    return f"**{TIERS[tier][LANGUAGES.index(language)]}**: {_named(rule, language)}"


def _named(rule: str, language: str) -> str:
    """Say a rule by its title, of an interaction by its text."""
    known = whole.current()
    row = known.rules.get(rule) or known.interactions.get(rule) or known.cautions[rule]
    title = getattr(row, "title", None) or row.text
    return f"{_NAMES.sub('…', in_language(title, language))} (`{rule}`)"


def _plain(value: object, language: str) -> str:
    if isinstance(value, bool):
        return _code("yes" if value else "no", language)
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    if value is None or value == "":
        return _code("nothing", language)
    return _code(value, language) if isinstance(value, str) else str(value)


def _code(code: str, language: str) -> str:
    """Say a code of the program in words; of a paper its type, then how it stands."""
    translate = i18n.translations(language).gettext
    if code in CODES:
        return CODES[code][LANGUAGES.index(language)]
    if code in OUTCOMES:
        return translate(OUTCOMES[code])
    kind, _, state = code.partition(" ")
    if kind in ASKED_TYPES:
        return f"{translate(ASKED_TYPES[kind])}: {CODES[state][LANGUAGES.index(language)]}"
    return translate(code)
