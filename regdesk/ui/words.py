"""Records in words: the value of a field, a result as the laboratory wrote it, one sentence for a fact."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Annotated, Any, Final, get_args, get_origin, get_type_hints

from regdesk import i18n
from regdesk.domain.book import ROLES
from regdesk.domain.facts import Fact, Label, Unknown
from regdesk.domain.journal import CaseFile
from regdesk.domain.kinds import BY_NAME
from regdesk.domain.labs import OUTCOMES, SHOWN_UNITS, TESTS, LabResult
from regdesk.domain.membership import CaseCode, CaseOpened
from regdesk.domain.papers import CLINICAL_TYPES, LEGAL_TYPES, ClinicalPaper, LegalPaper
from regdesk.domain.people import PAPER_TYPES, Identity, IdentityPaper
from regdesk.domain.plans import WEEK, Dose
from regdesk.i18n import N_, tr, trn
from regdesk.ui import dates
from regdesk.ui.countries import country

NB: Final = "\N{NO-BREAK SPACE}"
NOTHING: Final = "–"
_PAPERS: Final[Mapping[type[Fact], Mapping[str, str]]] = {
    IdentityPaper: PAPER_TYPES,
    ClinicalPaper: CLINICAL_TYPES,
    LegalPaper: LEGAL_TYPES,
}


def code_of(case: CaseFile) -> str:
    """Give the code by which people speak of a case."""
    fact = case.one(CaseCode)
    return fact.code if fact else ""


def path(case: CaseFile) -> str:
    """Say from where to where: Kyrgyzstan → Russia."""
    opened = case.one(CaseOpened)
    ends = [country(code) for code in (opened.origin, opened.host_country) if code] if opened else []
    return " → ".join(ends)


def name(person: Identity | None) -> str:
    """Give a full name in its own script."""
    parts = (person.family_name, person.given_names, person.patronymic) if person else ()
    return " ".join(part for part in parts if part)


def number(value: Decimal) -> str:
    """Write a number without trailing zeros; every language but English has a decimal comma."""
    plain = format(value, "f")
    plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
    return plain if i18n.language() == "en" else plain.replace(".", ",")


def unit(code: str) -> str:
    """Write a UCUM unit as people do."""
    return tr(SHOWN_UNITS.get(code, code))


def result(fact: LabResult) -> str:
    """Write a result as the laboratory did: `<20 copies/mL`, or an outcome in words."""
    if fact.value is None:
        return tr(OUTCOMES.get(fact.outcome, fact.outcome)) if fact.outcome else NOTHING
    return f"{fact.comparator}{number(fact.value)}{NB}{unit(fact.unit)}".strip()


def paper(fact: Fact) -> str:
    """Name a paper by its type: Viral load."""
    return paper_type(type(fact), getattr(fact, "type", ""))


def paper_type(kind: type[Fact], code: str) -> str:
    """Name a type of paper, with a capital letter."""
    text = tr(_PAPERS.get(kind, {}).get(code, code)) or tr(kind.title)
    return text[:1].upper() + text[1:]


def wanted(text: str) -> str:
    """Name a paper that is asked for: by its type, or as it was written."""
    for kind, types in _PAPERS.items():
        if text in types and text != "other":
            return paper_type(kind, text)
    return text


def paper_types(kind: type[Fact]) -> tuple[str, ...]:
    """List the types of a kind of paper."""
    return tuple(_PAPERS.get(kind, ()))


def size(count: int) -> str:
    """Say a number of bytes: 180 KB, 2.1 MB."""
    if count < 1_000_000:
        return tr(N_("{n} KB")).format(n=max(1, round(count / 1000)))
    return tr(N_("{n} MB")).format(n=number(Decimal(round(count / 1_000_000, 1)).quantize(Decimal("0.1"))))


def pages(count: int) -> str:
    """Say a number of pages."""
    return trn(N_("{n} page"), N_("{n} pages"), count)


def records(count: int) -> str:
    """Say a number of records."""
    return trn(N_("{n} record"), N_("{n} records"), count)


def days(count: int) -> str:
    """Say a number of days."""
    return trn(N_("{n} day"), N_("{n} days"), count)


def moment(ms: int, today: date) -> str:
    """Say when something was written: today at 08:40, 12 Oct at 09:00."""
    then = datetime.fromtimestamp(ms / 1000, UTC).astimezone()
    return dates.show_moment(then, datetime.combine(today, then.time()))


def role_list(roles: Iterable[str]) -> str:
    """Name roles."""
    return ", ".join(tr(ROLES.get(role, role)) for role in sorted(roles))


def labels(kind: type[Fact]) -> Mapping[str, Label]:
    """Give the label of each field of a kind, in the fact's order."""
    return _labels(kind.kind)


