"""Who else works on this computer: a passphrase and a key of their own for each."""

from dataclasses import dataclass

from regdesk.actions import audit, computers, renewal, unlocking
from regdesk.actions.desk import Desk, Pen, roster
from regdesk.actions.enrolment import NO_ROLE
from regdesk.actions.may import check_admin
from regdesk.actions.passphrases import here, own_slot
from regdesk.crypto import vault
from regdesk.crypto.slots import Cost
from regdesk.crypto.vault import DATABASE_KEY, FLOOR, Given
from regdesk.domain.book import StaffCard
from regdesk.domain.journal import AuthorId, Changes, book_id
from regdesk.errors import Refused
from regdesk.i18n import N_
from regdesk.store import peers
from regdesk.store.database import transaction
from regdesk.wire import rosters, signatures, statements
from regdesk.wire.rosters import RosterAuthor

NO_NAME = N_("Enter the person's name.")


@dataclass(frozen=True, kw_only=True)
class NewUser:
    """One more person for this computer: a name, what they do, and the passphrase they typed themselves."""

    name: str
    roles: frozenset[str]
    passphrase: str

    def check(self) -> None:
        """Raise Refused where something needed is empty or the passphrase is short."""
        if not self.name.strip():
            raise Refused(NO_NAME)
        if not self.roles:
            raise Refused(NO_ROLE)
        unlocking.check_length(self.passphrase)


def add(desk: Desk, passphrase: Given, new: NewUser, floor: Cost = FLOOR) -> tuple[AuthorId, Changes]:
    """Let one more person work on this computer; *passphrase* is the administrator's own.

    The slot in the vault is filled first: a key that nobody states does no harm. Raise Refused where the
    passphrase is in use, too short or not the administrator's.
    """
    new.check()
    check_admin(desk)
    opened, name = own_slot(desk, passphrase, floor), new.name.strip()
    secret = signatures.new_secret()
    author = AuthorId(rosters.author_id(desk.org, signatures.public(secret)))
    secrets = {DATABASE_KEY: opened.secrets[DATABASE_KEY], "author_secret": secret, "name": name}
    made = vault.add(desk.folder / unlocking.VAULT, opened, new.passphrase, name, secrets)
    with transaction(desk.write):
        unlocking.remember_slot(desk.write, made.slot, author)
        own, home = renewal.housed(desk, roster(desk, desk.write), desk.person.secret)
        key = RosterAuthor(signatures.public(secret), new.roles, home)
        grown = statements.add_author(own, desk.person.secret, key, desk.clock.now_ms())
        peers.keep(desk.write, desk.org, grown.statements)
        renewal.known_at(desk, len(grown.statements))
        pen = Pen(desk)
        pen.write(book_id(desk.org), StaffCard(author=author, name=name))
        audit.note(desk, "let-in")
        return author, pen.done()


def remove(desk: Desk, passphrase: Given, author: AuthorId, floor: Cost = FLOOR) -> Changes:
    """Take a person's key away, empty their slot, and begin a new key epoch; what they wrote stays.

    *passphrase* is the administrator's own. Raise Refused for one's own key.
    """
    opened = own_slot(desk, passphrase, floor)
    changes = computers.remove_key(desk, author)
    slot = here(desk).get(author)
    if slot is not None:
        vault.remove(desk.folder / unlocking.VAULT, opened, slot)
        unlocking.forget_slot(desk.write, slot)
    return changes
