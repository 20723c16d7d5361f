"""How much to put into one request, so that it takes about two seconds on whatever line there is."""

from dataclasses import dataclass
from typing import Final

SMALLEST: Final = 8 * 1024
LARGEST: Final = 256 * 1024
AIM_S: Final = 2.0


@dataclass
class Pace:
    """The size in bytes to aim at; it follows the line, at most doubling or halving with each request."""

    size: int = 32 * 1024

    def took(self, size: int, seconds: float) -> None:
        """Learn from a request of *size* bytes; a small one that went fast says nothing of a large one."""
        fitting = int(size * AIM_S / max(seconds, 0.001))
        if fitting > self.size and size < self.size // 2:
            return
        self._set(max(self.size // 2, min(fitting, self.size * 2)))

    def failed(self) -> None:
        """Learn that a request did not get through: the next one risks half as much."""
        self._set(self.size // 2)

    def _set(self, size: int) -> None:
        self.size = max(SMALLEST, min(size, LARGEST))
