"""Opening a desk with a passphrase, and closing it."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from regdesk import settings
from regdesk.actions import renewal
from regdesk.actions.desk import AUTHORS_HERE, Clock, Desk, world
from regdesk.crypto import vault
from regdesk.crypto.slots import Cost
from regdesk.crypto.vault import FLOOR
from regdesk.domain.journal import AuthorId, OrgId
from regdesk.errors import Refused
from regdesk.i18n import N_
from regdesk.store import database, journal, mark, places, state, upgrading
from regdesk.store.database import Database
from regdesk.store.mark import Seen
from regdesk.sync.epochs import Epochs

VAULT: Final = "regdesk.keys"
DATABASE: Final = "regdesk.data"
SHORTEST: Final = 12
JOINING: Final = "joining"
SLOTS: Final = "slots"
_WAITING = N_("This computer still waits for the answer of the administrator's computer.")


class StillJoining(Refused):
    """The passphrase is right, but the computer has no organisation yet (`joining.resume`)."""


def check_length(passphrase: str) -> None:
    """Raise Refused where a new passphrase is too short."""
    if len(passphrase) < SHORTEST:
        raise Refused(N_("The passphrase is too short: take at least {n} characters."), n=SHORTEST)


def check_place(folder: Path) -> None:
    """Raise Refused where the data of a desk must not lie: on a network drive or in a cloud folder."""
    places.check(folder, settings.default_folder())


def exists(folder: Path) -> bool:
    """Say whether there is a desk in a folder."""
    return (folder / VAULT).exists()


def unlock(
    folder: Path, passphrase: str, clock: Clock, random: Callable[[int], bytes], floor: Cost = FLOOR
) -> Desk:
    """Open the desk; raise Refused where the passphrase is nobody's.

    Raises StillJoining where the computer asked to join an organisation and has no answer yet. Where the file
    was restored or copied, the person gets a new key before anything is written (`actions.renewal`).
    """
    slot = vault.unlock(folder / VAULT, passphrase, floor)
    return renewal.renew(opened(folder, slot, clock, random), folder / VAULT, passphrase, slot)


def opened(
    folder: Path, slot: vault.Opened, clock: Clock, random: Callable[[int], bytes], *, update: bool = True
) -> Desk:
    """Build the desk from what a passphrase opened; without *update* an older file is left as it is."""
    key = slot.secrets[vault.DATABASE_KEY]
    opens = upgrading.open_database if update else partial(database.open_database, update=False)
    db = opens(folder / DATABASE, key)
    if state.get(db, JOINING, []):
        db.close()
        raise StillJoining(_WAITING)
    org = OrgId(state.get(db, "org", b""))
    person = renewal.person(org, slot)
    _notice_copies(db, folder, clock.now_ms())
    desk = Desk(
        folder=folder,
        write=db,
        read=database.reader(folder / DATABASE, key),
        person=person,
        org=org,
        device=renewal.device(db, org),
        epochs=Epochs(db),
        clock=clock,
        random=random,
        key=key,
    )
    here: list[AuthorId] = state.get(db, AUTHORS_HERE, [])
    if person.author not in here:
        state.put(db, AUTHORS_HERE, sorted([*here, person.author]))
    remember_slot(db, slot.slot, person.author)
    journal.catch_up(db, world(desk, db), today=clock.today())
    upgrading.settle(db, folder, clock.today())
    return desk


def _notice_copies(db: Database, folder: Path, now_ms: int) -> None:
    """Give up the keys of all who work here, where this file is an older copy or lies elsewhere."""
    seen = mark.look(db, folder)
    if seen is not Seen.SAME:
        slots: list[tuple[int, bytes]] = state.get(db, SLOTS, [])
        renewal.burn(db, {*state.get(db, AUTHORS_HERE, []), *(author for _, author in slots)}, now_ms)
    if seen is Seen.ELSEWHERE:
        renewal.want_device(db)
    mark.move(db, folder)


def remember_slot(db: Database, slot: int, author: AuthorId) -> None:
    """Remember whose slot of the vault it is, so that it can be emptied; the vault itself does not say."""
    found: list[list[object]] = state.get(db, SLOTS, [])
    if [slot, author] not in found:
        state.put(db, SLOTS, [*(pair for pair in found if pair[0] != slot), [slot, author]])


def forget_slot(db: Database, slot: int) -> None:
    """Forget an emptied slot."""
    found: list[list[object]] = state.get(db, SLOTS, [])
    state.put(db, SLOTS, [pair for pair in found if pair[0] != slot])


def close(desk: Desk) -> None:
    """Close both connections; what is not written yet stays as a draft."""
    desk.read.close()
    desk.write.close()
