"""Which organisation has which part in a case, decided by offer and acceptance alone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, ClassVar, cast

from regdesk.domain.facts import Fact, Label, Section, Writers, writers
from regdesk.domain.journal import AuthorId, CaseFile, Entry, EntryId, OrgId, stream_id
from regdesk.i18n import N_

PARTS = {
    "host": N_("host organisation"),
    "centre": N_("centre in the country of origin"),
    "carrier": N_("carrier"),
}
EVERYBODY = writers(
    host="caseworker registrar clinician",
    centre="caseworker registrar clinician",
    carrier="caseworker registrar clinician",
)


@dataclass(frozen=True, kw_only=True)
class CaseOpened(Fact):
    """The first entry of a case. Organisation and nonce give the stream's id, which proves who opened it."""

    kind: ClassVar[str] = "case-opened"
    title: ClassVar[str] = N_("Case opened")
    section: ClassVar[Section] = "case"
    writers: ClassVar[Writers] = writers(
        host="caseworker registrar clinician", centre="caseworker registrar clinician"
    )
    fixed: ClassVar[bool] = True
    org: Annotated[bytes, Label(N_("Organisation"))]
    nonce: Annotated[bytes, Label(N_("Random part of the case's number"))]
    part: Annotated[str, Label(N_("Part in the case"), choices=PARTS)]
    origin: Annotated[str, Label(N_("Country of origin"))] = ""
    host_country: Annotated[str, Label(N_("Host country"))] = ""


@dataclass(frozen=True, kw_only=True)
class CaseCode(Fact):
    """The code by which people speak of the case (`МТКА 482-7`)."""

    kind: ClassVar[str] = "case-code"
    title: ClassVar[str] = N_("Case code")
    section: ClassVar[Section] = "case"
    writers: ClassVar[Writers] = writers(
        host="caseworker registrar clinician", centre="caseworker registrar clinician"
    )
    single: ClassVar[bool] = True
    code: Annotated[str, Label(N_("Code"))]


@dataclass(frozen=True, kw_only=True)
class Offer(Fact):
    """A part in the case is offered.

    `follows` names what gave the writer its own part, `about` the grant that the offered part has now.
    """

    kind: ClassVar[str] = "offer"
    title: ClassVar[str] = N_("Part offered")
    section: ClassVar[Section] = "case"
    writers: ClassVar[Writers] = EVERYBODY
    fixed: ClassVar[bool] = True
    org: Annotated[bytes, Label(N_("Organisation"))]
    part: Annotated[str, Label(N_("Part in the case"), choices=PARTS)]


@dataclass(frozen=True, kw_only=True)
class Accepted(Fact):
    """The offered organisation takes the part; `follows` names the offer."""

    kind: ClassVar[str] = "accepted"
    title: ClassVar[str] = N_("Part accepted")
    section: ClassVar[Section] = "case"
    writers: ClassVar[Writers] = EVERYBODY
    fixed: ClassVar[bool] = True
    part: Annotated[str, Label(N_("Part in the case"), choices=PARTS)]


@dataclass(frozen=True, kw_only=True)
class OfferRefused(Fact):
    """The offered organisation does not take the part; `follows` names the offer."""

    kind: ClassVar[str] = "refused"
    title: ClassVar[str] = N_("Part refused")
    section: ClassVar[Section] = "case"
    writers: ClassVar[Writers] = EVERYBODY
    why: Annotated[str, Label(N_("Reason"), long=True)] = ""


@dataclass(frozen=True, kw_only=True)
class Member(Fact):
    """Of two organisations that accepted one part, the one named by `about` has it.

    It may follow an earlier choice, which then counts no more.
    """

    kind: ClassVar[str] = "member"
    title: ClassVar[str] = N_("Part decided")
    section: ClassVar[Section] = "case"
    writers: ClassVar[Writers] = EVERYBODY
    fixed: ClassVar[bool] = True
    part: Annotated[str, Label(N_("Part in the case"), choices=PARTS)]


@dataclass(frozen=True, kw_only=True)
class Head:
    """How far an author's entries in one section count: number and hash of the ids up to it."""

    section: str
    author: bytes
    n: int
    ids: bytes


@dataclass(frozen=True, kw_only=True)
class Ended(Fact):
    """The organisation's part is over; `about` names its grant, and only entries under the heads count."""

    kind: ClassVar[str] = "ended"
    title: ClassVar[str] = N_("Part ended")
    section: ClassVar[Section] = "case"
    writers: ClassVar[Writers] = EVERYBODY
    fixed: ClassVar[bool] = True
    part: Annotated[str, Label(N_("Part in the case"), choices=PARTS)]
    heads: Annotated[tuple[Head, ...], Label(N_("Last records that count"))] = ()


@dataclass(frozen=True, kw_only=True)
class LateEntry(Fact):
    """The named entries count although they came after their author's last accepted one."""

    kind: ClassVar[str] = "late-entry"
    title: ClassVar[str] = N_("Late record accepted")
    section: ClassVar[Section] = "case"
    writers: ClassVar[Writers] = writers(host="admin clinician", centre="admin clinician")
    entries: Annotated[tuple[bytes, ...], Label(N_("Records"))]
    why: Annotated[str, Label(N_("Reason"), long=True)] = ""


