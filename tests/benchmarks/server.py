"""What the server on PostgreSQL takes in and gives out, one worker; fsync is on, all on this computer."""

import hashlib
import math
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from statistics import median

import psycopg

from regdesk.server import database, mailbox, rosters
from regdesk.server.answers import today
from regdesk.server.settings import Settings
from regdesk.sync.http import discover
from regdesk.wire import calls
from tests import postgres
from tests.benchmarks import load
from tests.benchmarks.figures import Figure, Note, Result, Took
from tests.postgres import Cluster
from tests.served import Office, envelope, office

DESKS, EVERY_S = 5000, 120  # desks of a region, and how often one asks
SIZE, BATCH, LINES = 2048, 10, 4
_PLENTY = 1 << 50
_TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100
_INSERT = "INSERT INTO envelope (organisation, position, hash, stored_on, body) VALUES (%s, %s, %s, %s, %s)"


@dataclass(frozen=True)
class Region:
    """A running server with its organisations, each with a mailbox of some envelopes."""

    url: str
    at: load.Where
    pid: int
    offices: Sequence[Office]


def measure(folder: Path, organisations: int) -> Iterator[Result]:
    """Measure pushes and pulls, for ten organisations and for so many."""
    if reason := postgres.lacking():
        yield Note("The server", reason)
        return
    with postgres.running(hasty=False) as cluster:
        with region(cluster, folder / "few", min(10, organisations)) as few:
            yield cost(few, times=min(500, organisations))
        with region(cluster, folder / "many", organisations) as many:
            yield cost(many, times=min(500, organisations))
            yield from pushes(cluster, many, batches=min(2000, organisations))
            yield from mean_load(many, seconds=min(30, organisations / 20))


def pushes(cluster: Cluster, at: Region, batches: int) -> Iterator[Result]:
    """Push envelopes in batches of ten, each to one mailbox, and insert the same rows straight, in turn."""
    chance = Random("pushes")  # noqa: S311 - no secret
    served, straight, worker, own = [], [], [], []
    with cluster.fresh() as url:
        for turn in range(4):
            recipients = [chance.choice(at.offices).org for _ in range(batches)]
            rows = [[envelope(to, chance.randbytes(SIZE - 24)) for _ in range(BATCH)] for to in recipients]
            written = [load.push(at.at, chance.choice(at.offices), one) for one in rows]
            before = processor(at.pid)
            served.append(load.all_at(at.at, [written[i::LINES] for i in range(LINES)]))
            worker.append(processor(at.pid) - before)
            before = time.process_time()
            straight.append(inserted(url, rows, turn * batches * BATCH))
            own.append(time.process_time() - before)
    number = batches * BATCH
    rates = [number / median(one) for one in (served, worker, straight, own)]
    said = f"{LINES} lines: {rates[0]:,.0f} a second; {rates[1]:,.0f} for each second of the worker's core"
    yield Note("Envelopes of 2 KB taken in, batches of ten", said)
    said = f"{LINES} lines: {rates[2]:,.0f} a second; {rates[3]:,.0f} for each second of the inserter's core"
    yield Note("The same rows inserted straight with psycopg", said)
    said = f"{rates[0] / rates[2]:.2f} on the clock, {rates[1] / rates[3]:.2f} of the core (wished: 0.25)"
    yield Note("… the first as a part of the second", said)


def cost(at: Region, times: int) -> Result:
    """Time pulls of ten envelopes one after another."""
    chance = Random("cost")  # noqa: S311 - no secret
    asked = [load.pull(at.at, chance.choice(at.offices), 0, BATCH * SIZE) for _ in range(times)]
    with closing(load.Line(at.at)) as line:
        for one in asked[:20]:
            line.ask(one)
        took = []
        before = processor(at.pid)
        for one in asked:
            began = time.perf_counter()
            line.ask(one)
            took.append((time.perf_counter() - began) * 1000)
        each = (processor(at.pid) - before) * 1000 / len(asked)
    what = f"A pull of ten envelopes among {len(at.offices)} organisations"
    return Figure(what, [Took(one, each) for one in took])


