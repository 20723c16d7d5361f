"""Erasing a desk from this computer: keys first, then files; what was begun goes on at the next start.

Without the vault nobody can read what is left, not even this program. What was written elsewhere cannot be
reached from here: sticks, backup copies, what partners hold, and the spare cells of a disk, where older
states of the vault may last; against those only a passphrase helps that nobody can guess.
"""

import os
import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from regdesk import settings
from regdesk.actions import cases, unlocking
from regdesk.actions.desk import Desk, world
from regdesk.errors import Trouble
from regdesk.i18n import N_
from regdesk.store import database, leaving, mark, upgrading
from regdesk.store import papers as files

BEGUN: Final = "regdesk.erasing"
STUCK: Final = N_(
    "Not everything could be erased: {why}. Nobody can read what is left; it is removed at the next start."
)
_DATA: Final = ("", "-wal", "-shm", "-journal")


@dataclass(frozen=True)
class Unsent:
    """What only this computer may have: records that partners did not confirm, by their names, and pages.

    own    the records that no other computer of the organisation has confirmed
    alone  the organisation has no other computer: its own notes and its book are nowhere else
    """

    partners: tuple[tuple[str, int], ...]
    own: int
    pages: int
    alone: bool

    @property
    def any(self) -> bool:
        """Whether a stick could save something."""
        return bool(self.partners or self.own or self.pages)


def unsent(desk: Desk) -> Unsent:
    """Count what partners and own other computers have not confirmed, with the reading connection."""
    known = world(desk)
    with database.reading(desk.read):
        names = cases.names(desk, known).organisations
        waiting = leaving.open_for(desk.read)
        pages = sum(one.pages for one in leaving.scans(desk.read))
    own = waiting.pop(desk.org, 0)
    told = sorted((names[org].name if org in names else "", count) for org, count in waiting.items())
    return Unsent(tuple(told), own, pages, alone=not known.colleagues)


def is_begun(folder: Path) -> bool:
    """Say whether erasing was begun and not finished."""
    return (folder / BEGUN).exists()


def erase(folder: Path) -> None:
    """Erase the desk of a folder, which must be closed; raise Trouble where some of it would not go.

    Files that are not RegDesk's stay.
    """
    try:
        _write(folder / BEGUN, b"")
        for vault in folder.glob(f"{unlocking.VAULT}*"):
            _destroy(vault)
        for name in _DATA:
            (folder / f"{unlocking.DATABASE}{name}").unlink(missing_ok=True)
        for inside in (files.FOLDER, upgrading.FOLDER):
            if (folder / inside).exists():
                shutil.rmtree(folder / inside)
        for file in (*folder.glob("regdesk.*"), *folder.glob(f"{settings.FILE}*"), *mark.files(folder)):
            if file != folder / BEGUN:
                file.unlink(missing_ok=True)
        (folder / BEGUN).unlink()
    except OSError as error:
        raise Trouble(STUCK, why=error.strerror or "") from error
    with suppress(OSError):
        folder.rmdir()  # the person's own files may be in it


def _destroy(vault: Path) -> None:
    """Write chance over the keys before they are removed; a disk may still keep an older copy of them."""
    _write(vault, os.urandom(max(1, vault.stat().st_size)))
    vault.unlink()


def _write(path: Path, data: bytes) -> None:
    with open(path, "r+b" if path.exists() else "x+b") as file:  # noqa: PTH123 - modes differ
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
