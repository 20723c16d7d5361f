"""How much a guess of a passphrase costs on this computer: the floor, or more where it is fast.

What a vault costs stands in its head and holds for all slots, since the tag that finds a slot is made with
it. So it is chosen when a vault is made, and again when its only person changes the passphrase. It is never
lowered below the floor, and never raised so far that another computer of the clinic could not open a copy.
"""

import os
import time
from collections.abc import Callable
from typing import Final

from regdesk.crypto.slots import Cost, argon2id

FLOOR: Final = Cost()
# 256 MiB: a Celeron with 4 GB needs about 3.5 s for it (docs/benchmarks.md), and has the room.
CEILING: Final = Cost(256 * 1024, 3, 1)
AIM_S: Final = 1.0
_STEP_KIB: Final = 32 * 1024


def fitting(measure: Callable[[Cost], float] | None = None) -> Cost:
    """Measure the floor once and give the cost that takes about a second here."""
    took = (measure or seconds)(FLOOR)
    steps = int(FLOOR.memory_kib * AIM_S / max(took, 0.001)) // _STEP_KIB
    memory = min(max(steps * _STEP_KIB, FLOOR.memory_kib), CEILING.memory_kib)
    return Cost(memory, FLOOR.passes, FLOOR.lanes)


def seconds(cost: Cost) -> float:
    """Say how long one guess keeps a processor of this computer busy, in seconds.

    Time on the clock would make a vault weaker for years because the computer was busy for a moment.
    """
    begun = time.thread_time()
    argon2id(b"only measured", os.urandom(32), cost)
    return time.thread_time() - begun
