"""The journal: entries, and what stands of them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final, NewType, TypeVar, cast

from regdesk.domain.facts import EnteredInError, Fact, Unknown
from regdesk.domain.hashing import digest

if TYPE_CHECKING:
    from regdesk.domain.limits import Limits  # which speaks of entries

StreamId = NewType("StreamId", bytes)
EntryId = NewType("EntryId", bytes)
AuthorId = NewType("AuthorId", bytes)
OrgId = NewType("OrgId", bytes)
F = TypeVar("F", bound=Fact)

STREAM_KINDS: Final = ("case", "book", "thread", "survey", "report")
DAY_MS: Final = 86_400_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One signed line of a journal. Entries are added, never changed or removed.

    n         the author's running number in this section of this stream, from 1
    at        hybrid clock in ms, used only to sort
    about     what it speaks of: a parcel event's parcel, an answer's question
    follows   the entry it continues; both stay true
    replaces  the entries that were wrong, with all that those replaced
    """

    id: EntryId
    stream: StreamId
    section: str
    author: AuthorId
    n: int
    at: int
    fact: Fact
    about: EntryId | None = None
    follows: EntryId | None = None
    replaces: tuple[EntryId, ...] = ()

    @property
    def kind(self) -> str:
        """The permanent name of the fact's kind."""
        return self.fact.of_kind if isinstance(self.fact, Unknown) else self.fact.kind


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether an entry counts: "accepted", "waiting" (for something named) or "aside" (and why)."""

    state: str
    why: str = ""


ACCEPTED: Final = Verdict("accepted")
Verdicts = Mapping[EntryId, Verdict]
MayReplace = Callable[[Entry, Entry], bool]


@dataclass(frozen=True)
class Changes:
    """Which streams an action or a sync touched."""

    cases: frozenset[StreamId] = frozenset()

    def __or__(self, other: "Changes") -> "Changes":
        return Changes(self.cases | other.cases)


@dataclass(frozen=True)
class Versions:
    """Two or more standing versions of one record, oldest first; a person decides if `decides`."""

    kind: type[Fact]
    entries: tuple[Entry, ...]

    @property
    def decides(self) -> bool:
        """Whether nothing that depends on the record prints as final until a person chose."""
        return self.kind.decides


@dataclass(frozen=True)
class CaseFile:
    """What stands in one stream: the answer of `fold`, read by every screen and paper.

    replaced  what accepted entries put aside;  ignored  entries that name what they may not replace
    parts     author -> the parts in the case that the author's organisation ever had
    limits    how far the entries of revoked authors count;  off  those of their entries that do not
    """

    id: StreamId
    entries: tuple[Entry, ...]
    verdicts: Verdicts
    replaced: frozenset[EntryId]
    ignored: frozenset[EntryId] = frozenset()
    parts: Mapping[AuthorId, frozenset[str]] = field(default_factory=dict)
    limits: "Limits" = field(default_factory=dict)
    off: frozenset[EntryId] = frozenset()

    @cached_property
    def standing(self) -> tuple[Entry, ...]:
        """Every accepted entry that no accepted entry replaces, in order of time."""
        return tuple(e for e in self.entries if e.id not in self.replaced and accepted(self.verdicts, e.id))

    @cached_property
    def _by_kind(self) -> Mapping[type[Fact], tuple[Entry, ...]]:
        found: dict[type[Fact], list[Entry]] = {}
        for entry in self.standing:
            found.setdefault(type(entry.fact), []).append(entry)
        return {kind: tuple(entries) for kind, entries in found.items()}

    @cached_property
    def by_id(self) -> Mapping[EntryId, Entry]:
        """Every entry of the stream by its id, standing or not."""
        return {entry.id: entry for entry in self.entries}

    @cached_property
    def _erased(self) -> tuple[Entry, ...]:
        """The stubs of erased entries: what they followed they still do."""
        return tuple(entry for entry in self.standing if isinstance(entry.fact, Unknown))

    def of(self, kind: type[Fact]) -> tuple[Entry, ...]:
        """Give the standing entries of a kind, in order of time."""
        return self._by_kind.get(kind, ())

    def all(self, kind: type[F]) -> tuple[F, ...]:
        """Give the standing facts of a kind, in order of time."""
        return tuple(cast("F", entry.fact) for entry in self.of(kind))

    def about(self, target: EntryId, kind: type[Fact]) -> tuple[Entry, ...]:
        """Give the standing entries of a kind that speak of *target* or of what *target* replaced."""
        earlier = {target, *self.by_id[target].replaces} if target in self.by_id else {target}
        return tuple(entry for entry in self.of(kind) if entry.about in earlier)

    def current(self, kind: type[Fact]) -> Entry | None:
        """Give the newest standing entry of a kind that nothing standing continues."""
        return max(self.tips(kind), key=order, default=None)

    def tips(self, kind: type[Fact]) -> tuple[Entry, ...]:
        """Give the standing entries of a kind that no other standing entry follows."""
        erased = (one for one in self._erased if one.kind == kind.kind)
        followed = {name for entry in (*self.of(kind), *erased) for name in self._line_of(entry.follows)}
        return tuple(entry for entry in self.of(kind) if entry.id not in followed)

    def one(self, kind: type[F]) -> F | None:
        """Give the fact in force: of two versions of an everyday record, the joined view of both."""
        from regdesk.domain.versions import joined  # noqa: PLC0415 - versions reads CaseFile

        entry = self.current(kind)
        return None if entry is None else cast("F", joined(self, entry))

    @cached_property
    def conflicts(self) -> tuple[Versions, ...]:
        """Give every record of which two versions stand."""
        from regdesk.domain.versions import conflicts  # noqa: PLC0415 - versions reads CaseFile

        return conflicts(self)

    def undecided(self, *kinds: type[Fact]) -> tuple[Versions, ...]:
        """Give the two-version records among *kinds* (any kind, if none is named) that wait for a person."""
        return tuple(c for c in self.conflicts if c.decides and (not kinds or c.kind in kinds))

    def _line_of(self, name: EntryId | None) -> Iterable[EntryId]:
        """Give the ids that stand for *name* today: itself, or whatever came to replace it."""
        if name is None:
            return ()
        return (name, *(entry.id for entry in self.standing if name in entry.replaces))


def fold(stream: StreamId, entries: Iterable[Entry], verdicts: Verdicts, may_replace: MayReplace) -> CaseFile:
    """Read a journal: the same entries and verdicts give the same case file, in whatever order they came.

    Only an accepted entry removes another, by naming it, within its stream and section, for the same kind
    (or as entered in error), and only where its author may write that kind.
    """
    by_id = {entry.id: entry for entry in entries if entry.stream == stream}
    ordered = tuple(sorted(by_id.values(), key=order))
    gone, ignored = set[EntryId](), set[EntryId]()
    for entry in ordered:
        if not entry.replaces or not accepted(verdicts, entry.id):
            continue
        for name in entry.replaces:
            target = by_id.get(name)
            if target is not None and counts(entry, target, may_replace):
                gone.add(name)
            elif target is not None:
                ignored.add(entry.id)
    return CaseFile(stream, ordered, verdicts, frozenset(gone), frozenset(ignored))


def counts(entry: Entry, target: Entry, may_replace: MayReplace) -> bool:
    """Say whether *entry* naming *target* in `replaces` puts it aside."""
    same = entry.kind == target.kind or _takes_back(entry, target)
    return same and entry.section == target.section and not target.fact.fixed and may_replace(entry, target)


def _takes_back(entry: Entry, target: Entry) -> bool:
    """Tell of an erased taking-back only that it was one: what it took back was erased with it."""
    if isinstance(entry.fact, EnteredInError):
        return entry.fact.of_kind == target.kind
    return entry.kind == EnteredInError.kind


def accepted(verdicts: Verdicts, name: EntryId) -> bool:
    """Say whether an entry counts."""
    verdict = verdicts.get(name)
    return verdict is not None and verdict.state == ACCEPTED.state


def order(entry: Entry) -> tuple[int, EntryId]:
    """Give the key by which entries are sorted: their clock, then their id."""
    return entry.at, entry.id


def closure(case: CaseFile, shown: Iterable[EntryId]) -> tuple[EntryId, ...]:
    """Give what a correction of *shown* names: those entries and everything they put aside."""
    names = set(shown)
    for name in tuple(names):
        entry = case.by_id.get(name)
        names.update(one for one in (entry.replaces if entry else ()) if one in case.replaced)
    return tuple(sorted(names))


def stream_id(kind: str, org: OrgId, nonce: bytes) -> StreamId:
    """Give the id of the stream that *org* opens with a 16-byte *nonce* (16 bytes)."""
    return StreamId(digest("regdesk/stream/v1", kind.encode(), org, nonce)[:16])


def book_id(org: OrgId) -> StreamId:
    """Give the id of an organisation's own book: staff cards, partners, settings."""
    return stream_id("book", org, bytes(16))


def next_at(now_ms: int, newest: int) -> int:
    """Give the next hybrid clock value: never before the newest seen, which may lie a day ahead at most."""
    return max(now_ms, min(newest + 1, now_ms + DAY_MS))
