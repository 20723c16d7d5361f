"""What every advice is, and the one way in which windows and papers say it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final

from regdesk.advice.sources import spoken
from regdesk.catalogue import rows, rules
from regdesk.catalogue.cautions import Caution
from regdesk.catalogue.interactions import Interaction
from regdesk.catalogue.rows import Texts
from regdesk.catalogue.rules import Rule
from regdesk.i18n import LANGUAGES, N_, translations

RESOLVE, CONSIDER, NOT_CHECKED, IN_ORDER = rules.TIERS
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_NOTED: Final = {"en": "{text} {note}", "ru": "{text} {note}"}
_UNVERIFIED: Final = N_("not verified against a source")
_SOURCED: Final = N_("{source}; looked at on {day}")


@dataclass(frozen=True)
class Words:
    """A sentence by language, and what fills its `{names}`: other words, texts, days, numbers or names."""

    texts: Texts
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Remedy:
    """A change of the plan that one button makes: a further dose of a medicine of the catalogue.

    medicine  its id;  to  the item whose doses it joins;  hours  after those
    """

    medicine: str
    to: str
    hours: int
    title: Words


@dataclass(frozen=True, kw_only=True)
class Advice:
    """One thing the program says of a plan; a clinician decides.

    rule      permanent name: the id of a row of the catalogue
    tier      RESOLVE, CONSIDER, NOT_CHECKED or IN_ORDER
    about     what it concerns: items of the plan ("A"), other medicines and conditions as they were typed
    verified  whether somebody saw the source; what is not may warn, and says so, and never has a remedy
    remedy    a change of the plan that is offered
    handout   may be added to the handout by one tick
    asks      what somebody beside the person can get: a test of `labs.TESTS`, "weight", "question"
    firm      no reason sets it aside: the plan has to change
    """

    rule: str
    tier: str
    title: Words
    text: Words
    about: tuple[str, ...]
    source: str
    checked: date
    verified: bool
    remedy: Remedy | None = None
    handout: bool = False
    asks: str = ""
    firm: bool = False


def said(words: Words, language: str) -> str:
    """Give a sentence in a language, in English where that language has none."""
    filled = {name: _filled(value, language) for name, value in words.values.items()}
    return rows.in_language(words.texts, language).format(**filled)


def sourced(advice: Advice, language: str) -> str:
    """Give where an advice comes from and when somebody looked, and that nobody saw the source if so."""
    translate = translations(language).gettext
    line = translate(_SOURCED).format(
        source=spoken(advice.source, language), day=_day(advice.checked, language)
    )
    return line if advice.verified else f"{line}; {translate(_UNVERIFIED)}"


def by_rule(rule: Rule, about: tuple[str, ...] = (), **values: object) -> Advice:
    """Make the advice of a rule, with what fills the `{names}` of its title and text."""
    return Advice(
        rule=rule.id,
        tier=rule.tier,
        title=Words(rule.title, values),
        text=Words(rule.text, values),
        about=about,
        source=rule.source,
        checked=rule.checked,
        verified=rule.verified,
        handout=rule.handout,
        asks=rule.asks,
        firm=rule.firm,
    )


def by_row(
    row: Interaction, about: tuple[str, ...], title: Words | None = None, *, firm: bool = False
) -> Advice:
    """Make the advice of an interaction, with its note; the title is given where the row has none."""
    text = Words(row.text)
    return Advice(
        rule=row.id,
        tier=row.tier,
        title=title or Words(row.title or row.text),
        text=Words(_NOTED, {"text": text, "note": Words(row.note)}) if row.note else text,
        about=about,
        source=row.source,
        checked=row.checked,
        verified=row.verified,
        handout=row.handout,
        firm=firm,
    )


def by_caution(caution: Caution, about: tuple[str, ...], **values: object) -> Advice:
    """Make the advice of a caution that a medicine's row names."""
    return Advice(
        rule=caution.id,
        tier=caution.tier,
        title=Words(caution.text),
        text=Words(caution.more or caution.text, values),
        about=about,
        source=caution.source,
        checked=caution.checked,
        verified=caution.verified,
        asks=caution.asks,
    )


def in_all(message: str) -> Texts:
    """Give a text of the program (msgid) in each of its languages."""
    return {language: translations(language).gettext(message) for language in LANGUAGES}


def _filled(value: object, language: str) -> str:
    if isinstance(value, Words):
        return said(value, language)
    if isinstance(value, Mapping):
        return rows.in_language(value, language)
    if isinstance(value, date):
        return _day(value, language)
    if isinstance(value, Decimal):
        plain = format(value.normalize(), "f")
        return plain if language == "en" else plain.replace(".", ",")
    if isinstance(value, tuple):
        return ", ".join(_filled(one, language) for one in value)
    return str(value)


def _day(day: date, language: str) -> str:
    """Write a day: 5 Nov 2026 in English, 05.11.2026 in every other language."""
    if language == "en":
        return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
    return f"{day:%d.%m.%Y}"
