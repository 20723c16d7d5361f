"""A case that waits too long is brought before the coordinator, without a name and without a diagnosis."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from regdesk.domain.facts import Fact, Label, Section, Writers, writers
from regdesk.domain.journal import CaseFile, Entry
from regdesk.errors import Refused
from regdesk.i18n import N_


@dataclass(frozen=True, kw_only=True)
class Escalation(Fact):
    """The coordinator was asked to help; `about` names the package. A later one, with an answer, ends it."""

    kind: ClassVar[str] = "escalation"
    title: ClassVar[str] = N_("Brought before the coordinator")
    section: ClassVar[Section] = "clinical"
    writers: ClassVar[Writers] = writers(host="caseworker clinician", centre="clinician registrar")
    follows: ClassVar[bool] = True
    on: Annotated[date, Label(N_("Date"))]
    to: Annotated[str, Label(N_("To whom"), N_("the coordinator or the country's representative"))] = ""
    why: Annotated[str, Label(N_("Why"), N_("no name and no diagnosis"), long=True)] = ""
    answered_on: Annotated[date | None, Label(N_("Answered on"))] = None
    answer: Annotated[str, Label(N_("What came of it"), long=True)] = ""

    def check(self) -> None:
        """It says whom was asked, and an answer says something."""
        if not self.to.strip():
            raise Refused(N_("Say who is asked to help: the coordinator or a representative."))
        if (self.answered_on is None) != (not self.answer.strip()):
            raise Refused(N_("Enter the day of the answer and what came of it."))


def open_escalation(case: CaseFile) -> Entry | None:
    """Give the newest escalation that has no answer yet."""
    entry = case.current(Escalation)
    fact = entry.fact if entry else None
    return entry if isinstance(fact, Escalation) and fact.answered_on is None else None
