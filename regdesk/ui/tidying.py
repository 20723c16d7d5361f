"""Garbage is collected on the screen's thread only: Qt objects must not be taken apart in another one.

Python collects in whichever thread happens to allocate; a page's leftovers would then be destroyed beside a
running lane, and Qt ends the program or says "Timers cannot be stopped from another thread".
"""

import gc

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 5000


class Tidying(QObject):
    """While it lives, garbage is collected by its timer and nowhere else."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.collect)
        self._timer.start(EVERY_MS)

    def collect(self) -> None:
        """Collect young garbage often, all of it seldom: Python decides which is due."""
        counts, limits = gc.get_count(), gc.get_threshold()
        due = [age for age in range(3) if counts[age] > limits[age]]
        if due:
            gc.collect(max(due))

    def stop(self) -> None:
        """Collect a last time. Python's own collecting stays off: a lane may still be at work."""
        self._timer.stop()
        gc.collect()
