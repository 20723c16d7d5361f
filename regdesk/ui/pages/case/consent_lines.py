"""What the person agreed to, and taking it back in their words."""

from functools import partial

from PySide6.QtWidgets import QWidget

from regdesk.actions import records
from regdesk.actions.cases import Look
from regdesk.domain import consent, supply
from regdesk.domain.consent import ContactConsent, TransferConsent, Withdrawal
from regdesk.domain.journal import Entry
from regdesk.i18n import N_, tr
from regdesk.ui.dates import long_date
from regdesk.ui.pages.case.asking import ask
from regdesk.ui.pages.case.sheet import Asked
from regdesk.ui.pages.case.tab import Context
from regdesk.ui.pieces import box, column, empty, label, row
from regdesk.ui.sentences import sentence
from regdesk.ui.widgets.button import Button

_KINDS: tuple[type[ContactConsent | TransferConsent], ...] = (ContactConsent, TransferConsent)
_NOTE = N_(
    "From now on nothing more is sent to anybody, and what waits stays here. The Centre keeps what its law "
    "demands. The person does not lose your help; agree how the medicines go on."
)


class ConsentLines(QWidget):
    """One line for each consent: how and when it was given, or that it was taken back."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context, self._lines = context, column(gap=6)
        self.setLayout(self._lines)

    def show_look(self, look: Look) -> None:
        """Show the consents; who may write them may write that they are taken back."""
        empty(self._lines)
        for kind in _KINDS:
            entry = look.case.current(kind)
            if entry is not None:
                self._lines.addWidget(self._line(look, entry))
        self.setVisible(self._lines.count() > 0)

    def withdraw(self, look: Look, entry: Entry) -> None:
        """Ask for the day, the person's words, and what becomes of a parcel on its way."""
        desk, stream = self._context.desk, self._context.stream
        fields = ("on", "why", "parcel") if supply.on_its_way(look.case) else ("on", "why")
        fact = Withdrawal(on=look.today)
        asked = Asked(Withdrawal, Withdrawal.title, N_("The person takes it back"), fact, fields, tr(_NOTE))
        act = partial(records.state, desk, stream, about=entry.id)
        ask(self._context, asked, act, tr(N_("The consent is withdrawn. Nothing more is sent.")))

    def _line(self, look: Look, entry: Entry) -> QWidget:
        fact, gone = entry.fact, look.case.about(entry.id, Withdrawal)
        on = getattr(fact, "on", look.today)
        said = [label(sentence(fact), wrap=True), label(long_date(on, look.today), "small", "secondary")]
        for one in gone:
            since = tr(N_("Withdrawn on {day}")).format(
                day=long_date(getattr(one.fact, "on", on), look.today)
            )
            said.append(label(since, "body.strong", "warning"))
        parts = row(column(*said, gap=2), None, gap=8)
        if not gone and look.may(Withdrawal) and consent.in_force(look.case, type(fact), look.today):  # type: ignore[arg-type]
            away = Button(tr(N_("Withdraw…")), "link", height="compact")
            away.setAccessibleDescription(tr(fact.title))
            away.clicked.connect(lambda _: self.withdraw(look, entry))
            parts.addWidget(away)
        return box(parts)
