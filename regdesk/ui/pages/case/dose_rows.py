"""The medicines of a plan, one row each: what, strength, how many, at which times, how many in a pack."""

import re
from collections.abc import Sequence
from decimal import Decimal
from string import ascii_uppercase
from typing import Any, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QToolButton, QWidget

from regdesk.catalogue.regimens import Regimen
from regdesk.catalogue.rows import in_language
from regdesk.domain.plans import FORMS, SHAPES, Dose
from regdesk.errors import Refused
from regdesk.i18n import N_, language, tr
from regdesk.ui.editors import ChoiceEditor, Editor, NumberEditor, TextEditor
from regdesk.ui.field import Field
from regdesk.ui.pieces import column, empty, row, sized, with_icon
from regdesk.ui.widgets.button import Button

_ONCE_AT = "21:00"
_USUAL_PACK = 30
Error = tuple[Field, str]


class DoseRows(QWidget):
    """Rows that can be added and taken away; `edited` tells of any change."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[DoseRow] = []
        self._lines = column(gap=10)
        self.add = Button(tr(N_("Add a medicine")), "link", icon="plus", height="compact")
        self.add.clicked.connect(lambda _: self._append(None).inn.jump())
        self.setLayout(column(self._lines, row(self.add, None), gap=6))

    def show_regimen(self, regimen: Regimen) -> None:
        """Show the medicines of a ready-made regimen; times only where a label says once a day."""
        self.show_doses(
            [
                Dose(
                    item=ascii_uppercase[number],
                    inn=in_language(medicine.inn, language()),
                    strength=in_language(medicine.strength, language()),
                    form=medicine.form,
                    times=(_ONCE_AT,) if medicine.once_daily else (),
                    pack=_USUAL_PACK,
                )
                for number, medicine in enumerate(regimen.medicines)
            ]
        )

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

    def _append(self, dose: Dose | None) -> "DoseRow":
        made = DoseRow(dose, first=not self._rows)
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


class DoseRow(QFrame):
    """One medicine."""

    edited = Signal()
    gone = Signal()

    def __init__(self, dose: Dose | None, *, first: bool) -> None:
        super().__init__()
        self.inn = _field("inn", TextEditor(), N_("Medicine (INN)"))
        self.strength = _field("strength", TextEditor(), N_("Strength"))
        self.units = _field("units", NumberEditor(Decimal), N_("At a time"))
        self.form = _field("form", ChoiceEditor(FORMS, optional=False), N_("Form"))
        self.times = _field("times", TextEditor(), N_("Times"))
        self.pack = _field("pack", NumberEditor(int), N_("In a pack"))
        self.shape = _field("shape", ChoiceEditor(SHAPES, optional=True), N_("Shape"))
        away = QToolButton()
        away.setAccessibleName(tr(N_("Take this medicine out")))
        away.setToolTip(away.accessibleName())
        with_icon(away, "x", "text.secondary", 16)
        away.clicked.connect(lambda _: self.gone.emit())
        away.setVisible(not first)
        small = (
            (self.strength, 250),
            (self.units, 76),
            (self.form, 116),
            (self.times, 112),
            (self.pack, 76),
            (self.shape, 112),
        )
        for field, width in small:
            sized(field, max_width=width)
        sized(self.strength, min_width=200)
        upper = row(self.inn, self.strength, column(24, away, None, gap=0), gap=10)
        upper.setStretch(0, 1)
        lower = row(self.units, self.form, self.times, self.pack, self.shape, None, gap=10)
        self.setLayout(column(upper, lower, gap=8))
        self._show(dose)
        for field in self._fields():
            field.edited.connect(self.edited)

    def typed(self) -> list[Any]:
        """Give every field as it was typed."""
        return [field.editor.raw() for field in self._fields()]

    def restore(self, typed: Sequence[Any]) -> None:
        """Show the fields again as they were typed."""
        for field, raw in zip(self._fields(), typed, strict=False):
            field.editor.set_raw(raw)

    def dose(self, item: str) -> tuple[Dose | None, list[Error]]:
        """Give the medicine under a letter, and what is to mend in it."""
        errors: list[Error] = []
        units, pack = _number(self.units, errors), _number(self.pack, errors)
        inn, strength = str(self.inn.editor.raw()), str(self.strength.editor.raw())
        times = _times(str(self.times.editor.raw()))
        wrong = (
            (self.inn, not inn, N_("Enter the medicine by its international name.")),
            (self.units, units is not None and units <= 0, N_("Enter how many are taken at a time.")),
            (self.times, not times, N_("Enter at least one time, for example 21:00.")),
            (self.pack, pack is not None and pack <= 0, N_("Enter how many are in a pack.")),
        )
        errors += [(field, tr(text)) for field, bad, text in wrong if bad]
        for field in self._fields():
            field.show_error(next((text for one, text in errors if one is field), ""))
        if errors or units is None or pack is None:
            return None, errors
        form, shape = str(self.form.editor.raw()), str(self.shape.editor.raw())
        made = Dose(
            item=item,
            inn=inn,
            strength=strength,
            form=form,
            units=units,
            times=times,
            shape=shape,
            pack=int(pack),
        )
        return made, []

    def _fields(self) -> tuple[Field, ...]:
        return self.inn, self.strength, self.units, self.form, self.times, self.pack, self.shape

    def _show(self, dose: Dose | None) -> None:
        self.units.editor.set_value(dose.units if dose else 1)
        self.pack.editor.set_value(dose.pack if dose else _USUAL_PACK)
        self.form.editor.set_value(dose.form if dose else "tablet")
        if dose:
            self.inn.editor.set_value(dose.inn)
            self.strength.editor.set_value(dose.strength)
            cast("QLineEdit", self.strength.editor.inside).setCursorPosition(0)
            self.times.editor.set_value(", ".join(dose.times))
            self.shape.editor.set_value(dose.shape)


def _field(name: str, editor: Editor, text: str) -> Field:
    return Field(name, editor, text=text)


def _number(field: Field, errors: list[Error]) -> Decimal | None:
    try:
        value = field.editor.value()
    except Refused as refused:
        errors.append((field, tr(refused.message)))
        return None
    return Decimal(value or 0)


def _times(text: str) -> tuple[str, ...]:
    """Read times of day: `9, 21:00` gives 09:00 and 21:00; what is no time of day gives none at all."""
    found: list[str] = []
    for word in re.split(r"[,; ]+", text.strip()):
        match = re.fullmatch(r"(\d{1,2})(?:[:.](\d{2}))?", word)
        if not match or int(match[1]) > 23 or int(match[2] or 0) > 59:
            return ()
        found.append(f"{int(match[1]):02}:{match[2] or '00'}")
    return tuple(dict.fromkeys(sorted(found)))
