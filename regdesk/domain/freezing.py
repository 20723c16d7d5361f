"""A case into which another person's papers came stands still until somebody has sorted it out."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar, Final

from regdesk.domain.facts import Fact, Label, Section, Writers, writers
from regdesk.domain.journal import CaseFile, Entry
from regdesk.errors import Refused
from regdesk.i18n import N_

FROZEN: Final = "frozen"
STATES = {FROZEN: N_("stands still"), "sorted": N_("sorted out, goes on")}
STANDS_STILL: Final = N_(
    "This case stands still: another person's papers or identity may be in it. Sort that out first."
)


@dataclass(frozen=True, kw_only=True)
class Freeze(Fact):
    """Something of another person may be in the case, or that is sorted out. Every member can read it."""

    kind: ClassVar[str] = "freeze"
    title: ClassVar[str] = N_("Another person's papers")
    section: ClassVar[Section] = "case"
    writers: ClassVar[Writers] = writers(host="caseworker clinician", centre="registrar clinician")
    follows: ClassVar[bool] = True
    state: Annotated[str, Label(N_("How the case stands"), choices=STATES)]
    on: Annotated[date, Label(N_("Date"))]
    why: Annotated[str, Label(N_("What was found"), N_("whoever carries parcels can read it"))] = ""

    def check(self) -> None:
        """It says what was found, when it begins and when it ends."""
        if not self.why.strip():
            raise Refused(N_("Write what was found: which paper, or what differs."))


def frozen(case: CaseFile) -> Entry | None:
    """Give what makes the case stand still; of two who judged apart the careful one rules."""
    still = [one for one in case.tips(Freeze) if isinstance(one.fact, Freeze) and one.fact.state == FROZEN]
    return still[-1] if still else None
