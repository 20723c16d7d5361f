"""When something fails that nobody expected: a calm window, a short code, and no values anywhere.

A traceback quotes messages, and messages quote what people typed; so none is ever printed or kept. Python's
hooks all lead here, Qt's slots too, because PySide reports what is raised in them to `sys.excepthook`.
"""

import faulthandler
import logging
import sys
import threading
from collections import deque
from typing import Any, Final

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal, Slot, qInstallMessageHandler

from regdesk.actions import diagnosis
from regdesk.actions.diagnosis import Failure
from regdesk.errors import Trouble
from regdesk.i18n import N_

SORRY: Final = N_(
    "Something went wrong in RegDesk (code {code}). What was saved is safe. Try once more; if it happens"
    " again, send the report for support."
)


class Crashes(QObject):
    """Collects what fails in any thread, and tells of it on the screen's thread through `happened`."""

    happened = Signal(object)
    _caught = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.seen: deque[Failure] = deque(maxlen=diagnosis.KEPT)
        self._telling = False
        self._caught.connect(self._tell)

    def take(self, error: BaseException) -> None:
        """Remember an error and tell of it; what goes wrong in telling is not told again."""
        one = diagnosis.failure(error)
        known = one in self.seen
        self.seen.append(one)
        if not known:
            self._caught.emit(one)

    @Slot(object)
    def _tell(self, one: Failure) -> None:
        """Tell on the thread this object lives on, whichever thread failed."""
        if not self._telling:
            self._telling = True
            self.happened.emit(one)
            self._telling = False

    def listen(self) -> None:
        """Lead every error of this process here, and let nothing write where a log could keep it."""
        sys.excepthook = lambda _, error, __: self.take(error)
        sys.unraisablehook = self._unraisable
        threading.excepthook = self._unraisable
        silence()

    def _unraisable(self, found: Any) -> None:
        if found.exc_value is not None:
            self.take(found.exc_value)


def silence() -> None:
    """Let neither libraries nor Qt nor the interpreter print: what they say may quote values and paths."""
    faulthandler.disable()
    logging.disable(logging.CRITICAL)
    logging.lastResort = None
    qInstallMessageHandler(_drop)


def trouble(error: BaseException) -> Trouble:
    """Give what a page shows in place of its spinner when a job failed that nobody expected to."""
    return Trouble(SORRY, code=diagnosis.failure(error).code)


def _drop(_: QtMsgType, __: QMessageLogContext, ___: str) -> None:
    """Hear what Qt says and keep none of it."""
