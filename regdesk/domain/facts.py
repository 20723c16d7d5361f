"""What a fact is: a frozen dataclass that says who may write it, who gets it and how versions meet."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Annotated, Any, ClassVar, Literal

from regdesk.i18n import N_

Section = Literal["case", "person", "clinical", "supply", "legal", "internal", "book"]
Part = Literal["host", "centre", "carrier"]
Role = Literal["admin", "clinician", "registrar", "pharmacist", "caseworker", "viewer"]
Writers = Mapping[Part, frozenset[Role]]


@dataclass(frozen=True)
class Label:
    """How a field is shown: its name, a hint under it, and its choices (code -> text) if it has any."""

    text: str
    hint: str = ""
    choices: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    long: bool = False


def writers(**roles: str) -> Writers:
    """Say who writes a kind: `writers(host="caseworker clinician")`, one word list for each part."""
    return MappingProxyType({part: frozenset(words.split()) for part, words in roles.items()})  # type: ignore[arg-type,misc]


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One thing somebody stated. Rules run in `check` on writing, never on reading.

    kind      permanent name in the bytes, never renamed
    title     what a person calls it (msgid)
    section   which section of its stream carries it
    writers   which roles of which part of a case may write it
    single    the stream holds one line of this kind (identity, safe contact)
    follows   a later one continues an earlier one by `follows` (plans, consents)
    decides   two versions wait for a person; otherwise the view takes the newest fields and marks it
    fixed     cannot be replaced or entered in error (membership)
    """

    kind: ClassVar[str]
    title: ClassVar[str]
    section: ClassVar[Section]
    writers: ClassVar[Writers]
    single: ClassVar[bool] = False
    follows: ClassVar[bool] = False
    decides: ClassVar[bool] = False
    fixed: ClassVar[bool] = False

    def check(self) -> None:
        """Raise Refused where what is stated cannot be true or is not enough."""


@dataclass(frozen=True, kw_only=True)
class Unknown(Fact):
    """A fact this version cannot read: kept and passed on as it came, until a newer version reads it."""

    kind: ClassVar[str] = ""
    of_kind: str
    values: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class EnteredInError(Fact):
    """The records it replaces were wrong and nothing takes their place; lives in their section."""

    kind: ClassVar[str] = "entered-in-error"
    title: ClassVar[str] = N_("Entered in error")
    # It lives in the section of what it takes back, with the rights of that kind (protocol.md, section 4).
    section: ClassVar[Section] = "case"
    writers: ClassVar[Writers] = MappingProxyType({})
    of_kind: Annotated[str, Label(N_("What was wrong"))]
    why: Annotated[str, Label(N_("Reason"), long=True)] = ""
