"""How much to put into one request, so that it suits whatever line there is.

A request takes about two seconds, less on a line that is often cut. A cut loses one request at most, so
requests that take a fifteenth of the time between two cuts have at most a fifteenth sent twice.
"""

from dataclasses import dataclass
from typing import Final

SMALLEST: Final = 8 * 1024
LARGEST: Final = 256 * 1024
AIM_S: Final = 2.0
SHORTEST_S: Final = 0.1
_SHARE: Final = 15


@dataclass
class Pace:
    """The size in bytes to aim at; it follows the line, at most doubling or halving with each request.

    held_s     seconds of requests that got through since the last one that did not
    between_s  the same before that, as long as it is more
    """

    size: int = 32 * 1024
    held_s: float = 0.0
    between_s: float = 3.0  # nothing is known of a new line: careful until it held for a while

    @property
    def aim_s(self) -> float:
        """How many seconds a request should take: a fifteenth of what the line holds, two at most."""
        return max(SHORTEST_S, min(AIM_S, max(self.held_s, self.between_s) / _SHARE))

    def took(self, size: int, seconds: float) -> None:
        """Learn from a request of *size* bytes; a small one that went fast says nothing of a large one."""
        self.held_s += seconds
        if size < self.size // 2 and seconds < self.aim_s:
            return
        fitting = int(size * self.aim_s / max(seconds, 0.001))
        self._set(max(self.size // 2, min(fitting, self.size * 2)))

    def failed(self) -> None:
        """Learn that a request did not get through: the next one risks half as much."""
        self.held_s, self.between_s = 0.0, self.held_s
        self._set(self.size // 2)

    def _set(self, size: int) -> None:
        self.size = max(SMALLEST, min(size, LARGEST))
