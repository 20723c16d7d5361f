"""The forms for what happened to a parcel: it arrived whole or in part, or did not; what others learned."""

from collections.abc import Callable, Mapping
from datetime import date

from regdesk.domain.supply import RISKS, ParcelEvent
from regdesk.i18n import N_, tr
from regdesk.ui.editors import ChoiceEditor, DateEditor, LongEditor, RadioEditor, TickEditor
from regdesk.ui.field import Field
from regdesk.ui.pages.case.count_rows import CountRows
from regdesk.ui.pieces import column, label
from regdesk.ui.reading import Errors, HandForm, field, read

CAME = {
    "received": N_("the whole parcel, as it was packed"),
    "partial": N_("only a part of it"),
}
BAD = {
    "lost": N_("it is lost"),
    "seized": N_("officials took it away"),
    "opened": N_("it was opened on the way"),
    "returned": N_("it came back to the Centre"),
}
_NOTE_HINT = N_("Whoever carries parcels can read this: no names, no medicines.")


class _EventForm(HandForm):
    """What the forms share: a day, a note, errors on top, and the event they make."""

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self.on = field("on", DateEditor(today), N_("Date"), today())
        self.note = field("note", LongEditor(), N_("Note"), hint=_NOTE_HINT)

    def _made(self, errors: Errors, what: str, **more: object) -> ParcelEvent | None:
        on = read(self.on, errors, N_("Enter the date."))
        if not self.right(errors):
            return None
        note = self.note.editor.value() or ""
        return self.checked(ParcelEvent(what=what, on=on, note=note, **more))  # type: ignore[arg-type]


class ArrivedForm(_EventForm):
    """Asks what came, and counts where it is only a part."""

    def __init__(self, today: Callable[[], date], packed: Mapping[str, int]) -> None:
        super().__init__(today)
        self.what = field("what", RadioEditor(CAME, upright=True), N_("What came"), "received")
        self.rows = CountRows(packed)
        self.seal = field("seal", TickEditor(tr(N_("Seal is intact"))), N_("Seal is intact"), value=True)
        self.setLayout(column(self.summary, self.on, self.what, self.rows, self.seal, self.note, gap=12))
        self.what.edited.connect(self._show)
        self._show()

    def fact(self) -> ParcelEvent | None:
        """Give the event, or None after showing what is to mend."""
        errors: Errors = []
        part = self.what.editor.raw() == "partial"
        items = self.rows.counted(errors) if part else ()
        seal = bool(self.seal.editor.value())
        return self._made(errors, "partial" if part else "received", items=items, seal_intact=seal)

    def _show(self) -> None:
        self.rows.setVisible(self.what.editor.raw() == "partial")


class BadNewsForm(_EventForm):
    """Asks what happened to a parcel that did not come as it should, and what others may have learned."""

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__(today)
        self.what = field("what", RadioEditor(BAD, upright=True), N_("What happened"), "lost")
        self.risk = risk_field()
        self.setLayout(column(self.summary, self.what, self.on, self.risk, self.note, gap=12))

    def fact(self) -> ParcelEvent | None:
        """Give the event, or None after showing what is to mend."""
        return self._made([], str(self.what.editor.raw()), risk=str(self.risk.editor.raw()))


class HeldForm(_EventForm):
    """Asks since when a parcel is held at customs, or went on from there: *what* says which."""

    def __init__(self, today: Callable[[], date], what: str) -> None:
        super().__init__(today)
        self._what = what
        self.setLayout(column(self.summary, self.on, self.note, gap=12))

    def fact(self) -> ParcelEvent | None:
        """Give the event, or None after showing what is to mend."""
        return self._made([], self._what)


class RiskForm(_EventForm):
    """Asks what others may have learned from a parcel that was lost, taken away or opened."""

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__(today)
        self.risk = risk_field()
        about = tr(
            N_(
                "Think of who may have seen the parcel, and of what could reach an employer, a landlord or "
                "officials. Tell the person by the safe contact, and agree what to do."
            )
        )
        self.setLayout(
            column(
                self.summary,
                label(about, "body", "secondary", wrap=True),
                self.risk,
                self.on,
                self.note,
                gap=12,
            )
        )

    def fact(self) -> ParcelEvent | None:
        """Give the assessment, or None after showing what is to mend."""
        errors: Errors = []
        risk = read(self.risk, errors, N_("Choose what others may have learned."))
        return self._made(errors, "assessed", risk=str(risk or ""))


def risk_field() -> Field:
    """Make the choice of what others may have learned; it may stay open until more is known."""
    return field("risk", ChoiceEditor(RISKS, optional=True), N_("What others may have learned"))
