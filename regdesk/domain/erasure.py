"""Erasing at a person's wish: asking for it, doing it with stubs that keep the journal whole, or refusing.

`erasure` only asks. `erased` acts in the organisation that signed it and in no other: its stubs take the
place of the entries they name and fold as those did, so nothing that was put aside comes back.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar, Final

from regdesk.domain.facts import Fact, Label, Role, Section, Unknown, Writers, writers
from regdesk.domain.journal import AuthorId, CaseFile, Entry, EntryId, StreamId, order
from regdesk.errors import Refused
from regdesk.i18n import N_

DECLINED_DAYS: Final = 90  # after a Centre declined a case: protocol.md 7 of the design
SECTIONS: Final = {
    "person": N_("Name, papers, contact"),
    "clinical": N_("Health"),
    "supply": N_("Medicines and parcels"),
    "legal": N_("Legal papers"),
    "internal": N_("Internal notes"),
}
MAY_ERASE: Final[frozenset[Role]] = frozenset({"clinician", "admin"})
# What governs a case stays: who is a member, what the person agreed to and took back, and what was erased.
STAYS: Final = frozenset(
    ["case-opened", "offer", "accepted", "refused", "member", "ended", "late-entry",
     "consent-contact", "consent-transfer", "withdrawal", "erasure", "erased", "erased-inside", "retain"]
)  # fmt: skip
_ERASERS = writers(host="clinician admin", centre="clinician admin", carrier="clinician admin")


@dataclass(frozen=True, kw_only=True)
class Erasure(Fact):
    """The person asks for records or whole sections to be erased; every organisation answers for itself."""

    kind: ClassVar[str] = "erasure"
    title: ClassVar[str] = N_("Erasure asked for")
    section: ClassVar[Section] = "case"
    writers: ClassVar[Writers] = writers(host="caseworker clinician", centre="registrar clinician")
    on: Annotated[date, Label(N_("Date"))]
    sections: Annotated[tuple[str, ...], Label(N_("What is to be erased"), choices=SECTIONS)] = ()
    entries: Annotated[tuple[bytes, ...], Label(N_("Records"))] = ()
    why: Annotated[str, Label(N_("In the person's words"), long=True)] = ""

    def check(self) -> None:
        """Something is to be erased."""
        if not self.sections and not self.entries:
            raise Refused(N_("Say what is to be erased."))


@dataclass(frozen=True, kw_only=True)
class Stub:
    """What stays of an erased entry: its place in the journal and what it was linked to."""

    id: bytes
    section: str
    author: bytes
    n: int
    kind: str
    about: bytes | None = None
    follows: bytes | None = None
    replaces: tuple[bytes, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Erased(Fact):
    """Records are erased in the organisation that signs this; `about` names the request, if there was one."""

    kind: ClassVar[str] = "erased"
    title: ClassVar[str] = N_("Records erased")
    section: ClassVar[Section] = "case"
    writers: ClassVar[Writers] = _ERASERS
    fixed: ClassVar[bool] = True
    on: Annotated[date, Label(N_("Date"))]
    stubs: Annotated[tuple[Stub, ...], Label(N_("Records"))] = ()


@dataclass(frozen=True, kw_only=True)
class ErasedInside(Erased):
    """The same for internal records, of which no other organisation knows."""

    kind: ClassVar[str] = "erased-inside"
    title: ClassVar[str] = N_("Internal records erased")
    section: ClassVar[Section] = "internal"


@dataclass(frozen=True, kw_only=True)
class Retain(Fact):
    """The organisation that signs this keeps the records that `about` asks to erase, and says by what law."""

    kind: ClassVar[str] = "retain"
    title: ClassVar[str] = N_("Records are kept")
    section: ClassVar[Section] = "case"
    writers: ClassVar[Writers] = _ERASERS
    on: Annotated[date, Label(N_("Date"))]
    basis: Annotated[str, Label(N_("By what law or duty"), long=True)]

    def check(self) -> None:
        """Keeping against the person's wish needs a reason."""
        if not self.basis.strip():
            raise Refused(N_("Say by what law or duty the records are kept."))


@dataclass(frozen=True, kw_only=True)
class Gone(Unknown):
    """Stands in place of what an erased entry said; never in any bytes. `by` is the entry that erased it."""

    kind: ClassVar[str] = ""
    title: ClassVar[str] = N_("Erased record")
    section: ClassVar[Section] = "case"
    by: EntryId
    on: date


def is_gone(entry: Entry) -> bool:
    """Say whether a stub stands in place of an entry."""
    return isinstance(entry.fact, Gone)


def stub_of(entry: Entry) -> Stub:
    """Give what stays of an entry."""
    return Stub(
        id=entry.id,
        section=entry.section,
        author=entry.author,
        n=entry.n,
        kind=entry.kind,
        about=entry.about,
        follows=entry.follows,
        replaces=entry.replaces,
    )


def gone(
    stream: StreamId, entries: Iterable[Entry], accepted: Iterable[Entry], own: Collection[AuthorId]
) -> Mapping[EntryId, Entry]:
    """Give the stubs that stand in an organisation's journal in place of entries, by their id.

    *accepted* are the entries that count, *own* the organisation's authors who may erase. A stub that
    differs from the entry of its id, or names one that governs the case, is no stub.
    """
    by_id = {entry.id: entry for entry in entries}
    found: dict[EntryId, Entry] = {}
    for entry in sorted((e for e in accepted if isinstance(e.fact, Erased)), key=order):
        if not isinstance(entry.fact, Erased) or entry.author not in own:
            continue
        inside = entry.section == "internal"
        for stub in entry.fact.stubs:
            real = by_id.get(EntryId(stub.id))
            fits = real is None or stub_of(real) == stub
            if fits and stub.kind not in STAYS and (stub.section == "internal") == inside:
                found.setdefault(EntryId(stub.id), _entry(stream, stub, entry))
    return found


def named(case: CaseFile, *, sections: Iterable[str] = (), entries: Iterable[EntryId] = ()) -> list[Entry]:
    """Give the entries to erase: those named or in the sections, and all that they ever put aside.

    What governs the case stays. So no stub puts anything aside that is not erased with it.
    """
    asked, chosen = frozenset(sections), set(entries)
    chosen |= {entry.id for entry in case.entries if entry.section in asked}
    chosen |= {
        name
        for entry in case.entries
        if entry.id in chosen
        for name in entry.replaces
        if name in case.replaced
    }
    return [
        entry
        for entry in case.entries
        if entry.id in chosen and entry.kind not in STAYS and not isinstance(entry.fact, Gone)
    ]


def open_requests(case: CaseFile, own: Iterable[AuthorId]) -> tuple[Entry, ...]:
    """Give the requests that the organisation of these authors has not answered."""
    ours = frozenset(own)
    answers = (*case.of(Erased), *case.of(ErasedInside), *case.of(Retain))
    answered = {entry.about for entry in answers if entry.author in ours}
    return tuple(entry for entry in case.of(Erasure) if entry.id not in answered)


def _entry(stream: StreamId, stub: Stub, by: Entry) -> Entry:
    fact = by.fact
    on = fact.on if isinstance(fact, Erased) else date.min
    return Entry(
        id=EntryId(stub.id),
        stream=stream,
        section=stub.section,
        author=AuthorId(stub.author),
        n=stub.n,
        at=by.at,
        fact=Gone(of_kind=stub.kind, values={}, by=by.id, on=on),
        about=EntryId(stub.about) if stub.about else None,
        follows=EntryId(stub.follows) if stub.follows else None,
        replaces=tuple(EntryId(name) for name in stub.replaces),
    )
