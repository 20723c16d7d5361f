"""Telling a person of what nobody expected, over the window as it is."""

from pathlib import Path
from typing import Protocol

from PySide6.QtWidgets import QWidget

from regdesk.actions import diagnosis
from regdesk.actions.desk import Desk
from regdesk.actions.diagnosis import Failure
from regdesk.ui.background import Background
from regdesk.ui.crash import Crashes
from regdesk.ui.dialogs.crashed import CrashedDialog


class Life(Protocol):
    """What is open now: the window always, a desk perhaps."""

    @property
    def window(self) -> QWidget:
        """Where it is shown."""

    background: Background
    desk: Desk | None
    crashes: Crashes


def show(life: Life, folder: Path, one: Failure) -> CrashedDialog:
    """Say that something failed, and keep its code with the data where a desk is open."""
    desk, seen = life.desk, tuple(life.crashes.seen)
    if desk:
        life.background.run(lambda: diagnosis.remember(desk, one), None, "write", lambda _: None)
    dialog = CrashedDialog(life.window, one, life.background, lambda: diagnosis.report(folder, desk, seen))
    dialog.open()
    return dialog
