"""The vault: a file that a passphrase opens, and with it tells who the person is.

Sixteen slots of fixed size, the unused ones random: the file tells neither how many people there are nor who,
and the unlock screen shows no list. A list that only an open database can read says whose slots are taken, so
that an administrator can empty the slot of somebody who left. Since the passphrase alone finds the slot, no
two people of a computer may have the same.

Python cannot wipe memory: what `unlock` gives stays in it until the process ends. Overwriting a file does not
reach every copy a disk keeps; who has both an old copy and its passphrase keeps the database key.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from regdesk.crypto import slots
from regdesk.crypto.files import write_whole
from regdesk.crypto.slots import Cost, Lock, Vault
from regdesk.errors import Refused, Trouble
from regdesk.i18n import N_

FLOOR: Final = Cost()
DATABASE_KEY: Final = "database_key"
LONGEST_NAME: Final = 200
_CEILING: Final = Cost(1024 * 1024, 32, 8)

WRONG = N_("That did not work. Check the layout.")
TAKEN = N_("This passphrase cannot be used. Choose another.")
FULL = N_("There is room for {most} people on one computer. Remove somebody who left first.")
LAST = N_("The last person of a computer cannot be removed.")
EXISTS = N_("There is a key file in this folder already; it is never overwritten.")
LONG_NAME = N_("This name is too long.")
WEAK = N_("The protection of the key file was changed. Restore it from a backup.")


@dataclass(frozen=True)
class Opened:
    """What a passphrase opened: the slot, the person's secrets, and everybody who has a slot."""

    slot: int
    secrets: Mapping[str, Any] = field(repr=False)
    people: Mapping[int, str] = field(repr=False)


def create(path: Path, passphrase: str, who: str, secrets: Mapping[str, Any], cost: Cost = FLOOR) -> Opened:
    """Make the vault of a new computer with its first person; an existing file is never overwritten.

    *secrets* packs to at most 2,044 bytes and holds the 32-byte `database_key` that all people of the
    computer share. Only tests pass a *cost* below the floor.
    """
    if path.exists():
        raise Refused(EXISTS)
    vault = slots.empty(cost)
    key = slots.lock(vault, passphrase)
    slot = _any_of(range(slots.COUNT))
    return _put(path, vault, key, Opened(slot, secrets, {slot: _checked(who)}))


def unlock(path: Path, passphrase: str, floor: Cost = FLOOR) -> Opened:
    """Find the person whose passphrase this is; raise Refused where it is nobody's."""
    vault = _load(path)
    if not vault.cost.within(floor, _CEILING):
        raise Trouble(WEAK)
    return _open(vault, slots.lock(vault, passphrase))


def add(path: Path, opened: Opened, passphrase: str, who: str, secrets: Mapping[str, Any]) -> Opened:
    """Give one more person a slot, and give what that person's passphrase will open.

    Raise Refused where the passphrase is in use or there is no room.
    """
    vault = _load(path)
    people = slots.names(vault, opened.secrets[DATABASE_KEY])
    free = [slot for slot in range(slots.COUNT) if slot not in people]
    if not free:
        raise Refused(FULL, most=slots.COUNT)
    key = _unused(vault, passphrase)
    slot = _any_of(free)
    return _put(path, vault, key, Opened(slot, secrets, {**people, slot: _checked(who)}))


def change(path: Path, old: str, new: str) -> Opened:
    """Put a *new* passphrase in place of the *old* one; raise Refused where either may not be."""
    vault = _load(path)
    opened = _open(vault, slots.lock(vault, old))
    return _put(path, vault, _unused(vault, new), opened)


def rewrite(path: Path, passphrase: str, secrets: Mapping[str, Any]) -> Opened:
    """Put other *secrets* into the slot of the person whose passphrase this is (new author keys)."""
    vault = _load(path)
    key = slots.lock(vault, passphrase)
    opened = _open(vault, key)
    return _put(path, vault, key, Opened(opened.slot, secrets, opened.people))


def remove(path: Path, opened: Opened, slot: int) -> Mapping[int, str]:
    """Empty the slot of somebody who left and give who is left; raise Refused for the only one."""
    vault, database_key = _load(path), opened.secrets[DATABASE_KEY]
    left = {one: who for one, who in slots.names(vault, database_key).items() if one != slot}
    if not left:
        raise Refused(LAST)
    emptied = slots.without(vault, slot)
    write_whole(path, slots.with_names(emptied, database_key, left).pack())
    return left


def _load(path: Path) -> Vault:
    try:
        return slots.parse(path.read_bytes())
    except OSError as error:
        raise Trouble(slots.UNREADABLE) from error


def _open(vault: Vault, key: Lock) -> Opened:
    slot = slots.find(vault, key)
    if slot is None:
        raise Refused(WRONG)
    held = slots.secrets(vault, slot, key)
    return Opened(slot, held, slots.names(vault, held[DATABASE_KEY]))


def _put(path: Path, vault: Vault, key: Lock, opened: Opened) -> Opened:
    filled = slots.with_secrets(vault, opened.slot, key, opened.secrets)
    write_whole(path, slots.with_names(filled, opened.secrets[DATABASE_KEY], opened.people).pack())
    return opened


def _unused(vault: Vault, passphrase: str) -> Lock:
    key = slots.lock(vault, passphrase)
    if slots.find(vault, key) is not None:
        raise Refused(TAKEN)
    return key


def _checked(who: str) -> str:
    if len(who.encode()) > LONGEST_NAME:
        raise Refused(LONG_NAME)
    return who


def _any_of(free: range | list[int]) -> int:
    return free[int.from_bytes(os.urandom(4), "big") % len(free)]
