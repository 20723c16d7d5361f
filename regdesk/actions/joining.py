"""A new computer joins an organisation: it asks under a one-time code and takes in what it is handed."""

from base64 import urlsafe_b64decode
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from regdesk.actions import unlocking
from regdesk.actions.desk import Clock, Desk, roster, world
from regdesk.actions.enrolment import QR
from regdesk.crypto import digits, enrolment, keys, vault
from regdesk.crypto.enrolment import Message
from regdesk.crypto.keys import EpochKeys
from regdesk.crypto.slots import Cost
from regdesk.crypto.vault import FLOOR
from regdesk.domain import codec
from regdesk.domain.journal import OrgId
from regdesk.errors import Refused
from regdesk.i18n import N_
from regdesk.store import database, journal, peers, state
from regdesk.store.database import Database
from regdesk.sync import boxes, building
from regdesk.wire import enrolment as wire
from regdesk.wire import rosters, signatures
from regdesk.wire.rosters import Device, Roster, RosterAuthor

NEEDS_FILE = N_("Type the server's address too, or take the picture, text or file of the invitation.")
NOT_A_CODE = N_("This is not the code for a new computer.")
NOT_JOINING = N_("This computer is not waiting for an answer.")
NO_NAME = N_("Enter your own name.")


@dataclass(frozen=True)
class Code:
    """What was typed or read: the code, and where it was read the organisation and its server."""

    secret: bytes
    hello: bytes = b""
    server_url: str = ""


@dataclass(frozen=True, kw_only=True)
class NewComputer:
    """What first run asks: the code, who will work here, the roles wished, and the passphrase to be.

    hello       what the administrator's computer said first (in the invitation, or `fetch_hello`)
    server_url  where the two computers leave messages for each other; empty: on a stick
    """

    code: bytes
    hello: bytes
    person: str
    roles: frozenset[str]
    passphrase: str
    server_url: str = ""


@dataclass(frozen=True)
class Joining:
    """A computer that has asked and waits for its answer; its keys are in the encrypted file already.

    file  the request, to take to the administrator's computer
    """

    folder: Path
    slot: vault.Opened
    clock: Clock
    random: Callable[[int], bytes]
    code: bytes
    hello: bytes
    asked: bytes
    file: bytes
    server_url: str

    @property
    def talk32(self) -> bytes:
        """Give what both computers make the words of."""
        return wire.talk(self.hello, self.asked)

    def words(self, language: str) -> str:
        """Give the six words that the administrator's computer must show too (about 0.05 s)."""
        return enrolment.words(self.talk32, language)


def read_code(typed: str) -> Code:
    """Read a code as it was typed or as its text says it; raise Refused that names a wrong group."""
    lines = typed.split()
    if QR not in lines[:1]:
        return Code(enrolment.code_of(digits.cut(typed)))
    match lines[1:]:
        case [code, hello, *url]:
            return Code(enrolment.code_of(digits.cut(code)), _plain(hello), "".join(url))
    raise Refused(NOT_A_CODE)


def fetch_hello(code: bytes, url: str) -> bytes:
    """Fetch through the server what the administrator's computer said; raise NotThere where nothing."""
    with closing(boxes.stranger(url)) as remote:
        hello = enrolment.unseal(code, Message.HELLO, boxes.get(remote, code, Message.HELLO))
    wire.read_hello(hello)
    return hello


def begin(
    folder: Path, new: NewComputer, clock: Clock, random: Callable[[int], bytes], cost: Cost = FLOOR
) -> Joining:
    """Make keys in an empty folder and the request that states them; only tests pass a lower *cost*."""
    if not new.hello:
        raise Refused(NEEDS_FILE)
    if not new.person.strip():
        raise Refused(NO_NAME)
    unlocking.check_length(new.passphrase)
    folder.mkdir(parents=True, exist_ok=True)
    secret, device, key = signatures.new_secret(), keys.new_device(), random(32)
    public = Device(device.sign_public, device.kem.public)
    asked = wire.Request(public, signatures.public(secret), new.person.strip(), new.roles).pack()
    secrets = {vault.DATABASE_KEY: key, "author_secret": secret, "name": new.person.strip()}
    slot = vault.create(folder / unlocking.VAULT, new.passphrase, new.person.strip(), secrets, cost)
    db = database.open_database(folder / unlocking.DATABASE, key, create=True)
    with database.transaction(db):
        state.put(db, "device", device.pack())
        file = enrolment.seal(new.code, Message.REQUEST, asked)
        state.put(db, unlocking.JOINING, [new.code, new.hello, asked, file, new.server_url])
    db.close()
    return _joining(folder, slot, clock, random)


