"""The directory: organisations that a registrar vouches for, so that nobody looks for their files."""

from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from typing import Final

from regdesk.actions import partners, syncing
from regdesk.actions.desk import Desk, roster
from regdesk.actions.partners import Organisation
from regdesk.domain.codec import pack, unpack
from regdesk.domain.journal import OrgId
from regdesk.errors import Refused
from regdesk.i18n import N_
from regdesk.store import peers, state
from regdesk.sync.post import OnWriter, here
from regdesk.wire import cards
from regdesk.wire.cards import Card

NOT_MET = N_("Meet the organisation that keeps the directory first, and compare the 30 digits.")
NO_REGISTRAR = N_("Choose first which organisation keeps your directory.")
NOBODY = N_("There is nobody to vouch for yet: compare the 30 digits with partners first.")
NO_SIGNER = N_("Only an administrator or a registrar signs cards of the directory.")
_REGISTRAR: Final = "registrar"


@dataclass(frozen=True)
class Listed:
    """An organisation as its card has it; *compared* says that its thirty digits were compared here."""

    org: OrgId
    name: str
    country: str
    part: str
    server_url: str
    compared: bool
    introduction: bytes


@dataclass(frozen=True)
class Listing:
    """What came: the organisations by country and name, and how many cards were false and left out."""

    organisations: tuple[Listed, ...]
    false: int


def pin(desk: Desk, org: OrgId) -> None:
    """Take a partner's word on who is who; raise Refused where its digits were not compared."""
    peer = peers.peer(desk.write, org)
    if peer is None or peer.compared_on is None:
        raise Refused(NOT_MET)
    state.put(desk.write, _REGISTRAR, org)


def registrar(desk: Desk) -> OrgId | None:
    """Give the organisation whose cards are believed, if one was chosen."""
    org: bytes = state.get(desk.read, _REGISTRAR, b"")
    return OrgId(org) if org else None


def fetch(desk: Desk, country: str, on_writer: OnWriter = here) -> Listing:
    """Fetch the cards of a country (two capital letters) from the server; raise Trouble where it is away."""
    with closing(syncing.connect(desk)) as remote:
        found = remote.cards(country)
    return on_writer(listing, desk, found)


def read_file(desk: Desk, data: bytes) -> Listing:
    """Read a file of many cards, or of one."""
    try:
        found = unpack(data)
    except ValueError:
        found = [data]
    return listing(desk, [one for one in found if isinstance(one, bytes)] if isinstance(found, list) else [])


def listing(desk: Desk, found: Iterable[bytes]) -> Listing:
    """Keep the cards that the registrar signed; raise Refused where none was chosen."""
    org = registrar(desk)
    if org is None:
        raise Refused(NO_REGISTRAR)
    keeper, good, false = roster(desk, org=org), list[Listed](), 0
    for one in found:
        try:
            good.append(_listed(desk, cards.read(one, keeper)))
        except Refused:
            false += 1
    return Listing(tuple(sorted(good, key=lambda one: (one.country, one.name))), false)


def take(desk: Desk, one: Listed) -> Organisation:
    """Meet an organisation of the directory as by its file: the digits are to be compared all the same."""
    return partners.meet(desk, one.introduction)


def may(desk: Desk) -> bool:
    """Say whether the person here may sign cards for others."""
    me = roster(desk).authors.get(desk.person.author)
    return me is not None and me.active and bool(me.roles & cards.SIGNERS)


def issue_all(desk: Desk) -> bytes:
    """Write one file with a card of every partner whose digits were compared; raise Refused for nobody."""
    found = [peer.org for peer in peers.peers(desk.write) if peer.org != desk.org and peer.compared_on]
    if not found:
        raise Refused(NOBODY)
    return file(issue(desk, org) for org in found)


def issue(desk: Desk, org: OrgId) -> bytes:
    """Write a card for a partner whose digits were compared, as the organisation that keeps a directory."""
    peer = peers.peer(desk.write, org)
    if peer is None or peer.compared_on is None:
        raise Refused(NOT_MET)
    if not may(desk):
        raise Refused(NO_SIGNER)
    return cards.card(peer.introduction, roster(desk), desk.person.secret)


def file(found: Iterable[bytes]) -> bytes:
    """Give one file of many cards."""
    return pack(list(found))


def _listed(desk: Desk, card: Card) -> Listed:
    about, org = card.about, OrgId(card.about.roster.org32)
    peer = peers.peer(desk.read, org)
    compared = peer is not None and peer.compared_on is not None
    return Listed(org, about.name, about.country, about.role, about.server_url, compared, card.introduction)
