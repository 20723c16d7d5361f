"""Backup copies in the settings: how they stand in a sentence, and the way to the page of them."""

from regdesk.actions.backups import Lying, Standing
from regdesk.i18n import N_, tr
from regdesk.ui import backup_words
from regdesk.ui.pages.workplace import Workplace
from regdesk.ui.pieces import label, retone, row
from regdesk.ui.widgets.button import Button
from regdesk.ui.widgets.card import Card


class BackupCard(Card):
    """Says when the last copy was made, and whether one was tried out."""

    def __init__(self, place: Workplace) -> None:
        self._place = place
        self.state, self.drilled = label("", "body", wrap=True), label("", "body", "secondary", wrap=True)
        self.open = Button(tr(N_("Backup copies")), icon="copy")
        super().__init__(tr(N_("Backup copies")), self.state, self.drilled, row(self.open, None), icon="copy")
        self.open.clicked.connect(lambda _: place.shell.open("backup"))

    def reload(self) -> None:
        """Read how it stands."""
        self._place.copying.read(self._show)

    def _show(self, at: Standing, lying: Lying) -> None:
        clock = self._place.desk.clock
        text, tone = backup_words.state(at, lying, clock.now_ms(), clock.today())
        self.state.setText(text)
        retone(self.state, "warning" if tone == "warning" else "primary")
        self.drilled.setText(backup_words.drilled(at, clock.today())[0] if at.folder else "")
        self.drilled.setVisible(bool(at.folder))
