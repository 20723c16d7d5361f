"""Opening a desk with a passphrase, and closing it."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, Final

from regdesk import settings
from regdesk.actions import audit, reference, renewal
from regdesk.actions.desk import AUTHORS_HERE, Clock, Desk, roster, world
from regdesk.crypto import tries, vault
from regdesk.crypto.slots import Cost
from regdesk.crypto.vault import FLOOR, Given, Typed
from regdesk.domain.journal import AuthorId, OrgId
from regdesk.errors import Refused, Trouble
from regdesk.i18n import N_
from regdesk.store import database, journal, mark, papers, places, state, upgrading
from regdesk.store.database import Database
from regdesk.store.mark import Seen
from regdesk.sync.epochs import Epochs
from regdesk.wire import rosters

__all__ = ["Given", "Typed"]
VAULT: Final = "regdesk.keys"
TRIES: Final = "regdesk.tries"
DATABASE: Final = "regdesk.data"
SHORTEST: Final = 12
JOINING: Final = "joining"
NEWER: Final = database.NEWER
SLOTS: Final = "slots"
_WAIT = N_("Too many wrong passphrases. Wait {n} seconds.")
_WAITING = N_("This computer still waits for the answer of the administrator's computer.")


class StillJoining(Refused):
    """The passphrase is right, but the computer has no organisation yet (`joining.resume`)."""


class TooSoon(Refused):
    """Too many wrong passphrases in a row; `n` of its values is how many seconds the next must wait."""


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


def wait_s(folder: Path, clock: Clock) -> int:
    """Say how many seconds the next try must wait after wrong ones; 0 where it need not."""
    return -(-tries.wait_ms(folder / TRIES, clock.now_ms()) // 1000)


def attempt(folder: Path, given: Given, clock: Clock, floor: Cost = FLOOR) -> vault.Opened:
    """Open the vault and count wrong tries, wherever a passphrase is asked for.

    Raise Refused where the passphrase is nobody's, TooSoon where it is not time yet.
    """
    if wait := wait_s(folder, clock):
        raise TooSoon(_WAIT, n=wait)
    tries.count(folder / TRIES, clock.now_ms())
    found = vault.unlock(folder / VAULT, given, floor)
    tries.clear(folder / TRIES)
    return found


def unlock(
    folder: Path, given: Given, clock: Clock, random: Callable[[int], bytes], floor: Cost = FLOOR
) -> Desk:
    """Open the desk; raise Refused where the passphrase is nobody's (TooSoon: or it is not time yet).

    Raises StillJoining where the computer asked to join an organisation and has no answer yet. Where the file
    was restored or copied, the person gets a new key before anything is written (`actions.renewal`).
    """
    wrong = tries.wrong(folder / TRIES)
    slot = attempt(folder, given, clock, floor)
    desk = renewal.renew(opened(folder, slot, clock, random), folder / VAULT, slot)
    audit.note_if_room(desk, "unlocked", wrong)
    remember_slot(desk.write, slot.slot, desk.person.author)
    keep_sheet(desk)
    return desk


def opened(
    folder: Path, slot: vault.Opened, clock: Clock, random: Callable[[int], bytes], *, update: bool = True
) -> Desk:
    """Build the desk from what a passphrase opened; without *update* an older file is left as it is."""
    desk = built(folder, slot.secrets, clock, random, update=update)
    remember(desk, slot.slot)
    return desk


def built(
    folder: Path,
    secrets: Mapping[str, Any],
    clock: Clock,
    random: Callable[[int], bytes],
    *,
    update: bool = True,
) -> Desk:
    """Build the desk of a person from the *secrets* of a slot."""
    key = secrets[vault.DATABASE_KEY]
    opens = upgrading.open_database if update else partial(database.open_database, update=False)
    db = opens(folder / DATABASE, key)
    if state.get(db, JOINING, []):
        db.close()
        raise StillJoining(_WAITING)
    org = OrgId(state.get(db, "org", b""))
    _notice_copies(db, folder, clock.now_ms())
    desk = Desk(
        folder=folder,
        write=db,
        read=database.reader(folder / DATABASE, key),
        person=renewal.person(org, secrets),
        org=org,
        device=renewal.device(db, org),
        epochs=Epochs(db),
        clock=clock,
        random=random,
        key=key,
    )
    reference.take_up(desk)
    journal.catch_up(db, world(desk, db), today=clock.today())
    papers.sweep(folder, db)
    upgrading.settle(db, folder, clock.today())
    return desk


def remember(desk: Desk, slot: int) -> None:
    """Remember that the person here works on this computer, and which slot is theirs."""
    here: list[AuthorId] = state.get(desk.write, AUTHORS_HERE, [])
    if desk.person.author not in here:
        state.put(desk.write, AUTHORS_HERE, sorted([*here, desk.person.author]))
    remember_slot(desk.write, slot, desk.person.author)


def keep_sheet(desk: Desk) -> None:
    """Let the paper sheet in force open this computer, and none before it.

    Where the disk is full that waits for the next unlocking; nobody is kept out by it.
    """
    own = roster(desk, desk.write)
    sheet = rosters.device_id(desk.org, own.authors[own.sheet].pub) if own.sheet else b""
    with suppress(Trouble):
        vault.keep_sheet(desk.folder / VAULT, desk.key, own.devices[sheet].kem_pub if sheet else b"")


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
