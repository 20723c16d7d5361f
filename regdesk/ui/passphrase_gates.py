"""The gates around the passphrase: asking for it, what to do when it is forgotten, and words of one's own."""

from dataclasses import dataclass

from regdesk.actions import forgotten, passphrases, unlocking
from regdesk.actions.desk import Desk
from regdesk.actions.forgotten import Anew, Found
from regdesk.catalogue import whole
from regdesk.ui import key_files
from regdesk.ui.background import Background
from regdesk.ui.pages.forgotten import ForgottenPage
from regdesk.ui.pages.own_words import OwnWordsGate
from regdesk.ui.pages.unlock import Unlock
from regdesk.ui.start import Start


@dataclass(frozen=True)
class PassphraseGates:
    """Makes them, and does what they ask for."""

    start: Start
    background: Background

    def ask(self) -> Unlock:
        """Ask for the passphrase, and say how long to wait after wrong ones."""
        self.background.run(whole.current, lane="disk")  # Today needs it; reading takes a while
        return Unlock(wait=lambda: unlocking.wait_s(self.start.folder, self.start.clock))

    def open(self, passphrase: str) -> Desk:
        """Open the desk with what was typed and the key files at hand."""
        start = self.start
        return unlocking.unlock(start.folder, key_files.typed(passphrase), start.clock, start.random)

    def forgotten(self) -> ForgottenPage:
        """Say what to do without it; the paper sheet opens here."""
        start = self.start

        def find(groups: tuple[str, ...]) -> Found:
            return forgotten.find(start.folder, groups)

        def begin_anew(found: Found, asked: Anew) -> Desk:
            return forgotten.begin_anew(start.folder, found, asked, start.clock, start.random)

        return ForgottenPage(self.background, find, begin_anew, start.random)

    def own_words(self, desk: Desk, passphrase: str) -> OwnWordsGate:
        """Let who came with a colleague's temporary words take own ones."""

        def change(new: str) -> None:
            passphrases.change(desk, key_files.typed(passphrase), new)

        return OwnWordsGate(self.background, change, self.start.random)
