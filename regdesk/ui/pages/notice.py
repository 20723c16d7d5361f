"""One sentence in place of everything: why RegDesk does not open here."""

from PySide6.QtWidgets import QWidget

from regdesk.i18n import N_, tr
from regdesk.ui.pieces import box, column, label, row, scrolled, sized
from regdesk.ui.widgets.button import Button


class Notice(QWidget):
    """Says the sentence and closes the window; it may be read again by a screen reader as one text."""

    def __init__(self, sentence: str) -> None:
        super().__init__()
        self.setAccessibleName(sentence)
        self.close_button = Button(tr(N_("Close")), "primary", keys="Enter", height="large")
        self.close_button.clicked.connect(lambda _: self.window().close())
        words = label(sentence, wrap=True)
        card = box(column(label("RegDesk", "title.m"), words, self.close_button, gap=16, margins=28), "card")
        sized(card, width=420)
        self.setLayout(column(scrolled(box(column(None, row(None, card, None), None, margins=8))), gap=0))

    def showEvent(self, _: object) -> None:
        """Let Enter close it."""
        self.close_button.setFocus()
