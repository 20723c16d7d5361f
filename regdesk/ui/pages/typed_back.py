"""A new passphrase: five made-up words to write down on paper, and a line to type them back from there."""

from collections.abc import Callable

from regdesk import i18n
from regdesk.actions import set_up
from regdesk.i18n import N_, tr
from regdesk.ui.pages.first_run import offered_words
from regdesk.ui.pages.unlock import PassphraseField
from regdesk.ui.pieces import box, column
from regdesk.ui.widgets.error_summary import Line

DIFFERS = N_("What is typed differs from the words above")


class TypedBack:
    """The words drawn, what shows them (`words`), and the line that must say the same (`line`)."""

    def __init__(self, random: Callable[[int], bytes]) -> None:
        self.offered = set_up.offer_passphrase(random, i18n.language())
        self.line = PassphraseField(tr(N_("Type the new words here")))
        self.words = offered_words(self.offered)
        self.whole = box(column(self.words, self.line, gap=12))

    @property
    def passphrase(self) -> str:
        """What was typed."""
        return self.line.line.text()

    def errors(self) -> list[Line]:
        """Say so where the line differs from the words."""
        if self.passphrase == self.offered:
            return []
        return [(tr(DIFFERS), self.line.line.setFocus)]
