"""How the case stands as a whole: open, closed, moving, detained; and what one may say about it."""

from regdesk.actions.cases import Look
from regdesk.domain import detention, outcomes
from regdesk.domain.detention import Detention
from regdesk.domain.freezing import Freeze, frozen
from regdesk.domain.outcomes import Closed, Transfer
from regdesk.domain.people import Identity
from regdesk.i18n import N_, tr
from regdesk.ui.dates import long_date
from regdesk.ui.pages.case import outcome_windows as windows
from regdesk.ui.pages.case.print_card import PrintButtons
from regdesk.ui.pages.case.tab import Context
from regdesk.ui.pieces import appear, column, empty, label
from regdesk.ui.sentences import sentence
from regdesk.ui.widgets.button import Button
from regdesk.ui.widgets.card import Card
from regdesk.ui.widgets.flow_layout import FlowLayout


class OutcomeCard(Card):
    """One line for what holds, and the buttons of this person."""

    def __init__(self, context: Context) -> None:
        self._context, self._lines = context, column(gap=6)
        self._look: Look | None = None
        self.close_case = Button(tr(N_("Close the case…")), height="compact")
        self.reopen = Button(tr(N_("Open again")), height="compact")
        self.move_on = Button(tr(N_("The person moves…")), height="compact")
        self.hold = Button(tr(N_("Detained or deported…")), height="compact")
        self.freeze = Button(tr(N_("Another person's papers…")), height="compact")
        self.sorted = Button(tr(N_("It is sorted out…")), height="compact")
        shown = (self.close_case, self.reopen, self.move_on, self.hold, self.freeze, self.sorted)
        buttons = FlowLayout(*shown)
        self.prints = PrintButtons(context, ("transfer-letter",))
        super().__init__(tr(N_("Outcome and moves")), self._lines, self.prints, buttons, icon="flag")
        self.close_case.clicked.connect(lambda _: self._look and windows.close(context, self._look))
        self.reopen.clicked.connect(lambda _: windows.reopen(context))
        self.move_on.clicked.connect(lambda _: self._look and windows.move(context, self._look))
        self.hold.clicked.connect(lambda _: self._look and windows.hold(context, self._look))
        self.freeze.clicked.connect(lambda _: self._look and windows.freeze(context, self._look))
        self.sorted.clicked.connect(lambda _: self._look and windows.sort_out(context, self._look))

    def show_look(self, look: Look) -> None:
        """Show how the case stands."""
        self._look = look
        empty(self._lines)
        for text in _said(look, discreet=self._context.shell.discreet.on):
            self._lines.addWidget(label(text, wrap=True))
        moved = bool(look.case.of(Transfer) and look.case.of(Identity))
        appear(self.prints, on=moved)
        if moved:
            self.prints.show_look(look)
        closed = bool(look.progress.closed)
        appear(self.close_case, on=not closed and look.may(Closed))
        appear(self.reopen, on=closed and look.may(Closed))
        appear(self.move_on, on=not closed and look.may(Transfer))
        appear(self.hold, on=not closed and look.may(Detention))
        still = frozen(look.case) is not None
        appear(self.freeze, on=not closed and not still and look.may(Freeze))
        appear(self.sorted, on=still and look.may(Freeze))


def _said(look: Look, *, discreet: bool) -> list[str]:
    """Say what holds, each with its day and how it is known."""
    found = []
    if look.progress.closed and (outcome := look.case.current(Closed)):
        found.append(outcome)
    if move := outcomes.moving(look.case):
        found.append(move)
    if held := detention.held(look.case):
        found.append(held)
    if still := frozen(look.case):
        found.append(still)
    lines = []
    for entry in found:
        on = getattr(entry.fact, "on", None)
        source = "" if discreet else getattr(entry.fact, "source", getattr(entry.fact, "why", ""))
        parts = sentence(entry.fact, discreet=discreet), long_date(on, look.today) if on else "", source
        lines.append(" · ".join(part for part in parts if part))
    return lines or [tr(N_("The case is open."))]
