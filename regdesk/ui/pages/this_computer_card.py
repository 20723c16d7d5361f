"""The computer itself in the settings: a report for support, and erasing all that RegDesk has here."""

from typing import Final

from PySide6.QtCore import Signal

from regdesk.actions import diagnosis, erasing_computer
from regdesk.actions.erasing_computer import Unsent
from regdesk.i18n import N_, tr
from regdesk.ui.dialogs.erase import EraseDialog
from regdesk.ui.dialogs.report import ReportDialog
from regdesk.ui.pages.workplace import Workplace
from regdesk.ui.pieces import label, row
from regdesk.ui.widgets.button import Button
from regdesk.ui.widgets.card import Card

_HINT: Final = N_("The report holds numbers and versions only and is sent nowhere by itself.")


class ThisComputerCard(Card):
    """`erase_confirmed`: the person typed the word; the window does the rest."""

    erase_confirmed = Signal()

    def __init__(self, place: Workplace) -> None:
        self._place = place
        self.report = Button(tr(N_("Report for support")), icon="file-text")
        self.erase = Button(tr(N_("Erase this computer…")), "danger", icon="trash-2")
        super().__init__(
            tr(N_("This computer")),
            label(tr(_HINT), "caption", "tertiary", wrap=True),
            row(self.report, None),
            row(self.erase, None),
            icon="monitor",
        )
        self.report.clicked.connect(lambda _: self.open_report())
        self.erase.clicked.connect(lambda _: self.ask())

    def open_report(self) -> ReportDialog:
        """Make the report and show it."""
        desk = self._place.desk
        dialog = ReportDialog(
            self.window(), self._place.background, lambda: diagnosis.report(desk.folder, desk)
        )
        dialog.open()
        return dialog

    def ask(self) -> None:
        """Count what would be lost, then ask."""
        desk = self._place.desk
        self._place.background.run(lambda: erasing_computer.unsent(desk), self._ask)

    def _ask(self, found: Unsent) -> None:
        dialog = EraseDialog(self.window(), found)
        dialog.confirmed.connect(self.erase_confirmed)
        dialog.stick_asked.connect(lambda: self._place.shell.open("exchange"))
        dialog.open()
