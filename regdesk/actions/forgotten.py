"""A forgotten passphrase where nobody else can unlock this computer: the paper recovery sheet opens it.

The sheet opens the database, not the person's old key. So the person gets a new passphrase and a new key,
which the sheet states; drafts and everything unsent are still here. No line is needed.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from regdesk.actions import audit, successors, unlocking
from regdesk.actions.desk import Clock, Desk, roster
from regdesk.actions.successors import Succession
from regdesk.crypto import sheets, tries, vault
from regdesk.crypto.keys import DeviceKeys
from regdesk.domain.journal import AuthorId
from regdesk.errors import Refused, RegDeskError
from regdesk.i18n import N_
from regdesk.store import state
from regdesk.wire import rosters, signatures

NOT_HERE = N_(
    "This sheet does not open this computer. Look for the newest one; it must have been made before this "
    "computer was unlocked the last time."
)
NOBODY = N_("Say who you are.")


@dataclass(frozen=True)
class Found:
    """What a sheet opened: its keys, the database key, and the names of those who work here, by slot."""

    sheet: DeviceKeys = field(repr=False)
    key: bytes = field(repr=False)
    people: Mapping[int, str] = field(repr=False)


def find(folder: Path, groups: Sequence[str]) -> Found:
    """Open the vault with the sheet's sixteen groups; raise Refused that names what is wrong with them."""
    sheet = sheets.sheet_keys(sheets.seed_of(groups))
    opened = vault.by_sheet(folder / unlocking.VAULT, sheet.kem)
    if opened is None:
        raise Refused(NOT_HERE)
    return Found(sheet, *opened)


@dataclass(frozen=True)
class Anew:
    """Who of those here it is, and the new passphrase."""

    slot: int
    passphrase: str = field(repr=False)


def begin_anew(folder: Path, found: Found, asked: Anew, clock: Clock, random: Callable[[int], bytes]) -> Desk:
    """Give the person a new passphrase and key, as an administrator, and open the desk.

    Raise Refused where another sheet is in force by now, or the person's key was removed.
    """
    unlocking.check_length(asked.passphrase)
    if asked.slot not in found.people:
        raise Refused(NOBODY)
    name, secret = found.people[asked.slot], signatures.new_secret()
    secrets = {vault.DATABASE_KEY: found.key, "author_secret": secret, "name": name}
    desk = unlocking.built(folder, secrets, clock, random)
    try:
        if roster(desk).sheet != rosters.author_id(desk.org, found.sheet.sign_public):
            raise Refused(sheets.OTHER_SHEET)
        one = Succession(_before(desk, asked.slot), secret, name, frozenset({rosters.ADMIN}))

        def fill() -> None:
            vault.refill(folder / unlocking.VAULT, asked.slot, asked.passphrase, secrets)
            unlocking.remember(desk, asked.slot)

        successors.succeed(desk, one, found.sheet.sign_secret, fill)
    except RegDeskError:
        unlocking.close(desk)
        raise
    audit.note_if_room(desk, "unlocked-by-sheet", tries.wrong(folder / unlocking.TRIES))
    tries.clear(folder / unlocking.TRIES)
    return desk


def _before(desk: Desk, slot: int) -> AuthorId:
    """Give the key of the person whose slot it is."""
    found: list[tuple[int, bytes]] = state.get(desk.write, unlocking.SLOTS, [])
    return next((AuthorId(author) for one, author in found if one == slot), AuthorId(b""))
