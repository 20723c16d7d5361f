"""Beside the computers: the safety number, the key epochs in plain words, and the paper sheet's state."""

from collections.abc import Sequence

from PySide6.QtCore import Signal

from regdesk.actions.computers import Epoch, Overview
from regdesk.i18n import N_, tr
from regdesk.ui.dates import long_date
from regdesk.ui.pages.workplace import Workplace
from regdesk.ui.pieces import appear, column, empty, label, row
from regdesk.ui.widgets.button import Button
from regdesk.ui.widgets.card import Card
from regdesk.ui.widgets.notes import Note

_DIGITS = N_(
    "All computers of the organisation show the same digits after an exchange. If one shows others, call its "
    "people and look at the list of computers together."
)
_EPOCHS = N_("A new key begins when a computer or a person is removed. Older keys open what came before.")
_NO_SHEET = N_(
    "There is no recovery sheet. If all computers are lost, everything that was not shared is lost."
)


class DigitsCard(Card):
    """Thirty digits for the list of keys as this computer has it."""

    def __init__(self) -> None:
        self.digits = label("", "title.m", wrap=True)
        self.digits.setAccessibleName(tr(N_("Safety number")))
        said = label(tr(_DIGITS), "small", "secondary", wrap=True)
        self.join = Button(tr(N_("Join the two lists")))
        inside = (self.digits, said, row(self.join, None))
        super().__init__(tr(N_("Safety number of the organisation")), *inside, icon="shield-check")
        appear(self.join, on=False)

    def show_digits(self, digits: str) -> None:
        """Show the digits, read by a screen reader in groups."""
        self.digits.setText(digits)
        self.digits.setAccessibleDescription(digits)


class EpochsCard(Card):
    """One line for each key of the organisation, the newest first."""

    def __init__(self, place: Workplace) -> None:
        self._place, self._lines = place, column(gap=4)
        said = label(tr(_EPOCHS), "small", "secondary", wrap=True)
        super().__init__(tr(N_("Keys of the organisation")), self._lines, said, icon="key-round")

    def show_epochs(self, found: Sequence[Epoch]) -> None:
        """Show them in plain words."""
        empty(self._lines)
        today = self._place.desk.clock.today()
        for one in reversed(found):
            day = long_date(one.begun_on, today)
            text = tr(N_("Key no. {number}, since {day}")).format(number=one.number, day=day)
            newest = one is found[-1]
            absent = "" if one.here else f" · {tr(N_('not on this computer yet'))}"
            tone = "primary" if newest else "secondary"
            self._lines.addWidget(label(text + absent, "body.strong" if newest else "small", tone, wrap=True))


class SheetCard(Card):
    """Whether there is a paper sheet, since when, and the way to a new one."""

    asked = Signal()

    def __init__(self, place: Workplace) -> None:
        self._place = place
        self._state = label("", "body", wrap=True)
        self._none = Note(tr(_NO_SHEET), "warning")
        self.make = Button("", icon="printer")
        self.file = Button(tr(N_("Save the file for the envelope…")), "link", height="compact")
        super().__init__(
            tr(N_("Recovery sheet")),
            self._state,
            self._none,
            row(self.make, None),
            row(self.file, None),
            icon="file-text",
        )
        self.make.clicked.connect(lambda _: self.asked.emit())

    def show_overview(self, found: Overview) -> None:
        """Say how it stands with the sheet."""
        if found.sheet_on:
            day = long_date(found.sheet_on, self._place.desk.clock.today())
            self._state.setText(tr(N_("In force since {day}.")).format(day=day))
        appear(self._state, on=found.sheet_on is not None)
        appear(self._none, on=found.sheet_on is None)
        appear(self.file, on=found.sheet_on is not None)
        again = N_("Make a new sheet") if found.sheet_on else N_("Make a recovery sheet")
        self.make.show_text(tr(again), icon="printer")
        appear(self.make, on=found.admin)
