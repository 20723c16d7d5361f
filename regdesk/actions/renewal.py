"""New author keys after the file on this computer was restored from a copy, or copied from elsewhere.

The old key's numbers may have been used since the copy was made, so it signs no record any more. An
administrator's old key states the new one; anybody else's new key is confirmed by an administrator. A copy in
another place is another computer, and gets keys of its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from regdesk.actions.desk import AUTHORS_HERE, Desk, Pen, Person, roster, world
from regdesk.actions.partners import names
from regdesk.crypto import enrolment, keys, vault
from regdesk.crypto.keys import DeviceKeys
from regdesk.domain.book import StaffCard
from regdesk.domain.journal import AuthorId, Changes, OrgId, book_id
from regdesk.errors import Refused
from regdesk.i18n import N_
from regdesk.store import copies, peers, state
from regdesk.store.database import Database, transaction
from regdesk.sync.building import SHOWN
from regdesk.sync.post import BURNT, RESTORED
from regdesk.wire import renewals, rosters, signatures, statements
from regdesk.wire.renewals import Renewal
from regdesk.wire.rosters import Device, Roster, RosterAuthor

EARLIER: Final = "earlier_secret"
TEMPORARY: Final = "temporary"
_NEXT: Final = "next_device"
NOTHING = N_("Your key is in force; there is nothing to confirm.")
CONFIRMED = N_("This key was confirmed already.")
NOT_IN_FORCE = N_("The earlier key of this person was removed. Add the person as a new one.")


@dataclass(frozen=True)
class Asked:
    """Somebody's new key, to be confirmed once the six words are the same on both screens."""

    renewal: Renewal
    name: str
    data: bytes

    def words(self, language: str) -> str:
        """Give the six words that the other computer shows too (about 0.05 s)."""
        return enrolment.words(renewals.talk(self.data), language)


def burn(db: Database, authors: set[bytes], now_ms: int) -> None:
    """Remember that these keys' numbers may be used elsewhere, and that news is to be fetched from all."""
    burnt: list[bytes] = state.get(db, BURNT, [])
    with transaction(db):
        state.put(db, BURNT, sorted({*burnt, *authors}))
        state.put(db, RESTORED, 1)
        copies.noticed(db, now_ms)


def person(org: OrgId, secrets: Mapping[str, Any]) -> Person:
    """Give who works here, from the secrets that the passphrase opened."""
    secret = secrets["author_secret"]
    author = AuthorId(rosters.author_id(org, signatures.public(secret)))
    return Person(author, secret, secrets["name"], secrets.get(EARLIER, b""), TEMPORARY in secrets)


def renew(desk: Desk, file: Path, slot: vault.Opened) -> Desk:
    """Make a new key where the old one is burnt, and state it where the old one may; both once only."""
    if desk.person.author in state.get(desk.write, BURNT, []):
        secrets = {**slot.secrets, "author_secret": signatures.new_secret(), EARLIER: desk.person.secret}
        desk = replace(desk, person=person(desk.org, vault.rewrite(file, slot, secrets).secrets))
        here: list[bytes] = state.get(desk.write, AUTHORS_HERE, [])
        state.put(desk.write, AUTHORS_HERE, sorted({*here, desk.person.author}))
    if waiting(desk) and _is_admin(roster(desk, desk.write), _earlier(desk)):
        _state(desk, _renewal(desk), desk.person.earlier)
    return desk


def want_device(db: Database) -> None:
    """Make keys for this computer: the file was copied here, and where it came from its own are in use."""
    state.put(db, _NEXT, [keys.new_device().pack(), 0])


def device(db: Database, org: OrgId) -> DeviceKeys:
    """Give this computer's keys; new ones from when others know them, so that the server lets it in."""
    packed, shown = _next(db)
    peer = peers.peer(db, org)
    if packed and peer and state.get(db, SHOWN, 1) >= shown:
        public = keys.unpack_device(packed).sign_public
        if rosters.device_id(org, public) in rosters.read(peer.statements).devices:
            with transaction(db):
                state.put(db, "device", packed)
                state.put(db, _NEXT, [b"", 0])
    return keys.unpack_device(state.get(db, "device", b""))


