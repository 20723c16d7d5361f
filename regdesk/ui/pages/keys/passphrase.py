"""Another passphrase for oneself: the old one asked for, five words offered and typed back."""

from collections.abc import Callable
from typing import Final

from regdesk.actions import passphrases
from regdesk.i18n import N_, tr
from regdesk.ui import key_files
from regdesk.ui.pages.keys.over import Over, point
from regdesk.ui.pages.typed_back import TypedBack
from regdesk.ui.pages.unlock import PassphraseField
from regdesk.ui.pages.workplace import Workplace
from regdesk.ui.pieces import label
from regdesk.ui.widgets.button import Button
from regdesk.ui.widgets.error_summary import Line

_POINTS: Final = (
    N_("Your key, your records and your drafts stay. The old passphrase opens nothing any more."),
    N_("A backup copy made before today still opens with the old one. Make a new copy afterwards."),
)
_WRITE: Final = N_("Write the new words down on paper, away from the computer.")


class PassphrasePage(Over):
    """Lies over the list; the old words are asked for, so that nobody else changes them at an open desk."""

    def __init__(self, place: Workplace, done: Callable[[], object]) -> None:
        self._place = place
        self.old, self.new = PassphraseField(tr(N_("Your passphrase now"))), TypedBack(place.desk.random)
        button = Button(tr(N_("Change the passphrase")), "primary")
        write = label(tr(_WRITE), "small", "secondary", wrap=True)
        points = [point(tr(text)) for text in _POINTS]
        title = tr(N_("Change my passphrase"))
        super().__init__(title, done, button, *points, self.old, write, self.new.whole)

    def finish(self) -> None:
        """Change it, or say what is to mend."""
        lines: list[Line] = self.new.errors()
        if not self.old.line.text():
            lines.insert(0, (tr(N_("Type your passphrase now")), self.old.line.setFocus))
        self.summary.show_lines(lines)
        if lines:
            return
        desk, old, new = self._place.desk, self.old.line.text(), self.new.passphrase
        self._place.background.run(
            lambda: passphrases.change(desk, key_files.typed(old), new),
            lambda _: self._changed(),
            "write",
            self.show_failure,
        )

    def _changed(self) -> None:
        self._done()
        self._place.shell.say(tr(N_("From now on only the new passphrase opens this computer for you.")))
