"""Closing the screen after some idle minutes, and locking after thirty."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from regdesk.actions import closed_screen
from regdesk.actions.desk import Desk
from regdesk.actions.unlocking import TooSoon
from regdesk.errors import Refused, RegDeskError
from regdesk.ui import key_files
from regdesk.ui.background import Background
from regdesk.ui.locking.idle import Idle
from regdesk.ui.main_window import MainWindow
from regdesk.ui.noting import note
from regdesk.ui.pages.closed import ClosedScreen

LOCK_MINUTES: Final = 30
LONGEST_EXCHANGE_MINUTES: Final = 120
_LOOK_MS: Final = 1_000


@dataclass(frozen=True)
class Rules:
    """When to close (minutes), and whether an exchange is under way, which may finish before locking."""

    minutes: Callable[[], int]
    exchanging: Callable[[], bool]


class Closing(QObject):
    """Watches an open desk; `lock_asked` tells that it must be locked now."""

    lock_asked = Signal()

    def __init__(self, desk: Desk, background: Background, window: MainWindow, idle: Idle) -> None:
        super().__init__(window)
        self._desk, self._background, self._window, self._idle = desk, background, window, idle
        self._rules = Rules(lambda: 5, lambda: False)
        self._wrong = 0
        self.screen: ClosedScreen | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self.look)

    def start(self, rules: Rules) -> None:
        """Watch from now on."""
        self._rules = rules
        self._idle.held = False
        self._idle.touch()
        self._timer.start()

    def stop(self) -> None:
        """Watch no more."""
        self._timer.stop()

    def look(self) -> None:
        """Close or lock, if it is time."""
        idle = self._idle.since()
        latest = LOCK_MINUTES + LONGEST_EXCHANGE_MINUTES
        over = idle >= LOCK_MINUTES * 60
        if over and (idle >= latest * 60 or not self._rules.exchanging()):
            self.stop()
            self.lock_asked.emit()
        elif self.screen is None and idle >= self._rules.minutes() * 60:
            self.close_screen()

    def close_screen(self) -> None:
        """Put the closed screen in place of everything; what was there comes back as it was."""
        self.screen = ClosedScreen(with_pin=closed_screen.has_pin(self._desk))
        self.screen.opened.connect(self._open)
        self.screen.lock_asked.connect(self.lock_asked)
        self._idle.held = True
        self._window.cover(self.screen)

    def _open(self, typed: str) -> None:
        desk = self._desk
        self._background.run(
            lambda: closed_screen.open_again(desk, key_files.typed(typed)),
            lambda _: self._opened(),
            "write",
            self._not_opened,
        )

    def _opened(self) -> None:
        note(self._desk, self._background, "reopened", self._wrong)
        self._wrong = 0
        self.screen = None
        self._idle.held = False
        self._idle.touch()
        self._window.uncover()

    def _not_opened(self, error: RegDeskError) -> None:
        self._wrong += isinstance(error, Refused) and not isinstance(error, TooSoon)
        if self._wrong >= closed_screen.TRIES:
            self.stop()
            self.lock_asked.emit()
        elif self.screen:
            self.screen.show_error(error, closed_screen.TRIES - self._wrong)
