"""The number beside Questions, on every page: in how many cases somebody waits for our answer."""

from PySide6.QtCore import QObject

from regdesk.actions import questions
from regdesk.actions.desk import Desk
from regdesk.domain.journal import Changes
from regdesk.ui.background import Background
from regdesk.ui.shell import Shell


class Counting(QObject):
    """Counts again after each change."""

    def __init__(self, desk: Desk, background: Background, shell: Shell) -> None:
        super().__init__(shell)
        self._desk, self._background, self._shell = desk, background, shell
        background.changed.connect(self.count)
        self.count(Changes())

    def count(self, _: Changes) -> None:
        """Write the number of now."""
        self._background.run(
            lambda: questions.waiting(self._desk), lambda found: self._shell.show_count("questions", found)
        )
