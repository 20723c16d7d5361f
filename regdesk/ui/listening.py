"""Listening while there is a line: what comes stands on the screen at once, without anybody asking."""

import time

from PySide6.QtCore import QObject, Signal

from regdesk.actions import listening
from regdesk.actions.desk import Desk
from regdesk.actions.listening import Heard, Remote
from regdesk.actions.syncing import Report
from regdesk.errors import RegDeskError
from regdesk.ui.background import Background, OnWriterLane

# A proxy that breaks off what is still for a while does so every time: then asking now and then must do.
CUTS = 2
REST_S = 15 * 60


class Listening(QObject):
    """Waits for the server in a lane of its own; what came is taken in where exchanges are, one at a time.

    heard  something was taken in (Report)
    cut    the line broke off; whoever exchanges next finds out whether there still is one
    """

    heard = Signal(object)
    cut = Signal()

    def __init__(self, desk: Desk, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._background = desk, background
        self._remote: Remote | None = None
        self._busy, self._cuts, self._rests_until = False, 0, 0.0

    @property
    def waits(self) -> bool:
        """Whether a line is kept open now."""
        return self._busy

    @property
    def rests(self) -> bool:
        """Whether the line does not bear it, so that one only asks now and then."""
        return time.monotonic() < self._rests_until

    def begin(self) -> None:
        """Listen, unless that is under way, not wanted or of no use; call it whenever the line is there."""
        if self._busy or self.rests or not self._background.has("listen"):
            return
        self._busy = True
        desk, on_writer = self._desk, OnWriterLane(self._background)

        def wait() -> tuple[Remote, Heard] | None:
            if not listening.wanted(desk):
                return None
            remote = self._remote or listening.connect(desk)
            return remote, listening.wait(desk, remote, on_writer=on_writer)

        self._background.run(wait, self._came, "listen", self._failed)

    def _came(self, found: tuple[Remote, Heard] | None) -> None:
        self._busy = found is not None
        if found is None:
            return
        self._remote, heard = found
        self._cuts = 0
        if not heard.page.items:
            self._again()
            return
        desk, remote, on_writer = self._desk, self._remote, OnWriterLane(self._background)
        self._background.run(
            lambda: listening.take_in(desk, remote, heard, on_writer=on_writer),
            self._taken,
            "net",
            self._failed,
        )

    def _taken(self, report: Report) -> None:
        self.heard.emit(report)
        self._again()

    def _failed(self, _: RegDeskError) -> None:
        self._busy, self._remote = False, None
        self._cuts += 1
        if self._cuts >= CUTS:
            self._cuts, self._rests_until = 0, time.monotonic() + REST_S
        self.cut.emit()

    def _again(self) -> None:
        self._busy = False
        self.begin()
