"""One window for each folder: a second start raises the first and ends."""

import ctypes
import hashlib
import os
import sys
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_WAIT_MS: Final = 2_000
_ANYBODY: Final = -1  # ASFW_ANY of AllowSetForegroundWindow
_RAISED: Final = b"raised"


class OneWindow(QObject):
    """Listens for a second start; `asked` tells of one. Make it only while the folder is held."""

    asked = Signal()

    def __init__(self, folder: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)
        QLocalServer.removeServer(name(folder))  # who holds the folder knows that it is a crashed one's
        self._server.listen(name(folder))

    def close(self) -> None:
        """Listen no more."""
        self._server.close()

    def _answer(self) -> None:
        while socket := self._server.nextPendingConnection():
            self.asked.emit()
            socket.write(_RAISED)
            socket.disconnectFromServer()
            socket.disconnected.connect(socket.deleteLater)


def raise_first(folder: Path) -> bool:
    """Raise the window that works on *folder*; tell whether there was one in this person's session."""
    if sys.platform == "win32":
        ctypes.windll.user32.AllowSetForegroundWindow(_ANYBODY)
    socket = QLocalSocket()
    socket.connectToServer(name(folder))
    heard = socket.waitForConnected(_WAIT_MS) and socket.waitForReadyRead(_WAIT_MS)
    return heard and socket.readAll().data() == _RAISED


def name(folder: Path) -> str:
    """Name the socket: digits that say neither the program nor the folder.

    It lies in the session's own folder in memory, if there is one, whatever is set as the folder for
    temporary files meanwhile.
    """
    digits = hashlib.sha256(f"regdesk/one-window/v1:{folder.resolve()}".encode()).hexdigest()[:24]
    if sys.platform == "win32":
        return digits
    session = Path(os.environ.get("XDG_RUNTIME_DIR") or "/nowhere")
    return str((session if session.is_dir() else Path("/tmp")) / digits)  # noqa: S108 - only a socket
