"""What the windows write into the log of reading: behind the screen, so that nobody waits for it."""

from PySide6.QtCore import QObject, QTimer

from regdesk.actions import audit
from regdesk.actions.desk import Desk
from regdesk.domain.audit import NO_CASE
from regdesk.domain.journal import StreamId
from regdesk.ui.background import Background

_SETTLED_MS = 1500


def note(
    desk: Desk, background: Background, act: str, *detail: int | str, stream: StreamId = NO_CASE
) -> None:
    """Write a line in lane `write`; where the disk fails the window says so."""
    background.run(lambda: audit.note(desk, act, *detail, stream=stream), lane="write")


class Searches(QObject):
    """Writes one line for one search: when typing rests, a result is opened, or the page is left."""

    def __init__(self, desk: Desk, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._background = desk, background
        self._last: tuple[int, int] | None = None
        self._said = ""
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_SETTLED_MS)
        self._rest.timeout.connect(self.finish)

    def found(self, text: str, hits: int) -> None:
        """Hear what was typed so far and how many it finds; only their numbers are kept."""
        typed = text.strip()
        if not typed:
            self.finish()
            self._said = ""
        elif typed != self._said:
            self._last, self._said = (len(typed), hits), typed
            self._rest.start()

    def finish(self) -> None:
        """Write the line of the search that is under way, if there is one."""
        self._rest.stop()
        if self._last:
            note(self._desk, self._background, "searched", *self._last)
            self._last = None
