"""First run: a new organisation with its keys, its encrypted file and its first person."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from regdesk.actions import partners, sheets, unlocking
from regdesk.actions.desk import Clock, Desk, Pen
from regdesk.crypto import keys, vault
from regdesk.crypto.slots import Cost
from regdesk.crypto.vault import FLOOR
from regdesk.domain.book import OrganisationCard, StaffCard
from regdesk.domain.journal import OrgId, book_id
from regdesk.errors import Refused
from regdesk.i18n import N_
from regdesk.store import database, peers, state
from regdesk.sync import epochs
from regdesk.wire import invites, signatures, statements
from regdesk.wire.invites import Invite
from regdesk.wire.rosters import Device

_WORDS, _SYLLABLES_EACH = 5, 3
# Sixteen consonants and four vowels, so that a byte falls on each equally often; none sounds like another.
_SYLLABLES = {"ru": ("бвгджзклмнпрстфх", "аоуи"), "en": ("bdfghjklmnprstvz", "aoui")}


@dataclass(frozen=True, kw_only=True)
class NewOrganisation:
    """What first run asks: the organisation, who sits here, and the passphrase that opens the desk.

    part    "host" or "centre";  roles  what this person does, besides being the first administrator
    invite  what `invites.read` gave of an invitation: server and first partner are set by it
    """

    name: str
    country: str
    part: str
    person: str
    roles: frozenset[str]
    passphrase: str
    invite: Invite | None = None

    def check(self) -> None:
        """Raise Refused where something needed is empty or the passphrase is short."""
        if not self.name.strip() or not self.person.strip():
            raise Refused(N_("Enter the name of the organisation and your own name."))
        unlocking.check_length(self.passphrase)


def create(
    folder: Path, new: NewOrganisation, clock: Clock, random: Callable[[int], bytes], cost: Cost = FLOOR
) -> Desk:
    """Make a desk for a new organisation in an empty folder and open it; only tests pass a lower *cost*.

    Set-up is over once its first recovery sheet is in force (`sheets.due`).
    """
    new.check()
    folder.mkdir(parents=True, exist_ok=True)
    secret, device = signatures.new_secret(), keys.new_device()
    public, now_ms = Device(device.sign_public, device.kem.public), clock.now_ms()
    founded = statements.genesis(secret, new.roles, public, now_ms)
    epoch, wraps = epochs.make(founded, {})
    roster = statements.add_epoch(founded, secret, epoch.kem.public, wraps, now_ms)
    key = random(32)
    secrets = {vault.DATABASE_KEY: key, "author_secret": secret, "name": new.person}
    opened = vault.create(folder / unlocking.VAULT, new.passphrase, new.person, secrets, cost)
    db = database.open_database(folder / unlocking.DATABASE, key, create=True)
    with database.transaction(db):
        peers.keep(db, OrgId(roster.org32), roster.statements)
        state.put(db, "org", roster.org32)
        state.put(db, "device", device.pack())
        state.put(db, sheets.DUE, 1)
        epochs.keep(db, [epoch])
        epochs.keep_wraps(db, epoch.number, wraps)
    db.close()
    desk = unlocking.opened(folder, opened, clock, random)
    _write_book(desk, new)
    if new.invite:
        _accept(desk, new.invite)
    return desk


def read_invite(data: bytes) -> Invite:
    """Read an invitation, a file or the text of a QR code; raise Refused where it is damaged."""
    return invites.read(data)


def _accept(desk: Desk, invite: Invite) -> None:
    """Take the server and, where an organisation invites, meet it; the digits are still to be compared."""
    with database.transaction(desk.write):
        partners.set_server(desk, invite.url, invite.key)
        state.put(desk.write, partners.INVITE, invite.code)
    if invite.introduction:
        partners.meet(desk, invite.introduction)


def offer_passphrase(random: Callable[[int], bytes], language: str) -> str:
    """Draw a passphrase that can be spoken: five words of three syllables, 90 bits."""
    first, second = _SYLLABLES.get(language, _SYLLABLES["en"])
    drawn = iter(random(2 * _WORDS * _SYLLABLES_EACH))
    syllables = [
        first[next(drawn) % len(first)] + second[next(drawn) % len(second)]
        for _ in range(_WORDS * _SYLLABLES_EACH)
    ]
    starts = range(0, len(syllables), _SYLLABLES_EACH)
    return " ".join("".join(syllables[i : i + _SYLLABLES_EACH]) for i in starts)


def _write_book(desk: Desk, new: NewOrganisation) -> None:
    book, pen = book_id(desk.org), Pen(desk)
    pen.write(book, OrganisationCard(org=desk.org, name=new.name, country=new.country, part=new.part))
    pen.write(book, StaffCard(author=desk.person.author, name=new.person))
    pen.done()