def mean_load(at: Region, seconds: float) -> Iterator[Result]:
    """Let as many pulls come as the desks of a region make, by chance, and a push with every fourth."""
    chance, due = Random("load"), 0.0  # noqa: S311 - no secret
    pulls, pushed = [], []
    while due < seconds:
        due += chance.expovariate(DESKS / EVERY_S)
        who = chance.choice(at.offices)
        pulls.append((due, load.pull(at.at, who, chance.choice((0, BATCH)))))
        if not len(pulls) % 4:
            sealed = envelope(chance.choice(at.offices).org, chance.randbytes(SIZE - 24))
            pushed.append((due, load.push(at.at, who, [sealed])))
    before = processor(at.pid)
    with ThreadPoolExecutor(1) as pool:
        pushing = pool.submit(load.at_times, at.at, pushed)
        late = sorted(one * 1000 for one in load.at_times(at.at, pulls))
        pushing.result()
    each = (processor(at.pid) - before) * 1000 / (len(pulls) + len(pushed))
    yield Figure(f"A pull at the mean load of {DESKS} desks", [Took(one, each) for one in late], 250)
    said = f"{len(late) / seconds:.0f} a second, p99 {late[math.ceil(0.99 * len(late)) - 1]:.1f} ms"
    yield Note("…", said)


def inserted(url: str, rows: Sequence[Sequence[bytes]], first: int) -> float:
    """Insert envelopes as the server stores them, over as many connections; give the seconds."""
    day = today().isoformat()

    def insert(share: int) -> None:
        with closing(psycopg.connect(url)) as raw:
            for n, batch in enumerate(rows[share::LINES]):
                at = first + n * BATCH
                values = [
                    (share, at + i, hashlib.sha256(one).digest(), day, one) for i, one in enumerate(batch)
                ]
                raw.cursor().executemany(_INSERT, values)
                raw.commit()

    began = time.perf_counter()
    with ThreadPoolExecutor(LINES) as pool:
        list(pool.map(insert, range(LINES)))
    return time.perf_counter() - began


@contextmanager
def region(cluster: Cluster, folder: Path, organisations: int) -> Iterator[Region]:
    """Run a server whose organisations have ten envelopes each."""
    with cluster.fresh() as url:
        offices = [office() for _ in range(organisations)]
        with closing(database.open_database(Settings(folder=folder, database=url))) as opened:
            for one in offices:
                whole = calls.Extend(length=0, head=b"", statements=one.roster.statements)
                rosters.extend(opened, one.org, whole, 0)
                sealed = [envelope(one.org, os.urandom(SIZE - 24)) for _ in range(BATCH)]
                mailbox.put(opened, sealed, today(), _PLENTY)
        with program(folder, url) as (address, pid):
            yield Region(address, load.where(address, discover(address).instance), pid, offices)


@contextmanager
def program(folder: Path, url: str) -> Iterator[tuple[str, int]]:
    """Run the server as a program; give its address and process."""
    command = [sys.executable, "-c", _UNLIMITED, str(folder), url]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:  # noqa: S603 - our own program
        try:
            yield (running.stdout.readline().split()[3] if running.stdout else ""), running.pid
        finally:
            running.terminate()


# The program as it is, but for its allowance: a few organisations stand for many here.
_UNLIMITED = """
import sys; from regdesk.server import __main__, settings
sys.argv = ["", "--folder", sys.argv[1], "--port", "0", "--database", sys.argv[2]]
settings.Settings.__init__.__kwdefaults__["per_minute"] = 10**9
settings.Settings.__init__.__kwdefaults__["quota"] = 1 << 50
__main__.main()
"""


def processor(pid: int) -> float:
    """Give the seconds of processor a process has used; 0 where the system does not say."""
    file = Path(f"/proc/{pid}/stat")
    if not file.exists():
        return 0.0
    fields = file.read_text("ascii").rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS
