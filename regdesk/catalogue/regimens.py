"""Regimens of the catalogue, with the days from and until which a guideline gives them a standing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from regdesk.catalogue import rows
from regdesk.catalogue.medicines import Medicine
from regdesk.catalogue.rows import Row, Sourced
from regdesk.i18n import N_

FILE: Final = "regimens.toml"
STATUSES: Final = {
    "preferred": N_("preferred"),
    "alternative": N_("alternative"),
    "special": N_("in special circumstances"),
    "superseded": N_("no longer first choice"),
}
LINES: Final = (0, 1, 2)  # 0: simplification for people who are well


@dataclass(frozen=True, kw_only=True)
class Standing(Sourced):
    """What a guideline says of a regimen, from a day and until another; country "" is the WHO's."""

    regimen: str
    line: int
    status: str
    guideline: str
    since: date
    until: date | None = None
    country: str = ""
    after: str = ""
    note: str = ""

    def holds(self, on: date) -> bool:
        """Say whether it is in force on a day; the last day counts."""
        return self.since <= on and (self.until is None or on <= self.until)


@dataclass(frozen=True, kw_only=True)
class Regimen(Sourced):
    """One combination: its components, and the medicines by which it can be given.

    options  each a choice of medicines that together are the regimen
    """

    components: tuple[str, ...]
    options: tuple[tuple[Medicine, ...], ...]
    standings: tuple[Standing, ...] = ()

    def standing(self, on: date, country: str = "") -> Standing | None:
        """Give what is said of it on a day: by the country's own protocol where it has one, else by the WHO.

        Among several the newest speaks, and of these the lowest line.
        """
        known = [one for one in self.standings if one.holds(on) and one.country in ("", country)]
        return min(known, key=_rank, default=None)

    @property
    def medicines(self) -> tuple[Medicine, ...]:
        """The first of its options, the one that is offered."""
        return self.options[0]

    @property
    def ready(self) -> bool:
        """Whether it may be offered ready-made: it and the medicines of its first option were verified."""
        return self.verified and not self.flag and all(one.verified for one in self.medicines)


def offered(regimens: Iterable[Regimen], on: date, country: str = "") -> tuple[Regimen, ...]:
    """Give the regimens that may be offered ready-made on a day, the preferred first."""
    order = list(STATUSES)
    found = [(one, one.standing(on, country)) for one in regimens if one.ready]
    known = [(one, says) for one, says in found if says is not None and says.status != "superseded"]
    return tuple(
        one for one, says in sorted(known, key=lambda both: (both[1].line, order.index(both[1].status)))
    )


def read(text: str, medicines: Mapping[str, Medicine], file: str = FILE) -> tuple[Regimen, ...]:
    """Read the regimens; raise WrongRowError at the first row that is not exactly as it must be."""
    found = rows.read(text, file, ("regimen", "standing"))
    standings = [_standing(row) for row in found["standing"]]
    made = [_regimen(row, medicines, standings) for row in found["regimen"]]
    known = rows.by_id(made, file)
    for row in found["standing"]:
        if row.values["regimen"] not in known:
            raise row.wrong("a regimen of this file")
    return tuple(known.values())


def _standing(row: Row) -> Standing:
    one = rows.make(Standing, row)
    if one.status not in STATUSES or one.line not in LINES:
        raise row.wrong("a line of 0, 1 or 2 and a known status")
    if one.until and one.until < one.since:
        raise row.wrong("until after since")
    return one


def _regimen(row: Row, medicines: Mapping[str, Medicine], standings: Iterable[Standing]) -> Regimen:
    named = row.values.get("options") or ()
    if not named or not all(option and set(option) <= set(medicines) for option in named):
        raise row.wrong("options of medicines that are known")
    options = tuple(tuple(medicines[name] for name in option) for option in named)
    own = tuple(one for one in standings if one.regimen == row.values.get("id"))
    return rows.make(Regimen, row, options=options, standings=own)


def _rank(one: Standing) -> tuple[bool, int, int, int]:
    return not one.country, -one.since.toordinal(), one.line, list(STATUSES).index(one.status)
