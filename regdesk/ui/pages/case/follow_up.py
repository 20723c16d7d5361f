"""The follow-up tab: planned dates with the overdue first, contacts, and what the person tells."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from regdesk.actions import follow_ups as acting
from regdesk.actions.cases import Look
from regdesk.advice import calendar, viral_load
from regdesk.advice.calendar import Visit
from regdesk.domain.follow_ups import (
    DONE,
    EFFECTS,
    HARD,
    HOW,
    SEVERITIES,
    AdverseEvent,
    Condition,
    FollowUp,
)
from regdesk.i18n import N_, tr, trn
from regdesk.ui import words
from regdesk.ui.dates import long_date, show_date
from regdesk.ui.pages.case import contact_sheet, regimen_words
from regdesk.ui.pages.case.advice_notes import AdviceCard
from regdesk.ui.pages.case.asking import ask
from regdesk.ui.pages.case.looking import LookTab
from regdesk.ui.pages.case.other_medicines import OtherMedicines
from regdesk.ui.pages.case.print_card import PrintCard
from regdesk.ui.pages.case.sheet import Asked
from regdesk.ui.pages.case.sides import Sides
from regdesk.ui.pages.case.tab import Context
from regdesk.ui.pieces import Item, box, column, empty, label, line, picture, row, scrolled
from regdesk.ui.widgets.button import Button
from regdesk.ui.widgets.card import Card
from regdesk.ui.widgets.notes import Note
from regdesk.ui.widgets.tags import Tag

_CALLS = {"call", "call-weight", "call-effect", "agreed"}
_SOON_DAYS = 7
_PRINTS = ("follow-up-schedule", "wallet-card", "lab-request", "lab-request-outside")


class FollowUpTab(LookTab):
    """Safe contact stands beside the button that calls for a contact, and is never hidden."""

    id = "follow-up"
    title = N_("Follow-up")
    clinical = True

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._late = Tag("")
        self._dates, self._contacts = Card(tr(N_("Planned")), right=self._late), Card(tr(N_("Contacts")))
        self._safe = Note("", "info", title=tr(N_("Safe contact")))
        self.write = Button(tr(N_("Write down a contact")), "primary", icon="phone", keys="Ctrl Enter")
        self.write.clicked.connect(lambda _: self.ask_contact())
        self._conditions, self._events = _Told(N_("Conditions and allergies")), _Told(N_("Unwanted effects"))
        self._conditions.add.clicked.connect(lambda _: self.ask_condition())
        self._events.add.clicked.connect(lambda _: self.ask_event())
        self.medicines, self.advice = OtherMedicines(context), AdviceCard()
        self.prints = PrintCard(context, _PRINTS)
        main = column(self.advice, self._dates, self.prints, self._contacts, None, gap=12)
        call = column(self._safe, row(self.write, None), gap=10)
        side = column(call, self._events, self._conditions, self.medicines, None, gap=12)
        self._look: Look | None = None
        self.setLayout(column(scrolled(Sides(box(main), box(side), (3, 2))), gap=0))
        self.commands = {"primary": self.ask_contact, "print": self.prints.buttons.open_first}

    def show_look(self, look: Look) -> None:
        """Show dates, contacts and what was told."""
        self.advice.show_advice(viral_load.advise(look.case))
        self._look = look
        dates = calendar.visits(look.case)
        late = sum(one.overdue(look.today) for one in dates)
        overdue = trn(N_("{n} overdue"), N_("{n} overdue"), late) if late else ""
        self._late.show_text(overdue, "warning", "clock")
        _fill(self._dates, _dates(dates, look.today), N_("No dates are planned yet. The plan sets them."))
        contacts = sorted(look.case.all(FollowUp), key=lambda one: one.on, reverse=True)
        _fill(
            self._contacts,
            (_contact(one, look.today) for one in contacts),
            N_("No contact is written down yet."),
        )
        self._safe.show_text(contact_sheet.safe_words(look, self.context.shell.discreet))
        events = sorted(look.case.all(AdverseEvent), key=lambda one: one.on, reverse=True)
        self._events.show_lines([_event(one, look.today) for one in events], may=look.may(AdverseEvent))
        self._conditions.show_lines(
            [_condition(one) for one in look.case.all(Condition)], may=look.may(Condition)
        )
        self.medicines.show_look(look)
        self.prints.show_look(look)
        self.write.setVisible(look.may(FollowUp))

    def ask_contact(self) -> None:
        """Ask how the contact went."""
        if self._look:
            contact_sheet.ask_contact(self.context, self._look)

    def ask_condition(self) -> None:
        """Ask for a condition or an allergy."""
        asked = Asked(Condition, N_("Condition or allergy"), N_("Write it down"))
        self._ask(asked, N_("The condition is written down."))

    def ask_event(self) -> None:
        """Ask for an unwanted effect."""
        fact = AdverseEvent(on=self.context.desk.clock.today(), what="")
        asked = Asked(AdverseEvent, N_("Unwanted effect"), N_("Write it down"), fact, draft=True)
        self._ask(asked, N_("The unwanted effect is written down. The doctor will see it."))

    def _ask(self, asked: Asked, said: str) -> None:
        context = self.context
        act: Callable[[Any], Any] = lambda fact: acting.add(context.desk, context.stream, fact)  # noqa: E731
        ask(context, asked, act, tr(said))


class _Told(Card):
    """A short list with a button to add to it."""

    def __init__(self, title: str) -> None:
        self.add = Button(tr(N_("Add")), "link", icon="plus", height="compact")
        super().__init__(tr(title), right=self.add)
        self.add.setAccessibleDescription(tr(title))

    def show_lines(self, lines: list[tuple[str, str]], *, may: bool) -> None:
        """Show what was told: a strong word and what else is known."""
        empty(self.body)
        for strong, more in lines:
            said = column(
                label(strong, "body.strong", wrap=True),
                *([label(more, "small", "secondary", wrap=True)] if more else []),
                gap=2,
            )
            self.body.addWidget(box(said))
        if not lines:
            self.body.addWidget(label(tr(N_("Nothing is written down.")), "body", "secondary"))
        self.add.setVisible(may)


def _fill(card: Card, items: Iterable[QWidget], nothing: str) -> None:
    empty(card.body)
    shown = list(items)
    for number, item in enumerate(shown):
        if number:
            card.body.addWidget(line())
        card.body.addWidget(item)
    if not shown:
        card.body.addWidget(label(tr(nothing), "body", "secondary", wrap=True))


def _dates(dates: Iterable[Visit], today: date) -> Iterable[QWidget]:
    """Show the dates: overdue first, then what comes, then what was done."""
    order = {True: 0, False: 1}
    ranked = sorted(dates, key=lambda one: (one.done_on is not None, order[one.overdue(today)], one.on))
    return (_date(one, today) for one in ranked)


def _date(one: Visit, today: date) -> QWidget:
    icon = "phone" if one.what in _CALLS else "test-tube" if one.is_test else "calendar-days"
    late = one.overdue(today)
    title = column(
        label(regimen_words.what(one.what), "body.strong", wrap=True),
        label(_whose(one), "small", "secondary", wrap=True),
        gap=2,
    )
    when = label(_when(one, today), "body.strong" if late else "body", _tone(one, today))
    shown = row(picture(icon, "warning.text" if late else "text.secondary"), title, when, gap=12)
    shown.setStretch(1, 1)
    return box(shown)


def _whose(one: Visit) -> str:
    """Say whose a date is; one that a rule added, by which."""
    by = tr(N_("by rule {rule}")).format(rule=one.rule.id) if one.rule else one.at
    return " · ".join(part for part in (regimen_words.who(one.who), by) if part)


def _when(one: Visit, today: date) -> str:
    if one.done_on:
        return tr(N_("done on {day}")).format(day=long_date(one.done_on, today))
    if one.overdue(today):
        return trn(N_("{n} day ago"), N_("{n} days ago"), (today - one.on).days)
    return show_date(one.on, today)


def _tone(one: Visit, today: date) -> str:
    if one.done_on:
        return "success"
    return (
        "warning" if one.overdue(today) else "primary" if (one.on - today).days <= _SOON_DAYS else "secondary"
    )


def _contact(one: FollowUp, today: date) -> QWidget:
    said = [tr(HOW.get(one.how, one.how))]
    said += _taken(one)
    if one.weight is not None:
        said.append(f"{words.number(one.weight)} {tr(N_('kg'))}")
    lines: list[Item] = [
        row(
            label(long_date(one.on, today), "body.strong"), label(" · ".join(said), "body", "secondary"), None
        )
    ]
    hard = ", ".join(tr(HARD.get(code, code)) for code in one.hard)
    said_more = (hard, one.complaints, one.note)
    lines += [label(text, "body", wrap=True) for text in said_more if text]
    return box(column(*lines, gap=2))


def _taken(one: FollowUp) -> list[str]:
    """Say how many doses were missed in the last 30 days, and in the last 7 where that was asked."""
    if one.missed is None and one.missed_week is None:
        return []
    if one.missed_week is None:
        return [trn(N_("{n} dose missed"), N_("{n} doses missed"), one.missed or 0)]
    week = trn(N_("{n} dose missed in 7 days"), N_("{n} doses missed in 7 days"), one.missed_week)
    if one.missed is None:
        return [week]
    return [week, trn(N_("{n} in 30 days"), N_("{n} in 30 days"), one.missed)]


def _event(one: AdverseEvent, today: date) -> tuple[str, str]:
    severity = tr(SEVERITIES.get(one.severity, one.severity))
    since = tr(N_("since {day}")).format(day=long_date(one.on, today))
    over = tr(N_("over since {day}")).format(day=long_date(one.until, today)) if one.until else ""
    done = tr(DONE.get(one.done, one.done)) if one.done else ""
    effect = tr(EFFECTS.get(one.effect, one.effect)) if one.effect else ""
    return one.what or effect, ", ".join(part for part in (severity, since, over, done) if part)


def _condition(one: Condition) -> tuple[str, str]:
    return one.name, ", ".join(part for part in (one.code, one.note) if part)
