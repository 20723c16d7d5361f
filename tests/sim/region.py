"""Three organisations with two computers each and their server, all in one process and as one seed says."""

import atexit
import itertools
import random
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import cast

from regdesk.actions import partners, syncing, unlocking
from regdesk.actions.desk import Clock, Desk
from regdesk.crypto import keys
from regdesk.store.database import Database
from regdesk.sync.post import Report
from regdesk.wire import signatures
from tests import desks, make
from tests.postgres import Cluster
from tests.sim.crashes import Fragile, Fuse
from tests.sim.line import Weather, over
from tests.sim.mailroom import URL, Mailroom

ORGANISATIONS = {
    "host": ("Опора", "host", "RU"),
    "centre": ("Центр, Бишкек", "centre", "KG"),
    "third": ("Мост", "centre", "KZ"),
}
ROLES = "caseworker clinician registrar pharmacist"
NAMES = tuple(name + more for name in ORGANISATIONS for more in ("", "-2"))
# A folder in memory where there is one: a simulated crash is no power cut, so nothing has to reach a disk.
_MEMORY = Path("/dev/shm")  # noqa: S108 - only looked for


@dataclass
class Seat:
    """One computer: its open desk, its clock's error and its fuse."""

    name: str
    desk: Desk
    fuse: Fuse = field(default_factory=Fuse)
    wrong_ms: int = 0

    @property
    def kin(self) -> str:
        """The organisation's short name."""
        return self.name.removesuffix("-2")


@dataclass
class Region:
    """Everything there is; `now_ms` is the true time."""

    folder: Path
    rng: random.Random
    mailroom: Mailroom
    weather: Weather
    now_ms: int = make.START_MS
    seats: list[Seat] = field(default_factory=list)

    def clock_of(self, name: str) -> Clock:
        """Give the clock of a computer, right or wrong."""
        return Clock(lambda: self._read(name), lambda: _day(self._read(name)))

    def seat(self, name: str) -> Seat:
        """Find a computer."""
        return next(one for one in self.seats if one.name == name)

    def open(self, name: str) -> Seat:
        """Unlock a computer from its folder."""
        clock = self.clock_of(name)
        desk = unlocking.unlock(self.folder / name, desks.PASSPHRASE, clock, self.rng.randbytes, desks.CHEAP)
        seat = Seat(name, desk)
        seat.desk = replace(desk, write=cast("Database", Fragile(desk.write, seat.fuse)))
        self.seats.append(seat)
        return seat

    def reopen(self, seat: Seat) -> None:
        """Start a computer again after its program died; what its clock shows stays wrong."""
        unlocking.close(seat.desk)
        self._open_again(seat)

    def back_up(self, seat: Seat, folder: Path) -> None:
        """Copy a computer's folder while it is locked."""
        unlocking.close(seat.desk)
        shutil.copytree(self.folder / seat.name, folder)
        self._open_again(seat)

    def restore(self, seat: Seat, folder: Path) -> None:
        """Put an older copy in the place of a computer's folder."""
        unlocking.close(seat.desk)
        shutil.rmtree(self.folder / seat.name)
        shutil.copytree(folder, self.folder / seat.name)
        self._open_again(seat)

    def leave(self, name: str) -> None:
        """Let a computer be gone for good."""
        seat = self.seat(name)
        unlocking.close(seat.desk)
        self.seats.remove(seat)

    def exchange(self, seat: Seat) -> Report:
        """Let a computer exchange over its line."""
        with over(self.mailroom, self.weather):
            return syncing.exchange(seat.desk)

    def close(self) -> None:
        """Lock all desks and stop the server."""
        for seat in self.seats:
            unlocking.close(seat.desk)
        self.mailroom.close()

    def _open_again(self, seat: Seat) -> None:
        self.seats.remove(seat)
        self.open(seat.name).wrong_ms = seat.wrong_ms

    def _read(self, name: str) -> int:
        self.now_ms += 1
        return self.now_ms + sum(one.wrong_ms for one in self.seats if one.name == name)


def _day(ms: int):
    return datetime.fromtimestamp(ms / 1000, UTC).date()


@contextmanager
def region(seed: int, cluster: Cluster | None = None) -> Iterator[Region]:
    """Give a fresh copy of the region; chance and keys follow from *seed*.

    With a *cluster* its server has moved to an empty database there.
    """
    rng = random.Random(seed)  # noqa: S311 - a run is to be the same each time
    with tempfile.TemporaryDirectory(dir=_memory(), prefix="regdesk-sim-") as name, _keys_of(rng):
        folder = Path(name)
        shutil.copytree(_template(), folder, dirs_exist_ok=True)
        made = Region(folder, rng, Mailroom(folder / "server", cluster), Weather(rng))
        made.now_ms += 24 * 60 * 60 * 1000
        for one in NAMES:
            made.open(one)
        rng.seed(seed)
        try:
            yield made
        finally:
            made.close()


@cache
def _template() -> Path:
    folder = Path(tempfile.mkdtemp(dir=_memory(), prefix="regdesk-region-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    rng = random.Random("region")  # noqa: S311
    with _keys_of(rng):
        made = Region(folder, rng, Mailroom(folder / "server"), Weather(rng))
        _found(made)
        for _, seat in itertools.product(range(4), made.seats):
            made.exchange(seat)
        for seat in made.seats:
            desks.put_away(seat.desk)
        made.mailroom.close()
    return folder


def _found(made: Region) -> None:
    """Found three organisations, let each meet the others, and give each a second computer."""
    firsts = [
        desks.desk(made.folder / name, title, part, clock=made.clock_of(name), country=country)
        for name, (title, part, country) in ORGANISATIONS.items()
    ]
    for one, other in itertools.combinations(firsts, 2):
        desks.meet(one, other)
    for first in firsts:
        partners.set_server(first, URL, made.mailroom.answer_key)
        name = first.folder.name + "-2"
        second = desks.second(first, made.folder / name, roles=ROLES, clock=made.clock_of(name))
        for desk in (first, second):
            unlocking.close(desk)
    for name in NAMES:
        made.open(name)


@contextmanager
def _keys_of(rng: random.Random) -> Iterator[None]:
    """Draw keys from the seed's chance, so that ids, and with them every order, are the same each time."""
    was = signatures.new_secret, keys.new_seed
    signatures.new_secret = keys.new_seed = lambda: rng.randbytes(32)
    try:
        yield
    finally:
        signatures.new_secret, keys.new_seed = was


def _memory() -> Path | None:
    return _MEMORY if _MEMORY.is_dir() else None
