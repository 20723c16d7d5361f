"""Backup copies by themselves: once a day when the stick is there, and a copy tried out once a month."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from regdesk.actions import backups, drill
from regdesk.actions.backups import Lying, Standing, Way
from regdesk.actions.desk import Desk
from regdesk.actions.unlocking import Given
from regdesk.domain.journal import Changes
from regdesk.errors import RegDeskError
from regdesk.i18n import N_, tr
from regdesk.ui.background import Background, OnWriterLane

EVERY_MS: Final = 60_000
_BUSY: Final = N_("A copy is being made or read just now. Wait until that is done.")
FIRST_MS: Final = 20_000  # after unlocking: a person wants to see the day first


class Copying(QObject):
    """One thing at a time in the lane `disk`, which holds up nobody.

    changed    something began or ended
    answered   what came of the "copy" or "drill" that a person asked for: a sentence, whether it went well
    """

    changed = Signal()
    answered = Signal(str, str, bool)

    def __init__(self, desk: Desk, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._background = desk, background
        self.busy, self.way = "", Way()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Look every minute from now on whether something is due."""
        self._background.run(lambda: backups.begin(self._desk), lane="write")
        self._timer.start(EVERY_MS)
        QTimer.singleShot(FIRST_MS, self, self.look)

    def stop(self) -> None:
        """Break off what is under way; the window closes."""
        self._timer.stop()
        self.break_off()

    def break_off(self) -> None:
        """Stop what is under way: earlier copies stay as they are."""
        self.way.stop = True

    def look(self) -> None:
        """Begin what is due, if the stick is there."""
        if not self.busy:
            self._background.run(lambda: backups.standing(self._desk), self._ask_the_stick)

    def read(self, show: Callable[[Standing, Lying], object]) -> None:
        """Read how copies stand, then look at the stick, which may be slow, and show both."""
        self._background.run(
            lambda: backups.standing(self._desk),
            lambda at: self._background.run(
                lambda: backups.look(self._desk, at), lambda lying: show(at, lying), "disk"
            ),
        )

    def copy(self, said: str = "") -> None:
        """Make a copy now; a person who asked for it is told *said* when it is done."""
        on_writer, way = OnWriterLane(self._background), Way()
        self._begin("copy", way, lambda: backups.make(self._desk, way, on_writer=on_writer), said)

    def drill(self, given: Given = "", said: str = "") -> None:
        """Try the newest copy out; a person who asked for it is told *said* when it is done."""
        on_writer, way = OnWriterLane(self._background), Way()
        self._begin("drill", way, lambda: drill.drill(self._desk, way, given, on_writer=on_writer), said)

    def _ask_the_stick(self, at: Standing) -> None:
        self._background.run(lambda: backups.due(self._desk, at), self._do, "disk")

    def _do(self, what: str) -> None:
        if what == "copy":
            self.copy()
        elif what == "drill":
            self.drill()

    def _begin(self, what: str, way: Way, job: Callable[[], object], said: str) -> None:
        if self.busy:
            if said:
                self.answered.emit(what, tr(_BUSY), False)
            return
        self.busy, self.way = what, way
        self.changed.emit()
        self._background.run(
            job, lambda _: self._ended(said, well=True), "disk", lambda error: self._failed(error, said)
        )

    def _failed(self, error: RegDeskError, said: str) -> None:
        """Tell a person who asked; what fails by itself is told by the strip after some days."""
        self._ended(tr(error.message).format(**error.values) if said else "", well=False)

    def _ended(self, said: str, *, well: bool) -> None:
        what, self.busy = self.busy, ""
        self.changed.emit()
        self._background.changed.emit(Changes())
        if said:
            self.answered.emit(what, said, well)
