"""What was copied here leaves the clipboard after 30 seconds and on locking or leaving, if still ours."""

import hashlib
from typing import Final

from PySide6.QtCore import QMimeData, QObject, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication

KEEP_MS: Final = 30_000
_WINDOWS: Final = 'application/x-qt-windows-mime;value="{}"'
# What other programs are asked: to keep no history of it. Klipper on KDE; Windows 10 and later.
_PLEAS: Final = (
    ("x-kde-passwordManagerHint", b"secret"),
    (_WINDOWS.format("ExcludeClipboardContentFromMonitorProcessing"), b"\0\0\0\0"),
    (_WINDOWS.format("CanIncludeInClipboardHistory"), b"\0\0\0\0"),
    (_WINDOWS.format("CanUploadToCloudClipboard"), b"\0\0\0\0"),
)
_MODES: Final = (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection)


class Clipboard(QObject):
    """Watches the system's clipboard, and what is selected with the mouse on X11."""

    def __init__(self, parent: QObject, keep_ms: int = KEEP_MS) -> None:
        super().__init__(parent)
        self._board = QGuiApplication.clipboard()
        self._copied: dict[QClipboard.Mode, bytes] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(keep_ms)
        self._timer.timeout.connect(self.clear)
        self._board.changed.connect(self._on_changed)

    def clear(self) -> None:
        """Empty what still holds something of ours."""
        self._timer.stop()
        for mode, copied in self._copied.items():
            if _sum(self._board.text(mode)) == copied:
                self._board.clear(mode)
        self._copied.clear()

    def _on_changed(self, mode: QClipboard.Mode) -> None:
        """Note what was copied while a window of ours has the keyboard."""
        held = self._board.mimeData(mode) if mode in _MODES else None
        if held is None or not held.text() or QGuiApplication.focusWindow() is None:
            return
        self._copied[mode] = _sum(held.text())
        self._timer.start()
        if mode is QClipboard.Mode.Clipboard and not held.hasFormat(_PLEAS[0][0]):
            asking = QMimeData()
            asking.setText(held.text())
            for name, value in _PLEAS:
                asking.setData(name, value)
            self._board.setMimeData(asking, mode)


def _sum(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "replace")).digest()
