"""The summary of a case: how long the medicines last, results, what to do, regimen, contact, last events."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from regdesk.actions import papers, records
from regdesk.actions.cases import Look, ToDo
from regdesk.actions.papers import DOCUMENTS
from regdesk.domain.consent import ContactConsent, TransferConsent
from regdesk.domain.facts import Fact
from regdesk.domain.journal import Entry
from regdesk.domain.people import Identity, SafeContact
from regdesk.domain.plans import Plan, Prescription
from regdesk.domain.steps import assembles
from regdesk.i18n import N_, tr
from regdesk.ui import gap_words, words
from regdesk.ui.dates import digits
from regdesk.ui.pages.case import checklist_words, next_action, sheet
from regdesk.ui.pages.case.consent_lines import ConsentLines
from regdesk.ui.pages.case.labs_card import LabsCard
from regdesk.ui.pages.case.looking import LookTab
from regdesk.ui.pages.case.members import MembersCard
from regdesk.ui.pages.case.outcome_card import OutcomeCard
from regdesk.ui.pages.case.pause_lines import PauseLines
from regdesk.ui.pages.case.print_card import PrintButtons
from regdesk.ui.pages.case.sheet import Asked
from regdesk.ui.pages.case.side_by_side import SideBySide
from regdesk.ui.pages.case.tab import Context
from regdesk.ui.pages.case.veil import Veil
from regdesk.ui.pieces import box, column, empty, label, picture, retone, row, scrolled, sized, with_icon
from regdesk.ui.sentences import sentence
from regdesk.ui.widgets.button import Button
from regdesk.ui.widgets.card import Card
from regdesk.ui.widgets.coverage_bar import CoverageBar
from regdesk.ui.widgets.notes import Note
from regdesk.ui.widgets.tags import Tag

_EVENTS = 2
_CONSENTS = {"consent-a": N_("Print consent A"), "consent-b": N_("Print consent B")}
_SIGNS = {"danger": "octagon-alert", "warning": "clock", "success": "circle-check"}
# What an earlier step lacks (msgids of domain/steps.py), and what is written down to mend it.
_LACKING: dict[str, type[Fact]] = {
    "The name and birth date are missing.": Identity,
    "A safe contact is missing.": SafeContact,
    "Consent A (data and contact) is missing.": ContactConsent,
    "Consent B (transfer) is missing.": TransferConsent,
}


class SummaryTab(LookTab):
    """`follow_asked` carries an Action of next_action, `tab_asked` the id of a tab."""

    id = "summary"
    title = N_("Summary")
    follow_asked = Signal(object)
    tab_asked = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._left = label("", "body.strong")
        self._sign = picture("circle-check", "text.secondary")
        self.bar, self.labs = CoverageBar(), LabsCard(context)
        self._no_stock = label(tr(N_("Nobody has counted the medicines yet.")), tone="secondary", wrap=True)
        self._when, self._unsure = label("", "small", "secondary", wrap=True), Note("", "warning")
        self._turn, self._todo = Tag(""), column(gap=2)
        self.members, self.pauses = MembersCard(context), PauseLines(context)
        self.consents = ConsentLines(context)
        self.consent_papers = PrintButtons(context, _CONSENTS, _CONSENTS)
        self.outcome = OutcomeCard(context)
        self._regimen, self._contact, self._events = column(gap=4), column(gap=4), column(gap=8)
        self._stock_card = Card(
            tr(N_("Stock of medicines")),
            self.bar,
            self._no_stock,
            self._when,
            right=box(row(self._sign, self._left, gap=6)),
        )
        self.setLayout(column(scrolled(SideBySide(self._wide(), self._narrow(), (0, 360))), gap=0))
        self._look: Look | None = None
        context.shell.discreet.changed.connect(self._on_discreet)

    def show_look(self, look: Look) -> None:
        """Show the case."""
        self._look = look
        self._show_stock(look)
        self.labs.show_look(look)
        self._show_todo(look)
        self._show_regimen(look)
        self.pauses.show_look(look)
        self._show_contact(look)
        self._show_events(look)
        self.members.show_look(look)
        self.consents.show_look(look)
        self.consent_papers.show_look(look)
        self.outcome.show_look(look)

    def _on_discreet(self, _: bool) -> None:  # noqa: FBT001 - Qt's signals pass it like this
        if self._look:
            self.show_look(self._look)

    def leave(self) -> None:
        """Hide medical data again."""
        for veil in self.findChildren(Veil):
            veil.fall()

    def _wide(self) -> QWidget:
        """Build the left side; results hide behind one line in discreet mode."""
        labs = sized(Veil(self.labs, self.context.shell.discreet), max_height=360)
        left = column(self._unsure, self._stock_card, labs, None, gap=12)
        return box(left)

    def _narrow(self) -> QWidget:
        regimen = Card(tr(N_("Regimen")), self._regimen, self.pauses)
        history = Button(tr(N_("Whole history")), "link", height="compact")
        history.clicked.connect(lambda: self.tab_asked.emit("history"))
        return box(
            column(
                Card(tr(N_("What to do")), self._todo, right=self._turn),
                Veil(regimen, self.context.shell.discreet),
                Card(tr(N_("Safe contact")), self._contact, icon="phone"),
                Card(tr(N_("Events")), self._events, right=history),
                self.members,
                Card(tr(N_("Consents")), self.consents, self.consent_papers),
                self.outcome,
                None,
                gap=12,
            )
        )

    def _show_stock(self, look: Look) -> None:
        known, plan = look.coverage, look.case.one(Plan)
        self.bar.show_coverage(gap_words.shown(known, plan.days if plan else 0))
        self.bar.setVisible(known.known)
        self._no_stock.setVisible(not known.known)
        self._left.setText(next_action.stock(look))
        tone = gap_words.tone(known)
        retone(self._left, tone)
        with_icon(self._sign, _SIGNS[tone], f"{tone}.text")
        self._sign.setVisible(known.known)
        asked = assembles(look.case, look.progress.step)
        gap, order = gap_words.gap_said(known), gap_words.order_said(known, asked=asked)
        self._when.setText(" ".join(part for part in (gap, order, gap_words.pause_said(known)) if part))
        self._when.setVisible(bool(self._when.text()))
        self._unsure.show_text(gap_words.unsure_said(known, look.today))

    def _show_todo(self, look: Look) -> None:
        empty(self._todo)
        self._turn.show_text(next_action.turn(look), "info" if look.progress.turn == look.part else "neutral")
        if look.progress.step == DOCUMENTS and not self.context.shell.discreet.on:
            said = checklist_words.sentence(papers.checklist(look.case, look.today))
            self._todo.addWidget(label(said, "small", "secondary", wrap=True))
        mine = next_action.ours(look)
        for todo in mine:
            self._todo.addWidget(self._line(todo, look))
        for lack in look.progress.lacking:
            self._todo.addWidget(self._lack(lack, look))
        for todo in look.todo:
            if todo not in mine:
                self._todo.addWidget(_quiet(next_action.sentence(todo, look)))
        if not look.todo and not look.progress.lacking:
            self._todo.addWidget(label(tr(N_("Nothing to do here today.")), tone="secondary", wrap=True))

    def _line(self, todo: ToDo, look: Look) -> QWidget:
        text, action = next_action.sentence(todo, look), next_action.action_for(todo, look)
        if action is None:
            return _quiet(text, "circle")
        made = Button(text, "link", icon="octagon-alert" if todo.urgent else action.icon, height="compact")
        made.clicked.connect(partial(self.follow_asked.emit, action))
        return box(row(made, None, gap=0))

    def _lack(self, lack: str, look: Look) -> QWidget:
        """Say what an earlier step lacks; who may add it gets a button."""
        kind = _LACKING.get(lack)
        said = row(
            picture("circle-dashed", "warning.text", 16), label(tr(lack), wrap=True), gap=8, margins=(6, 2)
        )
        said.setStretch(1, 1)
        if kind and look.may(kind):
            add = Button(tr(N_("Add")), height="compact")
            add.clicked.connect(
                lambda: self._state(Asked(kind, kind.title, N_("Add")), tr(N_("Written down")))
            )
            said.addWidget(add)
        return box(said)

    def _show_regimen(self, look: Look) -> None:
        empty(self._regimen)
        plan, paper = look.case.one(Plan), look.case.one(Prescription)
        if plan is None:
            self._regimen.addWidget(
                label(tr(N_("There is no treatment plan yet.")), tone="secondary", wrap=True)
            )
            return
        self._regimen.addWidget(label(plan.regimen, "body.strong", wrap=True))
        for dose in plan.doses:
            self._regimen.addWidget(label(words.written(dose), wrap=True))
        ends = tr(N_("prescription until {day}")).format(day=digits(paper.valid_to)) if paper else ""
        begins = tr(N_("from {day}")).format(day=digits(plan.start_on or plan.on))
        said = " · ".join(part for part in (begins, ends) if part)
        self._regimen.addWidget(label(said, "small", "secondary", wrap=True))

    def _show_contact(self, look: Look) -> None:
        """Show how to reach the person; when and what to say is never hidden."""
        empty(self._contact)
        contact = look.case.one(SafeContact)
        if contact is None:
            self._contact.addWidget(label(tr(N_("A safe contact is missing.")), tone="secondary", wrap=True))
            return
        phone = self.context.shell.discreet.phone(contact.phone)
        messages = N_("Messages may be left.") if contact.messages else N_("Leave no messages.")
        when = tr(N_("Call {when}.")).format(when=contact.when) if contact.when else ""
        first = " · ".join(part for part in (phone, contact.messenger) if part)
        self._contact.addWidget(label(first, "body.strong", wrap=True))
        self._contact.addWidget(label(" ".join((when, tr(messages))).strip(), wrap=True))
        if contact.say:
            self._contact.addWidget(label(contact.say, "small", "secondary", wrap=True))

    def _show_events(self, look: Look) -> None:
        empty(self._events)
        newest = sorted(look.case.standing, key=lambda entry: entry.at, reverse=True)
        for entry in newest[:_EVENTS]:
            self._events.addWidget(self._event(entry, look))

    def _event(self, entry: Entry, look: Look) -> QWidget:
        said = sentence(entry.fact, discreet=self.context.shell.discreet.on)
        when = " · ".join(
            part for part in (words.moment(entry.at, look.today), look.names.of(entry.author)) if part
        )
        return box(column(label(said, wrap=True), label(when, "caption", "secondary"), gap=0))

    def _state(self, asked: Asked, said: str) -> None:
        desk, stream = self.context.desk, self.context.stream
        sheet.ask(self.context, asked, lambda fact: records.state(desk, stream, fact), said)


def _quiet(text: str, icon: str = "clock") -> QWidget:
    told = label(text, tone="secondary", wrap=True)
    said = row(picture(icon, "text.secondary", 16), told, gap=8, margins=(6, 2))
    said.setStretch(1, 1)
    return box(said)
