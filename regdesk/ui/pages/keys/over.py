"""What the pages that lie over the list of computers have in common: a title, a card, two buttons below."""

from abc import abstractmethod
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from regdesk.errors import RegDeskError
from regdesk.i18n import N_, tr
from regdesk.ui.pages.unlock import PassphraseField
from regdesk.ui.pieces import Item, box, column, label, picture, row, scrolled, sized
from regdesk.ui.widgets.button import Button
from regdesk.ui.widgets.card import Card
from regdesk.ui.widgets.error_summary import ErrorSummary

_TYPE: Final = N_("Type your own passphrase")


class Over(QWidget):
    """A page over the list until its job is done or it is left; *done* is called then."""

    def __init__(self, title: str, done: Callable[[], object], button: Button, *inside: Item) -> None:
        super().__init__()
        self._done, self.button, self.summary = done, button, ErrorSummary()
        self.back = Button(tr(N_("Back")), keys="Esc")
        head = label(title, "title.l", wrap=True)
        head.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # read first, and in sight first where the text is large
        feet = row(self.back, None, self.button)
        page = box(column(head, self.summary, Card("", *inside), feet, None, gap=14))
        sized(page, max_width=640)
        middle = row(None, page, None, margins=(20, 24))
        middle.setStretch(1, 100)
        self.setLayout(column(scrolled(box(middle)), gap=0))
        self.button.clicked.connect(lambda _: self.finish())
        self.back.clicked.connect(lambda _: self._done())

    @abstractmethod
    def finish(self) -> None:
        """Do what the page is for."""

    def asks_for(self, passphrase: PassphraseField) -> bool:
        """Say whether one's own passphrase still has to be typed, on top of the page too."""
        missing = not passphrase.line.text()
        self.summary.show_lines([(tr(_TYPE), passphrase.line.setFocus)] if missing else [])
        return missing

    def show_failure(self, error: RegDeskError) -> None:
        """Say why it could not be done; everything typed stays."""
        self.summary.show_sentence(tr(error.message).format(**error.values))


def point(text: str) -> QWidget:
    """Give one sentence of what will happen, with a mark before it."""
    mark = column(picture("info", "text.secondary", 16), None)
    words = row(mark, label(text, wrap=True), gap=10)
    words.setStretch(1, 1)
    return box(words)
