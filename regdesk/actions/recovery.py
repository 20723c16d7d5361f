"""Starting again on an empty computer with the paper recovery sheet, when no other computer is left."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from regdesk.actions import unlocking
from regdesk.actions.desk import Clock, Desk, Pen, roster
from regdesk.actions.joining import NO_NAME, settle
from regdesk.crypto import digits, keys, sheets, vault
from regdesk.crypto.keys import DeviceKeys, EpochKeys
from regdesk.crypto.slots import Cost
from regdesk.crypto.vault import FLOOR
from regdesk.domain.book import StaffCard
from regdesk.domain.codec import pack, unpack
from regdesk.domain.journal import book_id
from regdesk.errors import Refused
from regdesk.i18n import N_
from regdesk.store import database, state
from regdesk.sync import epochs, http, troubles
from regdesk.sync.http import Access, Remote
from regdesk.sync.meeting import FIND_PARTNERS
from regdesk.sync.post import RESTORED
from regdesk.wire import introductions, rosters, signatures, statements
from regdesk.wire.rosters import Device, Roster, RosterAuthor

QR: Final = "REGDESK-SHEET-1"
WRONG_ORGANISATION = N_(
    "Group {number} of the organisation's number is not right. Compare it with the paper."
)
NOT_THE_PAPER = N_("This is not the code that is printed on the sheet.")
NO_ROSTER = N_("The organisation's list of keys is not at this server. Take a recovery file or a partner's.")
NO_SEEDS = N_("The keys that are sealed to this sheet are not here. Take the recovery file of a computer.")
NOT_YET = N_("Type the server's address, or take a file.")
_KIT: Final = 1


@dataclass(frozen=True)
class Place:
    """Where the organisation can be found again: its id, its server, and what a file brought already.

    Nothing of it is secret. What came in a file is compared with the control number on the paper (`control`).
    """

    org32: bytes
    url: str = ""
    server_key: bytes = b""
    statements: tuple[bytes, ...] = ()
    wraps: bytes = b""

    @property
    def control(self) -> str:
        """Give the 30 digits that are printed on the sheet too (about 0.05 s)."""
        return introductions.own_digits(self.org32)


@dataclass(frozen=True, kw_only=True)
class Recovery:
    """What is asked on the empty computer: the sheet's groups, the place, the person and the passphrase."""

    groups: Sequence[str]
    place: Place
    person: str
    roles: frozenset[str]
    passphrase: str


@dataclass(frozen=True)
class _Found:
    """What was found again: the roster, the newest wraps' seeds, and the keys on the sheet."""

    roster: Roster
    seeds: dict[int, EpochKeys]
    sheet: DeviceKeys


def public_text(org32: bytes, url: str, key: bytes) -> str:
    """Give what the QR code on the sheet says: where to look, nothing secret."""
    return "\n".join((QR, urlsafe_b64encode(pack([org32, url, key])).decode()))


def place_of_text(text: str) -> Place:
    """Read the QR code of a sheet; raise Refused where it is another."""
    try:
        head, body = text.split()
        org32, url, key = unpack(urlsafe_b64decode(body))
    except ValueError as error:
        raise Refused(NOT_THE_PAPER) from error
    if head != QR or len(org32) != 32:  # noqa: PLR2004 - the size of an id
        raise Refused(NOT_THE_PAPER)
    return Place(org32, url, key)


def place_typed(organisation: Sequence[str], url: str) -> Place:
    """Take what is printed beside the code; the server says its key, whose digits are on the paper too."""
    org32 = digits.secret_of(organisation, sheets.GROUPS, WRONG_ORGANISATION)
    return Place(org32, url.strip().rstrip("/"), http.discover(url).answer_key)


def place_of_file(data: bytes) -> Place:
    """Read a recovery file or an introduction of the organisation; its control number is to be compared."""
    try:
        parts = unpack(data)
    except ValueError:
        parts = None
    if isinstance(parts, list) and len(parts) == 5 and parts[0] == _KIT:  # noqa: PLR2004 - see `kit`
        _, said, wraps, url, key = parts
        return Place(rosters.read(said).org32, url, key, tuple(said), wraps)
    card = introductions.read_introduction(data)
    return Place(card.roster.org32, card.server_url, card.server_key, card.roster.statements)


