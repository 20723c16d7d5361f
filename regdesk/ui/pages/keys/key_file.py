"""A key file on a stick: made, asked for from then on beside the passphrase, and no longer asked for."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QFileDialog

from regdesk.actions import key_files as files
from regdesk.i18n import N_, tr
from regdesk.ui import key_files
from regdesk.ui.pages.keys.over import Over, point
from regdesk.ui.pages.unlock import PassphraseField
from regdesk.ui.pages.workplace import Workplace
from regdesk.ui.pieces import row
from regdesk.ui.widgets.button import Button

_POINTS: Final = (
    N_("With a key file this computer opens for you only with the stick and the passphrase together."),
    N_("The stick says nothing about you. Carry it apart from the computer, and do not copy it here."),
    N_("Is it lost? Another administrator gives you a new passphrase, or the paper sheet opens this one."),
)


class KeyFilePage(Over):
    """Lies over the list; both ways ask for the passphrase, and for the stick where there is one already."""

    def __init__(self, place: Workplace, done: Callable[[], object]) -> None:
        self._place = place
        self.passphrase = PassphraseField(tr(N_("Your own passphrase")))
        self.drop = Button(tr(N_("Ask for the passphrase alone again")), height="compact")
        button = Button(tr(N_("Make a key file on a stick…")), "primary", icon="key-round")
        points = [point(tr(text)) for text in _POINTS]
        title = tr(N_("Key file on a stick"))
        super().__init__(title, done, button, *points, self.passphrase, row(self.drop, None))
        self.drop.clicked.connect(lambda _: self.ask_no_more())

    def finish(self) -> None:
        """Ask where the stick is."""
        if self.asks_for(self.passphrase):
            return
        if chosen := QFileDialog.getExistingDirectory(self, tr(N_("Choose the stick"))):
            self.make(Path(chosen))

    def make(self, stick: Path) -> None:
        """Write the key file there and ask for it from now on."""
        desk, typed = self._place.desk, self.passphrase.line.text()

        def made(path: Path) -> None:
            self._done()
            said = tr(N_("Key file {name} is on the stick. From now on this computer asks you for it."))
            self._place.shell.say(said.format(name=path.name))

        self._place.background.run(
            lambda: files.make(desk, key_files.typed(typed), stick), made, "write", self.show_failure
        )

    def ask_no_more(self) -> None:
        """Let the passphrase alone open again."""
        if self.asks_for(self.passphrase):
            return
        desk, typed = self._place.desk, self.passphrase.line.text()

        def dropped(_: None) -> None:
            self._done()
            self._place.shell.say(tr(N_("The passphrase alone opens this computer for you again.")))

        self._place.background.run(
            lambda: files.drop(desk, key_files.typed(typed)), dropped, "write", self.show_failure
        )
