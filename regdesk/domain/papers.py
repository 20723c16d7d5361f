"""Scanned papers: pages as sealed attachments, in three kinds for three sections, and what is handed in."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from regdesk.domain.facts import Fact, Label, Section, Writers, writers
from regdesk.errors import Refused
from regdesk.i18n import N_

CLINICAL_TYPES = {
    "hiv-screening": N_("Screening test (ELISA)"),
    "hiv-confirmation": N_("Confirmation (immunoblot)"),
    "cd4": N_("CD4 count"),
    "viral-load": N_("Viral load"),
    "biochemistry": N_("Biochemistry"),
    "hepatitis": N_("Hepatitis B and C"),
    "syphilis": N_("Syphilis"),
    "chest-xray": N_("Chest X-ray, TB screening"),
    "pregnancy-test": N_("Pregnancy test"),
    "summary": N_("Discharge summary or extract"),
    "epidemiological-card": N_("Epidemiological card"),
    "other": N_("Other medical paper"),
}
LEGAL_TYPES = {
    "application": N_("Application for remote registration"),
    "consent": N_("Signed consent"),
    "power-of-attorney": N_("Power of attorney"),
    "other": N_("Other legal paper"),
}
# What a centre may ask for by name: any identity document, and every medical and legal type but "other".
ASKED_TYPES = {"identity": N_("Identity document")} | {
    name: text for name, text in (CLINICAL_TYPES | LEGAL_TYPES).items() if name != "other"
}
URGENCIES = {
    "": N_("usual"),
    "pregnant": N_("pregnant"),
    "low-cd4": N_("CD4 below 200"),
    "tuberculosis": N_("tuberculosis"),
    "art-stopped": N_("medicines have run out"),
    "child": N_("child"),
}


@dataclass(frozen=True, kw_only=True)
class Page:
    """One scanned page: a sealed attachment.

    blob 16 B id, key 32 B, root 32 B hash of all sealed chunks, size in bytes, w and h in pixels.
    """

    blob: bytes
    key: bytes
    root: bytes
    size: int
    w: int = 0
    h: int = 0


@dataclass(frozen=True, kw_only=True)
class ClinicalPaper(Fact):
    """A laboratory form, extract or other medical paper."""

    kind: ClassVar[str] = "clinical-paper"
    title: ClassVar[str] = N_("Medical paper")
    section: ClassVar[Section] = "clinical"
    writers: ClassVar[Writers] = writers(host="caseworker clinician", centre="clinician")
    type: Annotated[str, Label(N_("Paper"), choices=CLINICAL_TYPES)]
    dated: Annotated[date | None, Label(N_("Date on the paper"))] = None
    laboratory: Annotated[str, Label(N_("Laboratory or clinic"))] = ""
    note: Annotated[str, Label(N_("Note"), long=True)] = ""
    pages: Annotated[tuple[Page, ...], Label(N_("Pages"))] = ()


@dataclass(frozen=True, kw_only=True)
class LegalPaper(Fact):
    """A signed application, consent or power of attorney."""

    kind: ClassVar[str] = "legal-paper"
    title: ClassVar[str] = N_("Legal paper")
    section: ClassVar[Section] = "legal"
    writers: ClassVar[Writers] = writers(host="caseworker clinician", centre="registrar")
    type: Annotated[str, Label(N_("Paper"), choices=LEGAL_TYPES)]
    dated: Annotated[date | None, Label(N_("Date on the paper"))] = None
    note: Annotated[str, Label(N_("Note"), long=True)] = ""
    pages: Annotated[tuple[Page, ...], Label(N_("Pages"))] = ()


@dataclass(frozen=True, kw_only=True)
class UnredactedPaper(Fact):
    """The pages before a part was blackened; `about` names the paper. Never leaves the own PCs."""

    kind: ClassVar[str] = "unredacted-paper"
    title: ClassVar[str] = N_("Paper before blackening")
    section: ClassVar[Section] = "internal"
    writers: ClassVar[Writers] = writers(host="caseworker clinician", centre="clinician registrar")
    pages: Annotated[tuple[Page, ...], Label(N_("Pages"))] = ()


@dataclass(frozen=True, kw_only=True)
class Missing:
    """A paper that is not there, and why."""

    type: str
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class Submission(Fact):
    """The package: which papers are handed in for review, what is missing and how urgent it is."""

    kind: ClassVar[str] = "submission"
    title: ClassVar[str] = N_("Package sent")
    section: ClassVar[Section] = "case"
    writers: ClassVar[Writers] = writers(host="caseworker clinician")
    follows: ClassVar[bool] = True
    on: Annotated[date, Label(N_("Date"))]
    papers: Annotated[tuple[bytes, ...], Label(N_("Papers"))] = ()
    missing: Annotated[tuple[Missing, ...], Label(N_("Missing"))] = ()
    urgency: Annotated[str, Label(N_("Urgency"), choices=URGENCIES)] = ""
    letter: Annotated[str, Label(N_("Cover letter"), long=True)] = ""

    def check(self) -> None:
        """A package holds something, and says why the rest is missing."""
        if not self.papers:
            raise Refused(N_("The package is empty. Add at least one paper."))
        if any(not one.why.strip() for one in self.missing):
            raise Refused(N_("Say why each missing paper is missing."))


PAPERS: tuple[type[Fact], ...] = (ClinicalPaper, LegalPaper)
