"""The follow-up dates of a plan: proposed from its start, each may be changed, taken out or added."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QToolButton, QWidget

from regdesk.domain.plans import WHO, Planned
from regdesk.errors import Refused
from regdesk.i18n import N_, tr
from regdesk.ui.editors import ChoiceEditor, DateEditor, TextEditor
from regdesk.ui.field import Field
from regdesk.ui.pages.case import regimen_words
from regdesk.ui.pages.case.regimen_words import WHAT
from regdesk.ui.pieces import column, empty, row, sized, with_icon
from regdesk.ui.widgets.button import Button


class PlannedRows(QWidget):
    """Rows of date, what for and whose. Until one is changed, they follow the start of the plan.

    `edited` tells that somebody changed one.
    """

    edited = Signal()

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self._today, self._rows = today, list[PlannedRow]()
        self.touched, self._proposed = False, tuple[Planned, ...]()
        self._lines = column(gap=6)
        self.add = Button(tr(N_("Add a date")), "link", icon="plus", height="compact")
        self.add.clicked.connect(lambda _: self._on_add())
        self.setLayout(column(self._lines, row(self.add, None), gap=6))

    def show_planned(self, planned: Sequence[Planned]) -> None:
        """Show these dates."""
        empty(self._lines)
        self._rows = []
        for one in planned:
            self._append(one)
        self.touched = False

    def propose(self, planned: Sequence[Planned]) -> None:
        """Show these dates, unless a person has changed any."""
        if not self.touched and tuple(planned) != self._proposed:
            self.show_planned(planned)
            self._proposed = tuple(planned)

    def rows(self) -> list["PlannedRow"]:
        """Give the rows shown."""
        return list(self._rows)

    def typed(self) -> list[list[Any]]:
        """Give each line as it was typed; nothing while the lines follow the start of the plan."""
        return [one.typed() for one in self._rows] if self.touched else []

    def restore(self, rows: Sequence[Sequence[Any]]) -> None:
        """Show lines again as they were typed."""
        if rows:
            self.show_planned(())
            for typed in rows:
                self._append(None).restore(typed)
            self.touched = True

    def planned(self) -> tuple[tuple[Planned, ...], list[tuple[Field, str]]]:
        """Give the dates in order, and what is to mend."""
        read = [one.planned() for one in self._rows]
        errors = [
            (one.on, found) for one, found in zip(self._rows, read, strict=True) if isinstance(found, str)
        ]
        made = [found for found in read if isinstance(found, Planned)]
        return tuple(sorted(made, key=lambda one: one.on)), errors

    def _append(self, planned: Planned | None) -> "PlannedRow":
        made = PlannedRow(planned, self._today)
        made.on.edited.connect(self._touch)
        made.what.edited.connect(self._touch)
        made.who.edited.connect(self._touch)
        made.away.clicked.connect(lambda _: self._take_away(made))
        self._rows.append(made)
        self._lines.addWidget(made)
        return made

    def _on_add(self) -> None:
        self._touch()
        self._append(None).on.jump()

    def _take_away(self, one: "PlannedRow") -> None:
        self._touch()
        self._rows.remove(one)
        one.hide()
        one.deleteLater()

    def _touch(self) -> None:
        self.touched = True
        self.edited.emit()


class PlannedRow(QFrame):
    """One date."""

    def __init__(self, planned: Planned | None, today: Callable[[], date]) -> None:
        super().__init__()
        self.on = Field("on", DateEditor(today))
        self.what, self.who = Field("what", TextEditor()), Field("who", ChoiceEditor(WHO, optional=False))
        for field, name in ((self.on, N_("Date")), (self.what, N_("What for")), (self.who, N_("Whose"))):
            field.editor.inside.setAccessibleName(tr(name))
        sized(self.who, max_width=200)
        self._code = planned.what if planned else ""
        self.on.editor.set_value(planned.on if planned else None)
        self.what.editor.set_value(regimen_words.what(self._code) if planned else "")
        self.who.editor.set_value(planned.who if planned else "host")
        self.away = QToolButton()
        self.away.setAccessibleName(tr(N_("Take this date out")))
        self.away.setToolTip(self.away.accessibleName())
        with_icon(self.away, "x", "text.secondary", 16)
        line = row(self.on, self.what, self.who, self.away, gap=10)
        line.setStretch(1, 1)
        self.setLayout(line)

    def typed(self) -> list[Any]:
        """Give the date, what for with its code, and whose, as they were typed."""
        return [self.on.editor.raw(), self.what.editor.raw(), self.who.editor.raw(), self._code]

    def restore(self, typed: Sequence[Any]) -> None:
        """Show them again."""
        on, what, who, self._code = typed
        for field, raw in ((self.on, on), (self.what, what), (self.who, who)):
            field.editor.set_raw(raw)

    def planned(self) -> Planned | str:
        """Give the date, or the sentence on what is to mend."""
        try:
            on = self.on.editor.value()
        except Refused as refused:
            on, said = None, tr(refused.message)
        else:
            said = "" if on else tr(N_("Enter the date, or take the line out."))
        self.on.show_error(said)
        if on is None:
            return said
        return Planned(on=on, what=self._what(), who=str(self.who.editor.raw()) or "host")

    def _what(self) -> str:
        """Keep the code where its words were not changed, so that each paper says it in its own language."""
        text = str(self.what.editor.raw())
        return self._code if self._code in WHAT and text == regimen_words.what(self._code) else text
