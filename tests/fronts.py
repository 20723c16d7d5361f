"""The window from its first moment for tests: every job done at once, and let go of whole at the end."""

import os
from pathlib import Path

from regdesk.ui.background import LANES, AtOnce, Background
from regdesk.ui.front import Front
from regdesk.ui.start import Start
from tests import desks


def begin(folder: Path) -> Front:
    """Give the window of a folder, before its first gate."""
    start = Start(folder, desks.Hands().clock(), os.urandom, lambda: None)
    return Front(start, Background({lane: AtOnce() for lane in LANES}))


def close(made: Front) -> None:
    """End the window's life: what listens or waits in it must not go on behind other tests."""
    made.close()
    if made.exchanging:
        made.exchanging.deleteLater()
    made.window.close()
    made.window.deleteLater()
    made.deleteLater()
