"""Builds keys, rosters and batches of invented organisations; the same names always give the same bytes."""

from dataclasses import dataclass
from functools import cached_property

from regdesk.crypto.keys import DeviceKeys, EpochKeys
from regdesk.domain.hashing import digest
from regdesk.wire import messages, rosters, signatures, statements
from regdesk.wire.batches import Batch
from regdesk.wire.messages import SignedBatch
from regdesk.wire.rosters import Device, Roster, RosterAuthor

T = 1_795_000_000_000


def seed(*words: str) -> bytes:
    """Give 32 bytes that look random and follow from *words*."""
    return digest("test/seed", *(word.encode() for word in words))


@dataclass(frozen=True)
class House:
    """An organisation with an admin on one computer and one epoch."""

    name: str

    @cached_property
    def secret(self) -> bytes:
        return seed(self.name, "admin")

    @cached_property
    def computer(self) -> DeviceKeys:
        return DeviceKeys(seed(self.name, "sign"), seed(self.name, "kem"))

    @cached_property
    def device(self) -> Device:
        return Device(self.computer.sign_public, self.computer.kem.public)

    @cached_property
    def epoch(self) -> EpochKeys:
        return EpochKeys(1, seed(self.name, "epoch"))

    @cached_property
    def founded(self) -> Roster:
        return statements.genesis(self.secret, ["clinician"], self.device, T)

    @cached_property
    def roster(self) -> Roster:
        return statements.add_epoch(self.founded, self.secret, self.epoch.kem.public, b"", T + 1)

    @property
    def org32(self) -> bytes:
        return self.founded.org32

    @property
    def author(self) -> bytes:
        return rosters.author_id(self.org32, signatures.public(self.secret))


def someone(name: str, *roles: str) -> RosterAuthor:
    """Make one more author with a secret of seed(name)."""
    return RosterAuthor(signatures.public(seed(name)), frozenset(roles))


def entry(text: str, secret: bytes) -> bytes:
    """Make something of the shape of a signed entry; wire and crypto never look inside."""
    array = messages.pack(["entry", text, digest("test/noise", text.encode())])
    return array + signatures.sign(secret, "regdesk/entry/v1", array)


def batch(house: House, to: House, k: int = 1, prev: bytes = bytes(32), **rest) -> Batch:
    """Make an unsigned batch."""
    basics = {"sender": house.roster.mark, "author": house.author, "recipient": to.org32, "t": T}
    return Batch(**{**basics, "k": k, "prev": prev, **rest})


def chain(house: House, to: House, length: int) -> list[SignedBatch]:
    """Make *length* batches in a row."""
    made: list[SignedBatch] = []
    for k in range(1, length + 1):
        prev = made[-1].link.head if made else bytes(32)
        made.append(messages.sign(batch(house, to, k, prev), house.secret))
    return made


OPORA, CENTRE, NOBODY = House("Opora"), House("Bishkek"), House("Nobody")


def id_of(name: str, house: House = OPORA) -> bytes:
    """Give the author16 of someone(name)."""
    return rosters.author_id(house.org32, signatures.public(seed(name)))


def paper(name: str, house: House = OPORA) -> Device:
    """Make the public half of a paper sheet with a secret of seed(name)."""
    return Device(signatures.public(seed(name)), house.device.kem_pub)


def both(*sides: Roster) -> Roster:
    """Read what several desks know as one who hears all of them."""
    return rosters.read([one for side in sides for one in side.statements])