@dataclass(frozen=True)
class Grant:
    """An organisation's part in the case, by the entry that gave it; `offer` is None for the opener."""

    id: EntryId
    org: OrgId
    part: str
    offer: Entry | None = None

    @property
    def succeeds(self) -> EntryId | None:
        """The grant that this one took over."""
        return self.offer.about if self.offer else None


@dataclass(frozen=True)
class Membership:
    """Who has, had or is offered which part; *choices* are those in force: entry -> the grant it names."""

    grants: Mapping[EntryId, Grant]
    offers: Mapping[EntryId, Entry]
    refused: frozenset[EntryId]
    ended: Mapping[EntryId, Ended]
    choices: Mapping[EntryId, EntryId]
    counted: frozenset[EntryId]

    @cached_property
    def chosen(self) -> frozenset[EntryId]:
        """The grants that a choice in force names."""
        return frozenset(self.choices.values())

    @cached_property
    def _held(self) -> tuple[Grant, ...]:
        succeeded = {grant.succeeds for grant in self.grants.values()}
        rivals_of_chosen = {
            rival.id
            for name in self.chosen
            for rival in self.grants.values()
            if rival.id not in self.chosen and _rivals(rival, self.grants[name])
        }
        gone = succeeded | rivals_of_chosen | set(self.ended)
        return tuple(grant for grant in self.grants.values() if grant.id not in gone)

    @cached_property
    def _holders(self) -> Mapping[str, tuple[Grant, ...]]:
        return {part: tuple(grant for grant in self._held if grant.part == part) for part in PARTS}

    @cached_property
    def _ever(self) -> Mapping[OrgId, frozenset[str]]:
        return _parts_by_org((grant.org, grant.part) for grant in self.grants.values())

    @cached_property
    def _offered(self) -> Mapping[OrgId, frozenset[str]]:
        return _parts_by_org((OrgId(_offer(one).org), _offer(one).part) for one in self.offers.values())

    @cached_property
    def _now(self) -> Mapping[OrgId, frozenset[str]]:
        offered = ((OrgId(_offer(one).org), _offer(one).part) for one in self.open_offers())
        return _parts_by_org((*((grant.org, grant.part) for grant in self._held), *offered))

    def holders(self, part: str) -> tuple[Grant, ...]:
        """Give the grants in force for a part: none, one, or several until `member` chooses."""
        return self._holders.get(part, ())

    def holder(self, part: str) -> OrgId | None:
        """Give the organisation that has a part, if exactly one has."""
        orgs = {grant.org for grant in self.holders(part)}
        return orgs.pop() if len(orgs) == 1 else None

    def rivals(self, part: str) -> tuple[Grant, ...]:
        """Give the grants between which somebody is to choose: all in force, if there is more than one."""
        held = self.holders(part)
        return held if len(held) > 1 else ()

    def choosers(self, part: str) -> frozenset[OrgId]:
        """Give who is to choose between rivals: who holds the other part, else who had this part before."""
        rivals = self.rivals(part)
        others = {grant.org for grant in self.holders("centre" if part == "host" else "host")}
        before = {self.grants[s].org for one in rivals if (s := one.succeeds) and s in self.grants}
        return frozenset(others - {one.org for one in rivals} or before or others) if rivals else frozenset()

    def last(self, part: str) -> EntryId | None:
        """Give the grant that whoever takes over a part succeeds: one in force, or one that ended last."""
        succeeded = {grant.succeeds for grant in self.grants.values()}
        ended = (name for name in self.ended if self.grants[name].part == part and name not in succeeded)
        return next((grant.id for grant in self.holders(part)), None) or max(ended, default=None)

    def parts_ever(self, org: OrgId) -> frozenset[str]:
        """Give the parts an organisation ever held."""
        return self._ever.get(org, frozenset())

    def offered_ever(self, org: OrgId) -> frozenset[str]:
        """Give the parts an organisation was ever offered, refused ones too."""
        return self._offered.get(org, frozenset())

    def parts(self, org: OrgId) -> frozenset[str]:
        """Give the parts an organisation holds now or is offered: what it receives."""
        return self._now.get(org, frozenset())

    def grant(self, org: OrgId, part: str) -> Grant | None:
        """Give the grant by which an organisation holds a part now."""
        return next((grant for grant in self.holders(part) if grant.org == org), None)

    def open_offers(self) -> tuple[Entry, ...]:
        """Give the offers that nobody answered and that nothing overtook."""
        return self._open_offers

    @cached_property
    def _open_offers(self) -> tuple[Entry, ...]:
        answered = {grant.offer.id for grant in self.grants.values() if grant.offer} | self.refused
        succeeded = {grant.succeeds for grant in self.grants.values()}
        return tuple(
            offer
            for name, offer in self.offers.items()
            if name not in answered and not (offer.about and offer.about in succeeded)
        )

    @property
    def orgs(self) -> frozenset[OrgId]:
        """Every organisation that holds or is offered a part."""
        return frozenset(self._now)


