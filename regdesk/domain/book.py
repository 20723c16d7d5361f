"""What stays inside the organisation: notes, tasks, and its book of colleagues and partners."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from regdesk.domain.facts import Fact, Label, Section, Writers, writers
from regdesk.errors import Refused
from regdesk.i18n import N_

LARGEST_PACK = 60 * 1024  # an entry is 64 KiB at most

ROLES = {
    "admin": N_("administrator"),
    "clinician": N_("doctor"),
    "registrar": N_("registrar"),
    "pharmacist": N_("pharmacist"),
    "caseworker": N_("case worker"),
    "viewer": N_("reads only"),
}
_OWN = writers(
    host="admin clinician registrar pharmacist caseworker",
    centre="admin clinician registrar pharmacist caseworker",
)


@dataclass(frozen=True, kw_only=True)
class Note(Fact):
    """A note for colleagues. It never leaves the organisation's own PCs."""

    kind: ClassVar[str] = "note"
    title: ClassVar[str] = N_("Internal note")
    section: ClassVar[Section] = "internal"
    writers: ClassVar[Writers] = _OWN
    text: Annotated[str, Label(N_("Note"), long=True)]


@dataclass(frozen=True, kw_only=True)
class Task(Fact):
    """Something to do, for the own organisation."""

    kind: ClassVar[str] = "task"
    title: ClassVar[str] = N_("Task")
    section: ClassVar[Section] = "internal"
    writers: ClassVar[Writers] = _OWN
    what: Annotated[str, Label(N_("What to do"))]
    due_on: Annotated[date | None, Label(N_("By"))] = None
    done: Annotated[bool, Label(N_("Done"))] = False


@dataclass(frozen=True, kw_only=True)
class StaffCard(Fact):
    """A colleague's name beside their key."""

    kind: ClassVar[str] = "staff-card"
    title: ClassVar[str] = N_("Colleague")
    section: ClassVar[Section] = "book"
    writers: ClassVar[Writers] = _OWN
    author: Annotated[bytes, Label(N_("Key"))]
    name: Annotated[str, Label(N_("Name"))]


@dataclass(frozen=True, kw_only=True)
class OrganisationCard(Fact):
    """The own organisation's or a partner's name, country and part; when the 30 digits were compared."""

    kind: ClassVar[str] = "organisation-card"
    title: ClassVar[str] = N_("Organisation")
    section: ClassVar[Section] = "book"
    writers: ClassVar[Writers] = _OWN
    org: Annotated[bytes, Label(N_("Key"))]
    name: Annotated[str, Label(N_("Name"))]
    country: Annotated[str, Label(N_("Country"))] = ""
    part: Annotated[str, Label(N_("Part in cases"))] = ""
    compared_on: Annotated[date | None, Label(N_("Digits compared on"))] = None


@dataclass(frozen=True, kw_only=True)
class CataloguePack(Fact):
    """A content pack somebody looked at and took into use: its signed bytes, and whose they are."""

    kind: ClassVar[str] = "catalogue-pack"
    title: ClassVar[str] = N_("Reference data taken into use")
    section: ClassVar[Section] = "book"
    writers: ClassVar[Writers] = writers(host="admin clinician", centre="admin clinician")
    version: Annotated[int, Label(N_("Version"))]
    org: Annotated[bytes, Label(N_("Signed by"))]
    on: Annotated[date, Label(N_("Accepted on"))]
    data: Annotated[bytes, Label(N_("Content"))]

    def check(self) -> None:
        """A pack travels as one record."""
        if len(self.data) > LARGEST_PACK:
            raise Refused(N_("This file is larger than 60 KB and cannot travel. Ask for it in parts."))
