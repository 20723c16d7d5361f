"""Trying a copy out: it opens with this person's key or passphrase, and a case reads with all its scans."""

from dataclasses import dataclass
from functools import partial
from io import BytesIO
from typing import Final

from regdesk.actions import backups
from regdesk.actions.desk import Desk, world
from regdesk.crypto import chunks, slots, vault
from regdesk.crypto.slots import Cost
from regdesk.crypto.vault import FLOOR, Given
from regdesk.domain.journal import CaseFile, StreamId
from regdesk.domain.papers import Page
from regdesk.errors import Refused, RegDeskError, Trouble
from regdesk.i18n import N_
from regdesk.store import backups as files
from regdesk.store import copying, disks, journal
from regdesk.store.backups import Copy
from regdesk.store.database import Database
from regdesk.store.disks import Way
from regdesk.sync.post import OnWriter, here

NONE = N_("There is no copy to try out yet. Make one first.")
FOREIGN = N_("This copy is of other data. Choose another folder for backup copies.")
LACKING = N_("Scans are missing in the copy: {n}. Make a new copy; take another stick if this happens again.")
EMPTY = N_("The copy opens, but a case in it has no records. Make a new copy on another stick.")
_SAID: Final = (disks.STOPPED, vault.WRONG, NONE)  # of these the copy is not to blame


@dataclass(frozen=True)
class Drilled:
    """What a drill read: the time of the copy (ms), how many cases it has, and the scans of one of them."""

    copy_ms: int
    cases: int
    papers: int


def drill(
    desk: Desk, way: Way, given: Given = "", *, on_writer: OnWriter = here, floor: Cost = FLOOR
) -> Drilled:
    """Open the newest copy and read a case by chance with all its scans; what came of it is remembered.

    With what opens it *given* the copy is opened as on a new computer, with nothing but that. Raise Refused
    or Trouble where it fails: a copy that does not open is an alarm.
    """
    at, now = on_writer(backups.standing, desk, desk.write), desk.clock.now_ms()
    try:
        found = _drill(desk, backups.newest(desk, at), way, partial(_key, desk, given, floor))
    except RegDeskError as error:
        if error.message not in _SAID:
            lacking = error.values.get("n", 0)
            on_writer(backups.change, desk, drilled=now, drill_why=error.message, drill_lacking=lacking)
        raise
    news = {"drilled": now, "drill_why": "", "drill_copy": found.copy_ms, "drill_papers": found.papers}
    on_writer(partial(backups.change, desk, **news))
    return found


def _drill(desk: Desk, copy: Copy | None, way: Way, key: "partial[bytes]") -> Drilled:
    if copy is None:
        raise Refused(NONE)
    way.size = (copy.path / files.DATA).stat().st_size
    opens = key(copy)
    files.prove_files(copy, way)
    if lacking := files.lacking(copy):
        raise Trouble(LACKING, n=len(lacking))
    with copying.opened(copy.path / files.DATA, opens) as db:
        copying.prove_sound(db)
        streams = [StreamId(row[0]) for row in db.execute(_CASES)]
        scans = _read(desk, copy, db, _chosen(desk, db, streams)) if streams else 0
        return Drilled(copy.made_ms, len(streams), scans)


_CASES: Final = "SELECT s.id FROM case_view c JOIN stream s ON s.key = c.stream ORDER BY s.key"
_WITH_SCANS: Final = """
    SELECT DISTINCT s.id FROM page_view p JOIN stream s ON s.key = p.stream JOIN blob b ON b.id = p.blob
     WHERE b.checked ORDER BY s.key
"""


def _chosen(desk: Desk, db: Database, streams: list[StreamId]) -> StreamId:
    """Draw a case, one with scans where there are any."""
    full = [StreamId(row[0]) for row in db.execute(_WITH_SCANS)] or streams
    return full[int.from_bytes(desk.random(4), "big") % len(full)]


def _read(desk: Desk, copy: Copy, db: Database, stream: StreamId) -> int:
    """Read what stands in a case of the copy and check its scans against what was signed; count them."""
    case = journal.read_case(db, stream, world(desk, db))
    if not case.standing:
        raise Refused(EMPTY)
    names = {one.name for one in copy.papers}
    read = 0
    for page in _pages(case):
        row = db.execute("SELECT name FROM blob WHERE id = ? AND checked", (page.blob,)).fetchone()
        if row and row[0] in names:
            with disks.in_words(0):
                sealed = copy.paper(row[0]).read_bytes()
            chunks.check(chunks.Blob(page.blob, page.key, page.root, page.size), BytesIO(sealed))
            read += 1
    return read


def _pages(case: CaseFile) -> dict[Page, None]:
    named = (page for entry in case.standing for page in getattr(entry.fact, "pages", ()))
    return dict.fromkeys(page for page in named if isinstance(page, Page))


def _key(desk: Desk, given: Given, floor: Cost, copy: Copy) -> bytes:
    """Give the key that the copy's own vault holds; without a passphrase ours must open the vault's list."""
    if given:
        held: bytes = vault.unlock(copy.path / files.KEYS, given, floor).secrets[vault.DATABASE_KEY]
        return held
    with disks.in_words(0):
        kept = slots.parse((copy.path / files.KEYS).read_bytes())
    if not slots.taken(kept, desk.key):
        raise Refused(FOREIGN)
    return desk.key
