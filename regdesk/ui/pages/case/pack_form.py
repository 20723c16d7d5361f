"""The form of a parcel: batch, packs and expiry of each item of the prescription, way and seal."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtWidgets import QFrame, QWidget

from regdesk.actions import supply as acting
from regdesk.actions.cases import Look
from regdesk.domain.plans import Plan, Prescribed, Prescription
from regdesk.domain.routes import LEAD_DAYS
from regdesk.domain.supply import Dispensing, Packed, Parcel
from regdesk.errors import Refused, RegDeskError
from regdesk.i18n import N_, tr
from regdesk.ui.editors import DateEditor, Editor, NumberEditor, TextEditor
from regdesk.ui.field import Field
from regdesk.ui.forms import FactForm
from regdesk.ui.pieces import column, label, line, row
from regdesk.ui.widgets.error_summary import ErrorSummary

Both = tuple[Dispensing, Parcel]


class PackForm(QWidget):
    """Items are named by their letters: whoever packs has the prescription beside the window."""

    def __init__(self, look: Look, today: Callable[[], date]) -> None:
        super().__init__()
        self._today, self.summary = today, ErrorSummary()
        recipe, plan = look.case.one(Prescription), look.case.one(Plan)
        self.days = Field("days", NumberEditor(int), text=N_("Days of full doses"))
        self.days.editor.set_value(plan.days if plan else None)
        self.items = [PackedRow(one, today) for one in (recipe.medicines if recipe else ())]
        self.parcel = FactForm(Parcel, today, without=["on"])
        self.parcel.fields["number"].editor.set_value(acting.number(look.case))
        self.parcel.fields["expected_on"].editor.set_value(_expected(today()))
        self.setLayout(column(self.summary, self.days, *self.items, line(), self.parcel, gap=14))

    def fact(self) -> Both | None:
        """Give what was set aside and its parcel, or None after showing what is to mend."""
        read = [item.packed() for item in self.items]
        errors = [(field, text) for _, found in read for field, text in found]
        days = _value(self.days, errors)
        if not days and not self.days.error():
            errors.insert(0, (self.days, tr(N_("Enter for how many days the medicines are."))))
        self.summary.show_lines([(text, field.jump) for field, text in errors])
        parcel = self.parcel.fact(on=self._today())
        if errors or parcel is None:
            return None
        items = tuple(packed for packed, _ in read if packed)
        dispensing = Dispensing(on=self._today(), days=int(days), items=items)
        try:
            dispensing.check()
        except Refused as refused:
            self.show_refusal(refused)
            return None
        return dispensing, parcel

    def show_refusal(self, error: RegDeskError) -> None:
        """Say on top why it was refused."""
        self.summary.show_sentence(tr(error.message).format(**error.values))


class PackedRow(QFrame):
    """One item: how many units in how many packs, of which batch, good until when."""

    def __init__(self, prescribed: Prescribed, today: Callable[[], date]) -> None:
        super().__init__()
        self._item = prescribed.item
        self.units = _field("units", NumberEditor(int), N_("Units"), prescribed.quantity)
        self.packs = _field("packs", NumberEditor(int), N_("Packs"), prescribed.packs)
        self.batch = _field("batch", TextEditor(), N_("Batch"), None)
        self.expires = _field("expires", DateEditor(today), N_("Good until"), None)
        title = f"{prescribed.item}. {prescribed.inn}, {prescribed.strength}"
        fields = row(self.units, self.packs, self.batch, self.expires, gap=10)
        for number, share in enumerate((2, 2, 3, 0)):
            fields.setStretch(number, share)
        self.setLayout(column(label(title, "body.strong", wrap=True), fields, gap=6))

    def packed(self) -> tuple[Packed | None, Sequence[tuple[Field, str]]]:
        """Give the item, and what is to mend."""
        errors: list[tuple[Field, str]] = []
        units, packs = _value(self.units, errors), _value(self.packs, errors)
        expires, batch = _value(self.expires, errors), str(self.batch.editor.raw())
        lacks = (
            (self.units, units is None, N_("Enter how many units are packed.")),
            (self.packs, packs is None, N_("Enter how many packs there are.")),
            (self.batch, not batch, N_("Enter the batch as it is printed on the pack.")),
            (self.expires, expires is None, N_("Enter until when the pack is good.")),
        )
        said = {id(field) for field, _ in errors}
        errors += [(field, tr(text)) for field, lack, text in lacks if lack and id(field) not in said]
        for field, _, _ in lacks:
            field.show_error(next((text for one, text in errors if one is field), ""))
        if errors:
            return None, errors
        return Packed(item=self._item, units=units, packs=packs, batch=batch, expires_on=expires), []


def _field(name: str, editor: Editor, text: str, value: object) -> Field:
    made = Field(name, editor, text=text)
    made.editor.set_value(value)
    return made


def _value(field: Field, errors: list[tuple[Field, str]]) -> Any:
    try:
        value = field.editor.value()
    except Refused as refused:
        errors.append((field, tr(refused.message)))
        field.show_error(tr(refused.message))
        return None
    field.show_error("")
    return value


def _expected(today: date) -> date:
    return date.fromordinal(today.toordinal() + LEAD_DAYS)