def waiting(desk: Desk) -> bool:
    """Say whether the person's new key waits for an administrator: one reads and drafts, no more."""
    return bool(desk.person.earlier) and desk.person.author not in roster(desk, desk.write).authors


def request(desk: Desk) -> bytes:
    """Give the file with the new key to take to an administrator; raise Refused where none waits."""
    if not waiting(desk):
        raise Refused(NOTHING)
    return renewals.renewal(_renewal(desk), desk.person.earlier)


def words(desk: Desk, language: str) -> str:
    """Give the six words of one's own request (about 0.05 s)."""
    return enrolment.words(renewals.talk(request(desk)), language)


def asked(desk: Desk, data: bytes) -> Asked:
    """Read somebody's new key; raise Refused where the earlier one did not sign it or is no colleague's."""
    found = renewals.read(data, roster(desk, desk.write))
    return Asked(found, names(desk, world(desk)).of(AuthorId(found.earlier)), data)


def confirm(desk: Desk, one: Asked) -> Changes:
    """Let the new key do what the earlier one does; the earlier one is revoked by nobody yet."""
    own = roster(desk, desk.write)
    if rosters.author_id(desk.org, one.renewal.pub) in own.authors:
        raise Refused(CONFIRMED)
    if not own.authors[one.renewal.earlier].active:
        raise Refused(NOT_IN_FORCE)
    return _state(desk, one.renewal, desk.person.secret, one.name)


def _state(desk: Desk, one: Renewal, secret: bytes, name: str = "") -> Changes:
    with transaction(desk.write):
        own = roster(desk, desk.write)
        before = own.authors[one.earlier]
        own, home = _housed(desk, own, secret, one.device)
        fresh = RosterAuthor(one.pub, before.roles, home or before.device)
        grown = statements.add_author(own, secret, fresh, desk.clock.now_ms())
        peers.keep(desk.write, desk.org, grown.statements)
        known_at(desk, len(grown.statements))
        pen = Pen(desk)
        author = rosters.author_id(desk.org, one.pub)
        pen.write(book_id(desk.org), StaffCard(author=author, name=name or desk.person.name))
        return pen.done()


def housed(desk: Desk, own: Roster, secret: bytes) -> tuple[Roster, bytes]:
    """Give this computer's id, and let *secret* state its new keys where it has some; in a transaction."""
    own, home = _housed(desk, own, secret, _next_device(desk))
    return own, home or rosters.device_id(desk.org, desk.device.sign_public)


def home(desk: Desk) -> bytes:
    """Give the id of this computer in the list of keys: of its new keys as soon as they stand there."""
    fresh, own = _next_device(desk), roster(desk, desk.write)
    name = rosters.device_id(desk.org, fresh.sign_pub) if fresh else b""
    return name if name in own.devices else rosters.device_id(desk.org, desk.device.sign_public)


def _housed(desk: Desk, own: Roster, secret: bytes, device: Device | None) -> tuple[Roster, bytes]:
    if device is None:
        return own, b""
    home = rosters.device_id(desk.org, device.sign_pub)
    if home not in own.devices:
        own = statements.add_device(own, secret, device, desk.clock.now_ms())
    return own, home


def _renewal(desk: Desk) -> Renewal:
    return Renewal(_earlier(desk), signatures.public(desk.person.secret), _next_device(desk))


def _next_device(desk: Desk) -> Device | None:
    if not (packed := _next(desk.write)[0]):
        return None
    fresh = keys.unpack_device(packed)
    return Device(fresh.sign_public, fresh.kem.public)


def _next(db: Database) -> tuple[bytes, int]:
    """Give this computer's keys to be, and how long the list of keys was once they were stated (else 0)."""
    packed, length = state.get(db, _NEXT, (b"", 0))
    return packed, length


def known_at(desk: Desk, length: int) -> None:
    """Remember how long the list of keys is with this computer's new keys: then others may know them."""
    packed = _next(desk.write)[0]
    if packed:
        state.put(desk.write, _NEXT, [packed, length])


def _earlier(desk: Desk) -> bytes:
    return rosters.author_id(desk.org, signatures.public(desk.person.earlier))


def _is_admin(own: Roster, author: bytes) -> bool:
    found = own.authors.get(author)
    return found is not None and found.active and rosters.ADMIN in found.roles
