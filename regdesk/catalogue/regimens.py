"""Ready-made regimens from resources/catalogue/regimens.toml: a wrong row stops the program at once."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, TypeVar

from regdesk import resources
from regdesk.domain.plans import FORMS
from regdesk.i18n import N_

FILE: Final = "regimens.toml"
STATUSES: Final = {
    "preferred": N_("preferred"),
    "alternative": N_("alternative"),
    "special": N_("in special circumstances"),
}
R = TypeVar("R")


@dataclass(frozen=True, kw_only=True)
class Medicine:
    """One medicine: names and strength by language code, ATC code, form (a code of `plans.FORMS`).

    once_daily  a label says so; otherwise the program proposes no times
    least_kg    the label's least weight of the person, 0 where none was verified
    """

    id: str
    inn: Mapping[str, str]
    strength: Mapping[str, str]
    atc: str
    form: str
    source: str
    checked: date
    once_daily: bool = False
    least_kg: int = 0

    def in_language(self, texts: Mapping[str, str], language: str) -> str:
        """Give one of its texts in a language, in English where that language has none."""
        return texts.get(language, texts["en"])


@dataclass(frozen=True, kw_only=True)
class Regimen:
    """A ready-made choice: its name, line of treatment, standing in the guideline, and its medicines."""

    id: str
    line: int
    status: str
    medicines: tuple[Medicine, ...]
    source: str
    checked: date


@lru_cache(maxsize=1)
def regimens() -> tuple[Regimen, ...]:
    """Give the regimens that come with the program."""
    return read(resources.folder("catalogue") / FILE)


def read(file: Path) -> tuple[Regimen, ...]:
    """Read a file of regimens; raise ValueError at the first row that is not exactly as it must be."""
    rows = tomllib.loads(file.read_text(encoding="utf-8"))
    _only(rows, {"medicine", "regimen"}, file.name)
    medicines = {one.id: one for one in (_medicine(row) for row in rows["medicine"])}
    return tuple(_regimen(row, medicines) for row in rows["regimen"])


def _medicine(row: dict[str, Any]) -> Medicine:
    one = _row(Medicine, row)
    if not (one.inn.get("en") and one.strength.get("en")) or one.form not in FORMS:
        raise _wrong(one.id, "a name and strength in English and a known form")
    return one


def _regimen(row: dict[str, Any], medicines: Mapping[str, Medicine]) -> Regimen:
    named = row.get("medicines", ())
    if not named or not set(named) <= set(medicines):
        raise _wrong(str(row.get("id")), "medicines of this file")
    one = _row(Regimen, {**row, "medicines": tuple(medicines[name] for name in named)})
    if one.status not in STATUSES or one.line not in (1, 2):
        raise _wrong(one.id, "a line of 1 or 2 and a known status")
    return one


def _row(kind: type[R], row: Mapping[str, Any]) -> R:
    """Make a row: every key known, every key without default there, each of its type, none of them empty."""
    wanted = {field.name: field for field in fields(kind)}  # type: ignore[arg-type]
    name = str(row.get("id", row))
    _only(row, wanted, name)
    try:
        made = kind(**row)
    except TypeError as error:
        raise ValueError(str(error)) from error
    for key in ("id", "source"):
        if not isinstance(row[key], str) or not row[key].strip():
            raise _wrong(name, f"{key} in words")
    if type(row["checked"]) is not date:
        raise _wrong(name, "checked as a day")
    return made


def _only(row: Mapping[str, Any], known: Iterable[str], name: str) -> None:
    if unknown := set(row) - set(known):
        raise _wrong(name, f"no {', '.join(sorted(unknown))}")


def _wrong(name: str, wanted: str) -> ValueError:
    return ValueError(f"{name} must have {wanted}")
