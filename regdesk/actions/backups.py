"""Backup copies of this computer: where they go, when one is due, making one, and how it stands."""

import os
from dataclasses import asdict, dataclass, fields, replace
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from regdesk.actions import audit, unlocking
from regdesk.actions.desk import Desk
from regdesk.errors import Refused, RegDeskError, Trouble
from regdesk.i18n import N_
from regdesk.store import backups, disks, state
from regdesk.store.backups import Copy, Source
from regdesk.store.database import Database
from regdesk.store.disks import Way
from regdesk.store.rotation import Rules
from regdesk.sync.post import OnWriter, here

__all__ = ["Copy", "Lying", "Rules", "Standing", "Way", "choose", "due", "home", "look", "make", "standing"]
DAY_MS: Final = 86_400_000
EVERY_MS: Final = DAY_MS - DAY_MS // 12  # a day less two hours: who begins earlier today has one today
AGAIN_MS: Final = DAY_MS // 24
DRILL_MS: Final = 30 * DAY_MS
INSIDE = N_("This folder belongs to the data themselves. Choose a stick or a folder on another disk.")
NOT_CHOSEN = N_("Choose a folder for backup copies first.")
_NAME: Final = "backups"


@dataclass(frozen=True)
class Standing:
    """What was chosen, and how it stands; all times in ms, 0 where it never was.

    folder      where copies go; empty: nothing was chosen yet
    warn_days   days without a copy after which a person is told;  since  from when they are counted
    last        when the last copy was made;  tried, why  the last attempt, and why it failed (msgid)
    needed, because     what that sentence names: MB, and the system's words
    drilled     when a copy was last tried out;  drill_why  why that failed (msgid), empty: it opened
    drill_copy  the time of that copy;  drill_papers  how many scans of one case were read from it
    drill_lacking       how many scans it lacked
    """

    folder: str = ""
    days: int = 7
    weeks: int = 4
    months: int = 12
    warn_days: int = 3
    since: int = 0
    last: int = 0
    tried: int = 0
    why: str = ""
    needed: int = 0
    because: str = ""
    drilled: int = 0
    drill_why: str = ""
    drill_copy: int = 0
    drill_papers: int = 0
    drill_lacking: int = 0

    @property
    def rules(self) -> Rules:
        """How many copies are kept."""
        return Rules(self.days, self.weeks, self.months)


@dataclass(frozen=True)
class Lying:
    """What lies on the stick: whether it is there, on the desk's own disk, and the times of copies (ms)."""

    there: bool
    same_disk: bool
    made: tuple[int, ...]


def standing(desk: Desk, db: Database | None = None) -> Standing:
    """Read how it stands, with the reading connection unless another is given."""
    found: dict[str, Any] = state.get(db or desk.read, _NAME, {})
    known = {field.name for field in fields(Standing)}
    return Standing(**{name: value for name, value in found.items() if name in known})


def change(desk: Desk, **values: object) -> Standing:
    """Remember other values of the standing, with the writing connection."""
    changed = replace(standing(desk, desk.write), **values)  # type: ignore[arg-type]
    state.put(desk.write, _NAME, asdict(changed))
    return changed


def begin(desk: Desk) -> None:
    """Count from the first day on how long there has been no copy."""
    if not standing(desk, desk.write).since:
        change(desk, since=desk.clock.now_ms())


def forget(db: Database, now_ms: int) -> None:
    """Forget where copies went: this file was brought to another computer."""
    state.put(db, _NAME, asdict(Standing(since=now_ms)))


def choose(desk: Desk, folder: Path) -> Standing:
    """Make copies in a folder from now on; raise Refused where it is the desk's own, Trouble where it fails.

    Copies of this computer that lie there already go on being kept.
    """
    whole = folder.resolve()
    if whole.is_relative_to(desk.folder.resolve()):
        raise Refused(INSIDE)
    target = whole.parent if whole.name == _home_name(desk) else whole
    with disks.in_words(0):
        (target / _home_name(desk)).mkdir(mode=0o700, exist_ok=True)
    last = max((one.made_ms for one in backups.copies(target / _home_name(desk))), default=0)
    now = desk.clock.now_ms()
    return change(desk, folder=str(target), since=now, last=last, tried=0, why="")