@lru_cache
def _labels(name: str) -> Mapping[str, Label]:
    kind = BY_NAME[name]
    hints = get_type_hints(kind, include_extras=True)
    return {each.name: _label(hints[each.name]) or Label(each.name) for each in fields(kind)}


def value(fact: Fact, field: str) -> str:
    """Write the value of one field: dates, numbers, choices, pages and medicines in words."""
    given = getattr(fact, field)
    return unit(given) if field == "unit" and given else written(given, labels(type(fact))[field])


def written(given: Any, label: Label | None = None) -> str:
    """Write any value a field may have."""
    choices = label.choices if label else {}
    if given is None or given in ("", ()):
        return NOTHING
    if isinstance(given, str):
        return tr(choices.get(given, given)) if choices else given
    if isinstance(given, tuple):
        return _several(given, label)
    for kind, write in _WRITERS:
        if isinstance(given, kind):
            return write(given)
    return _inner(given) if is_dataclass(given) else str(given)


_WRITERS: Final[tuple[tuple[type, Callable[[Any], str]], ...]] = (
    (bool, lambda given: tr(N_("yes") if given else N_("no"))),
    (date, lambda given: f"{dates.long_date(given)} {given.year}"),
    (Decimal, number),
    (bytes, lambda given: given.hex()[:8]),
)


def shown_fields(fact: Fact) -> list[tuple[str, str]]:
    """List a fact's fields that say something: label and value, both translated."""
    if isinstance(fact, Unknown):
        return []
    asked = labels(type(fact)).items()
    return [(tr(label.text), value(fact, name)) for name, label in asked if not _empty(getattr(fact, name))]


def _empty(given: Any) -> bool:
    keys = isinstance(given, bytes) or (isinstance(given, tuple) and given and isinstance(given[0], bytes))
    return given is None or given in ("", ()) or bool(keys)


def _several(given: tuple[Any, ...], label: Label | None) -> str:
    first = given[0]
    if hasattr(first, "blob"):
        return pages(len(given))
    if isinstance(first, bytes):
        return str(len(given))
    between = "; " if is_dataclass(first) else ", "
    return between.join(written(one, label) for one in given)


def on_days(dose: Dose) -> Iterator[str]:
    """Say on which days it is taken, where these are not all: once a week; from day 15; until a date."""
    every, first, last = dose.every or 1, dose.first_day or 1, dose.last_day
    if every > 1:
        weekly = N_("once a week")
        yield tr(weekly) if every == WEEK else trn(N_("every {n} day"), N_("every {n} days"), every)
    if last:
        yield tr(N_("on days {first} to {last}")).format(first=first, last=last)
    elif first > 1:
        yield tr(N_("from day {n} on")).format(n=first)
    if dose.until:
        yield tr(N_("until {day}")).format(day=dates.long_date(dose.until))


def _inner(given: Any) -> str:
    """Write a part of a fact: what it has to say, one after the other."""
    if isinstance(given, Dose):
        times = f"{number(given.units)} × {len(given.times)}"
        dose = ", ".join((times, *given.times, *on_days(given)))
        return f"{given.inn} {given.strength}, {dose}"
    values = (written(getattr(given, each.name)) for each in fields(given))
    return " ".join(one for one in values if one != NOTHING)


def _label(hint: Any) -> Label | None:
    if get_origin(hint) is not Annotated:
        return None
    return next((extra for extra in get_args(hint)[1:] if isinstance(extra, Label)), None)


def lab_test(code: str) -> str:
    """Name a laboratory test."""
    return tr(TESTS.get(code, code))
