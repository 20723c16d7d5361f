"""Exchanging by itself: every few minutes, on F5 and when something is heard; it never holds up typing."""

from datetime import UTC, datetime

from PySide6.QtCore import QObject, QTimer

from regdesk.actions import alarms, lists, syncing
from regdesk.actions.desk import Desk
from regdesk.actions.syncing import Report
from regdesk.domain.journal import Changes
from regdesk.errors import Refused, RegDeskError
from regdesk.i18n import N_, tr
from regdesk.ui.background import Background, OnWriterLane
from regdesk.ui.listening import Listening
from regdesk.ui.pulse import Line, Pulse
from regdesk.ui.shell import Shell

EVERY_S = 2 * 60
SOON_S = 1  # after something was written or heard: what is written with it goes with it
# After failures in a row, in seconds; a server that asks for a pause gets it.
RETRIES_S = (60, 2 * 60, 4 * 60, 8 * 60, 15 * 60)
LOOK_MS = 2_000
STALE_DAYS = 1
_DAY_MS = 86_400_000


class Exchanging(QObject):
    """Exchanges on a timer and when asked, and keeps the bottom line true."""

    def __init__(self, desk: Desk, background: Background, shell: Shell) -> None:
        super().__init__(shell)
        self._desk, self._background, self._shell = desk, background, shell
        self._busy, self._asked, self._state = False, False, Line.OFFLINE
        self._reason, self._failures = "", 0
        self._done_of, self._total, self._unsent = 0, 0, 0
        self._report, self._shown = Report(), 0
        self._timer, self._looking = QTimer(self), QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.exchange)
        self._looking.setInterval(LOOK_MS)
        self._looking.timeout.connect(self._show_arrived)
        self.listening = Listening(desk, background, self)
        self.listening.heard.connect(self._heard)
        self.listening.cut.connect(self._soon)
        shell.exchange_asked.connect(self.exchange_now)
        background.changed.connect(self.look)
        self._wait(EVERY_S)

    @property
    def busy(self) -> bool:
        """Tell whether an exchange is under way."""
        return self._busy

    def exchange_now(self) -> None:
        """Exchange because a person asked: they get an answer even if there is nothing new."""
        self._asked = True
        self.exchange()

    def exchange(self) -> None:
        """Begin an exchange unless one is under way."""
        if not self._busy:
            self._busy, self._done_of, self._total = True, 0, 0
            self._show_state(Line.EXCHANGING)
            on_writer, report = OnWriterLane(self._background), Report()
            self._report, self._shown = report, 0
            self._looking.start()
            self._background.run(
                lambda: syncing.exchange(self._desk, report, on_writer=on_writer),
                self._done,
                "net",
                self._failed,
            )

    def look(self, _: Changes | None = None) -> None:
        """Read the numbers of the bottom line again."""
        self._background.run(lambda: lists.pulse(self._desk), self._show)
        self._background.run(lambda: alarms.own(self._desk), self._shell.strip.show_alarms)

    def _show_arrived(self) -> None:
        """Show what came so far: an exchange with long scans goes on for an hour."""
        moved = self._report.received + self._report.sent + self._report.down
        if moved != self._shown:
            self._shown = moved
            self._background.changed.emit(self._report.changes)

    def _done(self, report: Report) -> None:
        self._rest(EVERY_S)
        self._reason, self._failures = "", 0
        self._show_state(Line.ONLINE)
        self.listening.begin()
        if report.changes.cases:
            self._background.changed.emit(report.changes)
        elif self._asked:
            self._shell.say(tr(N_("Checked just now. Nothing new.")))
        self._asked = False
        self.look()

    def _heard(self, report: Report) -> None:
        """Show what came while nobody asked, and answer it soon."""
        if report.changes.cases:
            self._background.changed.emit(report.changes)
        self._soon()
        self.look()

    def _failed(self, error: RegDeskError) -> None:
        self._show_arrived()
        refused = isinstance(error, Refused)
        pause = RETRIES_S[min(self._failures, len(RETRIES_S) - 1)]
        self._failures += 1
        self._rest(max(pause, int(str(error.values.get("seconds", 0)))))
        self._reason = tr(error.message).format(**error.values)
        quiet = not self._asked and not refused
        self._show_state(Line.OFFLINE if quiet else Line.REFUSED if refused else Line.FAILED)
        if self._asked:
            self._shell.show_trouble(error)
        self._asked = False
        self.look()

    def _rest(self, seconds: int) -> None:
        """Say that no exchange is under way, and when the next one begins."""
        self._busy = False
        self._looking.stop()
        self._wait(seconds)

    def _wait(self, seconds: int) -> None:
        self._timer.start(min(seconds, RETRIES_S[-1]) * 1000)

    def _show_state(self, state: Line) -> None:
        self._state = state
        self.look()

    def _show(self, found: lists.Pulse) -> None:
        now = self._desk.clock.now_ms()
        days = (now - found.received_at) // _DAY_MS if found.received_at else 0
        stale = self._state is Line.OFFLINE and days >= STALE_DAYS
        self._count(found.unsent)
        self._hurry(found.unsent)
        pulse = Pulse(
            line=Line.STALE if stale else self._state,
            unsent=found.unsent,
            received_at=_moment(found.received_at) if found.received_at else None,
            urgent=found.urgent,
            soon=found.soon,
            done=self._done_of,
            total=self._total,
            days=days,
            reason=self._reason,
            next_s=max(0, self._timer.remainingTime()) // 1000,
        )
        self._shell.show_pulse(pulse, _moment(now))

    def _hurry(self, unsent: int) -> None:
        """Exchange soon where there is a line and something new to send; what waits for consent waits on."""
        grew, self._unsent = unsent > self._unsent, unsent
        if grew:
            self._soon()

    def _soon(self) -> None:
        """Exchange soon, unless there is no line or that is under way already."""
        if self._state is Line.ONLINE and self._timer.remainingTime() > SOON_S * 1000:
            self._wait(SOON_S)

    def _count(self, unsent: int) -> None:
        """Count what has gone out of what waited when the exchange began; it never goes back."""
        if self._state is Line.EXCHANGING:
            self._total = max(self._total, unsent)
            self._done_of = max(self._done_of, self._total - unsent)


def _moment(ms: int) -> datetime:
    return datetime.fromtimestamp(ms / 1000, UTC).astimezone()
