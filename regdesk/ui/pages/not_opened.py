"""In place of a desk that cannot be opened: what is so, what to do, and what can be taken out meanwhile."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from regdesk.errors import RegDeskError
from regdesk.i18n import N_, tr
from regdesk.ui.announce import announce
from regdesk.ui.pieces import appear, box, column, label, line, picture, retone, row, scrolled, sized
from regdesk.ui.widgets.button import Button
from regdesk.ui.widgets.card import Card


@dataclass(frozen=True)
class Offer:
    """One thing to do: what the button says, why one would (msgids), its icon and what it does."""

    text: str
    why: str
    icon: str
    act: Callable[[], object]


class NotOpened(QWidget):
    """Says an error calmly and offers ways out; `say` tells what came of one."""

    def __init__(self, title: str, error: RegDeskError, offers: Sequence[Offer] = ()) -> None:
        super().__init__()
        sentence = tr(error.message).format(**error.values)
        self.said = label("", "body", wrap=True)
        self.buttons = [Button(tr(one.text), icon=one.icon) for one in offers]
        for button, one in zip(self.buttons, offers, strict=True):
            button.clicked.connect(lambda _, act=one.act: act())
        lines = [
            box(column(line(), label(tr(one.why), "body", "secondary", wrap=True), row(button, None), gap=10))
            for button, one in zip(self.buttons, offers, strict=True)
        ]
        card = Card("", label(sentence, "body", wrap=True), *lines, self.said)
        head = row(
            picture("triangle-alert", "warning.text", 28), label(tr(title), "title.l", wrap=True), gap=12
        )
        head.setStretch(1, 1)
        middle = box(column(head, card, None, gap=16))
        sized(middle, max_width=640)
        page = row(None, middle, None, margins=(20, 56))
        page.setStretch(1, 100)
        self.setLayout(column(scrolled(box(page)), gap=0))
        self.setAccessibleName(f"{tr(title)}. {sentence}")
        appear(self.said, on=False)

    def say(self, text: str, *, well: bool = True) -> None:
        """Say what came of something."""
        self.said.setText(text)
        retone(self.said, "success" if well else "warning")
        appear(self.said, on=bool(text))
        announce(self, text)

    def say_error(self, error: RegDeskError) -> None:
        """Say why something could not be done."""
        self.say(tr(error.message).format(**error.values), well=False)

    def showEvent(self, _: object) -> None:
        """Come into sight with the first way out under the keyboard."""
        if self.buttons:
            self.buttons[0].setFocus()


TITLE_PLACE = N_("The data cannot lie here")
TITLE_NEWER = N_("This RegDesk is older than the data")
TITLE_UPDATE = N_("The data are as they were before the update")
