"""Strict reading of the catalogue's TOML: a row that is not exactly right names its file and line."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import date
from decimal import Decimal
from types import UnionType
from typing import Any, Final, TypeVar, Union, get_args, get_origin, get_type_hints

Texts = Mapping[str, str]
R = TypeVar("R")


class WrongRowError(ValueError):
    """A row of the catalogue is not as it must be; the message names file and line."""


@dataclass(frozen=True)
class Row:
    """One table of a TOML file as it was written: its values, and where it stands."""

    table: str
    values: Mapping[str, Any]
    file: str
    line: int

    def wrong(self, wanted: str) -> WrongRowError:
        """Give the error that says what the row must have."""
        name = self.values.get("id") or self.table
        return WrongRowError(f"{self.file}, line {self.line}: {name} must have {wanted}")


@dataclass(frozen=True, kw_only=True)
class Sourced:
    """What every row of the catalogue says of itself.

    source    where it was seen, in words;  checked  the day somebody looked
    verified  seen in the named source; what is not may warn, and never proposes (domain.md 2.6, decided)
    flag      why it is not used at all, empty where it may be
    """

    id: str
    source: str
    checked: date
    verified: bool = False
    flag: str = ""


def in_language(texts: Texts, language: str) -> str:
    """Give a text in a language, in English where that language has none."""
    return texts.get(language) or texts["en"]


def read(text: str, file: str, tables: Iterable[str]) -> dict[str, list[Row]]:
    """Read a file of `[[table]]` rows; raise WrongRowError where it is no TOML or has another table."""
    try:
        found = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise WrongRowError(f"{file}: {error}") from error
    known = {name: list[Row]() for name in tables}
    for table, values in found.items():
        lines = [number for number, line in enumerate(text.splitlines(), 1) if _opens(line, table)]
        if table not in known or not isinstance(values, list):
            raise WrongRowError(f"{file}, line {next(iter(lines), 1)}: {table} is no table of this file")
        known[table] = [Row(table, row, file, line) for row, line in zip(values, lines, strict=True)]
    return known


def make(kind: type[R], row: Row, **made: object) -> R:
    """Make a typed row; *made* are values already converted. Raise WrongRowError at anything amiss."""
    values, hints = {**row.values, **made}, get_type_hints(kind)
    wanted = {field.name: field for field in fields(kind)}  # type: ignore[arg-type]
    if unknown := sorted(set(values) - set(wanted)):
        raise row.wrong(f"no {', '.join(unknown)}")
    for name, field in wanted.items():
        if name not in values:
            if field.default is MISSING and field.default_factory is MISSING:
                raise row.wrong(name)
        elif name not in made:
            values[name] = _typed(row, name, values[name], hints[name])
    return kind(**values)


def by_id(rows: Iterable[R], row: str) -> dict[str, R]:
    """Give rows by their id; raise WrongRowError where two have one."""
    found: dict[str, R] = {}
    for one in rows:
        name = getattr(one, "id")  # noqa: B009 - every row is Sourced
        if name in found:
            raise WrongRowError(f"{row}: {name} stands there twice")
        found[name] = one
    return found


def _opens(line: str, table: str) -> bool:
    return re.match(rf"\[\[?\s*{re.escape(table)}\s*\]\]?", line) is not None


_WORDS: Final = {
    str: "a text",
    int: "a whole number",
    bool: "true or false",
    date: "a day",
    Decimal: "a number",
}


def _typed(row: Row, name: str, value: object, hint: Any) -> object:
    """Give the value as its field wants it."""
    origin, inside = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return _typed(row, name, value, next(one for one in inside if one is not type(None)))
    if origin is tuple:
        if not isinstance(value, list):
            raise row.wrong(f"{name} as a list")
        return tuple(_typed(row, name, one, inside[0]) for one in value)
    if hint == Texts:
        return _texts(row, name, value)
    if hint is Decimal and type(value) is int:
        return Decimal(value)
    if type(value) is not hint:
        raise row.wrong(f"{name} as {_WORDS.get(hint, str(hint))}")
    if name in ("id", "source") and not str(value).strip():
        raise row.wrong(f"{name} in words")
    return value


def _texts(row: Row, name: str, value: object) -> Texts:
    """Texts by language code, English always among them."""
    if not isinstance(value, dict) or not all(isinstance(one, str) and one.strip() for one in value.values()):
        raise row.wrong(f"{name} as texts by language")
    if "en" not in value:
        raise row.wrong(f"{name}.en")
    return value
