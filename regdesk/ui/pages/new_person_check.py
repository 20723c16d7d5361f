"""The last step of "New person": every answer once more, each with a way to change it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from regdesk.i18n import N_, tr
from regdesk.ui.pages.new_person_steps import Answers, Step
from regdesk.ui.pieces import box, column, empty, label, row, sized
from regdesk.ui.widgets.button import Button
from regdesk.ui.widgets.card import Card


class CheckStep(Step):
    """`asked` carries the number of the step to change."""

    title = N_("Check")
    hint = N_("This is what the case begins with. Everything can still be corrected later.")
    asked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._cards = column(gap=10)
        self.lay_out(self._cards)

    def show_answers(self, groups: Sequence[tuple[int, str, Answers]]) -> None:
        """Show the answers of each step: its number, its title (msgid) and what was said."""
        self.summary.clear()
        empty(self._cards)
        for number, title, answers in groups:
            self._cards.addWidget(self._card(number, tr(title), answers))

    def _card(self, number: int, title: str, answers: Answers) -> QWidget:
        change = Button(tr(N_("Change")), "link", height="compact")
        change.setAccessibleName(tr(N_("Change: {what}")).format(what=title))
        change.clicked.connect(partial(self._ask, number))
        lines = [_answer(name, value) for name, value in answers]
        nothing = label(tr(N_("nothing said yet")), "label", "tertiary")
        return Card(title, *(lines or [nothing]), right=change)

    def _ask(self, number: int, *_: object) -> None:
        self.asked.emit(number)


def _answer(name: str, value: str) -> QFrame:
    said = label(name, "label", "secondary", wrap=True)
    sized(said, width=230)
    line = row(said, label(value, "body", wrap=True), gap=12)
    line.setStretch(1, 1)
    return box(line)
