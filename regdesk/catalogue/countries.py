"""Countries of the catalogue: centre, papers needed on a route, ways, numbers and law, with their sources."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from regdesk.catalogue import rows
from regdesk.catalogue.rows import Row, Sourced, Texts, WrongRowError
from regdesk.domain.papers import CLINICAL_TYPES, LEGAL_TYPES
from regdesk.domain.people import PAPER_TYPES
from regdesk.domain.supply import WAYS

NEEDS: Final = ("must", "if", "may")
# When a paper with need "if" is wanted: `advice/checklist.py` knows how to ask the case.
CONDITIONS: Final = ("", "can-be-pregnant", "relative-receives", "centre-asks", "on-treatment", "tb-signs")
PAPERS: Final = ("identity", *CLINICAL_TYPES, *LEGAL_TYPES)
_TABLES: Final = ("country", "paper", "way", "note")


@dataclass(frozen=True, kw_only=True)
class Paper(Sourced):
    """A paper that a centre of this country wants; host "" is any.

    need  "must", "if" (with `when`) or "may"
    months, days  how old it may be on the day of sending, in calendar months or in days; 0 and 0: any age
    """

    type: str
    need: str
    host: str = ""
    when: str = ""
    months: int = 0
    days: int = 0


@dataclass(frozen=True, kw_only=True)
class Way(Sourced):
    """How medicines travel from this country to a host (host "": any), and in how many days as a rule.

    days  0 where nobody has told yet: `domain/routes.py: LEAD_DAYS` is taken
    """

    way: str
    host: str = ""
    days: int = 0


@dataclass(frozen=True, kw_only=True)
class Note(Sourced):
    """A legal or practical note: for foreigners there, its data law, or what is pending."""

    about: str
    text: Texts


@dataclass(frozen=True, kw_only=True)
class Country(Sourced):
    """One country.

    parts      "origin", "host";  centre  the national AIDS centre's name
    number     the pattern of its registration numbers (a regular expression), empty where none is known
    example    a number that fits the pattern;  formulary  ids of medicines its centres give, empty: not known
    """

    name: Texts
    languages: tuple[str, ...]
    handouts: tuple[str, ...]
    parts: tuple[str, ...]
    centre: Texts
    status: Texts
    phone: str
    utc: int
    number: str = ""
    example: str = ""
    formulary: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    papers: tuple[Paper, ...] = ()
    ways: tuple[Way, ...] = ()
    notes: tuple[Note, ...] = ()

    def papers_for(self, host: str) -> tuple[Paper, ...]:
        """Give the papers wanted for people in *host*; a row for that host stands before one for any."""
        own = {one.type: one for one in self.papers if one.host == host}
        return tuple(own.get(one.type, one) for one in self.papers if not one.host) + tuple(
            one for one in own.values() if one.type not in {row.type for row in self.papers if not row.host}
        )

    def way_days(self, host: str, way: str) -> int:
        """Give the usual days of a way to a host, 0 where none are known."""
        fitting = [one for one in self.ways if one.way == way and one.host in ("", host) and not one.flag]
        return max(fitting, key=lambda one: one.host, default=_NO_WAY).days


_NO_WAY: Final = Way(id="", source="", checked=date(2026, 11, 22), way="")


def read(text: str, file: str) -> Country:
    """Read one country's file; raise WrongRowError at the first row that is not exactly as it must be."""
    found = rows.read(text, file, _TABLES)
    if len(found["country"]) != 1:
        raise WrongRowError(f"{file}: one [[country]] and no more")
    (row,) = found["country"]
    made = rows.make(
        Country,
        row,
        papers=tuple(_paper(one) for one in found["paper"]),
        ways=tuple(_way(one) for one in found["way"]),
        notes=tuple(rows.make(Note, one) for one in found["note"]),
    )
    _check(row, made)
    return made


def _check(row: Row, one: Country) -> None:
    try:
        fits = not one.number or re.fullmatch(one.number, one.example)
    except re.error as error:
        raise row.wrong(f"a number that is a pattern: {error}") from error
    if not fits:
        raise row.wrong("an example that fits its number")
    if not set(one.parts) <= {"origin", "host"} or not one.parts:
        raise row.wrong("parts of origin and host")


def _paper(row: Row) -> Paper:
    one = rows.make(Paper, row)
    if one.type not in (*PAPERS, *PAPER_TYPES) or one.need not in NEEDS or one.when not in CONDITIONS:
        raise row.wrong(f"a known type, a need of {', '.join(NEEDS)} and a known condition")
    if (one.need == "if") != bool(one.when) or min(one.days, one.months) < 0:
        raise row.wrong("a condition where the need is if, and an age not below zero")
    return one


def _way(row: Row) -> Way:
    one = rows.make(Way, row)
    if one.way not in WAYS or one.days < 0:
        raise row.wrong(f"a way of {', '.join(WAYS)} and days not below zero")
    return one


def by_code(countries: Iterable[Country]) -> dict[str, Country]:
    """Give countries by their two-letter code."""
    return rows.by_id(countries, "countries")
