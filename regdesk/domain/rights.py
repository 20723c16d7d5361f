"""Whether an entry counts: one pure function from entries, authors and membership to verdicts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from regdesk.domain.erasure import MAY_ERASE, Erased, Gone, Retain, gone
from regdesk.domain.facts import EnteredInError, Fact, Role, Section, Unknown, Writers
from regdesk.domain.journal import (
    ACCEPTED,
    AuthorId,
    CaseFile,
    Entry,
    EntryId,
    OrgId,
    StreamId,
    Verdict,
    book_id,
    fold,
)
from regdesk.domain.limits import NO_HEADS, NO_LIMITS, REVOKED, Limits, Revocation, barred, head_of
from regdesk.domain.membership import (
    Accepted,
    CaseOpened,
    Ended,
    Grant,
    Head,
    LateEntry,
    Member,
    Membership,
    Offer,
    membership,
)
from regdesk.i18n import N_

NO_AUTHOR = Verdict("waiting", N_("The author's key is not known here yet."))
NO_KIND = Verdict("waiting", N_("A newer version of RegDesk wrote this; update to read it."))
NOT_OPENED = Verdict("waiting", N_("The record that opens this case has not arrived yet."))
NO_MEMBER = Verdict("aside", N_("The author's organisation has no part in this case."))
NO_ROLE = Verdict("aside", N_("The author's role does not allow this record."))
WRONG_SECTION = Verdict("aside", N_("The record is in a section where it does not belong."))
FOREIGN = Verdict("aside", N_("Another organisation's internal record."))
NOT_GRANTED = Verdict("waiting", N_("The offer that this record answers has not arrived yet."))
AFTER_END = Verdict("aside", N_("Written after the organisation's part in the case ended."))

# Which parts receive a section; "internal" goes to the author's own PCs only.
RECEIVERS: Mapping[Section, frozenset[str]] = {
    "case": frozenset({"host", "centre", "carrier"}),
    "person": frozenset({"host", "centre"}),
    "clinical": frozenset({"host", "centre"}),
    "supply": frozenset({"host", "centre", "carrier"}),
    "legal": frozenset({"host", "centre"}),
    "internal": frozenset(),
    "book": frozenset(),
}


@dataclass(frozen=True)
class Author:
    """What the rosters say of a key: its organisation, roles, the key itself (32 bytes), who revoked it."""

    org: OrgId
    roles: frozenset[Role]
    key: bytes = b""
    revoked: tuple[Revocation, ...] = ()


Authors = Mapping[AuthorId, Author]
Ends = Mapping[OrgId, Mapping[tuple[str, AuthorId], int]]


@dataclass(frozen=True)
class World:
    """What a desk knows when it judges: whose keys are whose, whose desk it is, and if it has colleagues."""

    authors: Authors
    own: OrgId
    colleagues: bool = False


def read(
    stream: StreamId, entries: Iterable[Entry], authors: Authors, own: OrgId, limits: Limits = NO_LIMITS
) -> CaseFile:
    """Judge and fold a stream's entries as the desk of organisation *own* sees them.

    *limits* say how far the entries of revoked authors count; such an author without any counts nowhere.
    """
    entries = tuple(entries)
    if any(isinstance(entry.fact, Erased) for entry in entries):
        entries = _with_stubs(stream, entries, authors, own, limits)
    member, verdicts, off = _judged(entries, authors, own, limits)

    def may_replace(entry: Entry, target: Entry) -> bool:
        return allowed(target, authors[entry.author], member, own)

    parts = {name: member.parts_ever(author.org) for name, author in authors.items()}
    folded = fold(stream, entries, verdicts, may_replace)
    return replace(folded, parts=parts, limits=limits, off=frozenset(off))


def with_more(case: CaseFile, written: Iterable[Entry], authors: Authors, own: OrgId) -> CaseFile:
    """Give the case as it would be with more entries."""
    return read(case.id, (*case.entries, *written), authors, own, case.limits)


def _judged(
    entries: Sequence[Entry], authors: Authors, own: OrgId, limits: Limits
) -> tuple[Membership, Mapping[EntryId, Verdict], Mapping[EntryId, Verdict]]:
    """Give membership, verdicts, and which entries of revoked authors do not count."""
    orgs = {name: author.org for name, author in authors.items()}
    off = _off(entries, authors, limits)
    while True:
        member = membership((entry for entry in entries if entry.id not in off) if off else entries, orgs)
        verdicts = judge(entries, authors, member, own, off)
        let_in = {name for name in off if verdicts[name] == ACCEPTED}
        if not let_in:
            return member, verdicts, off
        off = {name: verdict for name, verdict in off.items() if name not in let_in}


def _with_stubs(
    stream: StreamId, entries: tuple[Entry, ...], authors: Authors, own: OrgId, limits: Limits
) -> tuple[Entry, ...]:
    """Put stubs in place of what the own organisation erased; what others erased stays as it is here.

    Whether an erasing counts is judged with all stubs in their places, for heads are hashes over all numbers.
    """
    ours = {name for name, author in authors.items() if author.org == own and author.roles & MAY_ERASE}
    claimed = _in_place(entries, gone(stream, entries, entries, ours))
    _, verdicts, _ = _judged(claimed, authors, own, limits)
    count = [entry for entry in entries if verdicts[entry.id] == ACCEPTED]
    return _in_place(entries, gone(stream, entries, count, ours))


def _in_place(entries: Sequence[Entry], stubs: Mapping[EntryId, Entry]) -> tuple[Entry, ...]:
    here = {entry.id for entry in entries}
    known = (stubs.get(entry.id, entry) for entry in entries)
    return (*known, *(stub for name, stub in stubs.items() if name not in here))


def judge(
    entries: Sequence[Entry],
    authors: Authors,
    member: Membership,
    own: OrgId,
    off: Mapping[EntryId, Verdict] = MappingProxyType({}),
) -> Mapping[EntryId, Verdict]:
    """Give every entry's verdict: a view, worked out again whenever anything that touches it arrives.

    *off* are the entries of revoked authors that do not count unless a late-entry lets them in.
    """
    first = _judge_each(entries, authors, member, own)
    if off:
        first |= {e.id: off[e.id] for e in entries if e.id in off and _may_count(e, first[e.id])}
    ends = _ends(member)
    late = _late(entries, first, authors, _Doors(ends, _hosts_and_centres(member)))
    if not ends and not late:
        return first
    return {
        entry.id: AFTER_END if _after_end(entry, authors, member, ends) and entry.id not in late
        else ACCEPTED if first[entry.id] in (REVOKED, NO_HEADS) and entry.id in late
        else first[entry.id]
        for entry in entries
    }  # fmt: skip


def _judge_each(
    entries: Sequence[Entry], authors: Authors, member: Membership, own: OrgId
) -> dict[EntryId, Verdict]:
    """Judge each entry by itself; what an author states of one kind in one section is judged alike."""
    alike: dict[tuple[AuthorId, type[Fact], str], Verdict] = {}
    found: dict[EntryId, Verdict] = {}
    for entry in entries:
        place = entry.author, type(entry.fact), entry.section
        verdict = alike.get(place) or _judge_alone(entry, authors, member, own)
        if place[1] not in _ONE_BY_ONE:
            alike[place] = verdict
        found[entry.id] = verdict
    return found


# Of these it matters which entry it is, or what stands in it.
_ONE_BY_ONE: Final = frozenset({CaseOpened, Offer, Accepted, Member, Ended, EnteredInError, Unknown, Gone})


def _judge_alone(entry: Entry, authors: Authors, member: Membership, own: OrgId) -> Verdict:
    author = authors.get(entry.author)
    if author is None:
        return NO_AUTHOR
    if isinstance(entry.fact, Unknown) and not isinstance(entry.fact, Gone):
        return NO_KIND
    if not isinstance(entry.fact, (EnteredInError, Gone)) and entry.section != entry.fact.section:
        return WRONG_SECTION
    if entry.section == "book":
        own_book = entry.stream == book_id(author.org)
        return NO_MEMBER if not own_book else ACCEPTED if _in_book(entry, author) else NO_ROLE
    if not member.grants and not isinstance(entry.fact, CaseOpened):
        return NOT_OPENED
    return _membership_verdict(entry, member) or _role_verdict(entry, author, member, own)


def _membership_verdict(entry: Entry, member: Membership) -> Verdict | None:
    """Judge the entries that make membership; None for all others."""
    if not isinstance(entry.fact, (CaseOpened, Offer, Accepted, Member, Ended)):
        return None
    if entry.id in member.counted:
        return ACCEPTED
    return NO_MEMBER if isinstance(entry.fact, CaseOpened) else NOT_GRANTED


def _role_verdict(entry: Entry, author: Author, member: Membership, own: OrgId) -> Verdict:
    if entry.section == "internal" and author.org != own:
        return FOREIGN
    if not member.parts_ever(author.org) and not _answers_offer(entry, author, member):
        return NO_MEMBER
    return ACCEPTED if allowed(entry, author, member, own) else NO_ROLE


def _answers_offer(entry: Entry, author: Author, member: Membership) -> bool:
    """An organisation that is offered a part may already say received, returned or refused."""
    return entry.section in ("case", "clinical", "internal") and bool(member.offered_ever(author.org))


def allowed(entry: Entry, author: Author, member: Membership, own: OrgId) -> bool:
    """Say whether *author* may write what *entry* states (or put it aside)."""
    if entry.section == "internal":
        return author.org == own
    if entry.section == "book":
        return _in_book(entry, author)
    kind = _kind_written(entry)
    rights: Writers = kind.writers if kind else {}
    parts = member.parts_ever(author.org) | member.offered_ever(author.org)
    if isinstance(entry.fact, Gone) and entry.kind == EnteredInError.kind:
        return bool(parts)
    return any(author.roles & rights.get(part, frozenset()) for part in parts)  # type: ignore[call-overload]


def _in_book(entry: Entry, author: Author) -> bool:
    """Say whether a role of the author writes this kind in either part: a book has no parts."""
    kind = _kind_written(entry)
    return kind is None or any(author.roles & roles for roles in kind.writers.values())


def _kind_written(entry: Entry) -> type[Fact] | None:
    if isinstance(entry.fact, (EnteredInError, Gone)):
        from regdesk.domain import kinds  # noqa: PLC0415 - kinds lists this package's families

        return kinds.BY_NAME.get(entry.fact.of_kind)
    return None if isinstance(entry.fact, Unknown) else type(entry.fact)


def _off(entries: Sequence[Entry], authors: Authors, limits: Limits) -> Mapping[EntryId, Verdict]:
    """Give the entries of revoked authors that do not count."""
    writers = {entry.author for entry in entries}
    gone = {name for name in writers if (author := authors.get(name)) and author.revoked}
    if not gone:
        return {}
    unknown = {entry.id: NO_HEADS for entry in entries if entry.author in gone and entry.author not in limits}
    return barred(entries, limits) | unknown


def _may_count(entry: Entry, verdict: Verdict) -> bool:
    """Say whether only the revocation is against an entry; one that makes membership was passed over."""
    return verdict == ACCEPTED or isinstance(entry.fact, (CaseOpened, Offer, Accepted, Member, Ended))


@dataclass(frozen=True)
class _Doors:
    """Who may let in whom: the ends of former members, and the organisations that hold host or centre."""

    ends: Ends
    holders: frozenset[OrgId]

    def lets_in(self, by: OrgId, whose: OrgId) -> bool:
        if by == whose:
            return by not in self.ends
        return whose in self.ends and by in self.holders


def _hosts_and_centres(member: Membership) -> frozenset[OrgId]:
    return frozenset(grant.org for part in ("host", "centre") for grant in member.holders(part))


def _late(
    entries: Iterable[Entry], first: Mapping[EntryId, Verdict], authors: Authors, doors: _Doors
) -> frozenset[EntryId]:
    """Collect the late records that count: let in by their own organisation, or after it left by a member."""
    by_id = {entry.id: entry for entry in entries}
    return frozenset(
        target.id
        for entry in entries
        if isinstance(entry.fact, LateEntry) and first[entry.id] == ACCEPTED
        for name in entry.fact.entries
        if (target := by_id.get(EntryId(name))) is not None
        and target.author in authors
        and not isinstance(target.fact, LateEntry)
        and doors.lets_in(authors[entry.author].org, authors[target.author].org)
    )


def _ends(member: Membership) -> Ends:
    """Give, for organisations whose every part ended, how far each author's entries count."""
    ends: dict[OrgId, dict[tuple[str, AuthorId], int]] = {}
    over = {member.grants[name].org for name in member.ended}
    for org in over - {grant.org for part in ("host", "centre", "carrier") for grant in member.holders(part)}:
        heads = (
            head
            for name, fact in member.ended.items()
            if member.grants[name].org == org
            for head in fact.heads
        )
        ends[org] = {}
        for head in heads:
            key = head.section, AuthorId(head.author)
            ends[org][key] = max(head.n, ends[org].get(key, 0))
    return ends


