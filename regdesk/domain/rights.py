"""Whether an entry counts: one pure function from entries, authors and membership to verdicts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from regdesk.domain.facts import EnteredInError, Fact, Role, Section, Unknown, Writers
from regdesk.domain.hashing import digest
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
REVOKED = Verdict("aside", N_("Written with a key that was revoked."))

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
    """What the rosters say of a key: its organisation, roles and, once revoked, its last counted entries.

    `heads` maps (stream, section) to the highest counted number; None while the key is in force. `key` is the
    public key itself (32 bytes).
    """

    org: OrgId
    roles: frozenset[Role]
    heads: Mapping[tuple[StreamId, str], int] | None = None
    key: bytes = b""


Authors = Mapping[AuthorId, Author]
Ends = Mapping[OrgId, Mapping[tuple[str, AuthorId], int]]


@dataclass(frozen=True)
class World:
    """What a desk knows when it judges: whose keys are whose, whose desk it is, and if it has colleagues."""

    authors: Authors
    own: OrgId
    colleagues: bool = False


def read(stream: StreamId, entries: Iterable[Entry], authors: Authors, own: OrgId) -> CaseFile:
    """Judge and fold a stream's entries as the desk of organisation *own* sees them."""
    entries = tuple(entries)
    member = membership(entries, {name: author.org for name, author in authors.items()})
    verdicts = judge(entries, authors, member, own)

    def may_replace(entry: Entry, target: Entry) -> bool:
        return allowed(target, authors[entry.author], member, own)

    parts = {name: member.parts_ever(author.org) for name, author in authors.items()}
    return replace(fold(stream, entries, verdicts, may_replace), parts=parts)


def judge(
    entries: Sequence[Entry], authors: Authors, member: Membership, own: OrgId
) -> Mapping[EntryId, Verdict]:
    """Give every entry's verdict: a view, worked out again whenever anything that touches it arrives."""
    first = {entry.id: _judge_alone(entry, authors, member, own) for entry in entries}
    ends = _ends(member)
    late = _late(entries, first, authors, ends)
    if not ends and not late:
        return first
    return {
        entry.id: AFTER_END if _after_end(entry, authors, member, ends) and entry.id not in late
        else ACCEPTED if first[entry.id] == REVOKED and entry.id in late
        else first[entry.id]
        for entry in entries
    }  # fmt: skip


def _judge_alone(entry: Entry, authors: Authors, member: Membership, own: OrgId) -> Verdict:
    author = authors.get(entry.author)
    if author is None:
        return NO_AUTHOR
    if isinstance(entry.fact, Unknown):
        return NO_KIND
    if not isinstance(entry.fact, EnteredInError) and entry.section != entry.fact.section:
        return WRONG_SECTION
    if entry.section == "book":
        return ACCEPTED if entry.stream == book_id(author.org) else NO_MEMBER
    if not member.grants and not isinstance(entry.fact, CaseOpened):
        return NOT_OPENED
    verdict = _membership_verdict(entry, member) or _role_verdict(entry, author, member, own)
    return REVOKED if verdict == ACCEPTED and _revoked(entry, author) else verdict


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
        return True
    kind = _kind_written(entry)
    rights: Writers = kind.writers if kind else {}
    parts = member.parts_ever(author.org) | member.offered_ever(author.org)
    return any(author.roles & rights.get(part, frozenset()) for part in parts)  # type: ignore[call-overload]


def _kind_written(entry: Entry) -> type[Fact] | None:
    if isinstance(entry.fact, EnteredInError):
        from regdesk.domain import kinds  # noqa: PLC0415 - kinds lists this package's families

        return kinds.BY_NAME.get(entry.fact.of_kind)
    return None if isinstance(entry.fact, Unknown) else type(entry.fact)


def _revoked(entry: Entry, author: Author) -> bool:
    return author.heads is not None and entry.n > author.heads.get((entry.stream, entry.section), 0)


def _late(
    entries: Iterable[Entry], first: Mapping[EntryId, Verdict], authors: Authors, ends: Ends
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
        and _lets_in(authors[entry.author].org, authors[target.author].org, ends)
    )


def _lets_in(by: OrgId, whose: OrgId, ends: Ends) -> bool:
    return by not in ends and (by == whose or whose in ends)


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
    return entry.n > ends[author.org].get((entry.section, entry.author), 0)


def head_of(ids: Iterable[EntryId]) -> bytes:
    """Hash the ids of an author's entries from 1 to n, in order of n (32 bytes)."""
    return digest("regdesk/head/v1", *ids)


def heads(entries: Iterable[Entry], authors: Authors, org: OrgId) -> tuple[Head, ...]:
    """Give the heads of all authors of an organisation in one stream."""
    numbered: dict[tuple[str, AuthorId], list[Entry]] = {}
    for entry in entries:
        if entry.author in authors and authors[entry.author].org == org:
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
