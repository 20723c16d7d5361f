"""Restoring a desk on an empty computer from a backup copy: it becomes a new computer with new keys."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from regdesk.actions import backups, renewal, unlocking
from regdesk.actions.desk import Clock, Desk
from regdesk.crypto import vault
from regdesk.crypto.files import write_whole
from regdesk.crypto.slots import Cost
from regdesk.crypto.vault import FLOOR, Given
from regdesk.errors import Refused, RegDeskError
from regdesk.i18n import N_
from regdesk.store import backups as files
from regdesk.store import copying, database, disks, mark, papers
from regdesk.store.backups import Copy
from regdesk.store.disks import Way

NONE = N_("There are no backup copies of RegDesk in this folder. Choose the stick or folder they are on.")
EXISTS = N_("There are data in the folder of this computer already. A copy never overwrites them.")
_ASIDE: Final = ".aside"


@dataclass(frozen=True)
class Restored:
    """The open desk, whether its new key waits for an administrator, and how many scans come again."""

    desk: Desk
    waits: bool
    absent: int


def find(folder: Path) -> list[Copy]:
    """List the copies in a folder, newest first; raise Refused where there are none."""
    with disks.in_words(0):
        copies = files.found(folder)
    if not copies:
        raise Refused(NONE)
    return copies


class Restoring:
    """One restoring into the folder of this computer; tests alone take a *floor* below the real one."""

    def __init__(
        self, folder: Path, clock: Clock, random: Callable[[int], bytes], floor: Cost = FLOOR
    ) -> None:
        self._folder, self._clock, self._random, self._floor = folder, clock, random, floor

    def restore(self, copy: Copy, given: Given, way: Way) -> Restored:
        """Bring a copy into the empty folder and open it; broken off or failing, the folder stays empty.

        Raise Refused where the passphrase is nobody's, the copy is damaged or of a newer program, or there
        are data already; Trouble where there is no room or a disk fails.
        """
        unlocking.check_place(self._folder)
        if unlocking.exists(self._folder):
            raise Refused(EXISTS)
        slot = vault.unlock(copy.path / files.KEYS, given, self._floor)
        key: bytes = slot.secrets[vault.DATABASE_KEY]
        with copying.opened(copy.path / files.DATA, key) as db:
            database.pending(db)  # a newer one is refused before anything is copied
        data = self._folder / unlocking.DATABASE
        try:
            absent = self._bring(copy, data, key, way)
        except RegDeskError:
            self._take_away(copy)
            raise
        write_whole(self._folder / unlocking.VAULT, (copy.path / files.KEYS).read_bytes())
        desk = unlocking.unlock(self._folder, given, self._clock, self._random, self._floor)
        return Restored(desk, renewal.waiting(desk), absent)

    def _bring(self, copy: Copy, data: Path, key: bytes, way: Way) -> int:
        with disks.in_words(copy.size):
            way.size = copy.size
            self._folder.mkdir(parents=True, exist_ok=True)
            disks.need_room(self._folder, way.size)
            if data.exists():  # without its key file nobody can read it; it is not ours to overwrite
                data.replace(data.with_name(data.name + _ASIDE))
            for beside in ("-wal", "-shm"):
                data.with_name(data.name + beside).unlink(missing_ok=True)
        files.bring_back(copy, self._folder, data, way)
        mark.forget(self._folder)
        with closing(database.open_database(data, key)) as db:
            backups.forget(db, self._clock.now_ms())
            return papers.lose_absent(self._folder, db)

    def _take_away(self, copy: Copy) -> None:
        """Remove what a broken restoring brought."""
        (self._folder / unlocking.DATABASE).unlink(missing_ok=True)
        for paper in copy.papers:
            papers.remove(self._folder, paper.name)
