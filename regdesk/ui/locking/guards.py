"""What guards an open desk while nobody looks after it: idle minutes, the system's events, the clipboard."""

import sys

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtDBus import QDBusConnection

from regdesk.actions.desk import Desk
from regdesk.ui.background import Background
from regdesk.ui.discreet import Discreet
from regdesk.ui.locking import capture
from regdesk.ui.locking.clipboard import Clipboard
from regdesk.ui.locking.closing import Closing, Rules
from regdesk.ui.locking.idle import Idle
from regdesk.ui.locking.logind import Logind
from regdesk.ui.locking.windows_session import WindowsSession
from regdesk.ui.main_window import MainWindow


class Guards(QObject):
    """`lock_asked` tells that the desk is to be locked at once."""

    lock_asked = Signal()

    def __init__(self, window: MainWindow, background: Background, discreet: Discreet) -> None:
        super().__init__(window)
        self._window, self._background = window, background
        self.idle, self.clipboard = Idle(self), Clipboard(self)
        self.closing: Closing | None = None
        self._system: QObject | None = None
        if app := QCoreApplication.instance():
            app.installEventFilter(self.idle)
        window.lock_asked.connect(self.lock_asked)
        discreet.changed.connect(lambda on: self.exclude(on=on))

    def listen(self) -> None:
        """Hear what the system tells: sleep, a closed lid, a locked session."""
        if sys.platform == "win32":
            self._system = seen = WindowsSession(int(self._window.winId()), self)
            if app := QCoreApplication.instance():
                app.installNativeEventFilter(seen.filter)
            seen.gone.connect(self.lock_asked)
        elif sys.platform == "linux":
            self._system = told = Logind(QDBusConnection.systemBus(), self)
            told.gone.connect(self.lock_asked)

    def exclude(self, *, on: bool) -> None:
        """Leave the window out of screenshots and shared screens, where the system can."""
        if sys.platform == "win32":
            capture.exclude(int(self._window.winId()), on=on)

    def watch(self, desk: Desk, rules: Rules) -> None:
        """Watch a desk that was opened."""
        if self.closing is None:
            self.closing = Closing(desk, self._background, self._window, self.idle)
            self.closing.lock_asked.connect(self.lock_asked)
        self.closing.start(rules)

    def stop(self) -> None:
        """Watch no more, and leave nothing in the clipboard."""
        if self.closing:
            self.closing.stop()
        self.clipboard.clear()
