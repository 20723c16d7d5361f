"""Prints how fast RegDesk is here: `python3 dev.py bench [name …] [--cases N] [--keep DIR]`.

`bench sim` plays the simulation of tests/sim with many seeds instead, `bench crash` kills desks, `bench
full-disk` fills their disks, and `bench leak` searches all that days leave behind.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

from regdesk.actions import unlocking
from tests.benchmarks import (
    backup,
    big_desk,
    line,
    locking,
    machine,
    one_desk,
    server,
    sync,
    two_desks,
    vault,
)
from tests.benchmarks.big_desk import Locked, Made
from tests.benchmarks.figures import Result, table
from tests.sim import many

CASES, FIRST, SYNC, TIMES = 10_000, 200, 1_000, 20
ON_ONE_DESK: dict[str, Callable[[Locked], Iterator[Result]]] = {
    "today": one_desk.today,
    "search": one_desk.search,
    "case": one_desk.case,
    "result": one_desk.result,
    "plan": one_desk.plan,
}
ON_TWO_DESKS = ("path", "first-exchange", "sync")
ASKED_FOR = ("server", "line", "backup", "vault", "lock")  # only where named: they need much
# Only Linux kills, mounts and dies in these ways.
ENDURING = {
    "crash": "tests.crash.killing",
    "full-disk": "tests.crash.filling",
    "leak": "tests.benchmarks.leak",
}
NAMES = (*ON_ONE_DESK, *ON_TWO_DESKS, *ASKED_FOR)


def main(arguments: list[str] | None = None) -> int:
    """Measure what is named on the command line, or everything, and print one table."""
    given = sys.argv[1:] if arguments is None else arguments
    if given[:1] == ["sim"]:
        return many.main(given[1:])
    if given[:1] and given[0] in ENDURING:
        return int(import_module(ENDURING[given[0]]).main(given[1:]))
    asked = _arguments(given)
    names = asked.names or [*ON_ONE_DESK, *ON_TWO_DESKS]
    with tempfile.TemporaryDirectory(prefix="regdesk-bench-") as folder:
        results: list[Result] = []
        if set(names) & set(ON_ONE_DESK):
            results += _one_desk(asked.keep or Path(folder) / "big", asked.cases, names)
        if "path" in names:
            results += two_desks.path(Path(folder) / "path", min(TIMES, 2 + asked.cases // 100))
        if "first-exchange" in names:
            results += two_desks.first_exchange(Path(folder) / "first", min(FIRST, asked.cases))
        if "sync" in names:
            results += sync.sync(Path(folder) / "sync", min(SYNC, asked.cases))
        results += _asked_for(Path(folder), asked, names)
    print(f"Command    python3 dev.py bench {' '.join(given)}".rstrip())
    print(f"Date       {time.strftime('%d %B %Y')}")
    print(f"{machine.described()}\n\n{table(results)}")
    return 0


def _asked_for(folder: Path, asked: argparse.Namespace, names: list[str]) -> Iterator[Result]:
    """Measure what needs a database, minutes, much room or patience."""
    if "line" in names:
        yield from line.line(folder)
    if "backup" in names:
        yield from _backup(folder / "backup", asked)
    if "vault" in names:
        yield from vault.measure(folder / "vault")
    if "lock" in names:
        yield from locking.lock(folder / "lock")
    if "server" in names:
        yield from server.measure(folder / "server", max(1, asked.cases // 2))


def _arguments(given: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="name", help=", ".join(NAMES))
    parser.add_argument("--cases", type=int, default=CASES, help="cases in the desk (default: %(default)s)")
    parser.add_argument("--keep", type=Path, help="make the desk in this folder, or use the one it has")
    parser.add_argument("--gigabytes", type=float, default=5, help="of scans, for backup (%(default)s)")
    asked = parser.parse_args(given)
    if unknown := set(asked.names) - set(NAMES):
        parser.error(f"not measured: {', '.join(sorted(unknown))}")
    return asked


def _backup(folder: Path, asked: argparse.Namespace) -> Iterator[Result]:
    made = big_desk.make(folder / "made", asked.cases)
    print(f"Made in {made.seconds:.0f} s: {_said(made)}", flush=True)
    yield from backup.backup(big_desk.locked(folder / "made"), folder, asked.gigabytes)


def _one_desk(folder: Path, cases: int, names: list[str]) -> Iterator[Result]:
    if unlocking.exists(folder / "host"):
        made = big_desk.counted(folder)
        print(f"Using the desk that was kept: {_said(made)}", flush=True)
    else:
        print(f"Making a desk of {cases} cases; this takes a while", flush=True)
        made = big_desk.make(folder, cases)
        print(f"Made in {made.seconds:.0f} s: {_said(made)}", flush=True)
    at = big_desk.locked(folder)
    for name, measure in ON_ONE_DESK.items():
        if name in names:
            yield from measure(at)


def _said(made: Made) -> str:
    each = made.entries / max(1, made.cases)
    return f"{made.cases} cases, {made.entries} records ({each:.1f} a case), {made.bytes / 2**20:.0f} MiB\n"


if __name__ == "__main__":
    sys.exit(main())
