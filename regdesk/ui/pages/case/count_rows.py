"""Counting what is in a parcel, item by item, with what was packed beside it."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from regdesk.domain.handovers import Difference
from regdesk.domain.supply import Counted
from regdesk.i18n import N_, tr, trn
from regdesk.ui.editors import NumberEditor
from regdesk.ui.field import Field
from regdesk.ui.pieces import column
from regdesk.ui.reading import Errors, field, read


class CountRows(QFrame):
    """One figure for each item; *packed* are the units that were packed, *found* what is shown first."""

    edited = Signal()

    def __init__(self, packed: Mapping[str, int], found: Mapping[str, int] | None = None) -> None:
        super().__init__()
        shown = found if found is not None else packed
        self.fields = {item: _field(item, units, shown.get(item)) for item, units in packed.items()}
        self.setLayout(column(*self.fields.values(), gap=8))
        for one in self.fields.values():
            one.edited.connect(self.edited)

    def counted(self, errors: Errors) -> tuple[Counted, ...]:
        """Give what was counted; *errors* hears what is to mend."""
        lacks = N_("Enter how many units there are, in figures.")
        found = {item: read(one, errors, lacks) for item, one in self.fields.items()}
        return tuple(Counted(item=item, units=units) for item, units in found.items() if units is not None)


def said(differences: tuple[Difference, ...]) -> str:
    """Say what is not as it was packed."""
    return " ".join(f"{one.item}: {_off(one.packed - one.counted)}" for one in differences)


def _off(less: int) -> str:
    if less > 0:
        return trn(N_("{n} unit is missing."), N_("{n} units are missing."), less)
    return trn(N_("{n} unit too many."), N_("{n} units too many."), -less)


def _field(item: str, packed: int, units: int | None) -> Field:
    said = tr(N_("Item {item}, packed: {n}")).format(item=item, n=packed)
    return field(item, NumberEditor(int), said, units)
