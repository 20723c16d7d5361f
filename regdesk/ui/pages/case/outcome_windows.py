"""Windows in which a case is closed or opened again, a move, a detention and what follows it written down."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

from regdesk.actions import follow_ups, outcomes, records
from regdesk.actions.cases import Look
from regdesk.domain.detention import ArrivalPlan, Detention, host_addresses
from regdesk.domain.follow_ups import ReturnAssessed
from regdesk.domain.freezing import FROZEN, Freeze
from regdesk.domain.outcomes import Transfer
from regdesk.i18n import N_, tr, trn
from regdesk.ui import words
from regdesk.ui.dialogs.form import FormDialog
from regdesk.ui.pages.case.asking import ask, ask_with
from regdesk.ui.pages.case.close_form import CloseForm
from regdesk.ui.pages.case.contact_sheet import ask_contact
from regdesk.ui.pages.case.sheet import Asked, FactSheet
from regdesk.ui.pages.case.simple_form import SimpleForm
from regdesk.ui.pages.case.tab import Context
from regdesk.ui.widgets.notes import Note

_MOVE: Final = N_(
    "Three months of medicines go with the person. Offer the Centre's part to the new centre if it works "
    "with RegDesk; else close the case once it confirmed that it took over."
)
_HELD: Final = N_(
    "The Centre sees this as urgent. Nobody is asked to call the person while it lasts. Who carries parcels "
    "sees it too: write nothing about health."
)
_STILL: Final = N_(
    "Nothing is sent for review, registered, signed or packed until it is sorted out. Take back what belongs "
    "to somebody else in the history; nothing is deleted. Look for a reserve if the medicines run low."
)
_SORTED: Final = N_("Say which papers were taken back, and who the person of this case is.")
_ASSESS: Final = N_("Written down is how it goes on. A new regimen or start is written as a plan.")
_ERASE: Final = N_(
    "Where the person lived can harm others who live there. Partners keep what they have and are told of it. "
    "What is erased cannot be brought back."
)


def close(context: Context, look: Look) -> FormDialog:
    """Ask how the case ended."""
    title = tr(N_("Close {code}")).format(code=words.code_of(look.case))
    dialog = FormDialog(context.shell, title, CloseForm(context, look), tr(N_("Close the case")))

    def act(both: Any) -> Any:
        fact, cause = both
        return outcomes.close(context.desk, context.stream, fact, cause=cause)

    return ask_with(context, dialog, act, tr(N_("The case is closed. It can be opened again at any time.")))


def reopen(context: Context) -> None:
    """Open the case again at once."""
    context.do(lambda: outcomes.reopen(context.desk, context.stream), tr(N_("The case is open again.")))


def move(context: Context, look: Look) -> FactSheet:
    """Ask where the person moves."""
    first = Transfer(on=look.today, country="")
    asked = Asked(Transfer, Transfer.title, N_("Write it down"), first, note=tr(_MOVE))
    said = tr(N_("The move is written down. The Centre will see it."))
    return ask(context, asked, partial(outcomes.move, context.desk, context.stream), said)


def hold(context: Context, look: Look) -> FactSheet:
    """Ask what happened to the person."""
    first = Detention(what="detained", on=look.today)
    asked = Asked(Detention, Detention.title, N_("Write it down"), first, note=tr(_HELD))
    said = tr(N_("Written down. The Centre will see it."))
    return ask(context, asked, partial(outcomes.hold, context.desk, context.stream), said)


def freeze(context: Context, look: Look) -> FactSheet:
    """Ask what of another person was found; nothing is signed or sent until it is sorted out."""
    first = Freeze(state=FROZEN, on=look.today)
    asked = Asked(Freeze, Freeze.title, N_("The case stands still"), first, ("on", "why"), tr(_STILL))
    said = tr(N_("The case stands still. Both organisations see it."))
    return ask(context, asked, partial(records.state, context.desk, context.stream), said)


def sort_out(context: Context, look: Look) -> FactSheet:
    """Ask how it was sorted out."""
    first = Freeze(state="sorted", on=look.today)
    asked = Asked(Freeze, N_("It is sorted out"), N_("The case goes on"), first, ("on", "why"), tr(_SORTED))
    said = tr(N_("The case goes on."))
    return ask(context, asked, partial(records.state, context.desk, context.stream), said)


def arrive(context: Context, look: Look) -> FactSheet:
    """Ask where the person gets medicines at home."""
    held = look.case.one(Detention)
    first = ArrivalPlan(on=(held.arrives_on if held else None) or look.today, place="")
    asked = Asked(ArrivalPlan, ArrivalPlan.title, N_("Write it down"), first, draft=True)
    said = tr(N_("Written down. The host will see it."))
    return ask(context, asked, partial(outcomes.plan_arrival, context.desk, context.stream), said)


def assess(context: Context, look: Look) -> FactSheet:
    """Ask the doctor how it goes on after an interruption."""
    first = ReturnAssessed(on=look.today, decision="")
    asked = Asked(ReturnAssessed, ReturnAssessed.title, N_("Write it down"), first, note=tr(_ASSESS))
    said = tr(N_("Written down. The host will see it."))
    return ask(context, asked, partial(follow_ups.assess, context.desk, context.stream), said)


def addresses(context: Context, look: Look) -> FormDialog:
    """Ask once whether the records of where the person lived are erased here."""
    count = len(host_addresses(look.case))
    said = trn(
        N_("{n} record says where the person lived."),
        N_("{n} records say where the person lived."),
        count,
    )
    form = SimpleForm(None, "", Note(f"{said} {tr(_ERASE)}", "warning"))
    title = tr(N_("Erase where {code} lived?")).format(code=words.code_of(look.case))
    dialog = FormDialog(context.shell, title, form, tr(N_("Erase for good")), tone="danger")

    def act(_: object) -> Any:
        return outcomes.erase_addresses(context.desk, context.stream)

    done = tr(N_("Erased here, or asked of a doctor or administrator who may erase."))
    return ask_with(context, dialog, act, done)


def acts(context: Context | None, look: Look | None) -> dict[str, Callable[[], object]]:
    """Give what an action of the case's head opens, by its place (`next_action.py`)."""
    if context is None or look is None:
        return {}
    return {place: partial(act, context, look) for place, act in _ACTS.items()}


_ACTS: Final[Mapping[str, Callable[[Context, Look], object]]] = {
    "end": close,
    "sorted": sort_out,
    "arrive": arrive,
    "assess": assess,
    "contact": ask_contact,
    "addresses": addresses,
}
