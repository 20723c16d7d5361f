"""One desk with thousands of cases: real signed entries, added by the one way in, in a process of its own.

All but the newest hundred cases are marked as delivered, as on a desk that exchanges every day.
"""

import multiprocessing
import os
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from random import Random

from regdesk.actions import unlocking
from regdesk.actions.desk import Desk, world
from regdesk.crypto import vault
from regdesk.domain.hashing import digest
from regdesk.domain.journal import OrgId
from regdesk.store import channels, journal, outbox
from regdesk.store.channels import Built
from regdesk.store.database import transaction
from tests import desks
from tests.benchmarks import cases
from tests.benchmarks.cases import Side, Story

SLICE = 100


@dataclass(frozen=True)
class Made:
    """How the desk came to be."""

    cases: int
    entries: int
    seconds: float
    bytes: int


def make(folder: Path, number: int) -> Made:
    """Make the desk of a host in *folder*, in another process so that this one's memory stays its own."""
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=spawn) as pool:
        return pool.submit(fill, folder, number).result()


def fill(folder: Path, number: int) -> Made:
    """Make two desks that have met and fill the host's with *number* cases."""
    begun = time.perf_counter()
    host, centre = desks.pair(folder)
    sides = cases.side(host), cases.side(centre)
    chance = Random("regdesk")  # noqa: S311 - every run has the same people
    for start in range(0, number, SLICE):
        size = min(SLICE, number - start)
        stories = [cases.tell(Story(*sides, chance)) for _ in range(size)]
        add(host, sides, stories)
        if start + SLICE < number:
            deliver(host, centre.org)
    entries = host.write.execute("SELECT count(*) FROM entry").fetchone()[0]
    unlocking.close(host)
    unlocking.close(centre)
    size = (folder / "host" / unlocking.DATABASE).stat().st_size
    return Made(number, entries, time.perf_counter() - begun, size)


def add(host: Desk, sides: tuple[Side, Side], stories: Sequence[Story]) -> None:
    """Add cases to the host's desk: its own entries as written here, the centre's as come from there."""
    known, today = world(host, host.write), host.clock.today()
    for one, source in zip(sides, (None, sides[1].org), strict=True):
        signed = [entry for story in stories for entry in story.signed[one.org]]
        journal.add(host.write, signed, known, today=today, source=source)


def deliver(host: Desk, to: OrgId) -> None:
    """Mark what waits for an organisation as sent and arrived; the envelope is let go, as it would be."""
    keys = [row.key for row in outbox.waiting(host.write, to)]
    author = host.person.author
    with transaction(host.write):
        k = channels.last(host.write, to, author)[0] + 1
        built = Built(to, author, k, digest("benchmark", k.to_bytes(8, "big")), b"arrived")
        channels.keep(host.write, built)
        outbox.assign(host.write, keys, to, author, k)
        outbox.acknowledged(host.write, to, author, k)


@dataclass(frozen=True)
class Locked:
    """A desk that is made and closed, with what its passphrase opens."""

    folder: Path
    slot: vault.Opened
    hands: desks.Hands

    def open(self) -> Desk:
        """Open it from the raw key."""
        return unlocking.opened(self.folder, self.slot, self.hands.clock(), os.urandom)


def locked(folder: Path) -> Locked:
    """Find the desk of *folder*."""
    at = folder / "host"
    slot = vault.unlock(at / unlocking.VAULT, desks.PASSPHRASE, desks.CHEAP)
    return Locked(at, slot, desks.Hands())


def counted(folder: Path) -> Made:
    """Count what a desk that was kept has."""
    at = locked(folder)
    with closing(at.open().write) as db:
        (number,) = db.execute("SELECT count(*) FROM case_view").fetchone()
        (entries,) = db.execute("SELECT count(*) FROM entry").fetchone()
    return Made(number, entries, 0, (at.folder / unlocking.DATABASE).stat().st_size)
