"""The form of a parcel: from which batches each item of the prescription is taken, way and seal."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from PySide6.QtWidgets import QFrame

from regdesk.actions import stock
from regdesk.actions import supply as acting
from regdesk.actions.cases import Look
from regdesk.actions.desk import Desk
from regdesk.actions.stock import BatchRow, Portion
from regdesk.domain.plans import Plan, Prescribed, Prescription
from regdesk.domain.supply import Dispensing, Packed, Parcel
from regdesk.i18n import N_, tr
from regdesk.ui.editors import ChoiceEditor, DateEditor, NumberEditor, TextEditor
from regdesk.ui.forms import FactForm
from regdesk.ui.pieces import column, label, line, row
from regdesk.ui.reading import Errors, HandForm, beside, field, read
from regdesk.ui.stock_words import batch_said
from regdesk.ui.widgets.button import Button
from regdesk.ui.widgets.notes import Note

Both = tuple[Dispensing, Parcel]
_USUAL_PACK = 30


class PackForm(HandForm):
    """Items are named by their letters: whoever packs has the prescription beside the window.

    Where nobody writes the stock down there are no batches to choose from, and all is typed by hand.
    """

    def __init__(self, look: Look, today: Callable[[], date], packing: "Packing") -> None:
        super().__init__()
        self._today = today
        recipe, plan = look.case.one(Prescription), look.case.one(Plan)
        self.days = field(
            "days", NumberEditor(int), N_("Days of full doses"), plan.supply_days if plan else None
        )
        packs = {dose.item: dose.pack for dose in plan.doses} if plan else {}
        self.groups = [
            ItemRows(one, packs.get(one.item, _USUAL_PACK), packing.fitting.get(one.item), today)
            for one in (recipe.medicines if recipe else ())
        ]
        self.parcel = FactForm(Parcel, today, without=["on"])
        self.parcel.fields["number"].editor.set_value(packing.number)
        self.parcel.fields["expected_on"].editor.set_value(today() + timedelta(days=look.coverage.lead_days))
        self.setLayout(column(self.summary, self.days, *self.groups, line(), self.parcel, gap=14))

    @property
    def items(self) -> list["PackedRow"]:
        """Every row of every item."""
        return [one for group in self.groups for one in group.rows]

    def fact(self) -> Both | None:
        """Give what was set aside and its parcel, or None after showing what is to mend."""
        errors: Errors = []
        days = read(self.days, errors, N_("Enter for how many days the medicines are."))
        packed = [item.packed(errors) for item in self.items]
        right, parcel = self.right(errors), self.parcel.fact(on=self._today())
        if not right or parcel is None:
            return None
        items = tuple(one for one in packed if one)
        dispensing = self.checked(Dispensing(on=self._today(), days=int(days), items=items))
        return (dispensing, parcel) if dispensing else None


class ItemRows(QFrame):
    """One item of the prescription: as many rows as batches it is taken from.

    *fitting* is None where this organisation writes no stock down; then nothing is said of it.
    """

    def __init__(
        self, one: Prescribed, pack: int, fitting: Sequence[BatchRow] | None, today: Callable[[], date]
    ) -> None:
        super().__init__()
        self._one, self._fitting, self._today = one, fitting or (), today
        self.rows: list[PackedRow] = []
        portions, lacking = stock.portions(self._fitting, one.quantity, pack)
        title = label(f"{one.item}. {one.inn}, {one.strength}", "body.strong", wrap=True)
        self.short = Note("", "warning")
        self.short.show_text(_short(lacking, one.quantity) if fitting is not None else "")
        self._lines = column(gap=6)
        self.more = Button(tr(N_("Another batch")), "link", icon="plus", height="compact")
        self.more.setAccessibleName(tr(N_("Another batch of {item}")).format(item=one.item))
        self.more.clicked.connect(lambda _: self.add(Portion(None, 0, 0)).batch.jump())
        self.setLayout(column(title, self._lines, self.short, row(self.more, None), gap=6))
        for portion in portions:
            self.add(portion)

    def add(self, portion: Portion) -> "PackedRow":
        """Take some of this item from one more batch."""
        made = PackedRow(self._one.item, portion, self._fitting, self._today)
        self.rows.append(made)
        self._lines.addWidget(made)
        return made


class PackedRow(QFrame):
    """What is taken from one batch: how many units in how many packs, good until when."""

    def __init__(
        self, item: str, portion: Portion, fitting: Sequence[BatchRow], today: Callable[[], date]
    ) -> None:
        super().__init__()
        self._item, self._fitting = item, fitting
        batch = portion.batch
        self.units = field("units", NumberEditor(int), N_("Units"), portion.units or None)
        self.packs = field("packs", NumberEditor(int), N_("Packs"), portion.packs or None)
        self.batch = field("batch", TextEditor(), N_("Batch"), batch.batch if batch else None)
        self.expires = field(
            "expires", DateEditor(today), N_("Good until"), batch.expires_on if batch else None
        )
        choices = {"": N_("typed by hand")} | {str(n): batch_said(one) for n, one in enumerate(fitting)}
        self.source = field("source", ChoiceEditor(choices, optional=False), N_("From the stock"))
        self.source.editor.set_raw(str(fitting.index(batch)) if batch else "")
        self.source.setVisible(bool(fitting))
        self.source.edited.connect(self._take)
        fields = beside(self.units, self.packs, self.batch, self.expires)
        for number, share in enumerate((2, 2, 3, 0)):
            fields.setStretch(number, share)
        self.setLayout(column(self.source, fields, gap=6))

    def packed(self, errors: Errors) -> Packed | None:
        """Give what is packed; *errors* hears what is to mend."""
        before = len(errors)
        units = read(self.units, errors, N_("Enter how many units are packed."))
        packs = read(self.packs, errors, N_("Enter how many packs there are."))
        batch = read(self.batch, errors, N_("Enter the batch as it is printed on the pack."))
        expires = read(self.expires, errors, N_("Enter until when the pack is good."))
        if len(errors) > before:
            return None
        return Packed(item=self._item, units=units, packs=packs, batch=batch, expires_on=expires)

    def _take(self) -> None:
        """Copy batch and expiry from what was chosen."""
        chosen = str(self.source.editor.raw())
        if chosen:
            one = self._fitting[int(chosen)]
            self.batch.editor.set_value(one.batch)
            self.expires.editor.set_value(one.expires_on)


def _short(lacking: int, wanted: int) -> str:
    if not lacking:
        return ""
    text = tr(N_("The stock knows of {there} of {wanted} units. Pack what you have, and count the stock."))
    return text.format(there=wanted - lacking, wanted=wanted)


@dataclass(frozen=True)
class Packing:
    """What is read before packing: the parcel's number, and the batches that outlive the supply, by item."""

    number: str
    fitting: Mapping[str, Sequence[BatchRow]]


def packing_of(desk: Desk, look: Look, today: date) -> Packing:
    """Read which batches in stock fit each item of the prescription; none where no stock is kept."""
    number = acting.number(desk, look.case)
    if not stock.batches(desk):
        return Packing(number, {})
    recipe, plan = look.case.one(Prescription), look.case.one(Plan)
    find = partial(stock.fitting, desk, start=today, for_days=plan.supply_days if plan else 0)
    return Packing(number, {one.item: find(one) for one in (recipe.medicines if recipe else ())})
