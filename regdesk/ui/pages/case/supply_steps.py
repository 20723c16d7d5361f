"""What can be done with a case's medicines now, and the windows that ask for it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from regdesk.actions import supply as acting
from regdesk.actions.cases import Look
from regdesk.domain import gap, supply
from regdesk.domain.journal import Changes, Entry, EntryId
from regdesk.domain.supply import Dispensing, Handover, Parcel, ParcelEvent, StockCount
from regdesk.i18n import N_, tr
from regdesk.ui.dialogs.form import FormDialog
from regdesk.ui.pages.case.asking import ask, ask_with
from regdesk.ui.pages.case.pack_form import PackForm
from regdesk.ui.pages.case.sheet import Asked
from regdesk.ui.pages.case.tab import Context


@dataclass(frozen=True)
class Doing:
    """One thing to do: its button (msgid), icon, and what opens its window."""

    text: str
    icon: str
    open: Callable[[], object]


def doings(context: Context, look: Look) -> list[Doing]:
    """List what this person may do now; the first is the main one."""
    parcel = supply.on_its_way(look.case)
    state = supply.parcel_state(look.case, parcel) if parcel else ""
    steps = _Steps(context, look)
    found: list[Doing] = []
    if parcel is None and look.may(Dispensing):
        found.append(Doing(N_("Assemble a parcel"), "package", steps.pack))
    if parcel and look.may(ParcelEvent):
        found += _with_parcel(steps, look, parcel, state)
    if parcel and state == "received" and look.may(Handover):
        found.insert(0, Doing(N_("Hand over"), "hand", lambda: steps.hand_over(parcel)))
    if look.may(StockCount):
        order = parcel is None and look.coverage.days_left <= gap.REFILL_DAYS
        text = N_("Order: count the stock") if order else N_("Count the stock")
        found.append(Doing(text, "truck" if order else "clipboard-list", steps.count))
    return found


def _with_parcel(steps: "_Steps", look: Look, parcel: Entry, state: str) -> list[Doing]:
    found: list[Doing] = []
    if state == "packed" and look.part != "host":
        found.append(Doing(N_("Send the parcel"), "truck", lambda: steps.dispatch(parcel)))
    if state == "dispatched":
        found.append(Doing(N_("The parcel has arrived"), "map-pinned", lambda: steps.arrived(parcel)))
    if state in ("dispatched", "received"):
        found.append(Doing(N_("Lost or damaged…"), "triangle-alert", lambda: steps.lost(parcel)))
    return found


class _Steps:
    """The windows, each for the case it was made for."""

    def __init__(self, context: Context, look: Look) -> None:
        self._context, self._look, self._today = context, look, look.today

    def count(self) -> None:
        """Ask how many days of medicines the person has."""
        fact = StockCount(on=self._today, days=0)
        asked = Asked(StockCount, N_("Count the stock"), N_("Write it down"), fact, ("on", "days", "how"))
        self._ask(
            asked, lambda given: acting.count_stock(*self._case, given), N_("The stock is written down.")
        )

    def pack(self) -> None:
        """Ask for batches, way and seal."""
        for lack in acting.lacks(self._look.case, self._today):
            self._context.shell.say(tr(lack))
            return
        form = PackForm(self._look, self._context.desk.clock.today)
        words = tr(N_("Assemble a parcel"))
        dialog = FormDialog(self._context.shell, words, form, tr(N_("The parcel is packed")))
        said = tr(N_("The parcel is packed. Print its packing list."))
        ask_with(self._context, dialog, lambda both: acting.pack(*self._case, *both), said)

    def dispatch(self, parcel: Entry) -> None:
        """Ask how the parcel goes and when it is expected."""
        known = parcel.fact
        if not isinstance(known, Parcel):
            return
        asked = Asked(
            Parcel,
            N_("Send the parcel"),
            N_("It is on its way"),
            known,
            ("way", "receiver", "expected_on", "seal"),
        )
        sent = ParcelEvent(what="dispatched", on=self._today)

        def act(changed: Parcel) -> Changes:
            return acting.dispatch(*self._case, parcel.id, sent, changed)

        self._ask(asked, act, N_("The parcel is on its way."), undo=False)

    def arrived(self, parcel: Entry) -> None:
        """Ask in what state the parcel came."""
        fact = ParcelEvent(what="received", on=self._today, seal_intact=True)
        fields = ("on", "seal_intact", "note")
        asked = Asked(ParcelEvent, N_("The parcel has arrived"), N_("Write it down"), fact, fields)
        self._report(parcel.id, asked, N_("The parcel has arrived."))

    def lost(self, parcel: Entry) -> None:
        """Ask what happened to the parcel."""
        fact = ParcelEvent(what="lost", on=self._today)
        asked = Asked(
            ParcelEvent, N_("What happened to the parcel"), N_("Write it down"), fact, ("what", "on", "note")
        )
        self._report(parcel.id, asked, N_("Written down. The Centre will see it."))

    def hand_over(self, parcel: Entry) -> None:
        """Ask for days, first dose and receipt."""
        days = acting.days_of(self._look.case, parcel)
        fact = Handover(on=self._today, days=days, first_dose_on=self._today)
        fields = ("on", "days", "first_dose_on", "receipt")
        asked = Asked(Handover, N_("Hand over"), N_("Handed over"), fact, fields)
        self._ask(
            asked, lambda given: acting.hand_over(*self._case, parcel.id, given), N_("Handover recorded.")
        )

    @property
    def _case(self) -> tuple[Any, Any]:
        return self._context.desk, self._context.stream

    def _report(self, parcel: EntryId, asked: Asked, said: str) -> None:
        self._ask(asked, lambda event: acting.report(*self._case, parcel, event), said)

    def _ask(self, asked: Asked, act: Callable[[Any], Changes], said: str, *, undo: bool = True) -> None:
        ask(self._context, asked, act, tr(said), undo=undo)
