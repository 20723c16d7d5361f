"""Figures and how they are taken: every sample is kept, so that the slow ones show too."""

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
class Figure:
    """What was measured and its samples in ms; *wished* is what the slow end should stay under."""

    what: str
    samples: Sequence[float]
    wished: float | None = None

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


def ms(job: Callable[[], Any]) -> float:
    """Do *job* once and give the ms it took."""
    begun = time.perf_counter()
    job()
    return (time.perf_counter() - begun) * 1000


def each(what: str, job: Callable[[T], Any], over: Iterable[T], wished: float | None = None) -> Figure:
    """Time *job* for everything in *over*."""
    return Figure(what, [ms(lambda one=one: job(one)) for one in over], wished)


def memory() -> str:
    """Say how much memory this process holds now and held at most; only Linux tells both."""
    if not _STATUS.exists():
        return "not measured on this system"
    found = dict(line.split(":", 1) for line in _STATUS.read_text("ascii").splitlines() if ":" in line)
    now, most = (int(found[name].split()[0]) / 1024 for name in ("VmRSS", "VmHWM"))
    return f"{now:.0f} MiB now, {most:.0f} MiB at most"


def table(results: Iterable[Result]) -> str:
    """Lay results out as plain text: figures in columns, notes between them."""
    rows = [("", "median", "95 of 100", "slowest", "times", "wished")]
    notes: dict[int, str] = {}
    for result in results:
        if isinstance(result, Note):
            notes[len(rows)] = result.said
            rows.append((result.what,))
        else:
            slowest, times = max(result.samples), str(len(result.samples))
            wished = f"< {_shown(result.wished)}" if result.wished else ""
            rows.append((result.what, *map(_shown, (result.p50, result.p95, slowest)), times, wished))
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
