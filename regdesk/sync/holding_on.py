"""A cut line is taken up again as long as every few attempts get further."""

import time
from collections.abc import Callable
from typing import Final

from regdesk.sync import troubles
from regdesk.sync.http import Remote
from regdesk.sync.post import Report

PAUSES_S: Final = (0.2, 1.0, 3.0)  # after a cut a line is away for a while


def hold_on(attempt: Callable[[], object], remote: Remote, report: Report) -> None:
    """Exchange until it is done, beginning again where the line is cut.

    Raises NoConnection where nothing moved at all, or nothing more after a few pauses. A request that was too
    much for the line counts as a move too: the next one is smaller.
    """
    moved, pauses = _moved(remote, report), list[float]()
    while True:
        try:
            attempt()
        except troubles.NoConnection:
            if _moved(remote, report) != moved:
                moved, pauses = _moved(remote, report), [*PAUSES_S]
            if not pauses:
                raise
            time.sleep(pauses.pop(0))
        else:
            return


def _moved(remote: Remote, report: Report) -> tuple[int, ...]:
    sizes = remote.up.size, remote.down.size
    return (report.received, report.sent, report.up, report.down, *sizes)
