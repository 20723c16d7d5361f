"""The form of a handover: counted together, compared with what was packed, word said, receipt signed."""

from collections.abc import Callable, Mapping
from datetime import date

from regdesk.actions import supply as acting
from regdesk.actions.cases import Look
from regdesk.domain import handovers, supply
from regdesk.domain.journal import Entry
from regdesk.domain.supply import Handover, ParcelEvent
from regdesk.i18n import N_, language, tr
from regdesk.ui.editors import DateEditor, NumberEditor, TickEditor
from regdesk.ui.field import Field
from regdesk.ui.pages.case.count_rows import CountRows, said
from regdesk.ui.pieces import column, label
from regdesk.ui.reading import Errors, HandForm, field, read
from regdesk.ui.widgets.notes import Note


class HandoverForm(HandForm):
    """The days follow from what is counted, until somebody types them."""

    def __init__(self, look: Look, parcel: Entry, today: Callable[[], date]) -> None:
        super().__init__()
        self._case, self._parcel = look.case, parcel
        packed = handovers.packed_units(look.case, parcel)
        self.rows = CountRows(packed, _arrived(look, parcel) or packed)
        self.differs = Note("", "warning")
        self.on = field("on", DateEditor(today), N_("Date"), today())
        self.days = field("days", NumberEditor(int), N_("Days of full doses"))
        self.first = field("first", DateEditor(today), N_("First dose"), today())
        self.seal = _tick("seal", N_("Seal is intact"), on=True)
        self.word = _tick("word", N_("The person said the code word"))
        self.receipt = _tick("receipt", N_("The receipt is signed"))
        word = acting.code_word(look.case, parcel, language())
        self.code = label(_code_said(word), "body", wrap=True)
        counted = label(tr(N_("Open the parcel and count together.")), "body", "secondary", wrap=True)
        self.setLayout(
            column(
                *(self.summary, counted, self.rows, self.differs, self.days, self.on, self.first),
                *(self.seal, self.code, self.word, self.receipt),
                gap=12,
            )
        )
        for widget in (self.code, self.word):
            widget.setVisible(bool(word))
        self._typed = False
        self.days.edited.connect(self._on_typed)
        self.rows.edited.connect(self._recount)
        self._recount()

    def fact(self) -> Handover | None:
        """Give the handover, or None after showing what is to mend."""
        errors: Errors = []
        items = self.rows.counted(errors)
        days = read(self.days, errors, N_("Enter for how many days the medicines are."))
        on = read(self.on, errors, N_("Enter the date."))
        first = read(self.first, errors)
        if not self.right(errors):
            return None
        made = Handover(
            on=on,
            days=days,
            items=items,
            first_dose_on=first,
            receipt=bool(self.receipt.editor.value()),
            word_said=bool(self.word.editor.value()),
            seal_intact=bool(self.seal.editor.value()),
        )
        return self.checked(made)

    def _on_typed(self) -> None:
        self._typed = True

    def _recount(self) -> None:
        """Say what differs and for how many days it is."""
        errors: Errors = []
        days, differences = acting.counted(self._case, self._parcel, self.rows.counted(errors))
        self.differs.show_text(said(differences))
        if not errors and not self._typed:
            self.days.editor.set_value(days)


def _arrived(look: Look, parcel: Entry) -> Mapping[str, int]:
    """Give what was counted of a parcel that came in part."""
    heard = supply.news(look.case, parcel)
    fact = heard.fact if heard else None
    return handovers.summed(fact.items) if isinstance(fact, ParcelEvent) and fact.items else {}


def _code_said(word: str) -> str:
    text = tr(N_("Code word: {word}. It was told by the safe contact; ask for it, do not say it first."))
    return text.format(word=word) if word else ""


def _tick(name: str, text: str, *, on: bool = False) -> Field:
    return field(name, TickEditor(tr(text)), text, on)
