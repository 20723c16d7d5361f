"""The form by which a parcel that came back is put in stock again, batch by batch."""

from collections.abc import Callable, Sequence
from datetime import date

from regdesk.domain.supply import Packed
from regdesk.i18n import N_, tr
from regdesk.ui.editors import DateEditor, NumberEditor
from regdesk.ui.pieces import column, label
from regdesk.ui.reading import Errors, HandForm, field, read

PutBack = tuple[tuple[tuple[Packed, int], ...], date]


class PutBackForm(HandForm):
    """Asks how many units of each batch are fit to be given to somebody else."""

    def __init__(self, packed: Sequence[Packed], today: Callable[[], date]) -> None:
        super().__init__()
        self._packed = packed
        self.units = [field(one.item, NumberEditor(int), _said(one), one.units) for one in packed]
        self.on = field("on", DateEditor(today), N_("Date"), today())
        about = label(
            tr(N_("Count only what is whole, dry and still in its sealed pack.")),
            "body",
            "secondary",
            wrap=True,
        )
        self.setLayout(column(self.summary, about, *self.units, self.on, gap=12))

    def fact(self) -> PutBack | None:
        """Give the units of each batch and the day, or None after showing what is to mend."""
        errors: Errors = []
        lacks = N_("Enter how many units there are, in figures.")
        units = [read(one, errors, lacks) for one in self.units]
        on = read(self.on, errors, N_("Enter the date."))
        if not self.right(errors):
            return None
        return tuple(zip(self._packed, units, strict=True)), on


def _said(one: Packed) -> str:
    text = tr(N_("Item {item}, batch {batch}, packed: {n}"))
    return text.format(item=one.item, batch=one.batch, n=one.units)
