"""Trying a copy out: what came of the last time, and doing it now with the passphrase."""

from typing import Final

from regdesk.actions.backups import Lying, Standing
from regdesk.i18n import N_, tr
from regdesk.ui import backup_words, key_files
from regdesk.ui.announce import announce
from regdesk.ui.pages.unlock import PassphraseField
from regdesk.ui.pages.workplace import Workplace
from regdesk.ui.pieces import appear, label, retone, row
from regdesk.ui.widgets.button import Button
from regdesk.ui.widgets.card import Card

_WHAT: Final = N_(
    "Once a month RegDesk opens the newest copy by itself and reads a case with its scans. With your"
    " passphrase you try it out as on a new computer."
)
_DONE: Final = N_("The copy opens with your passphrase, and a case in it was read.")


class DrillCard(Card):
    """Says when a copy was last tried out and how that went."""

    def __init__(self, place: Workplace) -> None:
        self._place = place
        self.state = label("", "body.strong", wrap=True)
        self.passphrase = PassphraseField(tr(N_("Your passphrase")))
        self.said = label("", "body", wrap=True)
        self.now = Button(tr(N_("Try the copy out")), icon="shield-check")
        super().__init__(
            tr(N_("Does the copy open?")),
            self.state,
            label(tr(_WHAT), "body", "secondary", wrap=True),
            self.passphrase,
            row(self.now, None),
            self.said,
            icon="shield-check",
        )
        appear(self.said, on=False)
        place.copying.answered.connect(self._answered)
        self.now.clicked.connect(lambda _: self.try_out())
        self.passphrase.line.returnPressed.connect(self.try_out)

    def try_out(self) -> None:
        """Open the newest copy with what was typed, or with the key in memory where nothing was."""
        typed = self.passphrase.line.text()
        self.passphrase.line.clear()
        done = tr(_DONE) if typed else tr(N_("The copy opens, and a case in it was read."))
        self._place.copying.drill(key_files.typed(typed) if typed else "", done)

    def _answered(self, what: str, said: str, well: bool) -> None:  # noqa: FBT001 - signals pass it like this
        if what == "drill":
            self.said.setText(said)
            retone(self.said, "success" if well else "warning")
            appear(self.said, on=True)
            announce(self, said)

    def show_state(self, at: Standing, lying: Lying) -> None:
        """Say how it went."""
        text, tone = backup_words.drilled(at, self._place.desk.clock.today())
        self.state.setText(text)
        retone(self.state, "primary" if tone == "secondary" else tone)
        for widget in (self.passphrase, self.now):
            appear(widget, on=bool(lying.made))

    def show_busy(self) -> None:
        """Say that it is being tried out."""
        text = N_("Reading the copy…") if self._place.copying.busy == "drill" else N_("Try the copy out")
        self.now.show_text(tr(text), icon="shield-check")
