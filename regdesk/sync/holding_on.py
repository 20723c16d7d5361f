"""A cut line is taken up again at once as long as every attempt gets further."""

from collections.abc import Callable

from regdesk.sync import troubles
from regdesk.sync.post import Report


def hold_on(attempt: Callable[[], object], report: Report) -> None:
    """Exchange until it is done; raise NoConnection where an attempt that was cut had moved nothing."""
    while True:
        before = _moved(report)
        try:
            attempt()
        except troubles.NoConnection:
            if _moved(report) == before:
                raise
        else:
            return


def _moved(report: Report) -> tuple[int, ...]:
    return report.received, report.sent, report.up, report.down
