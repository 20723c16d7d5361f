"""Keeping what is typed: a draft in the encrypted file, brought back after a lock or a crash."""

from typing import Any, Protocol

from PySide6.QtCore import QObject, QTimer, SignalInstance
from PySide6.QtWidgets import QWidget

from regdesk.actions import drafts
from regdesk.actions.desk import Desk
from regdesk.ui.background import Background

AFTER_MS = 800


class Typed(Protocol):
    """A form whose typing can be kept: `edited` tells of typing, the texts come and go as a map."""

    @property
    def edited(self) -> SignalInstance:
        """Tells of typing."""

    def typed(self) -> dict[str, Any]:
        """Give everything as it was typed."""

    def restore(self, draft: dict[str, Any], /) -> None:
        """Show again what was typed."""


class Keeping(QObject):
    """Writes a form's draft 800 ms after the last key; a form that is as it was first has none."""

    def __init__(self, form: QWidget, typed: Typed, desk: Desk, background: Background) -> None:
        super().__init__(form)
        self._form, self._desk, self._background = typed, desk, background
        self._name, self._first = "", dict[str, Any]()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(AFTER_MS)
        self._timer.timeout.connect(self.keep)
        typed.edited.connect(self._touch)

    def begin(self, name: str) -> None:
        """Keep from now on under this name, and bring back what was left there; typing meanwhile wins."""
        self._timer.stop()
        self._name, self._first = name, self._form.typed()
        self._background.run(lambda: (name, drafts.restore(self._desk, name)), self._bring_back, "write")

    def keep(self) -> None:
        """Write the draft now."""
        self._timer.stop()
        name, typed = self._name, self._form.typed()
        if typed == self._first:
            self._background.run(lambda: drafts.drop(self._desk, name), lane="write")
        else:
            self._background.run(lambda: drafts.keep(self._desk, name, typed), lane="write")

    def keep_pending(self) -> None:
        """Write what was typed a moment ago; the form goes out of sight."""
        if self._timer.isActive():
            self.keep()

    def drop(self) -> None:
        """Forget the draft: it became a record, or was given up."""
        self._timer.stop()
        if name := self._name:
            self._name = ""
            self._background.run(lambda: drafts.drop(self._desk, name), lane="write")

    def _touch(self) -> None:
        if self._name:
            self._timer.start()

    def _bring_back(self, left: tuple[str, object]) -> None:
        name, draft = left
        if isinstance(draft, dict) and name == self._name and not self._timer.isActive():
            self._form.restore(draft)
            self._timer.stop()
