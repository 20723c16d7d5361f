"""Where a desk's program dies: at one of its commit points, or after so many bytes of a file it writes.

A commit point is either side of everything that makes something last: COMMIT, a write outside a transaction,
`fsync`, and a rename or removal of a file. Dying is SIGKILL to the own process, so nothing can tidy up. After
so many bytes it is the system that kills: past RLIMIT_FSIZE it writes what still fits, down to the byte, and
ends the process at the next write (setrlimit(2)); no handler of Python runs there either.
"""

import os
import resource
import signal
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from regdesk.store import database
from tests.sim import crashes

ON_DISK = ("fsync", "replace", "rename", "unlink")


@dataclass(frozen=True)
class Death:
    """When to die: at the commit point number `point` (from 1), or when a file would outgrow `size`."""

    point: int = 0
    size: int = 0


class Counting(crashes.Fuse):
    """Counts the commit points that pass, once it is lit, and kills this process at the one named."""

    at = passed = 0
    lit = False

    def burn(self, *, before: bool) -> None:
        """Pass one side of a commit point."""
        del before
        self.passed += self.lit
        if self.lit and self.passed == self.at:
            os.kill(os.getpid(), signal.SIGKILL)

    def light(self, death: Death) -> None:
        """Begin to count: from here on the process may die."""
        self.lit, self.at = True, death.point
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if death.size:
            signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
            resource.setrlimit(resource.RLIMIT_FSIZE, (death.size, resource.RLIM_INFINITY))


def lay() -> Counting:
    """Put the fuse into this process, which is to have no other use."""
    fuse = Counting()
    for name in ON_DISK:
        setattr(os, name, _watched(getattr(os, name), fuse))
    plain = database.open_database

    def fragile(*given: Any, **named: Any) -> Any:
        return crashes.Fragile(plain(*given, **named), fuse)

    database.open_database = fragile
    return fuse


def _watched(call: Callable[..., Any], fuse: Counting) -> Callable[..., Any]:
    def watched(*given: Any, **named: Any) -> Any:
        fuse.burn(before=True)
        done = call(*given, **named)
        fuse.burn(before=False)
        return done

    return watched