def _after_end(entry: Entry, authors: Authors, member: Membership, ends: Ends) -> bool:
    author = authors.get(entry.author)
    if author is None or author.org not in ends or entry.id in member.counted:
        return False
    if isinstance(entry.fact, (Erased, Retain)):  # an organisation that left still answers for what it holds
        return False
    if entry.section == "internal":  # and may go on writing for itself
        return False
    return entry.n > ends[author.org].get((entry.section, entry.author), 0)


def heads(entries: Iterable[Entry], authors: Authors, org: OrgId) -> tuple[Head, ...]:
    """Give the heads of all authors of an organisation in one stream; internal records travel nowhere."""
    numbered: dict[tuple[str, AuthorId], list[Entry]] = {}
    for entry in entries:
        known = entry.author in authors and authors[entry.author].org == org
        if known and entry.section != "internal":
            numbered.setdefault((entry.section, entry.author), []).append(entry)
    return tuple(
        Head(section=section, author=author, n=line[-1].n, ids=head_of(entry.id for entry in line))
        for (section, author), mine in sorted(numbered.items())
        if (line := sorted(mine, key=lambda entry: entry.n))
    )


def receivers(section: str, member: Membership) -> frozenset[OrgId]:
    """Give the organisations that hold or are offered a part which receives *section*, consent aside."""
    wanted = RECEIVERS.get(section, frozenset())  # type: ignore[call-overload]
    return frozenset(org for org in member.orgs if member.parts(org) & wanted)


def grants_of(member: Membership, org: OrgId) -> tuple[Grant, ...]:
    """Give the grants an organisation holds now."""
    return tuple(g for part in ("host", "centre", "carrier") for g in member.holders(part) if g.org == org)
