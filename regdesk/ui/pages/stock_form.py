"""The form of a movement: what came or went of a batch, or what lies on the shelf."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QLineEdit

from regdesk.actions.stock import BatchRow
from regdesk.domain.stock import OUT, WHY, StockMovement
from regdesk.i18n import N_, tr
from regdesk.ui.editors import ChoiceEditor, DateEditor, LongEditor, NumberEditor, TextEditor
from regdesk.ui.pieces import column, label
from regdesk.ui.reading import Errors, HandForm, beside, field, read

# What is set aside or given as a bridge is written down in the case, and would count twice here.
ASKED: Final = ("received", "counted", "returned", "destroyed", "moved")
_USUAL_PACK: Final = 30


class MoveForm(HandForm):
    """Of *batch*, or of one that is typed; *names* are the medicines that are known."""

    def __init__(self, batch: BatchRow | None, names: Sequence[str], today: Callable[[], date]) -> None:
        super().__init__()
        self._batch = batch
        choices = {code: WHY[code] for code in ASKED}
        self.why = field("why", ChoiceEditor(choices, optional=False), N_("What happened"))
        self.why.editor.set_raw("counted" if batch else "received")
        self.medicine = field("medicine", TextEditor(), N_("Medicine and strength"))
        self.number = field("batch", TextEditor(), N_("Batch"))
        self.expires = field("expires", DateEditor(today), N_("Good until"))
        self.units = field("units", NumberEditor(int), N_("Units"))
        self.pack = field(
            "pack", NumberEditor(int), N_("Units in a pack"), batch.pack if batch else _USUAL_PACK
        )
        self.on = field("on", DateEditor(today), N_("Date"), today())
        self.note = field("note", LongEditor(), N_("Note"))
        inside = self.medicine.editor.inside
        if isinstance(inside, QLineEdit):
            inside.setCompleter(_completer(names, inside))
        numbers, printed = beside(self.units, self.pack, self.on), beside(self.number, self.expires)
        which = [label(_said(batch), "body.strong", wrap=True)] if batch else [self.medicine, printed]
        count = label(tr(N_("Of a count: what lies there now.")), "caption", "tertiary", wrap=True)
        self.setLayout(column(self.summary, *which, self.why, numbers, count, self.note, gap=12))

    def fact(self) -> StockMovement | None:
        """Give the movement, or None after showing what is to mend."""
        errors: Errors = []
        known = self._batch
        medicine = known.medicine if known else read(self.medicine, errors, N_("Enter the medicine."))
        batch = (
            known.batch
            if known
            else read(self.number, errors, N_("Enter the batch as it is printed on the pack."))
        )
        expires = (
            known.expires_on
            if known
            else read(self.expires, errors, N_("Enter until when the pack is good."))
        )
        units = read(self.units, errors, N_("Enter how many units there are, in figures."))
        pack = read(self.pack, errors, N_("Enter how many units are in a pack."))
        on = read(self.on, errors, N_("Enter the date."))
        if not self.right(errors):
            return None
        why = str(self.why.editor.raw())
        made = StockMovement(
            medicine=medicine,
            batch=batch,
            units=-abs(units) if why in OUT else units,
            why=why,
            on=on,
            expires_on=expires,
            pack=pack,
            note=self.note.editor.value() or "",
        )
        return self.checked(made)


def _completer(names: Sequence[str], line: QLineEdit) -> QCompleter:
    made = QCompleter(list(names), line)
    made.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    made.setFilterMode(Qt.MatchFlag.MatchContains)
    return made


def _said(batch: BatchRow) -> str:
    return "\n".join((batch.medicine, tr(N_("Batch {batch}")).format(batch=batch.batch)))
