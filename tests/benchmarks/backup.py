"""Backup and restore of a desk with thousands of cases and gigabytes of scans, and typing meanwhile."""

import os
import shutil
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from regdesk.actions import backups, drill, labs, papers, unlocking
from regdesk.actions.backups import Way
from regdesk.actions.desk import Desk
from regdesk.actions.restoring import Restoring, find
from regdesk.domain.journal import StreamId
from regdesk.domain.papers import ClinicalPaper
from regdesk.store import backups as files
from regdesk.store import journal
from regdesk.store import papers as blobs
from regdesk.store.database import transaction
from regdesk.wire.encoding import SEALED_CHUNK
from tests import desks, make
from tests.benchmarks.big_desk import Locked
from tests.benchmarks.figures import Figure, Note, Result, Took, memory, timed

CHUNKS = 25  # a page of 200 KB
GIB = 2**30
LUMP = 500
NEW = 200


def backup(at: Locked, folder: Path, gigabytes: float) -> Iterator[Result]:
    """Measure the first copy, the next one, a drill, and a new computer from the copy."""
    desk = at.open()
    case = _case(desk)
    papers.add(desk, case, ClinicalPaper(type="cd4"), [desks.picture(), desks.picture()])
    yield Note("Scans", _said(fill(desk, gigabytes)))
    stick = folder / "stick"
    stick.mkdir(parents=True)
    backups.choose(desk, stick)
    yield from _first(desk, case)
    fill(desk, 0, NEW)
    yield _once(f"The next copy, with {NEW} new scans", lambda: backups.make(desk, Way()))
    yield Note("Of that on the stick", _size(stick))
    yield _once(
        "A drill with the passphrase", lambda: drill.drill(desk, Way(), desks.PASSPHRASE, floor=desks.CHEAP)
    )
    yield Note("Memory after that", memory())
    unlocking.close(desk)
    new = Restoring(folder / "new", desk.clock, os.urandom, desks.CHEAP)
    done: list[Desk] = []
    yield _once(
        "A new computer from the copy",
        lambda: done.append(new.restore(find(stick)[0], desks.PASSPHRASE, Way()).desk),
    )
    (count,) = done[0].read.execute("SELECT count(*) FROM case_view").fetchone()
    yield Note("… which has", f"{count} cases, {len(list((folder / 'new' / 'papers').glob('??/*')))} scans")
    unlocking.close(done[0])
    shutil.rmtree(folder / "new")


def fill(desk: Desk, gigabytes: float, count: int = 0) -> tuple[int, int]:
    """Put scans beside the desk that no entry names: sealed bytes as the copy sees them, by chance."""
    number = count or round(gigabytes * GIB / (CHUNKS * SEALED_CHUNK))
    for start in range(0, number, LUMP):
        with transaction(desk.write):
            for _ in range(min(LUMP, number - start)):
                blobs.keep(desk.folder, desk.write, os.urandom(16), os.urandom(CHUNKS * SEALED_CHUNK))
    return number, number * CHUNKS * SEALED_CHUNK


def _first(desk: Desk, case: StreamId) -> Iterator[Result]:
    """Make the first copy in a thread of its own while results are written here, each waited for."""
    waits: list[Took] = []
    with ThreadPoolExecutor(1) as lane:
        begun, used = time.perf_counter(), time.process_time()
        place = backups.home(desk, backups.standing(desk))
        now_ms, source = desk.clock.now_ms(), backups.source(desk)
        copying = lane.submit(files.write, source, place, now_ms, Way())
        while not copying.done():
            fact = make.lab_result(laboratory=f"Laboratory {time.time_ns()}")
            waits.append(timed(lambda one=fact: labs.add_result(desk, case, one)))
            time.sleep(0.2)
        copying.result()
        took = Took((time.perf_counter() - begun) * 1000, (time.process_time() - used) * 1000)
    yield Figure("The first copy, and what is added meanwhile", [took])
    yield Figure("… adding a result meanwhile", waits, 30)
    backups.change(desk, last=now_ms)


def _once(what: str, job: Callable[[], object]) -> Figure:
    return Figure(what, [timed(job)])


def _case(desk: Desk) -> StreamId:
    return next(one for one in journal.streams(desk.read) if _is_case(desk, one))


def _is_case(desk: Desk, stream: StreamId) -> bool:
    sql = "SELECT 1 FROM case_view c JOIN stream s ON s.key = c.stream WHERE s.id = ?"
    return desk.read.execute(sql, (stream,)).fetchone() is not None


def _said(made: tuple[int, int]) -> str:
    return f"{made[0]} of 200 KB, {made[1] / GIB:.1f} GiB, and two that a record names"


def _size(stick: Path) -> str:
    files = [path for path in stick.rglob("*") if path.is_file()]
    return f"{sum(path.stat().st_size for path in files) / GIB:.2f} GiB in {len(files)} files"
