"""What a package holds: its papers, the kind of each type, and what each is called in a check."""

from collections.abc import Mapping
from typing import Final

from regdesk.domain.journal import CaseFile, Entry, EntryId
from regdesk.domain.papers import CLINICAL_TYPES, LEGAL_TYPES, ClinicalPaper, LegalPaper, Submission
from regdesk.domain.people import IdentityPaper
from regdesk.domain.reviews import Checked, CompletenessCheck

Paper = IdentityPaper | ClinicalPaper | LegalPaper
KINDS: Final[tuple[type[Paper], ...]] = (IdentityPaper, ClinicalPaper, LegalPaper)
IDENTITY: Final = "identity"  # any document that proves who somebody is


def kind_of(name: str) -> type[Paper]:
    """Give the kind of a type of paper; "other" and what is unknown are medical."""
    if name in CLINICAL_TYPES:
        return ClinicalPaper
    if name in LEGAL_TYPES:
        return LegalPaper
    return IdentityPaper if name else ClinicalPaper


def papers_of(case: CaseFile) -> tuple[Entry, ...]:
    """Give the standing papers of a case: identity first, then medical, then legal."""
    return tuple(entry for kind in KINDS for entry in case.of(kind))


def of_type(case: CaseFile, name: str) -> tuple[Entry, ...]:
    """Give the standing papers of a type, oldest first; "identity" is any identity document."""
    kind = kind_of(name)
    return tuple(entry for entry in case.of(kind) if name in (IDENTITY, getattr(entry.fact, "type", "")))


def in_package(case: CaseFile) -> Mapping[str, Entry]:
    """Give the papers of the newest package in their order, by name: "cd4", and "cd4 2" for a second one."""
    package = case.one(Submission)
    named = set(package.papers) if package else set()
    found: dict[str, Entry] = {}
    seen: dict[str, int] = {}
    for entry in papers_of(case):
        if named & {entry.id, *entry.replaces}:
            kind = str(getattr(entry.fact, "type", entry.kind))
            seen[kind] = seen.get(kind, 0) + 1
            found[kind if seen[kind] == 1 else f"{kind} {seen[kind]}"] = entry
    return found


def found(case: CaseFile) -> Mapping[str, Checked]:
    """Give what the newest check of the package found, by the paper's name in it."""
    package = case.current(Submission)
    checks = case.about(package.id, CompletenessCheck) if package else ()
    newest = checks[-1].fact if checks else None
    return {one.type: one for one in newest.papers} if isinstance(newest, CompletenessCheck) else {}


def compared(case: CaseFile) -> frozenset[bytes]:
    """Give the keys of the facts that the newest check compared with their papers."""
    package = case.current(Submission)
    checks = case.about(package.id, CompletenessCheck) if package else ()
    newest = checks[-1].fact if checks else None
    return frozenset(newest.compared) if isinstance(newest, CompletenessCheck) else frozenset()


def found_of(case: CaseFile) -> Mapping[EntryId, Checked]:
    """Give what the newest check found of each paper; better pages taken since then are not judged yet."""
    package = case.current(Submission)
    checks = case.about(package.id, CompletenessCheck) if package else ()
    if not checks:
        return {}
    states, at = found(case), checks[-1].at
    return {
        entry.id: states[name]
        for name, entry in in_package(case).items()
        if name in states and entry.at <= at
    }
