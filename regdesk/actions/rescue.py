"""Taking out of a desk whose data could not be brought up to date: all of it, or what is unsent."""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Final

from regdesk.actions import diagnosis, partners, sticks, unlocking
from regdesk.actions.desk import Clock, Desk
from regdesk.actions.sticks import Stick
from regdesk.crypto import vault
from regdesk.crypto.slots import Cost
from regdesk.crypto.vault import FLOOR, Given
from regdesk.domain.journal import OrgId
from regdesk.errors import Refused
from regdesk.i18n import N_
from regdesk.store import backups, disks
from regdesk.store.backups import Copy, Source
from regdesk.store.disks import Way
from regdesk.store.upgrading import NotUpdated
from regdesk.sync import bundle

__all__ = ["NotUpdated", "Out", "report"]
NOTHING = N_("There is nothing unsent: colleagues and partners have everything.")
_OWNERLESS: Final = b"regdesk/rescue/v1"


class Out:
    """The ways out of a closed desk with one person's passphrase; nothing of its own file is changed.

    Tests alone take a *floor* below the real one.
    """

    def __init__(self, folder: Path, given: Given, clock: Clock, floor: Cost = FLOOR) -> None:
        self.folder, self._given, self._clock, self._floor = folder, given, clock, floor

    def copy(self, to: Path, way: Way) -> Copy:
        """Write a whole backup copy into a folder or onto a stick; raise as `store.backups.write`."""
        slot, folder = self._slot(), self.folder
        data, keys = folder / unlocking.DATABASE, folder / unlocking.VAULT
        name = sha256(_OWNERLESS + slot.secrets[vault.DATABASE_KEY]).hexdigest()[:8].upper()
        with disks.in_words(0):
            (to / f"RD-{name}").mkdir(mode=0o700, exist_ok=True)
        source = Source(folder, data, keys, slot.secrets[vault.DATABASE_KEY])
        return backups.write(source, to / f"RD-{name}", self._clock.now_ms(), way)

    def unsent(self, to: Path, random: Callable[[int], bytes]) -> list[Stick]:
        """Write a stick for each organisation that lacks something; raise Refused where none does."""
        desk = unlocking.opened(self.folder, self._slot(), self._clock, random, update=False)
        try:
            found = [stick for stick in (_out(desk, org, to) for org in _everybody(desk)) if stick]
        finally:
            unlocking.close(desk)
        if not found:
            raise Refused(NOTHING)
        return found

    def _slot(self) -> vault.Opened:
        return unlocking.attempt(self.folder, self._given, self._clock, self._floor)


def report(folder: Path, error: NotUpdated) -> str:
    """Give what a developer needs to know: versions, steps and what failed; no values of anybody."""
    seen = [diagnosis.failure(error.__cause__ or error)]
    return f"{diagnosis.report(folder, seen=seen)}\n[Update]\n{error.message}\n{error.report}\n"


def _out(desk: Desk, org: OrgId, to: Path) -> Stick | None:
    """Write a stick for an organisation, or give None where it has everything."""
    try:
        return sticks.out(desk, org, to)
    except Refused as refused:
        if refused.message not in (bundle.NOTHING, bundle.ALONE):
            raise
        return None


def _everybody(desk: Desk) -> list[OrgId]:
    return [
        one.org for one in partners.organisations(desk).values() if one.compared_on or one.org == desk.org
    ]
