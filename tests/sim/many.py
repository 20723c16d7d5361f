"""Plays many seeds (`python3 dev.py bench sim`), or one with all its steps (`bench sim --seed N`)."""

import argparse
import os
import time
import traceback
from concurrent.futures import ProcessPoolExecutor

from tests.sim import claims, play

SEEDS = 1_000


def main(arguments: list[str]) -> int:
    """Play what the command line asks for; give 1 where a seed failed."""
    parser = argparse.ArgumentParser(prog="bench sim", description=__doc__)
    parser.add_argument("--seeds", type=int, default=SEEDS, help="how many (default: %(default)s)")
    parser.add_argument("--first", type=int, default=0, help="the first of them (default: %(default)s)")
    parser.add_argument("--seed", type=int, help="play this one and print every step")
    asked = parser.parse_args(arguments)
    if asked.seed is not None:
        return _one(asked.seed)
    return _many(range(asked.first, asked.first + asked.seeds))


def _one(seed: int) -> int:
    try:
        trace = play.play(seed, claims.all_hold)
    except Exception:  # noqa: BLE001 - whatever failed is what one wants to see
        traceback.print_exc()
        return 1
    print("\n".join(trace))
    return 0


def _many(seeds: range) -> int:
    began, failed = time.monotonic(), dict[int, str]()
    with ProcessPoolExecutor(os.cpu_count()) as workers:
        for seed, why in zip(seeds, workers.map(_why, seeds), strict=True):
            if why:
                failed[seed] = why
                print(f"seed {seed}: {why}", flush=True)
    print(f"{len(seeds)} seeds in {time.monotonic() - began:.0f} s, {len(failed)} failed")
    return int(bool(failed))


def _why(seed: int) -> str:
    try:
        play.play(seed, claims.all_hold)
    except Exception as error:  # noqa: BLE001 - whatever failed is told
        return f"{type(error).__name__}: {error}"
    return ""
