"""Asks Windows to leave the window out of screenshots and shared screens, in discreet mode."""

import ctypes
import sys
from typing import Final

_NOTHING: Final = 0x00  # WDA_NONE of SetWindowDisplayAffinity
_EXCLUDE: Final = 0x11  # WDA_EXCLUDEFROMCAPTURE


def exclude(window: int, *, on: bool) -> bool:
    """Leave a window (its handle) out of captures, or let it in again; tell whether the system took it."""
    if sys.platform == "win32":
        return bool(ctypes.windll.user32.SetWindowDisplayAffinity(window, _EXCLUDE if on else _NOTHING))
    return False
