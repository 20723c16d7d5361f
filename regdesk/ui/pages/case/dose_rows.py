"""The medicines of a plan, one row each; a ready-made regimen fills them, a remedy adds one."""

from collections.abc import Callable, Sequence
from datetime import date
from string import ascii_uppercase
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from regdesk.advice.advice import Remedy
from regdesk.domain.plans import Dose
from regdesk.i18n import N_, tr
from regdesk.ui.pages.case import proposed
from regdesk.ui.pages.case.dose_row import DoseRow, Error
from regdesk.ui.pieces import column, empty, row
from regdesk.ui.widgets.button import Button


class DoseRows(QWidget):
    """Rows that can be added and taken away; `edited` tells of any change."""

    edited = Signal()

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self._today, self._rows = today, list[DoseRow]()
        self._lines = column(gap=10)
        self.add = Button(tr(N_("Add a medicine")), "link", icon="plus", height="compact")
        self.add.clicked.connect(lambda _: self._append(None).inn.jump())
        self.setLayout(column(self._lines, row(self.add, None), gap=6))

    def add_remedy(self, remedy: Remedy) -> None:
        """Add the dose that a check offers, so many hours after the one it joins."""
        self._append(proposed.further(remedy, self.sketch())).times.jump()
        self.edited.emit()

    def show_doses(self, doses: Sequence[Dose]) -> None:
        """Show these medicines; none leaves one empty row."""
        empty(self._lines)
        self._rows = []
        for dose in doses or (None,):
            self._append(dose)
        self.edited.emit()

    def rows(self) -> list["DoseRow"]:
        """Give the rows shown."""
        return list(self._rows)

    def typed(self) -> list[list[Any]]:
        """Give each row as it was typed."""
        return [one.typed() for one in self._rows]

    def restore(self, rows: Sequence[Sequence[Any]]) -> None:
        """Show rows again as they were typed."""
        self.show_doses(())
        for number, typed in enumerate(rows):
            (self._append(None) if number else self._rows[0]).restore(typed)

    def doses(self) -> tuple[tuple[Dose, ...], list[Error]]:
        """Give the medicines typed, and what is to mend in them; the mending shows under the fields."""
        read = [one.dose(ascii_uppercase[number]) for number, one in enumerate(self._rows)]
        errors = [error for _, found in read for error in found]
        return tuple(dose for dose, _ in read if dose), errors

    def sketch(self) -> tuple[Dose, ...]:
        """Give the medicines as far as they are typed, to be checked meanwhile; nothing is said of errors."""
        letters = zip(ascii_uppercase, self._rows, strict=False)
        return tuple(one.sketch(letter) for letter, one in letters if one.inn.editor.raw())

    def _append(self, dose: Dose | None) -> "DoseRow":
        made = DoseRow(dose, self._today, first=not self._rows)
        made.edited.connect(self.edited)
        made.gone.connect(lambda: self._take_away(made))
        self._rows.append(made)
        self._lines.addWidget(made)
        return made

    def _take_away(self, one: "DoseRow") -> None:
        self._rows.remove(one)
        one.hide()
        one.deleteLater()
        self.edited.emit()
