"""Meeting other organisations: one file each way, then 30 digits compared by phone, once."""

from base64 import b32encode
from dataclasses import dataclass, replace
from datetime import date

from regdesk.actions.desk import Desk, record, roster
from regdesk.actions.may import check_admin
from regdesk.actions.records import stored
from regdesk.domain.book import OrganisationCard, StaffCard
from regdesk.domain.journal import AuthorId, Changes, OrgId, book_id, closure
from regdesk.domain.rights import World
from regdesk.errors import Refused
from regdesk.i18n import N_
from regdesk.store import again, database, peers, state
from regdesk.sync.meeting import FIND_PARTNERS
from regdesk.wire import introductions, rosters
from regdesk.wire.introductions import Introduction
from regdesk.wire.invites import Invite

INVITE = "invite"


@dataclass(frozen=True)
class Organisation:
    """An organisation as this desk shows it; the digits are compared once, by phone."""

    org: OrgId
    name: str
    country: str
    part: str
    compared_on: date | None = None


@dataclass(frozen=True)
class Names:
    """What keys are called on this desk."""

    organisations: dict[OrgId, Organisation]
    people: dict[AuthorId, str]
    orgs: dict[AuthorId, OrgId]

    def of(self, author: AuthorId) -> str:
        """Give the name of a colleague, or of the organisation whose key it is."""
        org = self.orgs.get(author)
        card = self.organisations.get(org) if org else None
        return self.people.get(author) or (card.name if card else "")


def introduce(desk: Desk) -> bytes:
    """Give the introduction file of the own organisation, to hand to a partner."""
    own = organisations(desk)[desk.org]
    url, key = server(desk)
    card = Introduction(own.name, own.country, own.part, roster(desk), url, key)
    return introductions.introduction(card, desk.person.secret)


def invite(desk: Desk, code: str = "") -> Invite:
    """Give an invitation for an organisation that has no RegDesk yet: the own server, and who invites.

    *code* is the server's invitation code, the own one if none is given. Raise Refused where no server is
    set.
    """
    url, key = server(desk)
    if not url:
        raise Refused(N_("Set the server in the settings first."))
    return Invite(url, key, code or state.get(desk.write, INVITE, ""), introduce(desk))


def file_name(desk: Desk) -> str:
    """Give a name for the introduction file that tells nothing."""
    return f"RD-{b32encode(desk.random(5)).decode()}.regdesk"


def meet(desk: Desk, data: bytes) -> Organisation:
    """Read a partner's file and remember it; cases can be shared once the digits are compared.

    Raise Refused where no administrator works here.
    """
    check_admin(desk)
    card = introductions.read_introduction(data)
    org = OrgId(card.roster.org32)
    introductions.digits(desk.org, org)
    known = peers.peer(desk.write, org)
    news = rosters.news(roster(desk, desk.write, org), card.roster.statements) if known else None
    if news and news.less and not news.more:
        raise Refused(N_("This introduction file is older than what is known already. Ask for a new one."))
    with database.transaction(desk.write):
        peers.keep(desk.write, org, card.roster.statements)
        peers.introduce(desk.write, org, data)
    fact = OrganisationCard(org=org, name=card.name, country=card.country, part=card.role)
    _write_card(desk, fact)
    return organisations(desk)[org]


def digits(desk: Desk, org: OrgId) -> str:
    """Give the 30 digits to compare with a partner by phone."""
    return introductions.digits(desk.org, org)


def confirm(desk: Desk, org: OrgId) -> Changes:
    """Say that the digits were the same on both sides; from now on cases can be shared.

    A desk that was made anew from paper asks for all the partner has of its cases. Raise Refused where no
    administrator works here.
    """
    check_admin(desk)
    card, today = organisations(desk)[org], desk.clock.today()
    with database.transaction(desk.write):
        peers.compared(desk.write, org, today)
        if state.get(desk.write, FIND_PARTNERS, 0):
            again.ask(desk.write, [org])
        _share_server(desk, org)
    fact = OrganisationCard(org=org, name=card.name, country=card.country, part=card.part, compared_on=today)
    return _write_card(desk, fact)


def organisations(desk: Desk) -> dict[OrgId, Organisation]:
    """Give the own organisation and its partners."""
    cards = stored(desk, book_id(desk.org)).all(OrganisationCard)
    return {
        OrgId(card.org): Organisation(OrgId(card.org), card.name, card.country, card.part, card.compared_on)
        for card in cards
    }


def names(desk: Desk, known: World) -> Names:
    """Give what keys are called here, for lists and histories."""
    cards = stored(desk, book_id(desk.org)).all(StaffCard)
    people = {AuthorId(card.author): card.name for card in cards}
    return Names(organisations(desk), people, {name: a.org for name, a in known.authors.items()})


def set_server(desk: Desk, url: str, key: bytes) -> None:
    """Remember the server's address and its pinned answer key."""
    with database.transaction(desk.write):
        state.put(desk.write, "server_url", url.rstrip("/"))
        state.put(desk.write, "server_key", key)


def server(desk: Desk) -> tuple[str, bytes]:
    """Give the server's address and answer key; both empty where none was set."""
    return state.get(desk.write, "server_url", ""), state.get(desk.write, "server_key", b"")


def _share_server(desk: Desk, org: OrgId) -> None:
    """A desk without a server takes the one that a partner it just proved is using."""
    peer = peers.peer(desk.write, org)
    if peer and not server(desk)[0]:
        card = introductions.read_introduction(peer.introduction)
        set_server(desk, card.server_url, card.server_key)


def _write_card(desk: Desk, fact: OrganisationCard) -> Changes:
    case = stored(desk, book_id(desk.org))
    old = [e for e in case.of(OrganisationCard) if getattr(e.fact, "org", b"") == fact.org]
    if any(e.fact == fact for e in old):
        return Changes()
    kept = next((e.fact.compared_on for e in old if isinstance(e.fact, OrganisationCard)), None)
    fact = replace(fact, compared_on=fact.compared_on or kept)
    return record(desk, book_id(desk.org), fact, replaces=closure(case, [e.id for e in old]))
