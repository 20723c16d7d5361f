"""The catalogue as one thing, read once: what came with the program, or a newer content pack in its place."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from regdesk import resources
from regdesk.catalogue import (
    cautions,
    conditions,
    countries,
    interactions,
    medicines,
    regimens,
    rules,
    substances,
    tests,
)
from regdesk.catalogue.cautions import Caution
from regdesk.catalogue.conditions import Conditions
from regdesk.catalogue.countries import Country
from regdesk.catalogue.interactions import Interaction
from regdesk.catalogue.medicines import Medicine
from regdesk.catalogue.regimens import Regimen
from regdesk.catalogue.rules import Rule
from regdesk.catalogue.substances import Substances
from regdesk.catalogue.tests import Test

# Raised with every release whose catalogue says something new: a content pack stands over older ones only.
VERSION: Final = 1
_COUNTRIES: Final = "countries/"


@dataclass(frozen=True)
class Catalogue:
    """Everything the program knows of medicine and of countries, each row with its source and day.

    files    what it was read from: path under `catalogue/` -> text
    version  of what came with the program, or of the content pack over it
    """

    medicines: Mapping[str, Medicine]
    regimens: tuple[Regimen, ...]
    tests: Mapping[str, Test]
    countries: Mapping[str, Country]
    rules: Mapping[str, Rule]
    substances: Substances
    interactions: Mapping[str, Interaction]
    conditions: Conditions
    cautions: Mapping[str, Caution]
    files: Mapping[str, str] = field(default_factory=dict, repr=False, compare=False)
    version: int = VERSION


@dataclass
class _Held:
    """The one in use, as long as the process lives."""

    catalogue: Catalogue | None = None


_HELD: Final = _Held()


def current() -> Catalogue:
    """Give the catalogue in use."""
    if _HELD.catalogue is None:
        _HELD.catalogue = read(shipped())
    return _HELD.catalogue


def use(catalogue: Catalogue | None) -> None:
    """Take another catalogue into use; None is the one that came with the program."""
    _HELD.catalogue = catalogue


def shipped() -> dict[str, str]:
    """Give the files that came with the program: path under `catalogue/` -> text."""
    top = resources.folder("catalogue")
    return {file.relative_to(top).as_posix(): file.read_text("utf-8") for file in sorted(top.rglob("*.toml"))}


def read(files: Mapping[str, str]) -> Catalogue:
    """Read all files strictly; raise WrongRowError at the first row that is not exactly as it must be."""
    known = medicines.read(files[medicines.FILE])
    named = substances.read(files[substances.FILE])
    told = conditions.read(files[conditions.FILE])
    return Catalogue(
        medicines=known,
        regimens=regimens.read(files[regimens.FILE], known),
        tests=tests.read(files[tests.FILE]),
        countries=countries.by_code(
            countries.read(text, name) for name, text in files.items() if name.startswith(_COUNTRIES)
        ),
        rules=rules.read(files[rules.FILE]) | rules.read(files[rules.MONITORING], rules.MONITORING),
        substances=named,
        interactions=interactions.read(files[interactions.FILE], named.by_id, known),
        conditions=told,
        cautions=cautions.read(files[cautions.FILE], named.by_id, told.by_id),
        files=dict(files),
    )
