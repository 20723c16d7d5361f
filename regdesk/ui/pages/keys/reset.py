"""A colleague forgot the passphrase: temporary words for one time, and a new key for the same person."""

from collections.abc import Callable
from typing import Final

from regdesk import i18n
from regdesk.actions import passphrases, set_up
from regdesk.actions.passphrases import Reset
from regdesk.domain.journal import Changes
from regdesk.errors import RegDeskError
from regdesk.i18n import N_, tr
from regdesk.ui import key_files
from regdesk.ui.pages.first_run import offered_words
from regdesk.ui.pages.keys.computers_card import Leaver
from regdesk.ui.pages.keys.over import Over, point
from regdesk.ui.pages.sheet_groups import SheetIfNeeded
from regdesk.ui.pages.unlock import PassphraseField
from regdesk.ui.pages.workplace import Workplace
from regdesk.ui.pieces import appear, label
from regdesk.ui.widgets.button import Button

_POINTS: Final = (
    N_("Give one only to the person who stands before you or whose voice you know."),
    N_("What was written stays, drafts too. The person gets a new key, the old one ends."),
    N_("At the first unlocking the person takes words that only they know."),
)
_WORDS: Final = N_("Temporary words: write them down for the person now, they are shown once.")


class ResetPage(Over):
    """Lies over the list until the colleague has new words; asks for the administrator's passphrase."""

    def __init__(self, place: Workplace, leaver: Leaver, done: Callable[[], object]) -> None:
        self._place, self._leaver = place, leaver
        self._name = leaver.key.name if leaver.key else leaver.name
        self.offered = set_up.offer_passphrase(place.desk.random, i18n.language())
        self.passphrase = PassphraseField(tr(N_("Your own passphrase")))
        self.sheet = SheetIfNeeded()
        appear(self.sheet, on=False)
        title = tr(N_("A new passphrase for {name}?")).format(name=self._name)
        button = Button(tr(N_("I wrote them down: put them in force")), "primary")
        points = [point(tr(text)) for text in _POINTS]
        words = label(tr(_WORDS), "small", "secondary", wrap=True)
        inside = (*points, words, offered_words(self.offered), self.passphrase, self.sheet)
        super().__init__(title, done, button, *inside)

    def finish(self) -> None:
        """Put the words in force, or say what is missing."""
        if self.asks_for(self.passphrase):
            return
        self._place.background.run(self._reset, self._given, "write", self._failed)

    def _reset(self) -> Changes:
        desk, key = self._place.desk, self._leaver.key
        mine = key_files.typed(self.passphrase.line.text())
        if key is None:
            return Changes()
        return passphrases.reset(desk, mine, Reset(key.author, self.offered, self.sheet.secret(desk)))

    def _given(self, _: Changes) -> None:
        self._done()
        said = tr(N_("{name} can unlock with the temporary words now, once."))
        self._place.shell.say(said.format(name=self._name))
        self._place.shell.exchange_asked.emit()

    def _failed(self, error: RegDeskError) -> None:
        self.show_failure(error)
        appear(self.sheet, on=True)
