"""What every tab of a case page is: it gets the case file whenever it changed and acts through a context."""

from abc import abstractmethod
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from regdesk.actions.desk import Desk
from regdesk.domain.journal import CaseFile, Changes, StreamId
from regdesk.ui.background import Background
from regdesk.ui.shell import Shell


@dataclass(frozen=True)
class Context:
    """What a tab needs to act: the desk, the lanes to work in, the shell to speak through, and whose case."""

    desk: Desk
    background: Background
    shell: Shell
    stream: StreamId
    part: str

    def do(self, action: Callable[[], Changes], said: str = "") -> None:
        """Run an action behind the screen; when it is done, say so in one sentence."""
        self.background.run(action, then=lambda _: self.shell.say(said) if said else None, lane="write")


class Tab(QWidget):
    """One tab. `title` is a msgid; `clinical` tabs open behind one line in discreet mode.

    crowded  it needs the room of the step bar in windows of the usual size
    """

    id: str = ""
    title: str = ""
    clinical: bool = False
    crowded: bool = False

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context

    @abstractmethod
    def show_case(self, case: CaseFile) -> None:
        """Show what stands; called on opening and whenever the case changed."""
