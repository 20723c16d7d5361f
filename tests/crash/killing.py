"""Kills many desks (`python3 dev.py bench crash --runs N`) and counts what they were doing."""

import argparse
import time
from collections import Counter

from tests.crash import runs

RUNS = 500


def main(arguments: list[str]) -> int:
    """Kill as many desks as the command line asks for; give 1 where one was torn or lost something."""
    parser = argparse.ArgumentParser(prog="bench crash", description=__doc__)
    parser.add_argument("--runs", type=int, default=RUNS, help="how many (default: %(default)s)")
    number, began = parser.parse_args(arguments).runs, time.monotonic()
    doing, failed = Counter[str](), list[str]()
    for death in runs.deaths(number):
        try:
            doing[runs.run(death)] += 1
        except Exception as error:  # noqa: BLE001 - whatever failed is told
            failed.append(f"{death}: {type(error).__name__}: {error}")
            print(failed[-1], flush=True)
    points = runs.whole().points
    print(f"{number} deaths, {points} commit points, {time.monotonic() - began:.0f} s; {len(failed)} failed")
    print("Died during " + ", ".join(f"{name} {count}" for name, count in doing.most_common()))
    return int(bool(failed))