def membership(entries: Iterable[Entry], org_of: Mapping[AuthorId, OrgId]) -> Membership:
    """Read the membership out of a case's entries, whatever their order.

    Parts begin with `case-opened`; an `accepted` counts if it follows a counted offer to its writer's
    organisation, an offer if it follows a counted grant of its writer's organisation that may offer the part.
    Of rivals whoever is chosen stays; of two that are chosen both, until a choice follows the other.
    """
    entries = [entry for entry in entries if entry.section == "case" and entry.author in org_of]
    grants: dict[EntryId, Grant] = {}
    offers: dict[EntryId, Entry] = {}
    while new := list(_next(entries, org_of, grants, offers)):
        for entry, grant in new:
            if grant is None:
                offers[entry.id] = entry
            else:
                grants[entry.id] = grant
    refused = {
        e.follows
        for e in entries
        if isinstance(e.fact, OfferRefused)
        and e.follows in offers
        and _offer(offers[e.follows]).org == org_of[e.author]
    }
    chosen = {e.id: e.about for e in entries if _chooses(e, org_of[e.author], grants)}
    overtaken = {e.follows for e in entries if e.id in chosen}
    ended = {
        e.about: (e.id, e.fact)
        for e in entries
        if isinstance(e.fact, Ended) and e.about in grants and grants[e.about].org == org_of[e.author]
    }
    counted = {*grants, *offers, *chosen, *(name for name, _ in ended.values())}
    return Membership(
        grants,
        offers,
        frozenset(name for name in refused if name),
        {grant: fact for grant, (_, fact) in ended.items() if grant},
        {name: about for name, about in chosen.items() if about and name not in overtaken},
        frozenset(counted),
    )


def _parts_by_org(pairs: Iterable[tuple[OrgId, str]]) -> Mapping[OrgId, frozenset[str]]:
    found: dict[OrgId, set[str]] = {}
    for org, part in pairs:
        found.setdefault(org, set()).add(part)
    return {org: frozenset(parts) for org, parts in found.items()}


def _offer(entry: Entry) -> Offer:
    return cast("Offer", entry.fact)


def _next(
    entries: Iterable[Entry],
    org_of: Mapping[AuthorId, OrgId],
    grants: Mapping[EntryId, Grant],
    offers: Mapping[EntryId, Entry],
) -> Iterable[tuple[Entry, Grant | None]]:
    """Find entries that count now and did not before: a grant each, or None for an offer."""
    for entry in entries:
        if entry.id in grants or entry.id in offers:
            continue
        org, fact = org_of[entry.author], entry.fact
        if isinstance(fact, CaseOpened) and _proves(entry, fact, org):
            yield entry, Grant(entry.id, org, fact.part)
        elif isinstance(fact, Offer) and _may_offer(entry, fact, org, grants):
            yield entry, None
        elif isinstance(fact, Accepted) and (offer := _answered(entry, fact, org, offers)):
            yield entry, Grant(entry.id, org, fact.part, offer)


def _answered(entry: Entry, fact: Accepted, org: OrgId, offers: Mapping[EntryId, Entry]) -> Entry | None:
    offer = offers.get(entry.follows) if entry.follows else None
    return offer if offer and offer.fact == Offer(org=org, part=fact.part) else None


def _proves(entry: Entry, fact: CaseOpened, org: OrgId) -> bool:
    return (
        fact.org == org
        and fact.part in ("host", "centre")
        and stream_id("case", org, fact.nonce) == entry.stream
    )


def _may_offer(entry: Entry, fact: Offer, org: OrgId, grants: Mapping[EntryId, Grant]) -> bool:
    own = grants.get(entry.follows or EntryId(b""))
    if own is None or own.org != org or own.part == "carrier":
        return False
    now = grants.get(entry.about) if entry.about else None
    if entry.about:
        matches = now is not None and now.part == fact.part
        return matches and (own.part == fact.part or (own.part, fact.part) != ("centre", "host"))
    return own.part != fact.part


def _rivals(one: Grant, other: Grant) -> bool:
    return one.part == other.part and one.succeeds == other.succeeds


def _chooses(entry: Entry, org: OrgId, grants: Mapping[EntryId, Grant]) -> bool:
    """The other part's holder chooses; if one organisation holds both, the previous holder does."""
    chosen = grants.get(entry.about or EntryId(b""))
    if not isinstance(entry.fact, Member) or chosen is None or chosen.part != entry.fact.part:
        return False
    previous = grants.get(chosen.succeeds) if chosen.succeeds else None
    others = {grant.org for grant in grants.values() if grant.part != chosen.part}
    return org in others or (previous is not None and previous.org == org)


def of_case(case: CaseFile, org_of: Mapping[AuthorId, OrgId]) -> Membership:
    """Read the membership of a case file; what revoked authors wrote that does not count makes none."""
    return membership((entry for entry in case.entries if entry.id not in case.off), org_of)