def stop(desk: Desk) -> Standing:
    """Make no more copies; those that were made stay where they are."""
    return change(desk, folder="", since=desk.clock.now_ms(), last=0, why="", drill_why="")


def home(desk: Desk, at: Standing) -> Path | None:
    """Give the folder of this computer's copies, or None where none was chosen."""
    return Path(at.folder) / _home_name(desk) if at.folder else None


def there(desk: Desk, at: Standing) -> bool:
    """Say whether the stick is in and the folder is there."""
    place = home(desk, at)
    return place is not None and place.is_dir()


def same_disk(desk: Desk, at: Standing) -> bool:
    """Say whether copies lie on the disk they are to survive."""
    place = home(desk, at)
    return place is not None and place.is_dir() and os.stat(place).st_dev == os.stat(desk.folder).st_dev  # noqa: PTH116


def due(desk: Desk, at: Standing) -> str:
    """Say what is to be done now: "copy", "drill" or nothing; without the stick nothing can be.

    This looks at the stick, and not at the encrypted file.
    """
    now = desk.clock.now_ms()
    if not there(desk, at):
        return ""
    rested = not at.why or not 0 <= now - at.tried < AGAIN_MS
    if rested and not 0 <= now - at.last < EVERY_MS:
        return "copy"
    return "drill" if at.last and not 0 <= now - at.drilled < DRILL_MS else ""


def make(desk: Desk, way: Way, *, on_writer: OnWriter = here) -> Copy:
    """Make a copy now and remove those that are not kept; *way* tells how far it is and can stop it.

    Raise Refused where nothing was chosen or it was stopped, Trouble, which is remembered, where it fails.
    """
    at, now = on_writer(standing, desk, desk.write), desk.clock.now_ms()
    place = home(desk, at)
    if place is None:
        raise Refused(NOT_CHOSEN)
    try:
        made = backups.write(source(desk), place, now, way)
        backups.rotate(place, at.rules)
    except Trouble as error:
        because = str(error.values.get("why", ""))
        on_writer(change, desk, tried=now, why=error.message, needed=_needed(error), because=because)
        raise
    on_writer(change, desk, last=now, tried=now, why="", needed=0)
    on_writer(audit.note_if_room, desk, "copied")
    return made


def source(desk: Desk) -> Source:
    """Give what is copied of a desk."""
    folder = desk.folder
    return Source(folder, folder / unlocking.DATABASE, folder / unlocking.VAULT, desk.key)


def look(desk: Desk, at: Standing) -> Lying:
    """Look at the stick: is it there, are its copies on the disk of the desk, when were they made."""
    place = home(desk, at)
    made = tuple(one.made_ms for one in backups.copies(place)) if place else ()
    return Lying(there(desk, at), same_disk(desk, at), made)


def newest(desk: Desk, at: Standing) -> Copy | None:
    """Give the newest copy that can be read, if the stick is in."""
    place = home(desk, at)
    return next(iter(backups.copies(place)), None) if place else None


def days_without(desk: Desk, at: Standing) -> int:
    """Give for how many whole days there has been no copy."""
    from_ms = max(at.last, at.since)
    return max(0, desk.clock.now_ms() - from_ms) // DAY_MS if from_ms else 0


def _needed(error: RegDeskError) -> int:
    return int(str(error.values.get("needed", 0)))


def _home_name(desk: Desk) -> str:
    """Give a name that tells nothing and is this computer's own."""
    return f"RD-{sha256(b'regdesk/copies/v1' + desk.device.sign_public).hexdigest()[:8].upper()}"
