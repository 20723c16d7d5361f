"""Opening a case for a person, and taking part in one."""

from dataclasses import dataclass, replace

from regdesk.actions.desk import Desk, Pen, record, world
from regdesk.actions.records import stored
from regdesk.domain import codes
from regdesk.domain.consent import ContactConsent, TransferConsent
from regdesk.domain.journal import CaseFile, Changes, Entry, OrgId, StreamId, stream_id
from regdesk.domain.membership import (
    Accepted,
    CaseCode,
    CaseOpened,
    Membership,
    Offer,
    OfferRefused,
    of_case,
)
from regdesk.domain.people import FormerName, Identity, SafeContact, Stay
from regdesk.domain.supply import StockCount
from regdesk.errors import Refused
from regdesk.i18n import N_
from regdesk.store import peers, queries

_NO_CONSENT = N_("Ask for consent first. Without it nothing leaves this computer.")
_NO_OFFER = N_("No part in this case is offered to your organisation.")
_NOT_COMPARED = N_("Compare the 30 digits with this organisation by phone first.")


@dataclass(frozen=True, kw_only=True)
class NewPerson:
    """What is needed to begin: identity, contact and consents; the rest may come later."""

    identity: Identity
    contact: SafeContact
    contact_consent: ContactConsent
    transfer_consent: TransferConsent
    centre: OrgId
    stay: Stay | None = None
    former_names: tuple[FormerName, ...] = ()
    stock: StockCount | None = None
    host_country: str = "RU"


def open_case(desk: Desk, new: NewPerson) -> tuple[StreamId, Changes]:
    """Open a case with a fresh code, write what is known, and offer the centre's part."""
    check_compared(desk, new.centre)
    nonce = desk.random(16)
    stream = stream_id("case", desk.org, nonce)
    pen = Pen(desk)
    opened = pen.write(
        stream,
        CaseOpened(
            org=desk.org,
            nonce=nonce,
            part="host",
            origin=new.identity.citizenship,
            host_country=new.host_country,
        ),
    )
    pen.write(stream, CaseCode(code=_free_code(desk)))
    for fact in (
        replace(new.contact_consent, organisations=(desk.org,)),
        replace(new.transfer_consent, organisations=tuple(sorted((desk.org, new.centre)))),
        new.identity,
        *new.former_names,
        new.contact,
        *([new.stay] if new.stay else []),
        *([new.stock] if new.stock else []),
    ):
        pen.write(stream, fact)
    pen.write(stream, Offer(org=new.centre, part="centre"), follows=opened.id)
    return stream, pen.done()


def open_offer(desk: Desk, case: CaseFile) -> Entry | None:
    """Give the offer of a part that waits for this organisation's answer."""
    offers = parts(desk, case).open_offers()
    return next((offer for offer in offers if getattr(offer.fact, "org", None) == desk.org), None)


def accept(desk: Desk, stream: StreamId) -> Changes:
    """Take the part that is offered to this organisation."""
    offer = _offer(desk, stream)
    part = offer.fact.part if isinstance(offer.fact, Offer) else ""
    return record(desk, stream, Accepted(part=part), follows=offer.id)


def decline(desk: Desk, stream: StreamId, why: str) -> Changes:
    """Do not take the part that is offered to this organisation."""
    return record(desk, stream, OfferRefused(why=why), follows=_offer(desk, stream).id)


def parts(desk: Desk, case: CaseFile) -> Membership:
    """Give who has which part in a case."""
    return of_case(case, {name: a.org for name, a in world(desk).authors.items()})


def my_part(desk: Desk, case: CaseFile) -> str:
    """Give the part of this organisation in a case: "host", "centre", "carrier" or ""."""
    return next(iter(sorted(parts(desk, case).parts(desk.org))), "")


def check_compared(desk: Desk, org: OrgId) -> None:
    """Raise Refused unless the digits were compared with an organisation."""
    peer = peers.peer(desk.write, org)
    if peer is None or peer.compared_on is None:
        raise Refused(_NOT_COMPARED)


def _offer(desk: Desk, stream: StreamId) -> Entry:
    offer = open_offer(desk, stored(desk, stream))
    if offer is None:
        raise Refused(_NO_OFFER)
    return offer


def _free_code(desk: Desk) -> str:
    while queries.code_taken(desk.write, code := codes.draw(desk.random)):
        pass
    return code
