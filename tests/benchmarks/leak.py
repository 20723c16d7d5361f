"""Lives many days with markers in everything and looks for them (`python3 dev.py bench leak --days N`)."""

import argparse
import tempfile
import time
from pathlib import Path

from tests.leak import living

DAYS = 10


def main(arguments: list[str]) -> int:
    """Live as many days as the command line asks for, each with keys of its own; give 1 for any leak."""
    parser = argparse.ArgumentParser(prog="bench leak", description=__doc__)
    parser.add_argument("--days", type=int, default=DAYS, help="how many (default: %(default)s)")
    number, began, searched, leaks = parser.parse_args(arguments).days, time.monotonic(), 0, 0
    for one in range(number):
        with tempfile.TemporaryDirectory(prefix="regdesk-leak-") as name:
            folder = living.live(Path(name))
            searched += sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
            if found := living.seen(folder):
                leaks += 1
                print(f"day {one}: in the clear: {found}", flush=True)
    megabytes = searched / 2**20
    print(f"{number} days, {megabytes:.0f} MiB searched, {time.monotonic() - began:.0f} s; {leaks} leaked")
    return int(bool(leaks))
