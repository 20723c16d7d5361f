"""Erasing from the history: the person's request is written down, then answered: erased here, or kept."""

from functools import partial
from typing import Any

from regdesk.actions import erasure, records
from regdesk.actions.cases import Look
from regdesk.domain.erasure import Erased, Erasure, Retain
from regdesk.domain.journal import Entry
from regdesk.i18n import N_, tr
from regdesk.ui.pages.case import sheet
from regdesk.ui.pages.case.sheet import Asked, FactSheet
from regdesk.ui.pages.case.tab import Context
from regdesk.ui.widgets.button import Button

_FOR_GOOD = N_("What is erased here cannot be brought back. Partners keep what they have and are told of it.")


def ask_button(context: Context) -> Button:
    """Give the button that writes down what the person asks to erase."""
    made = Button(tr(N_("The person asks to erase…")), height="compact")
    made.clicked.connect(lambda _: ask(context))
    return made


def ask(context: Context) -> FactSheet:
    """Open the sheet for a request."""
    desk, stream = context.desk, context.stream
    first = Erasure(on=desk.clock.today())
    asked = Asked(Erasure, Erasure.title, N_("Write down"), first, ("on", "sections", "why"))
    said = tr(N_("The request is written down; every organisation answers for itself"))
    return sheet.ask(context, asked, lambda fact: records.state(desk, stream, fact), said)


def answers(context: Context, look: Look, request: Entry) -> list[Button]:
    """Give the buttons with which a request can be answered here; none where it was, or nobody may."""
    waits = any(one.verb == "answer-erasure" for one in look.todo)
    if not (waits and isinstance(request.fact, Erasure) and look.may(Erased)):
        return []
    erase = Button(tr(N_("Erase here…")), "danger", height="compact")
    erase.clicked.connect(partial(_erase, context, request))
    keep = Button(tr(N_("Keep them…")), height="compact")
    keep.clicked.connect(partial(_keep, context, request))
    return [erase, keep]


def _erase(context: Context, request: Entry, *_: Any) -> None:
    desk, stream, today = context.desk, context.stream, context.desk.clock.today()
    asked = Asked(Erased, N_("Erase here"), N_("Erase for good"), Erased(on=today), ("on",), tr(_FOR_GOOD))
    said = tr(N_("Erased here"))
    sheet.ask(context, asked, lambda _: erasure.grant(desk, stream, request.id), said)


def _keep(context: Context, request: Entry, *_: Any) -> None:
    desk, stream = context.desk, context.stream
    first = Retain(on=desk.clock.today(), basis="")
    asked = Asked(Retain, Retain.title, N_("Keep them"), first, ("basis",))
    said = tr(N_("Written down; the other organisation sees it"))

    def act(fact: Any) -> Any:
        return erasure.retain(desk, stream, request.id, fact.basis)

    sheet.ask(context, asked, act, said)
