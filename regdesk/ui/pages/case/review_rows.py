"""What a reviewer compares: each stated fact with its paper, and each paper of the package."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from regdesk.actions import papers
from regdesk.advice import differences
from regdesk.advice.differences import Difference
from regdesk.domain import package
from regdesk.domain.journal import CaseFile, Entry, EntryId
from regdesk.domain.labs import LabResult
from regdesk.domain.papers import Page, Submission
from regdesk.domain.people import Identity, IdentityPaper
from regdesk.i18n import N_, tr
from regdesk.ui import words
from regdesk.ui.countries import country
from regdesk.ui.dates import digits
from regdesk.ui.pages.case import checklist_words
from regdesk.ui.widgets.page_rail import Leaf


@dataclass(frozen=True)
class PaperRow:
    """A paper of the package, or one that is missing and why; `key` is its name in the check.

    state  how the list of papers finds it (`advice/checklist.py: STATES`), before anybody looked
    """

    key: str
    number: int
    title: str
    entry: Entry | None = None
    dated: date | None = None
    note: str = ""
    state: str = ""

    @property
    def pages(self) -> tuple[Page, ...]:
        """The scanned pages."""
        return tuple(getattr(self.entry.fact, "pages", ())) if self.entry else ()


@dataclass(frozen=True)
class FieldRow:
    """One stated fact: what, its value with its day, and the paper it was read from.

    key      names the record too: a corrected fact is compared anew;  differs  what the paper says otherwise
    """

    key: str
    title: str
    value: str
    paper: PaperRow | None = None
    two_versions: bool = False
    differs: str = ""


def paper_rows(case: CaseFile, today: date) -> list[PaperRow]:
    """List the papers of the newest package in their order, then those that are missing."""
    handed_in = case.one(Submission)
    if handed_in is None:
        return []
    wanted = {one.type: one for one in papers.checklist(case, today).items}
    why = {one.type: one.why for one in handed_in.missing}
    held = {one.entry.id: one for one in wanted.values() if one.entry}
    rows = [
        PaperRow(
            key,
            number,
            words.paper(entry.fact),
            entry,
            _dated(entry),
            why.get(held[entry.id].type, "") if entry.id in held else "",
            held[entry.id].state if entry.id in held else "",
        )
        for number, (key, entry) in enumerate(package.in_package(case).items(), start=1)
    ]
    there = {row.key for row in rows} | {one.type for one in held.values()}
    absent = dict.fromkeys((*why, *(name for name, one in wanted.items() if one.state == "missing")))
    for name in absent:
        if name not in there:
            rows.append(PaperRow(name, len(rows) + 1, paper_title(name), note=why.get(name, "")))
    return rows


def field_rows(
    case: CaseFile, papers_shown: Sequence[PaperRow], today: date, *, names: bool
) -> list[FieldRow]:
    """List the facts to compare: identity with the passport, each result with its own paper."""
    rows = [*_identity_rows(case, papers_shown, today, names=names), *_result_rows(case, papers_shown)]
    place = {None: len(papers_shown) + 1} | {row.key: row.number for row in papers_shown}
    return sorted(rows, key=lambda row: place[row.paper.key if row.paper else None])


def leaves(rows: Sequence[PaperRow]) -> list[Leaf]:
    """List all pages of all papers for the rail."""
    found = [(row, page) for row in rows for page in range(len(row.pages))]
    return [Leaf(n, row.title, (row.key, page)) for n, (row, page) in enumerate(found, start=1)]


def paper_title(key: str) -> str:
    """Name a paper by its name in a check."""
    kind, _, number = key.partition(" ")
    return f"{checklist_words.title(kind)} {number}".strip()


def _identity_rows(case: CaseFile, shown: Sequence[PaperRow], today: date, *, names: bool) -> list[FieldRow]:
    person, passport, stated = case.one(Identity), case.current(IdentityPaper), case.current(Identity)
    if person is None or stated is None:
        return []
    differs = differences.of_identity(case, today)
    latin = " ".join(part for part in (person.family_latin, person.given_latin) if part)
    fact = passport.fact if passport else None
    number = fact.number if isinstance(fact, IdentityPaper) else ""
    rows = (
        ("name", N_("Name of the person"), words.name(person) if names else ""),
        ("latin", N_("Name in Latin letters"), latin if names else ""),
        ("born", N_("Date of birth"), digits(person.born_on) if person.born_on else ""),
        ("citizenship", N_("Citizenship"), country(person.citizenship) if person.citizenship else ""),
        ("passport", N_("Series and number"), number if names else ""),
    )
    paper = next((row for row in shown if row.entry and passport and row.entry.id == passport.id), None)
    return [
        FieldRow(
            f"identity/{key}/{stated.id.hex()}",
            tr(title),
            value,
            paper,
            differs=_difference(differs.get(key), names=names or key != "latin"),
        )
        for key, title, value in rows
        if value
    ]


def _difference(found: Difference | None, *, names: bool = True) -> str:
    """Say a difference, with its days in digits; a name stays out of sight where names do."""
    if found is None:
        return ""
    if not names:
        return tr(N_("differs"))
    values = {name: digits(one) if isinstance(one, date) else one for name, one in found.values.items()}
    return tr(found.text).format(**values)


def _result_rows(case: CaseFile, shown: Sequence[PaperRow]) -> list[FieldRow]:
    differs = differences.of_results(case)
    two = {entry.id for versions in case.undecided(LabResult) for entry in versions.entries}
    return [
        FieldRow(
            f"result/{entry.id.hex()}",
            words.lab_test(entry.fact.test),
            f"{words.result(entry.fact)}, {digits(entry.fact.taken_on)}",
            _paper_of(entry.about, shown),
            entry.id in two,
            _difference(differs.get(entry.id)),
        )
        for entry in case.of(LabResult)
        if isinstance(entry.fact, LabResult)
    ]


def _paper_of(name: EntryId | None, shown: Sequence[PaperRow]) -> PaperRow | None:
    return next((row for row in shown if row.entry and name in (row.entry.id, *row.entry.replaces)), None)


def _dated(entry: Entry) -> date | None:
    fact = entry.fact
    return fact.issued_on if isinstance(fact, IdentityPaper) else getattr(fact, "dated", None)
