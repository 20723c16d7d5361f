"""A disk that is full at each page of what people do; `python3 dev.py bench full-disk` does it at length."""

import argparse
import os
import shutil
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from regdesk.actions import labs, papers, syncing, unlocking
from regdesk.actions.desk import Desk, read_case
from regdesk.actions.papers import Scan
from regdesk.domain.labs import LabResult
from regdesk.domain.papers import ClinicalPaper
from regdesk.errors import Trouble
from regdesk.store import database
from tests import desks, make
from tests.crash import day, disk, runs
from tests.crash.disk import Disk

Act = Callable[[Desk, str], None]
MOST_PAGES = 800
RUNS = 10
_MEGABYTES = 160  # in memory; what was added page by page stays on it
PICTURE = desks.picture(200, 200)


def opened(folder: Path) -> Desk:
    """Unlock a desk of the template."""
    return unlocking.unlock(folder, desks.PASSPHRASE, desks.Hands().clock(), os.urandom, desks.CHEAP)


def save(desk: Desk, mark: str) -> None:
    """Write one result."""
    labs.add_result(desk, day.first(desk), make.lab_result(laboratory=mark))


def attach(desk: Desk, mark: str, picture: Scan = PICTURE) -> None:
    """Add a paper of one page."""
    papers.add(desk, day.first(desk), ClinicalPaper(type="cd4", laboratory=mark), [picture])


def trouble_of(act: Callable[[], object]) -> Trouble | None:
    """Do something and give the trouble it ran into, if any."""
    try:
        act()
    except Trouble as trouble:
        return trouble
    return None


def there(desk: Desk, mark: str) -> bool:
    """Say whether what was marked stands in the case."""
    case = read_case(desk, day.first(desk))
    return mark in {one.laboratory for kind in (LabResult, ClinicalPaper) for one in case.all(kind)}


def counted(desk: Desk) -> tuple[int, int]:
    """Count records and whole attachments."""
    rows = (desk.write.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in ("entry", "blob"))  # noqa: S608
    return tuple(rows)  # type: ignore[return-value]


def sound(desk: Desk) -> bool:
    """Say whether the file is whole by SQLite's own checks."""
    found = desk.write.execute("PRAGMA integrity_check").fetchall()
    return [tuple(row) for row in found] == [("ok",)] and not desk.write.execute(
        "PRAGMA foreign_key_check"
    ).fetchall()


def until_it_fits(small: Disk, desk: Desk, act: Act) -> int:
    """Do something with no page free, one, two … until it succeeds; give how often the disk was full.

    Each time: plain words, nothing of it there, the file whole, and the same works once there is room.
    """
    for pages in range(MOST_PAGES):
        mark, before = f"with {pages} pages", counted(desk)
        small.leave(pages)
        told = trouble_of(partial(act, desk, mark))
        if told is None:
            small.empty()
            return pages
        assert told.message == database.FULL
        assert not there(desk, mark)
        assert counted(desk)[0] == before[0]
        small.empty()
        assert sound(desk)
        act(desk, mark)
        assert there(desk, mark)
    msg = f"{MOST_PAGES} pages were not enough"
    raise AssertionError(msg)


def exchange_until_it_fits(small: Disk, folder: Path, step: int) -> int:
    """Exchange with ever more pages free until two went through; give how often the disk was full."""
    with runs.scene(folder) as (made, centre):
        stream = day.first(centre)
        shutil.copytree(made / "host", small.at / "host")
        host = opened(small.at / "host")
        refused = exchanged = pages = 0
        while exchanged < 2:
            labs.add_result(centre, stream, make.lab_result(laboratory=f"there {pages}"))
            save(host, f"here {pages}")
            syncing.exchange(centre)
            small.leave(pages)
            if told := trouble_of(lambda: syncing.exchange(host)):
                refused += 1
                assert told.message == database.FULL
            else:
                exchanged += 1
            small.empty()
            assert sound(host)
            pages += step
        desks.exchange(host, centre, times=3)
        assert there(host, "there 0")
        assert desks.shared(read_case(host, stream)) == desks.shared(read_case(centre, stream))
        unlocking.close(host)
    return refused


def main(arguments: list[str]) -> int:
    """Fill as many disks as the command line asks for; give 1 where something was torn or lost."""
    parser = argparse.ArgumentParser(prog="bench full-disk", description=__doc__)
    parser.add_argument("--runs", type=int, default=RUNS, help="how many (default: %(default)s)")
    number, began = parser.parse_args(arguments).runs, time.monotonic()
    if reason := disk.lacking():
        print(reason)
        return 1
    full, failed = 0, 0
    for run in range(number):
        try:
            full += _run(run)
        except Exception as error:  # noqa: BLE001 - whatever failed is told
            failed += 1
            print(f"run {run}: {type(error).__name__}: {error}", flush=True)
    print(f"{number} runs, {full} full disks, {time.monotonic() - began:.0f} s; {failed} failed")
    return int(bool(failed))


def _run(run: int) -> int:
    """Save, add a scan that is larger in each run, and exchange, each page by page."""
    picture = desks.picture(200 + 60 * run, 200 + 80 * run)
    with tempfile.TemporaryDirectory(prefix="regdesk-full-") as name:
        full = 0
        for act in (save, partial(attach, picture=picture)):
            with disk.mounted(Path(name) / "disk", megabytes=_MEGABYTES) as small:
                shutil.copytree(runs.template() / "host", small.at / "host")
                desk = opened(small.at / "host")
                full += until_it_fits(small, desk, act)
                unlocking.close(desk)
        with disk.mounted(Path(name) / "disk", megabytes=_MEGABYTES) as small:
            return full + exchange_until_it_fits(small, Path(name) / "scene", 1)
