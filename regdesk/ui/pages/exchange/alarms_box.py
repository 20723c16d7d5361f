"""What calls for a person, above everything else on the exchange page: what is so, and what to do."""

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtWidgets import QFrame

from regdesk.actions.alarms import Alarm
from regdesk.i18n import N_, tr
from regdesk.ui.pages.workplace import Workplace
from regdesk.ui.pieces import appear, column, empty
from regdesk.ui.widgets.button import Button
from regdesk.ui.widgets.notes import Note

_PLACES: Final[Mapping[str, str]] = {
    "keys": N_("Computers and keys"),
    "backup": N_("Backup copies"),
    "audit": N_("Log of reading"),
    "reference": N_("Reference data"),
}


class AlarmsBox(QFrame):
    """Calm notes, one for each alarm; hidden while there is none. None leads to the page it stands on."""

    def __init__(self, place: Workplace, here: str = "") -> None:
        super().__init__()
        self._place, self._notes, self._here = place, column(gap=8), here
        self.setAccessibleName(tr(N_("What needs you")))
        self.setLayout(self._notes)

    def show_alarms(self, found: Sequence[Alarm]) -> None:
        """Show what is so and what to do."""
        empty(self._notes)
        for one in found:
            leads = one.place in _PLACES and one.place != self._here and one.place in self._place.shell.places
            buttons = [self._button(one.place)] if leads else []
            text = tr(one.next).format(**one.values)
            self._notes.addWidget(Note(text, "warning", *buttons, title=tr(one.text).format(**one.values)))
        appear(self, on=bool(found))

    def _button(self, place: str) -> Button:
        button = Button(tr(_PLACES[place]), height="compact")
        button.clicked.connect(lambda _: self._place.shell.open(place))
        return button
