"""A person who is on the register already: two people of the Centre link the cases, and nothing is merged."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from regdesk.domain.facts import Fact, Label, Section, Writers, writers
from regdesk.domain.journal import CaseFile, Entry
from regdesk.errors import Refused
from regdesk.i18n import N_

_CENTRE = writers(centre="registrar clinician")


@dataclass(frozen=True, kw_only=True)
class Link(Fact):
    """The person is registered as `number` already; it counts once a second person of the Centre agrees.

    The host reads it, so it names no other case: that may be another host's.
    """

    kind: ClassVar[str] = "link"
    title: ClassVar[str] = N_("Link to an existing registration")
    section: ClassVar[Section] = "person"
    writers: ClassVar[Writers] = _CENTRE
    number: Annotated[str, Label(N_("Registration number there"))] = ""
    evidence: Annotated[
        str, Label(N_("How it is known"), N_("the host organisation can read it"), long=True)
    ] = ""
    on: Annotated[date, Label(N_("Date"))]

    def check(self) -> None:
        """A link names the other registration and says how it is known."""
        if not self.number.strip():
            raise Refused(N_("Enter the number under which the person is registered already."))
        if not self.evidence.strip():
            raise Refused(N_("Say how it is known that this is the same person."))


@dataclass(frozen=True, kw_only=True)
class LinkConfirmed(Fact):
    """A second person of the Centre found the same; `about` names the link."""

    kind: ClassVar[str] = "link-confirmed"
    title: ClassVar[str] = N_("Link confirmed")
    section: ClassVar[Section] = "person"
    writers: ClassVar[Writers] = _CENTRE
    on: Annotated[date, Label(N_("Date"))]
    note: Annotated[str, Label(N_("Note"), long=True)] = ""


def waiting(case: CaseFile) -> tuple[Entry, ...]:
    """Give the links that no second person confirmed yet."""
    return tuple(entry for entry in case.of(Link) if not _by_another(case, entry))


def confirmed(case: CaseFile) -> tuple[Link, ...]:
    """Give the links in force: confirmed by somebody else than who made them (two persons: domain.md 7.2)."""
    return tuple(
        entry.fact for entry in case.of(Link) if isinstance(entry.fact, Link) and _by_another(case, entry)
    )


def number(case: CaseFile) -> str:
    """Give the number under which a linked person is registered already, "" where there is none."""
    return next((one.number.strip() for one in confirmed(case) if one.number.strip()), "")


def _by_another(case: CaseFile, link: Entry) -> bool:
    """Say whether an author confirmed a link who made neither it nor what it corrected."""
    makers = {link.author, *(case.by_id[one].author for one in link.replaces if one in case.by_id)}
    return any(one.author not in makers for one in case.about(link.id, LinkConfirmed))
