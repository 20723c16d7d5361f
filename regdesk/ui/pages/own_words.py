"""The first unlocking after a colleague gave a temporary passphrase: the person takes words of their own."""

from collections.abc import Callable

from PySide6.QtCore import Signal

from regdesk.i18n import N_, tr
from regdesk.ui.background import Background
from regdesk.ui.pages.gate_steps import Step, StepGate
from regdesk.ui.pages.typed_back import TypedBack
from regdesk.ui.widgets.error_summary import Line


class OwnWordsGate(StepGate):
    """`finished` says that the person's own passphrase is in force; *change* puts it there."""

    finished = Signal()

    def __init__(
        self, background: Background, change: Callable[[str], None], random: Callable[[int], bytes]
    ) -> None:
        self._background, self._change = background, change
        self.new = TypedBack(random)
        step = Step(
            N_("Your own passphrase"),
            N_("The words you came in with were for once. Write these on paper, show nobody, type them."),
            (self.new.whole,),
            self.new.line.line.setFocus,
        )
        super().__init__((step,), N_("Whoever reset your passphrase knows only the temporary words."))
        self.go_to(0)
        self._next.show_text(tr(N_("Take this passphrase")), keys="Enter")

    def errors(self, step: int) -> list[Line]:  # noqa: ARG002 - there is one step
        """Ask for the words."""
        return self.new.errors()

    def leave(self, step: int) -> None:  # noqa: ARG002 - there is one step
        """Put the passphrase in force."""
        passphrase = self.new.passphrase
        self._background.run(
            lambda: self._change(passphrase), lambda _: self.finished.emit(), "write", self.show_error
        )
