"""What Windows tells a window: the session was locked or left, or the computer goes to sleep.

Message numbers: WM_WTSSESSION_CHANGE and WM_POWERBROADCAST of the Windows documentation.
"""

import ctypes
import sys
from ctypes import wintypes
from typing import Final

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QObject, Signal

_SESSION: Final = 0x02B1
_POWER: Final = 0x0218
# WTS_CONSOLE_DISCONNECT, WTS_REMOTE_DISCONNECT, WTS_SESSION_LOGOFF, WTS_SESSION_LOCK
_LEFT: Final = frozenset({0x2, 0x4, 0x6, 0x7})
_SUSPEND: Final = 0x4  # PBT_APMSUSPEND


class WindowsSession(QObject):
    """`gone` tells that nobody sits here any more. Keep it as long as the window."""

    gone = Signal()

    def __init__(self, window: int, parent: QObject) -> None:
        super().__init__(parent)
        self.filter = _Filter(self)
        if sys.platform == "win32":
            ctypes.windll.wtsapi32.WTSRegisterSessionNotification(window, 0)


class _Filter(QAbstractNativeEventFilter):
    def __init__(self, session: WindowsSession) -> None:
        super().__init__()
        self._session = session

    def nativeEventFilter(self, kind: QByteArray | bytes, message: int) -> tuple[bool, int]:  # type: ignore[override]
        """Read one message of the system and let it go on."""
        if bytes(kind.data() if isinstance(kind, QByteArray) else kind) == b"windows_generic_MSG":
            read = wintypes.MSG.from_address(int(message))
            if is_leaving(read.message, read.wParam):
                self._session.gone.emit()
        return False, 0


def is_leaving(number: int, what: int) -> bool:
    """Tell whether a message says that the session was locked or left, or that the computer sleeps."""
    return (number == _SESSION and what in _LEFT) or (number == _POWER and what == _SUSPEND)
