"""Questions between the two organisations about a case."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from regdesk.domain.facts import Fact, Label, Section, Writers, writers
from regdesk.domain.journal import CaseFile, Entry, order
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
    why: Annotated[str, Label(N_("Why it is needed"))] = ""

    def check(self) -> None:
        """A question says something, or names a paper."""
        if not self.text.strip() and not self.wanted.strip():
            raise Refused(N_("Write the question."))


@dataclass(frozen=True, kw_only=True)
class Answer(Fact):
    """An answer; `about` names the question."""

    kind: ClassVar[str] = "answer"
    title: ClassVar[str] = N_("Answer")
    section: ClassVar[Section] = "clinical"
    writers: ClassVar[Writers] = _BOTH
    text: Annotated[str, Label(N_("Answer"), long=True)]
    paper: Annotated[bytes, Label(N_("Paper"))] = b""
    cannot: Annotated[bool, Label(N_("It cannot be done"))] = False

    def check(self) -> None:
        """An answer says something, or names a paper of the case; who cannot says why."""
        if not self.text.strip() and (self.cannot or not self.paper):
            raise Refused(N_("Write the answer."))


def talk(case: CaseFile) -> tuple[Entry, ...]:
    """Give all questions and answers of a case, oldest first."""
    return tuple(sorted((*case.of(Question), *case.of(Answer)), key=order))


def unanswered(case: CaseFile) -> tuple[Entry, ...]:
    """Give the questions nobody answered yet, oldest first."""
    return tuple(entry for entry in case.of(Question) if not case.about(entry.id, Answer))
