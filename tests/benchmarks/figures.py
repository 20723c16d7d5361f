"""Figures and how they are taken: every sample is kept, so that the slow ones show too.

Beside the time on the clock stands the processor's own: on a computer that does other things as well, the
first tells what a person waits there, the second what the program needs.
"""

import math
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any, TypeVar

T = TypeVar("T")
_STATUS = Path("/proc/self/status")


@dataclass(frozen=True)
class Took:
    """How long something took, in ms: on the clock, and of the processor in all threads."""

    clock: float
    processor: float


@dataclass(frozen=True)
class Figure:
    """What was measured and how long it took each time; *wished* is what 95 of 100 should stay under."""

    what: str
    took: Sequence[Took]
    wished: float | None = None

    @property
    def samples(self) -> list[float]:
        """The times on the clock, in ms."""
        return [one.clock for one in self.took]

    @property
    def processor(self) -> float:
        """The middle of the processor's times."""
        return median(one.processor for one in self.took)

    @property
    def p50(self) -> float:
        """The middle sample."""
        return median(self.samples)

    @property
    def p95(self) -> float:
        """The sample that 95 of 100 do not exceed (nearest rank)."""
        return sorted(self.samples)[math.ceil(0.95 * len(self.samples)) - 1]


@dataclass(frozen=True)
class Note:
    """Something to know that is no time: sizes, counts, memory."""

    what: str
    said: str


Result = Figure | Note


def timed(job: Callable[[], Any]) -> Took:
    """Do *job* once and tell how long it took."""
    clock, processor = time.perf_counter(), time.process_time()
    job()
    return Took((time.perf_counter() - clock) * 1000, (time.process_time() - processor) * 1000)


def each(what: str, job: Callable[[T], Any], over: Iterable[T], wished: float | None = None) -> Figure:
    """Time *job* for everything in *over*."""
    return Figure(what, [timed(lambda one=one: job(one)) for one in over], wished)


def memory() -> str:
    """Say how much memory this process holds now and held at most; only Linux tells both."""
    if not _STATUS.exists():
        return "not measured on this system"
    found = dict(line.split(":", 1) for line in _STATUS.read_text("ascii").splitlines() if ":" in line)
    now, most = (int(found[name].split()[0]) / 1024 for name in ("VmRSS", "VmHWM"))
    return f"{now:.0f} MiB now, {most:.0f} MiB at most"


def table(results: Iterable[Result]) -> str:
    """Lay results out as plain text: figures in columns, notes between them."""
    rows = [("", "median", "95 of 100", "slowest", "processor", "times", "wished")]
    notes: dict[int, str] = {}
    for result in results:
        if isinstance(result, Note):
            notes[len(rows)] = result.said
            rows.append((result.what,))
        else:
            times = (result.p50, result.p95, max(result.samples), result.processor)
            wished = f"< {result.wished:g} ms" if result.wished else ""
            rows.append((result.what, *map(_shown, times), str(len(result.took)), wished))
    wide = max(len(row[0]) for row in rows)
    lines = [
        f"{row[0]:{wide}}  {notes.get(at) or '  '.join(f'{cell:>9}' for cell in row[1:])}"
        for at, row in enumerate(rows)
    ]
    return "\n".join(line.rstrip() for line in lines)


def _shown(milliseconds: float) -> str:
    if milliseconds >= 10_000:
        return f"{milliseconds / 1000:.1f} s"
    return f"{milliseconds:.{0 if milliseconds >= 100 else 1}f} ms"