def kit(desk: Desk) -> bytes:
    """Give a recovery file to keep with the sheet: the list of keys and what is sealed to it, no secret."""
    own = roster(desk)
    url: str = state.get(desk.read, "server_url", "")
    key: bytes = state.get(desk.read, "server_key", b"")
    return pack([_KIT, list(own.statements), epochs.kept(desk.read).get(own.epoch, b""), url, key])


def recover(
    folder: Path, asked: Recovery, clock: Clock, random: Callable[[int], bytes], cost: Cost = FLOOR
) -> Desk:
    """Make a desk of the organisation again; the next exchange reads the whole mailbox and asks all partners.

    The sheet states a new computer and a new administrator. Computers that are lost are removed afterwards.
    Raise Refused where the sheet is not the one in force, Trouble where the line fails.
    """
    if not asked.person.strip():
        raise Refused(NO_NAME)
    unlocking.check_length(asked.passphrase)
    found = _find(asked)
    folder.mkdir(parents=True, exist_ok=True)
    secret, device, key = signatures.new_secret(), keys.new_device(), random(32)
    own = _stated(found, device, RosterAuthor(signatures.public(secret), asked.roles), clock.now_ms())
    secrets = {vault.DATABASE_KEY: key, "author_secret": secret, "name": asked.person.strip()}
    slot = vault.create(folder / unlocking.VAULT, asked.passphrase, asked.person.strip(), secrets, cost)
    handed: dict[str, Any] = {
        "epochs": [[number, one.seed] for number, one in sorted(found.seeds.items())],
        "state": {
            "server_url": asked.place.url,
            "server_key": asked.place.server_key,
            RESTORED: 1,
            FIND_PARTNERS: 1,
        },
    }
    db = database.open_database(folder / unlocking.DATABASE, key, create=True)
    with closing(db), database.transaction(db):
        state.put(db, "device", device.pack())
        settle(db, own, handed)
    desk = unlocking.opened(folder, slot, clock, random)
    pen = Pen(desk)
    pen.write(book_id(desk.org), StaffCard(author=desk.person.author, name=asked.person.strip()))
    pen.done()
    return desk


def _find(asked: Recovery) -> _Found:
    """Gather roster and seeds from the file and the server; the typed sheet must be the one in force."""
    sheet, place = sheets.sheet_keys(sheets.seed_of(asked.groups)), asked.place
    if place.url:
        place = _from_server(place, sheet)
    if not place.statements:
        raise Refused(NO_ROSTER if place.url else NOT_YET)
    own = rosters.read(place.statements, place.org32)
    if own.sheet != rosters.author_id(own.org32, sheet.sign_public):
        raise Refused(sheets.OTHER_SHEET)
    seeds = epochs.opened(own, own.epoch, place.wraps, sheet) if place.wraps else {}
    if not seeds:
        raise Refused(NO_SEEDS)
    return _Found(own, seeds, sheet)


def _from_server(place: Place, sheet: DeviceKeys) -> Place:
    """Ask the server with the sheet's own key; what it lacks comes from the file."""
    device = rosters.device_id(place.org32, sheet.sign_public)
    access = Access(url=place.url, answer_key=place.server_key, device=device, secret=sheet.sign_secret)
    with closing(Remote(access)) as remote:
        try:
            there = remote.roster(place.org32)
            if len(there) >= len(place.statements):
                number = rosters.read(there).epoch
                return replace(place, statements=there, wraps=remote.wraps(number))
        except (troubles.NotThere, troubles.UnknownComputer):
            return place
    return place


def _stated(found: _Found, device: DeviceKeys, author: RosterAuthor, now_ms: int) -> Roster:
    """Let the sheet state the new computer and its administrator."""
    public, secret = Device(device.sign_public, device.kem.public), found.sheet.sign_secret
    own = statements.add_device(found.roster, secret, public, now_ms)
    home = rosters.device_id(own.org32, device.sign_public)
    full = replace(author, roles=author.roles | {rosters.ADMIN}, device=home)
    return statements.add_author(own, secret, full, now_ms)
