"""The vault: a file that a passphrase opens, and with it tells who the person is.

Sixteen slots of fixed size, the unused ones random: the file tells neither how many people there are nor who,
and the unlock screen shows no list. A list that only an open database can read says whose slots are taken, so
that an administrator can empty the slot of somebody who left. Since the passphrase alone finds the slot, no
two people of a computer may have the same. One slot is for the paper recovery sheet.

A person may ask for a key file beside the passphrase; nothing in the vault says who did. A passphrase is
tried with the key files that are at hand first, and then without.

Python cannot wipe memory: what `unlock` gives stays in it until the process ends. Overwriting a file does not
reach every copy a disk keeps; who has both an old copy and its passphrase keeps the database key.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from regdesk.crypto import calibration, sheet_slot, slots
from regdesk.crypto.files import write_whole
from regdesk.crypto.keys import HybridKey
from regdesk.crypto.slots import Cost, Lock, Vault
from regdesk.errors import Refused, Trouble
from regdesk.i18n import N_

FLOOR: Final = calibration.FLOOR
DATABASE_KEY: Final = "database_key"
LONGEST_NAME: Final = 200
_CEILING: Final = Cost(512 * 1024, 6, 4)

WRONG = N_("That did not work. Check the layout.")
TAKEN = N_("This passphrase cannot be used. Choose another.")
FULL = N_("There is room for {most} people on one computer. Remove somebody who left first.")
LAST = N_("The last person of a computer cannot be removed.")
EXISTS = N_("There is a key file in this folder already; it is never overwritten.")
LONG_NAME = N_("This name is too long.")
WEAK = N_("The protection of the key file was changed. Restore it from a backup.")


@dataclass(frozen=True)
class Typed:
    """What a person gave to open the vault: a passphrase, and the key files that were at hand."""

    passphrase: str = field(repr=False)
    files: tuple[bytes, ...] = field(default=(), repr=False)


Given = str | Typed


@dataclass(frozen=True)
class Opened:
    """What a passphrase opened: the slot, the person's secrets, and everybody who has a slot.

    by        what the passphrase turned into, so that the slot can be written again
    key_file  the one that was needed beside the passphrase; empty: none
    """

    slot: int
    secrets: Mapping[str, Any] = field(repr=False)
    people: Mapping[int, str] = field(repr=False)
    by: Lock = field(repr=False)
    key_file: bytes = field(default=b"", repr=False)


def create(path: Path, passphrase: str, who: str, secrets: Mapping[str, Any], cost: Cost = FLOOR) -> Opened:
    """Make the vault of a new computer with its first person; an existing file is never overwritten.

    *secrets* packs to at most 2,044 bytes and holds the 32-byte `database_key` that all people of the
    computer share. The floor is raised to what this computer can do; only tests pass a *cost* below it.
    """
    if path.exists():
        raise Refused(EXISTS)
    vault = slots.empty(_raised(cost))
    key = slots.lock(slots.stretch(vault, passphrase))
    slot = _any_of(range(slots.COUNT))
    _put(path, vault, secrets[DATABASE_KEY], {slot: _checked(who)}, _Filling(slot, key, secrets))
    return Opened(slot, secrets, {slot: who}, key)


def unlock(path: Path, given: Given, floor: Cost = FLOOR) -> Opened:
    """Find the person whose passphrase this is; raise Refused where it is nobody's.

    What a guess costs is read from the file alone, and only between floor and ceiling.
    """
    vault, typed = _load(path), given if isinstance(given, Typed) else Typed(given)
    if not vault.cost.within(floor, _CEILING):
        raise Trouble(WEAK)
    stretched = slots.stretch(vault, typed.passphrase)
    for key_file in (*typed.files, b""):
        key = slots.lock(stretched, key_file)
        if (slot := slots.find(vault, key)) is not None:
            held = slots.secrets(vault, slot, key)
            return Opened(slot, held, _people(slots.taken(vault, held[DATABASE_KEY])), key, key_file)
    raise Refused(WRONG)


def by_sheet(path: Path, key: HybridKey) -> tuple[bytes, Mapping[int, str]] | None:
    """Give the database key and who has a slot, where one was sealed to the paper sheet with this key."""
    vault = _load(path)
    database_key = sheet_slot.open_any(vault, key)
    return (database_key, _people(slots.taken(vault, database_key))) if database_key else None


def add(path: Path, opened: Opened, passphrase: str, who: str, secrets: Mapping[str, Any]) -> Opened:
    """Give one more person a slot, and give what that person's passphrase will open.

    Raise Refused where the passphrase is in use or there is no room.
    """
    vault, database_key = _load(path), opened.secrets[DATABASE_KEY]
    whose = slots.taken(vault, database_key)
    free = [slot for slot in range(slots.COUNT) if slot not in whose]
    if not free:
        raise Refused(FULL, most=len(_people(whose)))
    key, slot = _unused(vault, passphrase), _any_of(free)
    whose[slot] = _checked(who)
    _put(path, vault, database_key, whose, _Filling(slot, key, secrets))
    return Opened(slot, secrets, _people(whose), key)


def change(path: Path, opened: Opened, passphrase: str, key_file: bytes = b"", floor: Cost = FLOOR) -> Opened:
    """Put another passphrase, or another key file, in place of those that opened the slot.

    Who is alone here gets a vault made anew, at the cost that fits this computer now; the sheet's slot is
    gone then, and to be made again (`keep_sheet`). Raise Refused where the passphrase is in use.
    """
    vault, database_key = _load(path), opened.secrets[DATABASE_KEY]
    key = _unused(vault, passphrase, key_file, opened.slot)
    whose = slots.taken(vault, database_key)
    if len(_people(whose)) == 1:
        vault, whose = slots.empty(_raised(floor)), {opened.slot: opened.people[opened.slot]}
        key = slots.lock(slots.stretch(vault, passphrase), key_file)
    _put(path, vault, database_key, whose, _Filling(opened.slot, key, opened.secrets))
    return Opened(opened.slot, opened.secrets, _people(whose), key, key_file)


def rewrite(path: Path, opened: Opened, secrets: Mapping[str, Any]) -> Opened:
    """Put other *secrets* into the slot that was opened (new author keys)."""
    vault, database_key = _load(path), secrets[DATABASE_KEY]
    whose = slots.taken(vault, database_key)
    _put(path, vault, database_key, whose, _Filling(opened.slot, opened.by, secrets))
    return Opened(opened.slot, secrets, _people(whose), opened.by, opened.key_file)


def refill(path: Path, slot: int, passphrase: str, secrets: Mapping[str, Any]) -> Opened:
    """Give the person of a slot another passphrase and other *secrets*; what was in it is gone for ever."""
    vault, database_key = _load(path), secrets[DATABASE_KEY]
    whose, key = slots.taken(vault, database_key), _unused(vault, passphrase)
    _put(path, vault, database_key, whose, _Filling(slot, key, secrets))
    return Opened(slot, secrets, _people(whose), key)


def remove(path: Path, opened: Opened, slot: int) -> Mapping[int, str]:
    """Empty the slot of somebody who left and give who is left; raise Refused for the only one."""
    vault, database_key = _load(path), opened.secrets[DATABASE_KEY]
    whose = slots.taken(vault, database_key)
    whose.pop(slot, None)
    if not _people(whose):
        raise Refused(LAST)
    _write(path, slots.without(vault, slot), database_key, whose)
    return _people(whose)


def keep_sheet(path: Path, database_key: bytes, kem_public: bytes) -> None:
    """Let this paper sheet open a slot and no other sheet; empty *kem_public*: none.

    Where sixteen people have all slots, the sheet gets one as soon as somebody leaves.
    """
    vault = _load(path)
    whose, wanted = slots.taken(vault, database_key), sheet_slot.mark(kem_public) if kem_public else b""
    older = [slot for slot, one in whose.items() if isinstance(one, bytes) and one != wanted]
    for slot in older:
        vault = slots.without(vault, slot)
        del whose[slot]
    free = [slot for slot in range(slots.COUNT) if slot not in whose]
    missing = wanted and wanted not in whose.values() and free
    if missing:
        slot = _any_of(free)
        vault = slots.with_slot(vault, slot, sheet_slot.seal(vault, kem_public, database_key))
        whose[slot] = wanted
    if older or missing:
        _write(path, vault, database_key, whose)


@dataclass(frozen=True)
class _Filling:
    """What goes into a slot, and what opens it."""

    slot: int
    key: Lock
    secrets: Mapping[str, Any]


def _load(path: Path) -> Vault:
    try:
        return slots.parse(path.read_bytes())
    except OSError as error:
        raise Trouble(slots.UNREADABLE) from error


def _put(
    path: Path, vault: Vault, database_key: bytes, whose: Mapping[int, str | bytes], fill: _Filling
) -> None:
    _write(path, slots.with_secrets(vault, fill.slot, fill.key, fill.secrets), database_key, whose)


def _write(path: Path, vault: Vault, database_key: bytes, whose: Mapping[int, str | bytes]) -> None:
    write_whole(path, slots.with_taken(vault, database_key, whose).pack())


def _people(whose: Mapping[int, str | bytes]) -> dict[int, str]:
    return {slot: who for slot, who in whose.items() if isinstance(who, str)}


def _unused(vault: Vault, passphrase: str, key_file: bytes = b"", mine: int | None = None) -> Lock:
    """Raise Refused where the passphrase opens a slot already; *mine* may lose or get its key file."""
    stretched = slots.stretch(vault, passphrase)
    plain, wanted = slots.lock(stretched), slots.lock(stretched, key_file)
    if slots.find(vault, plain) not in (None, mine) or slots.find(vault, wanted) is not None:
        raise Refused(TAKEN)
    return wanted


def _raised(cost: Cost) -> Cost:
    return calibration.fitting() if cost == FLOOR else cost


def _checked(who: str) -> str:
    if len(who.encode()) > LONGEST_NAME:
        raise Refused(LONG_NAME)
    return who


def _any_of(free: range | list[int]) -> int:
    return free[int.from_bytes(os.urandom(4), "big") % len(free)]
