"""Questions between the two organisations about a case."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from regdesk.domain.facts import Fact, Label, Section, Writers, writers
from regdesk.domain.journal import CaseFile, Entry
from regdesk.errors import Refused
from regdesk.i18n import N_

_BOTH = writers(host="caseworker clinician", centre="clinician registrar")


@dataclass(frozen=True, kw_only=True)
class Question(Fact):
    """A question, or a request for a paper with a deadline."""

    kind: ClassVar[str] = "question"
    title: ClassVar[str] = N_("Question")
    section: ClassVar[Section] = "clinical"
    writers: ClassVar[Writers] = _BOTH
    text: Annotated[str, Label(N_("Question"), long=True)]
    wanted: Annotated[str, Label(N_("Paper asked for"))] = ""
    answer_by: Annotated[date | None, Label(N_("Answer by"))] = None

    def check(self) -> None:
        """A question says something."""
        if not self.text.strip():
            raise Refused(N_("Write the question."))


@dataclass(frozen=True, kw_only=True)
class Answer(Fact):
    """An answer; `about` names the question."""

    kind: ClassVar[str] = "answer"
    title: ClassVar[str] = N_("Answer")
    section: ClassVar[Section] = "clinical"
    writers: ClassVar[Writers] = _BOTH
    text: Annotated[str, Label(N_("Answer"), long=True)]

    def check(self) -> None:
        """An answer says something."""
        if not self.text.strip():
            raise Refused(N_("Write the answer."))


def unanswered(case: CaseFile) -> tuple[Entry, ...]:
    """Give the questions nobody answered yet, oldest first."""
    return tuple(entry for entry in case.of(Question) if not case.about(entry.id, Answer))