def resume(
    folder: Path, passphrase: str, clock: Clock, random: Callable[[int], bytes], floor: Cost = FLOOR
) -> Joining:
    """Go on after the program was closed; `unlocking.unlock` said with `StillJoining` that it waits."""
    return _joining(folder, vault.unlock(folder / unlocking.VAULT, passphrase, floor), clock, random)


def send_request(joining: Joining) -> None:
    """Leave the request at the server; the same once more changes nothing."""
    with closing(boxes.stranger(joining.server_url)) as remote:
        boxes.put(remote, joining.code, Message.REQUEST, joining.file)


def fetch_answer(joining: Joining) -> bytes:
    """Fetch what was handed over, for `finish`; raise NotThere while people still compare the words."""
    with closing(boxes.stranger(joining.server_url)) as remote:
        return boxes.get(remote, joining.code, Message.ANSWER)


def finish(joining: Joining, data: bytes) -> Desk:
    """Take in what the administrator handed over and open the desk.

    Raise Refused where it is damaged, for another computer, or not from an administrator of the organisation
    whose words were compared; then nothing was taken in.
    """
    with closing(_database(joining.folder, joining.slot)) as db:
        device = keys.unpack_device(state.get(db, "device", b""))
        content = enrolment.open_answer(joining.code, device.kem, joining.talk32, data)
        answer = wire.read_answer(content)
        own = rosters.read(answer.handed.get("roster", ()))
        if own.org32 != wire.read_hello(joining.hello):
            raise Refused(rosters.OTHER)
        wire.check_answer(answer, joining.talk32, own)
        with database.transaction(db):
            settle(db, own, answer.handed)
            state.put(db, unlocking.JOINING, [])
    desk = unlocking.opened(joining.folder, joining.slot, joining.clock, joining.random)
    _take_book(desk, answer.handed.get("book", ()))
    return desk


def forget(joining: Joining) -> None:
    """Give up joining: nothing was taken in yet, and the folder is as before."""
    for name in (unlocking.DATABASE, unlocking.VAULT):
        (joining.folder / name).unlink(missing_ok=True)


def settle(db: Database, own: Roster, handed: Mapping[str, Any]) -> None:
    """Write down what makes a desk of an organisation: rosters, epoch seeds, server, partners."""
    peers.keep(db, OrgId(own.org32), own.statements)
    state.put(db, "org", own.org32)
    state.put(db, building.SHOWN, len(own.statements))
    state.put(db, "epochs", true_epochs(own, handed.get("epochs", ())))
    for signed, introduction, compared in handed.get("peers", ()):
        other = OrgId(rosters.read(signed).org32)
        peers.keep(db, other, signed)
        peers.introduce(db, other, introduction)
        if compared:
            peers.compared(db, other, date.fromisoformat(compared))
    for name, value in handed.get("state", {}).items():
        state.put(db, name, value)


def true_epochs(own: Roster, seeds: Iterable[Sequence[Any]]) -> list[list[Any]]:
    """Keep the epoch seeds whose public half stands in the roster."""
    return [[e, seed] for e, seed in seeds if EpochKeys(e, seed).kem.public in own.epoch_keys(e)]


def _plain(hello: str) -> bytes:
    try:
        plain = urlsafe_b64decode(hello)
    except ValueError as error:
        raise Refused(NOT_A_CODE) from error
    wire.read_hello(plain)
    return plain


def _joining(folder: Path, slot: vault.Opened, clock: Clock, random: Callable[[int], bytes]) -> Joining:
    with closing(_database(folder, slot)) as db:
        found: list[Any] = state.get(db, unlocking.JOINING, [])
    if not found:
        raise Refused(NOT_JOINING)
    return Joining(folder, slot, clock, random, *found)


def _database(folder: Path, slot: vault.Opened) -> Database:
    return database.open_database(folder / unlocking.DATABASE, slot.secrets[vault.DATABASE_KEY])


def _take_book(desk: Desk, signed: Iterable[bytes]) -> None:
    """Take in the book, so that names are known before the first exchange; what is false is left out."""
    authors = roster(desk, desk.write).authors
    good = [one for one in signed if _genuine(one, authors)]
    journal.add(desk.write, good, world(desk, desk.write), today=desk.clock.today(), source=desk.org)


def _genuine(signed: bytes, authors: Mapping[bytes, RosterAuthor]) -> bool:
    array, mark = codec.split(signed)
    author = authors.get(codec.decode(signed).author)
    return author is not None and signatures.valid(author.pub, mark, "regdesk/entry/v1", array)
