"""Where what was said and what a paper shows disagree; a person decides which is right."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from regdesk.advice import situation
from regdesk.domain.journal import CaseFile, Entry, EntryId
from regdesk.domain.labs import LabResult
from regdesk.domain.papers import ClinicalPaper
from regdesk.domain.people import Identity, IdentityPaper
from regdesk.i18n import N_

# A result that speaks of a condition: test -> its id in the catalogue, and what is said where they disagree.
_CONDITIONS: Final = {
    "hbsag": (
        "hepatitis-b",
        N_("the paper says positive, but hepatitis B is not among the conditions"),
        N_("the paper says negative, but hepatitis B is among the conditions"),
    ),
    "pregnancy": (
        "pregnancy",
        N_("the paper says positive, but pregnancy is not among the conditions"),
        N_("the paper says negative, but pregnancy is among the conditions"),
    ),
}
_YEAR, _MONTH = ("year", "guess"), ("month",)


@dataclass(frozen=True)
class Difference:
    """One disagreement: a msgid and what fills its `{names}`; days are dates."""

    text: str
    values: Mapping[str, object] = field(default_factory=dict)


def of_identity(case: CaseFile, on: date) -> Mapping[str, Difference]:
    """Compare identity and its newest document: "born", "latin", "citizenship", "passport" -> difference."""
    person, entry = case.one(Identity), case.current(IdentityPaper)
    paper = entry.fact if entry else None
    if person is None or not isinstance(paper, IdentityPaper):
        return {}
    return dict(_identity(person, paper, on))


def of_results(case: CaseFile) -> Mapping[EntryId, Difference]:
    """Compare each result with the conditions that were said and with the day on its paper."""
    found = ((entry.id, _result(case, entry)) for entry in case.of(LabResult))
    return {name: difference for name, difference in found if difference}


def _identity(person: Identity, paper: IdentityPaper, on: date) -> Iterator[tuple[str, Difference]]:
    if paper.born_on and person.born_on and not _same_birth(person, paper.born_on):
        yield "born", Difference(N_("the document says {day}"), {"day": paper.born_on})
    said = f"{person.family_latin} {person.given_latin}".strip()
    if paper.latin and said and _words(paper.latin) != _words(said):
        yield "latin", Difference(N_("the document says {name}"), {"name": paper.latin})
    if paper.country and person.citizenship and paper.country != person.citizenship:
        yield "citizenship", Difference(N_("the document is of another country"))
    if paper.expires_on and paper.expires_on < on:
        yield "passport", Difference(N_("the document ended on {day}"), {"day": paper.expires_on})


def _same_birth(person: Identity, shown: date) -> bool:
    """Compare as much of the date of birth as is known."""
    said = person.born_on
    if said is None:
        return True
    if person.born_known in _YEAR:
        return said.year == shown.year
    if person.born_known in _MONTH:
        return (said.year, said.month) == (shown.year, shown.month)
    return said == shown


def _words(name: str) -> frozenset[str]:
    return frozenset("".join(one if one.isalpha() else " " for one in name.casefold()).split())


def _result(case: CaseFile, entry: Entry) -> Difference | None:
    fact = entry.fact
    if not isinstance(fact, LabResult):
        return None
    paper = case.by_id.get(entry.about) if entry.about else None
    dated = paper.fact.dated if paper and isinstance(paper.fact, ClinicalPaper) else None
    if dated and fact.taken_on > dated:
        return Difference(N_("the sample is later than the paper of {day}"), {"day": dated})
    if fact.test not in _CONDITIONS:
        return None
    condition, not_said, said = _CONDITIONS[fact.test]
    known = situation.has(case, fact.taken_on, condition)
    if fact.outcome == "positive" and not known:
        return Difference(not_said)
    return Difference(said) if fact.outcome == "negative" and known else None
