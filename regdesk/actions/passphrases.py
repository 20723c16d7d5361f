"""Passphrases of the people of this computer: changing one's own, and giving a colleague a new one."""

from dataclasses import dataclass, field, replace

from regdesk.actions import audit, successors, unlocking
from regdesk.actions.desk import Desk
from regdesk.actions.may import check_admin
from regdesk.actions.renewal import TEMPORARY
from regdesk.actions.successors import Succession
from regdesk.crypto import sheets, vault
from regdesk.crypto.slots import Cost
from regdesk.crypto.vault import DATABASE_KEY, FLOOR, Given
from regdesk.domain.journal import AuthorId, Changes
from regdesk.errors import Refused
from regdesk.i18n import N_
from regdesk.store import state
from regdesk.wire import signatures

NOT_YOURS = N_("This is not your own passphrase.")
OWN = N_("Change your own passphrase in the settings.")
ELSEWHERE = N_("This person does not work on this computer. Reset the passphrase where the person works.")


@dataclass(frozen=True)
class Reset:
    """Whose passphrase is forgotten, the temporary one, and the sheet's secret where only that may do it."""

    author: AuthorId
    temporary: str = field(repr=False)
    sheet: bytes | None = field(default=None, repr=False)


def own_slot(desk: Desk, given: Given, floor: Cost = FLOOR) -> vault.Opened:
    """Open the vault once more with the passphrase of the person who works here."""
    opened = unlocking.attempt(desk.folder, given, desk.clock, floor)
    if opened.secrets["author_secret"] != desk.person.secret:
        raise Refused(NOT_YOURS)
    return opened


def change(desk: Desk, old: Given, new: str, floor: Cost = FLOOR) -> None:
    """Put a new passphrase in place of one's own; keys, drafts and a demand for a key file stay.

    Raise Refused where the old one is not one's own, or the new one is too short or in use.
    """
    unlocking.check_length(new)
    opened = own_slot(desk, old, floor)
    kept = {name: one for name, one in opened.secrets.items() if name != TEMPORARY}
    file = desk.folder / unlocking.VAULT
    vault.change(file, replace(opened, secrets=kept), new, opened.key_file, floor)
    audit.note_if_room(desk, "passphrase")
    unlocking.keep_sheet(desk)


def reset(desk: Desk, mine: Given, asked: Reset, floor: Cost = FLOOR) -> Changes:
    """Give a colleague of this computer a temporary passphrase and a new key; what they wrote stays theirs.

    *mine* is the administrator's own passphrase. The colleague chooses another one at the first unlocking; a
    demand for a key file is gone. Raise Refused where the person does not work here or was removed.
    """
    unlocking.check_length(asked.temporary)
    if asked.author == desk.person.author:
        raise Refused(OWN)
    check_admin(desk)
    opened, slot = own_slot(desk, mine, floor), here(desk).get(asked.author)
    if slot is None or slot not in opened.people:
        raise Refused(ELSEWHERE)
    one = Succession(asked.author, signatures.new_secret(), opened.people[slot])
    secrets = {DATABASE_KEY: desk.key, "author_secret": one.secret, "name": one.name, TEMPORARY: True}

    def fill() -> None:
        vault.refill(desk.folder / unlocking.VAULT, slot, asked.temporary, secrets)
        unlocking.remember_slot(desk.write, slot, one.key(desk.org))
        audit.note(desk, "reset")

    signer = sheets.sheet_keys(asked.sheet).sign_secret if asked.sheet else desk.person.secret
    return successors.succeed(desk, one, signer, fill)


def here(desk: Desk) -> dict[AuthorId, int]:
    """Give whose passphrases open this computer, as far as they were used or made here since."""
    found: list[tuple[int, bytes]] = state.get(desk.write, unlocking.SLOTS, [])
    return {AuthorId(author): slot for slot, author in found}
