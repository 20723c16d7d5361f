"""One run: a copy of a desk with its server, a process that dies, and what must be so afterwards."""

import atexit
import multiprocessing
import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from regdesk.actions import alarms, papers, unlocking
from regdesk.actions.desk import Desk, read_case
from regdesk.domain.papers import ClinicalPaper
from regdesk.store import papers as files
from tests import desks
from tests.crash import day
from tests.crash.fuse import Death

FORK = multiprocessing.get_context("forkserver")
FORK.set_forkserver_preload(["tests.crash.day"])
KILLED = (-signal.SIGKILL, -signal.SIGXFSZ)
PATIENCE_S = 60
LEFT_BEHIND = ("*.new", "*.part", "*-journal")


@dataclass(frozen=True)
class Whole:
    """What a day without a crash is: its steps, its commit points, and the size of the log it writes."""

    done: tuple[str, ...]
    points: int
    size: int


@cache
def template() -> Path:
    """Make a host and a centre that share a case and are up to date, with their server; it is copied."""
    folder = Path(tempfile.mkdtemp(prefix="regdesk-crash-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    host, centre = desks.pair(folder)
    with desks.connected(folder, host, centre):
        desks.new_person(host, centre)
        desks.exchange(host, centre)
    for desk in (host, centre):
        desks.put_away(desk)
    return folder


@cache
def whole() -> Whole:
    """Live one day to its end."""
    with tempfile.TemporaryDirectory(prefix="regdesk-crash-") as name, scene(Path(name)) as (folder, centre):
        notes = _lived(folder, centre, Death())[1]
    return Whole(tuple(notes[: len(day.STEPS)]), int(notes[-2]), int(notes[-1]))


def deaths(number: int) -> Iterator[Death]:
    """Give *number* deaths: half at commit points, all of them in turn, half at a byte by chance."""
    points, half = whole().points, number // 2
    step = max(1, points // half)
    for at in range(half):
        yield Death(point=1 + at * step % points)
    chance = Random("bytes")  # noqa: S311 - every run has the same
    for _ in range(number - half):
        yield Death(size=chance.randrange(2_000, whole().size))


def run(death: Death) -> str:
    """Let a desk die and look at it; give what it was doing."""
    with tempfile.TemporaryDirectory(prefix="regdesk-crash-") as name, scene(Path(name)) as (folder, centre):
        code, done = _lived(folder, centre, death)
        assert code in (0, *KILLED), f"it ended by itself: {code}"
        if code == 0:
            return "lived"
        host = _opened(folder / "host")
        _as_it_was_or_whole(host, done)
        desks.exchange(centre, times=1)
        _nothing_of_the_server_is_lost(host, centre)
        _goes_on(host, centre)
        unlocking.close(host)
        _leaves_nothing_behind(folder / "host")
    return day.STEPS[len(done)].name if len(done) < len(day.STEPS) else "closing"


@contextmanager
def scene(folder: Path) -> Iterator[tuple[Path, Desk]]:
    """Copy the template, run its server, and open the centre."""
    shutil.copytree(template(), folder, dirs_exist_ok=True)
    host, centre = (_opened(folder / name) for name in ("host", "centre"))
    with desks.connected(folder, host, centre):
        unlocking.close(host)
        yield folder, centre
        unlocking.close(centre)


def _lived(folder: Path, centre: Desk, death: Death) -> tuple[int | None, list[str]]:
    notes = folder / "notes"
    process = FORK.Process(target=day.live, args=(folder / "host", centre.org, death, notes))
    with closing(process):
        process.start()
        process.join(PATIENCE_S)
        assert process.exitcode is not None, "it hangs"
        return process.exitcode, notes.read_text().split("\n")[:-1] if notes.exists() else []


def _opened(folder: Path) -> Desk:
    return unlocking.unlock(folder, desks.PASSPHRASE, desks.Hands().clock(), os.urandom, desks.CHEAP)


def _as_it_was_or_whole(host: Desk, done: list[str]) -> None:
    """The file is sound; what was finished is there; of what was begun all is there or nothing."""
    for check in ("cipher_integrity_check", "foreign_key_check"):
        assert not host.write.execute(f"PRAGMA {check}").fetchall(), check
    assert [("ok",)] == [tuple(row) for row in host.write.execute("PRAGMA integrity_check")]
    assert all(step.there(host) for step in day.STEPS if step.name in done), f"lost, though done: {done}"
    for stream, case in day.all_cases(host):
        assert {entry.fact.kind for entry in case.standing} >= day.OPENED, "half a case was opened"
        for paper in case.all(ClinicalPaper):
            assert papers.page_image(host, paper.pages[0]), f"a paper without its page in {stream.hex()}"
    mine = day.roster(host).authors.get(host.person.author)
    assert mine, "a crash was taken for a restored copy"
    assert mine.active


def _nothing_of_the_server_is_lost(host: Desk, centre: Desk) -> None:
    sql = "SELECT id FROM entry WHERE author = ?"
    there = {row[0] for row in centre.read.execute(sql, (host.person.author,))}
    here = {row[0] for row in host.read.execute(sql, (host.person.author,))}
    assert there <= here, "the server took in records that their own desk no longer has"


def _goes_on(host: Desk, centre: Desk) -> None:
    """What is missing is done again, everything arrives, and nobody has a reason to wonder."""
    for step in day.STEPS:
        if not step.there(host):
            step.act(host, centre.org)
        assert step.there(host)
    desks.exchange(host, centre, times=3)
    for stream, case in day.all_cases(host):
        assert desks.shared(case) == desks.shared(read_case(centre, stream)), "the desks differ"
    for desk in (host, centre):
        assert not [one for one in alarms.alarms(desk) if one.what != "never-copied"]
        assert not alarms.aside(desk)
        doubled = "SELECT 1 FROM entry GROUP BY stream, section, author, n HAVING count(*) > 1"
        assert not desk.read.execute(doubled).fetchall(), "a running number was used twice"
    gaps = "SELECT 1 FROM entry WHERE author = ? GROUP BY stream, section HAVING max(n) <> count(*)"
    assert not host.read.execute(gaps, (host.person.author,)).fetchall(), "a running number is missing"


def _leaves_nothing_behind(folder: Path) -> None:
    left = [path.name for pattern in LEFT_BEHIND for path in folder.rglob(pattern)]
    assert not left, f"left behind: {left}"
    again = _opened(folder)
    assert not files.sweep(folder, again.write), "files of no attachment"
    unlocking.close(again)
