"""A key file on a stick: who asks for one opens the computer only with it and the passphrase.

The file is 64 random bytes under a name that tells nothing. Whoever loses it is helped like somebody who
forgot the passphrase: another administrator resets it, or the paper sheet opens the computer.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from regdesk.actions import audit, unlocking
from regdesk.actions.desk import Desk
from regdesk.actions.passphrases import own_slot
from regdesk.crypto import vault
from regdesk.crypto.files import write_whole
from regdesk.crypto.slots import Cost
from regdesk.crypto.vault import FLOOR, Typed
from regdesk.errors import Refused, Trouble
from regdesk.i18n import N_

SUFFIX: Final = ".regdesk-key"
SIZE: Final = 64
_MOST: Final = 32
_LETTERS: Final = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"

NOT_A_KEY = N_("This is not a key file of RegDesk.")
NOT_HERE = N_("Choose a stick, not the folder of RegDesk: the key file must not lie beside what it protects.")
NOT_READ_BACK = N_("The key file could not be read back from the stick. Take another stick.")
NONE = N_("Your passphrase needs no key file.")


def found(places: Iterable[Path]) -> tuple[bytes, ...]:
    """Read the key files that lie at the top of sticks; what cannot be read is passed over."""
    files: list[bytes] = []
    for place in places:
        try:
            there = sorted(one for one in place.iterdir() if one.suffix == SUFFIX)
            files += [one.read_bytes() for one in there[:_MOST] if one.stat().st_size == SIZE]
        except OSError:
            continue
    return tuple(files)


def read(path: Path) -> bytes:
    """Read a key file that somebody chose; raise Refused where it is none."""
    try:
        data = path.read_bytes() if path.stat().st_size == SIZE else b""
    except OSError:
        data = b""
    if len(data) != SIZE:
        raise Refused(NOT_A_KEY)
    return data


def make(desk: Desk, given: Typed, place: Path, floor: Cost = FLOOR) -> Path:
    """Write a new key file into a folder of a stick and ask for it from now on, beside the passphrase.

    The file is there and was read back before the vault asks for it; an earlier one is of no use any more.
    Raise Refused where the passphrase is not one's own.
    """
    if place.resolve().is_relative_to(desk.folder.resolve()):
        raise Refused(NOT_HERE)
    opened, data = own_slot(desk, given, floor), desk.random(SIZE)
    path = place / ("RD-" + "".join(_LETTERS[one % len(_LETTERS)] for one in desk.random(8)) + SUFFIX)
    write_whole(path, data)
    if found([place]).count(data) != 1:
        raise Trouble(NOT_READ_BACK)
    vault.change(desk.folder / unlocking.VAULT, opened, given.passphrase, data, floor)
    audit.note_if_room(desk, "key-file")
    unlocking.keep_sheet(desk)
    return path


def drop(desk: Desk, given: Typed, floor: Cost = FLOOR) -> None:
    """Ask for the passphrase alone again; raise Refused where it is not one's own or needs no file."""
    opened = own_slot(desk, given, floor)
    if not opened.key_file:
        raise Refused(NONE)
    vault.change(desk.folder / unlocking.VAULT, opened, given.passphrase, b"", floor)
    audit.note_if_room(desk, "key-file")
    unlocking.keep_sheet(desk)
