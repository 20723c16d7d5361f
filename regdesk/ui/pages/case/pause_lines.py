"""Pauses of treatment beside the regimen: what the doctor declared, and the buttons for it."""

from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QWidget

from regdesk.actions import orders
from regdesk.actions.cases import Look
from regdesk.domain.journal import Changes, Entry
from regdesk.domain.pauses import Pause
from regdesk.i18n import N_, tr
from regdesk.ui.pages.case.asking import ask
from regdesk.ui.pages.case.sheet import Asked
from regdesk.ui.pages.case.tab import Context
from regdesk.ui.pieces import column, empty, label, row
from regdesk.ui.sentences import sentence
from regdesk.ui.widgets.button import Button

_NOTE = N_(
    "The days of a pause use up no medicines. Somebody who does not take them without you having said so is "
    "no pause: ask for a new count."
)


class PauseLines(QWidget):
    """Pauses that go on or are to come; earlier ones are in the history."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context, self._lines = context, column(gap=6)
        self.pause = Button(tr(N_("Pause the medicines…")), "link", height="compact")
        self.pause.clicked.connect(lambda _: self.ask_pause())
        self.setLayout(column(self._lines, row(self.pause, None), gap=4))

    def show_look(self, look: Look) -> None:
        """Show the pauses; who may declare one may end it."""
        empty(self._lines)
        may = look.may(Pause)
        for entry in look.case.of(Pause):
            if isinstance(entry.fact, Pause) and not (entry.fact.until and entry.fact.until <= look.today):
                self._lines.addWidget(label(sentence(entry.fact), wrap=True))
                if may:
                    self._lines.addLayout(row(self._end(entry, entry.fact), None))
        self.pause.setVisible(may)
        self.setVisible(may or self._lines.count() > 0)

    def ask_pause(self) -> None:
        """Ask since when there are no doses, until when, and why."""
        context = self._context
        fact = Pause(since=context.desk.clock.today())
        asked = Asked(Pause, N_("Pause of treatment"), N_("Declare the pause"), fact, note=tr(_NOTE))
        said = tr(N_("The pause is declared. The host will see it."))
        ask(context, asked, partial(orders.pause, context.desk, context.stream), said)

    def ask_end(self, which: Entry, fact: Pause) -> None:
        """Ask from what day on there are doses again."""
        context = self._context
        shown = replace(fact, until=fact.until or context.desk.clock.today())
        asked = Asked(Pause, N_("End of the pause"), N_("Write it down"), shown, ("since", "until", "why"))

        def act(given: Pause) -> Changes:
            return orders.change_pause(context.desk, context.stream, which.id, given)

        ask(context, asked, act, tr(N_("The end of the pause is written down.")), undo=False)

    def _end(self, entry: Entry, fact: Pause) -> Button:
        button = Button(tr(N_("Doses again from…")), height="compact")
        button.clicked.connect(lambda _: self.ask_end(entry, fact))
        return button
