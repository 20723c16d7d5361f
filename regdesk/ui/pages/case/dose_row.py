"""One medicine of a plan: what, strength, how many, at which times, on which days, how many in a pack."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QToolButton

from regdesk.domain.plans import FORMS, SHAPES, Dose
from regdesk.errors import Refused
from regdesk.i18n import N_, tr
from regdesk.ui.editors import ChoiceEditor, DateEditor, Editor, NumberEditor, TextEditor
from regdesk.ui.field import Field
from regdesk.ui.pages.case.proposed import USUAL_PACK
from regdesk.ui.pieces import appear, box, column, row, sized, with_icon
from regdesk.ui.widgets.button import Button
from regdesk.ui.widgets.flow_layout import FlowLayout

EVERY = {"1": N_("every day"), "2": N_("every second day"), "7": N_("once a week")}
Error = tuple[Field, str]


class DoseRow(QFrame):
    """One medicine. The days it is taken on show where they are not all, or on one press."""

    edited = Signal()
    gone = Signal()

    def __init__(self, dose: Dose | None, today: Callable[[], date], *, first: bool) -> None:
        super().__init__()
        self._medicine, self._named = "", ""
        self.inn = _field("inn", TextEditor(), N_("Medicine (INN)"))
        self.strength = _field("strength", TextEditor(), N_("Strength"))
        self.units = _field("units", NumberEditor(Decimal), N_("At a time"))
        self.form = _field("form", ChoiceEditor(FORMS, optional=False), N_("Form"))
        self.times = _field("times", TextEditor(), N_("Times"))
        self.pack = _field("pack", NumberEditor(int), N_("In a pack"))
        self.shape = _field("shape", ChoiceEditor(SHAPES, optional=True), N_("Shape"))
        self.every = _field("every", ChoiceEditor(EVERY, optional=False), N_("How often"))
        self.first_day = _field("first_day", NumberEditor(int), N_("From day"))
        self.last_day = _field("last_day", NumberEditor(int), N_("To day"))
        self.until = _field("until", DateEditor(today), N_("Until"))
        self.some_days = Button(tr(N_("Not every day…")), "link", height="compact")
        self.some_days.clicked.connect(lambda _: self._show_days(on=True))
        self._lay_out(self._away(first=first))
        self._show(dose)
        for field in self._fields():
            field.edited.connect(self.edited)

    def typed(self) -> list[Any]:
        """Give every field as it was typed, and which medicine of the catalogue it was."""
        return [*(field.editor.raw() for field in self._fields()), self._medicine, self._named]

    def restore(self, typed: Sequence[Any]) -> None:
        """Show the fields again as they were typed."""
        fields = self._fields()
        for field, raw in zip(fields, typed, strict=False):  # a draft of an earlier version has fewer
            field.editor.set_raw(raw)
        self._medicine, self._named = typed[len(fields) :] or ("", "")
        self._show_days(on=self._partly())

    def dose(self, item: str) -> tuple[Dose | None, list[Error]]:
        """Give the medicine under a letter, and what is to mend in it."""
        errors: list[Error] = []
        numbers = {
            one.name: _number(one, errors) for one in (self.units, self.pack, self.first_day, self.last_day)
        }
        until = _date(self.until, errors)
        made = self._made(item, numbers, until)
        wrong = (
            (self.inn, not made.inn, N_("Enter the medicine by its international name.")),
            (self.units, not _some(numbers["units"]), N_("Enter how many are taken at a time.")),
            (self.times, not made.times, N_("Enter at least one time, for example 21:00.")),
            (self.pack, not _some(numbers["pack"]), N_("Enter how many are in a pack.")),
        )
        errors += [(field, tr(text)) for field, bad, text in wrong if bad]
        if not errors:
            try:
                made.check()
            except Refused as refused:
                errors.append((self.first_day, tr(refused.message)))
        for field in self._fields():
            field.show_error(next((text for one, text in errors if one is field), ""))
        return (None if errors else made), errors

    def sketch(self, item: str) -> Dose:
        """Give the medicine as far as it is typed: what cannot be read yet is as if it were not there."""
        unread: list[Error] = []
        numbers = {
            one.name: _number(one, unread) for one in (self.units, self.pack, self.first_day, self.last_day)
        }
        return self._made(item, numbers, _date(self.until, unread))

    def _made(self, item: str, numbers: dict[str, Decimal | None], until: date | None) -> Dose:
        inn, every = str(self.inn.editor.raw()), str(self.every.editor.raw())
        first, last = numbers["first_day"], numbers["last_day"]
        return Dose(
            item=item,
            inn=inn,
            strength=str(self.strength.editor.raw()),
            form=str(self.form.editor.raw()),
            units=numbers["units"] or Decimal(0),
            times=_times(str(self.times.editor.raw())),
            shape=str(self.shape.editor.raw()),
            pack=int(numbers["pack"] or 0),
            until=until,
            medicine=self._medicine if inn == self._named else "",
            every=int(every) if every not in ("", "1") else None,
            first_day=int(first) if first is not None else None,
            last_day=int(last) if last is not None else None,
        )

    def _fields(self) -> tuple[Field, ...]:
        return (
            self.inn,
            self.strength,
            self.units,
            self.form,
            self.times,
            self.pack,
            self.shape,
            self.every,
            self.first_day,
            self.last_day,
            self.until,
        )

    def _partly(self) -> bool:
        days = (self.first_day, self.last_day, self.until)
        return self.every.editor.raw() not in ("", "1") or any(one.editor.raw() for one in days)

    def _show_days(self, *, on: bool) -> None:
        appear(self._days, on=on)
        appear(self.some_days, on=not on)

    def _away(self, *, first: bool) -> QToolButton:
        away = QToolButton()
        away.setAccessibleName(tr(N_("Take this medicine out")))
        away.setToolTip(away.accessibleName())
        with_icon(away, "x", "text.secondary", 16)
        away.clicked.connect(lambda _: self.gone.emit())
        away.setVisible(not first)
        return away

    def _lay_out(self, away: QToolButton) -> None:
        small = (
            (self.strength, 250),
            (self.units, 76),
            (self.form, 116),
            (self.times, 112),
            (self.pack, 76),
            (self.shape, 112),
            (self.every, 150),
            (self.first_day, 76),
            (self.last_day, 76),
            (self.until, 130),
        )
        for field, width in small:
            sized(field, max_width=width)
        sized(self.strength, min_width=200)
        upper = row(self.inn, self.strength, column(24, away, None, gap=0), gap=10)
        upper.setStretch(0, 1)
        others = box(column(28, self.some_days, gap=0))
        lower = (self.units, self.form, self.times, self.pack, self.shape, others)
        self._days = box(FlowLayout(self.every, self.first_day, self.last_day, self.until, gap=10))
        self.setLayout(column(upper, box(FlowLayout(*lower, gap=10)), self._days, gap=6))

    def _show(self, dose: Dose | None) -> None:
        self.units.editor.set_value((dose.units or None) if dose else 1)
        self.pack.editor.set_value(dose.pack if dose else USUAL_PACK)
        self.form.editor.set_value(dose.form if dose else "tablet")
        self.every.editor.set_raw(str(dose.every or 1) if dose else "1")
        if dose:
            self._medicine, self._named = dose.medicine, dose.inn
            self.inn.editor.set_value(dose.inn)
            self.strength.editor.set_value(dose.strength)
            cast("QLineEdit", self.strength.editor.inside).setCursorPosition(0)
            self.times.editor.set_value(", ".join(dose.times))
            self.shape.editor.set_value(dose.shape)
            self.first_day.editor.set_value(dose.first_day)
            self.last_day.editor.set_value(dose.last_day)
            self.until.editor.set_value(dose.until)
        self._show_days(on=self._partly())


def _field(name: str, editor: Editor, text: str) -> Field:
    return Field(name, editor, text=text)


def _some(number: Decimal | None) -> bool:
    return number is not None and number > 0


def _number(field: Field, errors: list[Error]) -> Decimal | None:
    """Read a number, None where nothing is typed or it cannot be read."""
    try:
        value = field.editor.value()
    except Refused as refused:
        errors.append((field, tr(refused.message)))
        return None
    return None if value is None else Decimal(value)


def _date(field: Field, errors: list[Error]) -> date | None:
    try:
        value: date | None = field.editor.value()
    except Refused as refused:
        errors.append((field, tr(refused.message)))
        return None
    return value


def _times(text: str) -> tuple[str, ...]:
    """Read times of day: `9, 21:00` gives 09:00 and 21:00; what is no time of day gives none at all."""
    found: list[str] = []
    for word in re.split(r"[,; ]+", text.strip()):
        match = re.fullmatch(r"(\d{1,2})(?:[:.](\d{2}))?", word)
        if not match or int(match[1]) > 23 or int(match[2] or 0) > 59:
            return ()
        found.append(f"{int(match[1]):02}:{match[2] or '00'}")
    return tuple(dict.fromkeys(sorted(found)))
