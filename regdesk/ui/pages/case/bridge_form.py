"""The form of a bridge: what a person gets from the office reserve until the parcel is here."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from PySide6.QtWidgets import QFrame

from regdesk.actions.stock import BatchRow
from regdesk.actions.supply import Given
from regdesk.domain.plans import Dose, quantity_of
from regdesk.domain.supply import Handover
from regdesk.errors import Refused
from regdesk.i18n import N_, tr
from regdesk.ui.editors import ChoiceEditor, DateEditor, NumberEditor, TickEditor
from regdesk.ui.pieces import column, label
from regdesk.ui.reading import Errors, HandForm, field, read
from regdesk.ui.stock_words import batch_said

Both = tuple[tuple[Given, ...], Handover]
Reserve = Mapping[str, Sequence[BatchRow]]


class BridgeForm(HandForm):
    """*doses* by item as the plan says; *reserve* are the batches of each item in the office."""

    def __init__(
        self, doses: Mapping[str, Dose], reserve: Reserve, days: int, today: Callable[[], date]
    ) -> None:
        super().__init__()
        self.days = field("days", NumberEditor(int), N_("Days of full doses"), days)
        self.rows = {item: _Row(dose, reserve.get(item, ()), days) for item, dose in doses.items()}
        self.on = field("on", DateEditor(today), N_("Date"), today())
        self.first = field("first", DateEditor(today), N_("First dose"), today())
        self.receipt = field(
            "receipt", TickEditor(tr(N_("The receipt is signed"))), N_("The receipt is signed"), value=False
        )
        self.setLayout(
            column(*(self.summary, self.days, *self.rows.values(), self.on, self.first, self.receipt), gap=12)
        )
        self.days.edited.connect(self._recount)

    def fact(self) -> Both | None:
        """Give what is taken from the reserve and the handover, or None after showing what is to mend."""
        errors: Errors = []
        days = read(self.days, errors, N_("Enter for how many days the medicines are."))
        given = [row.given(errors) for row in self.rows.values()]
        on = read(self.on, errors, N_("Enter the date."))
        first = read(self.first, errors)
        if not self.right(errors):
            return None
        receipt = bool(self.receipt.editor.value())
        made = self.checked(Handover(on=on, days=days, first_dose_on=first, receipt=receipt))
        return (tuple(one for one in given if one), made) if made else None

    def _recount(self) -> None:
        """Fill in the units that the days take."""
        try:
            days = self.days.editor.value() or 0
        except Refused:
            return
        for row in self.rows.values():
            row.for_days(days)


class _Row(QFrame):
    """One item: from which batch, and how many units."""

    def __init__(self, dose: Dose, batches: Sequence[BatchRow], days: int) -> None:
        super().__init__()
        self._dose, self._batches = dose, batches
        choices = {str(number): batch_said(one) for number, one in enumerate(batches)}
        self.batch = field("batch", ChoiceEditor(choices, optional=False), N_("From the reserve"))
        self.batch.editor.set_raw("0" if batches else "")
        self.units = field("units", NumberEditor(int), N_("Units"), quantity_of(dose, days))
        title = label(f"{dose.item}. {dose.inn}, {dose.strength}", "body.strong", wrap=True)
        self.setLayout(column(title, self.batch, self.units, gap=6))

    def for_days(self, days: int) -> None:
        """Fill in the units that so many days take."""
        self.units.editor.set_value(quantity_of(self._dose, days) if days > 0 else None)

    def given(self, errors: Errors) -> Given | None:
        """Give what is taken; *errors* hears what is to mend."""
        chosen = read(self.batch, errors, N_("The reserve has none of this. Write down what came first."))
        units = read(self.units, errors, N_("Enter how many units there are, in figures."))
        if not chosen or not units:
            return None
        return Given(self._dose.item, self._batches[int(chosen)], units)
