"""What the server remembers only while it runs: who waits, who pushed last, how often one asks."""

import asyncio
from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Iterator, MutableSequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final

STATUSES: Final = 600
_ECHOES: Final = 20_000


@dataclass
class Bell:
    """Wakes requests that wait for something new in a mailbox; used on the event loop."""

    closed: bool = False
    loop: asyncio.AbstractEventLoop | None = None
    _waiting: dict[int, set[asyncio.Event]] = field(default_factory=lambda: defaultdict(set))

    @contextmanager
    def listen(self, organisation: int) -> Iterator[asyncio.Event]:
        """Give an event that is set as soon as the mailbox grows or the server stops."""
        event = asyncio.Event()
        self._waiting[organisation].add(event)
        try:
            yield event
        finally:
            self._waiting[organisation].discard(event)
            if not self._waiting[organisation]:
                del self._waiting[organisation]

    def ring(self, organisations: Iterable[int]) -> None:
        """Wake whoever waits for one of *organisations*."""
        for organisation in organisations:
            for event in self._waiting.get(organisation, ()):
                event.set()

    def ring_soon(self, organisations: Iterable[int]) -> None:
        """Ring from any thread."""
        if self.loop and not self.loop.is_closed():
            self.loop.call_soon_threadsafe(self.ring, tuple(organisations))

    def waited_for(self) -> tuple[int, ...]:
        """Give the organisations somebody waits for; any thread may ask."""
        return tuple(self._waiting)

    def close(self) -> None:
        """Let every waiting request answer at once, so that the server can stop."""
        self.closed = True
        self.ring(list(self._waiting))


@dataclass
class Echoes:
    """Remembers which computer pushed what to its own mailbox, so that it is not sent back."""

    _by: OrderedDict[tuple[int, int], bytes] = field(default_factory=OrderedDict)

    def note(self, organisation: int, positions: Iterable[int], device: bytes) -> None:
        """Remember the pusher of *positions*; the oldest are forgotten, which costs a duplicate only."""
        self._by.update(dict.fromkeys(((organisation, at) for at in positions), device))
        while len(self._by) > _ECHOES:
            self._by.popitem(last=False)

    def pushed(self, organisation: int, position: int, device: bytes) -> bool:
        """Say whether *device* itself pushed what is at *position*."""
        return self._by.get((organisation, position)) == device


@dataclass
class Allowance:
    """Lets one organisation make so many requests a minute, with a minute's worth at once."""

    per_minute: int
    _left: dict[int, tuple[float, float]] = field(default_factory=dict)

    def wait_s(self, organisation: int, now_s: float) -> int:
        """Count one request; give 0, or after how many seconds there is room for it."""
        left, at_s = self._left.get(organisation, (float(self.per_minute), now_s))
        left = min(self.per_minute, left + (now_s - at_s) * self.per_minute / 60)
        enough = left >= 1
        self._left[organisation] = (left - enough, now_s)
        return 0 if enough else int((1 - left) * 60 / self.per_minute) + 1


@dataclass(frozen=True)
class Tally:
    """Counts answers by status: each worker has a row of its own in *cells*, so none waits for another."""

    cells: MutableSequence[int] = field(default_factory=lambda: [0] * STATUSES)
    row: int = 0

    def add(self, status: int) -> None:
        """Count one answer."""
        self.cells[self.row * STATUSES + status] += 1

    def by_status(self) -> dict[str, int]:
        """Give how many answers of each status all workers gave."""
        counted = {status: sum(self.cells[status::STATUSES]) for status in range(STATUSES)}
        return {str(status): number for status, number in counted.items() if number}
