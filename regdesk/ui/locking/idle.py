"""How long nobody touched the keyboard or the mouse, anywhere in the program's windows."""

import sys
import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject

_TOUCHED: Final = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.ShortcutOverride,  # a key that is a shortcut comes only as this
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)


def seconds() -> float:
    """Give a time that nobody can set back and that goes on while the computer sleeps."""
    if sys.platform == "linux":
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    return time.monotonic()


class Idle(QObject):
    """Install it on the application; `since` says how many seconds nothing was touched."""

    def __init__(self, parent: QObject, now: Callable[[], float] = seconds) -> None:
        super().__init__(parent)
        self._now, self._at = now, now()
        self.held = False  # whoever passes by and touches a closed screen does not put locking off

    def touch(self) -> None:
        """Begin to count anew."""
        self._at = self._now()

    def since(self) -> float:
        """Give the seconds since the last key, click or movement."""
        return self._now() - self._at

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002 - Qt asks for both
        """Notice what a person does; nothing is held back."""
        if event.type() in _TOUCHED and event.spontaneous() and not self.held:
            self.touch()
        return False
