"""The papers that the centre of origin wants of a person in this host country, and what of them is lacking.

Which papers, for whom and how old they may be is the catalogue's (`resources/catalogue/countries`). No
national list was seen so far: every row is our own proposal, says so, and never stops anybody from sending.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from regdesk.advice import situation
from regdesk.catalogue.countries import Paper
from regdesk.catalogue.whole import Catalogue
from regdesk.domain import package
from regdesk.domain.journal import CaseFile, Entry, EntryId
from regdesk.domain.labs import LabResult
from regdesk.domain.legal import PowerOfAttorney
from regdesk.domain.membership import CaseOpened
from regdesk.domain.papers import ClinicalPaper, LegalPaper
from regdesk.domain.people import IdentityPaper
from regdesk.domain.plans import add_months
from regdesk.domain.reviews import Checked, ReviewDecision
from regdesk.domain.supply import Parcel
from regdesk.i18n import N_

STATES: Final = {
    "here": N_("in order"),
    "missing": N_("missing"),
    "expired": N_("too old"),
    "undated": N_("no date on it"),
    "unreadable": N_("unreadable"),
    "optional": N_("may be added"),
    "not-needed": N_("not needed"),
}
LACKING: Final = ("missing", "expired", "undated", "unreadable")
_ASKED: Final = N_("the Centre asked for it in this case")
_UNLISTED: Final = N_("own proposal: no national list was seen")
# Where the country of origin has no list here: what centres usually ask for (domain.md 1.3, step 2).
USUAL: Final = tuple(
    Paper(
        id=f"any {name}",
        source=_UNLISTED,
        checked=date(2026, 11, 22),
        type=name,
        need="must",
        months={"cd4": 6, "viral-load": 6, "biochemistry": 3}.get(name, 0),
    )
    for name in (
        "identity",
        "hiv-screening",
        "hiv-confirmation",
        "cd4",
        "viral-load",
        "biochemistry",
        "application",
        "consent",
    )
)


@dataclass(frozen=True)
class Item:
    """One wanted paper and how it stands on the day of sending.

    row     what the catalogue says of it, with source and date;  state  of STATES
    entry   the freshest paper of this type;  dated  its sample's day, or the day on the paper
    good_to the last day on which it is young enough, None where age does not matter or is not known
    asked   the centre has asked for it in this case;  note  what the centre wrote of it
    """

    row: Paper
    state: str
    entry: Entry | None = None
    dated: date | None = None
    good_to: date | None = None
    asked: bool = False
    note: str = ""

    @property
    def type(self) -> str:
        """The type of paper."""
        return self.row.type

    @property
    def lacks(self) -> bool:
        """Whether the package lacks it, or has it in a state that the centre cannot take."""
        return self.state in LACKING


@dataclass(frozen=True)
class Checklist:
    """The papers of one case: for a citizen of *origin* in *host*, as of a day."""

    origin: str
    host: str
    on: date
    items: tuple[Item, ...] = field(default=())

    @property
    def wanted(self) -> tuple[Item, ...]:
        """The papers that are wanted in this case."""
        return tuple(one for one in self.items if one.state not in ("optional", "not-needed"))

    @property
    def lacking(self) -> tuple[Item, ...]:
        """The wanted papers that are missing, too old, undated or unreadable."""
        return tuple(one for one in self.items if one.lacks)

    @property
    def ready(self) -> int:
        """How many of the wanted papers are in order."""
        return len(self.wanted) - len(self.lacking)


def build(case: CaseFile, catalogue: Catalogue, on: date) -> Checklist:
    """List the papers of a case as of the day on which it is sent, or was."""
    opened = case.one(CaseOpened)
    origin, host = (opened.origin, opened.host_country) if opened else ("", "")
    country = catalogue.countries.get(origin)
    rows = tuple(row for row in country.papers_for(host) if not row.flag) if country else ()
    wanted = asked(case)
    rows = rows or USUAL
    rows += tuple(_extra(name) for name in sorted(wanted - {row.type for row in rows}))
    judged, by_type = package.found_of(case), package.found(case)
    seen = _Seen(case, on, wanted, judged, by_type)
    return Checklist(origin, host, on, tuple(_item(row, seen) for row in rows))


@dataclass(frozen=True)
class _Seen:
    """What all rows of one list are held against."""

    case: CaseFile
    on: date
    asked: frozenset[str]
    judged: Mapping[EntryId, Checked]
    by_type: Mapping[str, Checked]


def _item(row: Paper, seen: _Seen) -> Item:
    asked = row.type in seen.asked
    candidates = [_aged(row, entry, seen) for entry in package.of_type(seen.case, row.type)]
    best = max(candidates, key=lambda one: (not one.lacks, one.dated or date.min), default=None)
    if best is not None:
        return best
    verdict = seen.by_type.get(row.type)
    if verdict and verdict.state == "not-needed":
        return Item(row, "not-needed", note=verdict.note)
    return Item(row, "missing" if asked or _applies(row, seen) else "optional", asked=asked)


def _aged(row: Paper, entry: Entry, seen: _Seen) -> Item:
    """Hold one paper against its row: what the centre found of it stands before its age."""
    dated = sampled(seen.case, entry)
    verdict, until = seen.judged.get(entry.id), good_to(row, dated)
    state = "here"
    if verdict and verdict.state in ("unreadable", "expired", "not-needed"):
        state = verdict.state
    elif (row.months or row.days) and dated is None:
        state = "undated"
    elif until is not None and seen.on > until:
        state = "expired"
    note = verdict.note if verdict else ""
    return Item(row, state, entry, dated, until, row.type in seen.asked, note)


def good_to(row: Paper, dated: date | None) -> date | None:
    """Give the last day on which a paper of that day is young enough (calendar months: domain.md 2.6)."""
    if dated is None or not (row.months or row.days):
        return None
    return add_months(dated, row.months) + timedelta(days=row.days)


def sampled(case: CaseFile, entry: Entry) -> date | None:
    """Give the day of a paper: of the oldest sample read from it, else the day written on it."""
    taken = [one.fact.taken_on for one in case.about(entry.id, LabResult) if isinstance(one.fact, LabResult)]
    fact = entry.fact
    if taken:
        return min(taken)
    if isinstance(fact, IdentityPaper):
        return fact.issued_on
    return fact.dated if isinstance(fact, ClinicalPaper | LegalPaper) else None


def _applies(row: Paper, seen: _Seen) -> bool:
    return row.need == "must" or (row.need == "if" and _CONDITIONS[row.when](seen))


def asked(case: CaseFile) -> frozenset[str]:
    """Give the types of paper that the centre has asked for by name."""
    return frozenset(name for one in case.all(ReviewDecision) for name in one.papers)


def _extra(name: str) -> Paper:
    """Make the row of a paper that is on no list but was asked for."""
    return Paper(
        id=f"asked {name}", source=_ASKED, checked=date(2026, 11, 22), verified=True, type=name, need="must"
    )


_CONDITIONS: Final[Mapping[str, Callable[[_Seen], bool]]] = {
    "can-be-pregnant": lambda seen: situation.can_be_pregnant(seen.case, seen.on),
    "relative-receives": lambda seen: _relative_receives(seen.case),
    "centre-asks": lambda _: False,  # where it asked, the type is among `asked`
    "on-treatment": lambda seen: situation.on_treatment(seen.case, seen.on),
    "tb-signs": lambda seen: situation.has_tuberculosis(seen.case, seen.on),
}


def _relative_receives(case: CaseFile) -> bool:
    """Say whether somebody may receive for the person, or the newest parcel goes by a relative."""
    parcels = case.all(Parcel)
    return bool(case.of(PowerOfAttorney)) or bool(parcels and parcels[-1].way == "relative")
