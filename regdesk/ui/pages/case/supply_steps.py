"""What can be done with a case's medicines now, and the windows that ask for it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from regdesk.actions import records, stock
from regdesk.actions import supply as acting
from regdesk.actions.cases import Look
from regdesk.domain import gap, handovers, supply
from regdesk.domain.journal import Changes, Entry, EntryId
from regdesk.domain.legal import PowerOfAttorney
from regdesk.domain.orders import Order, may_order
from regdesk.domain.plans import Prescription
from regdesk.domain.steps import assembles
from regdesk.domain.supply import Dispensing, Handover, Parcel, ParcelEvent, StockCount
from regdesk.i18n import N_, tr
from regdesk.ui.dialogs.form import FormDialog
from regdesk.ui.editors import RadioEditor
from regdesk.ui.gap_words import is_open
from regdesk.ui.pages.case.asking import ask, ask_with
from regdesk.ui.pages.case.bridge_form import BridgeForm
from regdesk.ui.pages.case.handover_form import HandoverForm
from regdesk.ui.pages.case.order_form import ask_order
from regdesk.ui.pages.case.pack_form import PackForm, Packing, packing_of
from regdesk.ui.pages.case.parcel_forms import ArrivedForm, BadNewsForm, HeldForm, RiskForm
from regdesk.ui.pages.case.put_back_form import PutBackForm
from regdesk.ui.pages.case.sheet import Asked
from regdesk.ui.pages.case.simple_form import SimpleForm
from regdesk.ui.pages.case.tab import Context
from regdesk.ui.reading import HandForm

_BRIDGE_DAYS = 14  # where no gap is expected: as long as a parcel should come before run-out (domain.md 1.3)
_WRITE = N_("Write it down")


@dataclass(frozen=True)
class Doing:
    """One thing to do: its button (msgid), icon, what opens its window, and if it brings the delivery on."""

    text: str
    icon: str
    open: Callable[[], object]
    onward: bool = False


def doings(context: Context, look: Look) -> list[Doing]:
    """List what this person may do now; the first is the main one."""
    parcel = supply.on_its_way(look.case)
    state = supply.parcel_state(look.case, parcel) if parcel else ""
    steps = Steps(context, look)
    found: list[Doing] = []
    if parcel is None and look.may(Dispensing):
        found.append(Doing(N_("Assemble a parcel"), "package", steps.pack, onward=True))
    if parcel and look.may(ParcelEvent):
        found += _with_parcel(steps, look, parcel, state)
    if parcel and state in supply.ARRIVED and look.may(Handover):
        found.insert(0, Doing(N_("Hand over"), "hand", lambda: steps.hand_over(parcel), onward=True))
    found += _after_incident(steps, look)
    if look.may(StockCount):
        found.append(Doing(N_("Count the stock"), "clipboard-list", steps.count))
    if look.may(Order) and may_order(look.case):
        order = Doing(N_("Order a delivery"), "truck", lambda: ask_order(context, look), onward=True)
        first = is_open(look.coverage) and not assembles(look.case, look.progress.step)
        found.insert(0 if first else len(found), order)
    return found


def _with_parcel(steps: "Steps", look: Look, parcel: Entry, state: str) -> list[Doing]:
    found: list[Doing] = []
    if state == "packed" and look.part != "host":
        found.append(Doing(N_("Send the parcel"), "truck", lambda: steps.dispatch(parcel), onward=True))
    if state in ("dispatched", "customs"):
        found.append(
            Doing(N_("The parcel has arrived"), "map-pinned", lambda: steps.arrived(parcel), onward=True)
        )
        held = N_("Held at customs") if state == "dispatched" else N_("It goes on from customs")
        what = "customs" if state == "dispatched" else "dispatched"
        found.append(Doing(held, "shield-alert", lambda: steps.held(parcel, what)))
    if state in ("dispatched", "customs", *supply.ARRIVED):
        found.append(Doing(N_("Lost or damaged…"), "triangle-alert", lambda: steps.bad_news(parcel)))
    return found


def _after_incident(steps: "Steps", look: Look) -> list[Doing]:
    """A bridge where the medicines run low, and what others may have learned from a parcel."""
    found: list[Doing] = []
    low = look.coverage.known and look.coverage.days_left <= gap.SOON_DAYS
    bridges = look.may(Handover) and stock.may_move(look.part, look.roles)
    if bridges and low and look.case.one(Prescription):
        found.append(Doing(N_("Give from the reserve"), "package", steps.bridge, onward=True))
    if look.part == "centre" and look.may(ParcelEvent) and len(supply.still_open(look.case)) > 1:
        found.append(Doing(N_("Take one parcel apart"), "package", steps.take_apart))
    came_back = [one for one in look.case.of(Parcel) if supply.parcel_state(look.case, one) == "returned"]
    if came_back and look.part == "centre" and stock.may_move(look.part, look.roles):
        found.append(Doing(N_("Put back in stock"), "package", lambda: steps.put_back(came_back[-1])))
    if look.part == "host" and look.may(ParcelEvent):
        found += [
            Doing(N_("What others may have learned"), "eye", lambda one=one: steps.assess(one))  # type: ignore[misc]
            for one in supply.unassessed(look.case)
        ]
    return found


class Steps:
    """The windows, each for the case it was made for."""

    def __init__(self, context: Context, look: Look) -> None:
        self._context, self._look, self._today = context, look, look.today
        self._day = context.desk.clock.today

    def count(self) -> None:
        """Ask how many days of medicines the person has."""
        fact = StockCount(on=self._today, days=0)
        asked = Asked(StockCount, N_("Count the stock"), _WRITE, fact, ("on", "days", "how"))
        self._ask(
            asked, lambda given: acting.count_stock(*self._case, given), N_("The stock is written down.")
        )

    def entrust(self) -> None:
        """Ask who may receive a sealed parcel for the person, and until when; it is printed to be signed."""
        fact = PowerOfAttorney(attorney="", on=self._today)
        note = tr(N_("What you write is printed. Leave out what the medicines are for, and organisations."))
        asked = Asked(PowerOfAttorney, N_("Power of attorney"), _WRITE, fact, note=note)
        said = N_("The power of attorney is written down. Print it to be signed.")
        self._ask(asked, lambda given: records.state(*self._case, given), said)

    def pack(self) -> None:
        """Ask for batches, way and seal; the batches in stock are offered."""
        for lack in acting.lacks(self._look.case, self._today):
            self._context.shell.say(tr(lack))
            return
        desk, look, today = self._context.desk, self._look, self._today
        self._context.background.run(lambda: packing_of(desk, look, today), self._pack_from)

    def dispatch(self, parcel: Entry) -> None:
        """Ask how the parcel goes and when it is expected."""
        known = parcel.fact
        if not isinstance(known, Parcel):
            return
        fields = ("way", "receiver", "expected_on", "seal")
        asked = Asked(Parcel, N_("Send the parcel"), N_("It is on its way"), known, fields)
        sent = ParcelEvent(what="dispatched", on=self._today)

        def act(changed: Parcel) -> Changes:
            return acting.dispatch(*self._case, parcel.id, sent, changed)

        self._ask(asked, act, N_("The parcel is on its way."), undo=False)

    def arrived(self, parcel: Entry) -> None:
        """Ask in what state the parcel came, and count where it is only a part."""
        form = ArrivedForm(self._day, handovers.packed_units(self._look.case, parcel))
        self._report(parcel.id, N_("The parcel has arrived"), form, N_("The parcel has arrived."))

    def held(self, parcel: Entry, what: str) -> None:
        """Ask since when customs hold the parcel, or let it go on."""
        title = N_("Held at customs") if what == "customs" else N_("It goes on from customs")
        self._report(parcel.id, title, HeldForm(self._day, what), N_("Written down. Others will see it."))

    def bad_news(self, parcel: Entry) -> None:
        """Ask what happened to the parcel, and what others may have learned."""
        said = N_("Written down. The Centre will see it.")
        self._report(parcel.id, N_("What happened to the parcel"), BadNewsForm(self._day), said)

    def assess(self, parcel: Entry) -> None:
        """Ask what others may have learned."""
        title = N_("What others may have learned")
        self._report(parcel.id, title, RiskForm(self._day), N_("Written down. Others will see it."))

    def hand_over(self, parcel: Entry) -> None:
        """Count together; ask for days, first dose, code word and receipt."""
        form = HandoverForm(self._look, parcel, self._day)
        dialog = FormDialog(self._context.shell, tr(N_("Hand over")), form, tr(N_("Handed over")))
        ask_with(
            self._context,
            dialog,
            lambda given: acting.hand_over(*self._case, parcel.id, given),
            tr(N_("Handover recorded.")),
            undo=True,
        )

    def bridge(self) -> None:
        """Ask what is given from the office reserve."""
        desk, case = self._context.desk, self._look.case
        self._context.background.run(lambda: stock.reserve(desk, case), self._bridge_from)

    def take_apart(self) -> None:
        """Ask which of the parcels under way does not go."""
        numbers = {
            one.id.hex(): getattr(one.fact, "number", "") for one in supply.still_open(self._look.case)
        }
        form = SimpleForm(RadioEditor(numbers, upright=True), N_("Which parcel does not go"))
        dialog = FormDialog(self._context.shell, tr(N_("Take one parcel apart")), form, tr(_WRITE))

        def act(chosen: str) -> Changes:
            back = ParcelEvent(what="returned", on=self._today)
            return acting.report(*self._case, EntryId(bytes.fromhex(chosen)), back)

        ask_with(self._context, dialog, act, tr(N_("Written down. Put its packs back in stock.")))

    def put_back(self, parcel: Entry) -> None:
        """Ask what of a parcel that came back is fit to be given again."""
        packed = supply.contents(self._look.case, parcel)
        form = PutBackForm(packed.items if packed else (), self._day)
        dialog = FormDialog(self._context.shell, tr(N_("Put back in stock")), form, tr(_WRITE))
        act = lambda given: stock.put_back(*self._case, parcel.id, *given)  # noqa: E731 - given on as it is
        ask_with(self._context, dialog, act, tr(N_("The stock is written down.")))

    def _bridge_from(self, found: Any) -> None:
        doses, batches = found
        days = self._look.coverage.gap_days or _BRIDGE_DAYS
        form = BridgeForm(doses, batches, days, self._day)
        dialog = FormDialog(self._context.shell, tr(N_("Give from the reserve")), form, tr(N_("Handed over")))
        ask_with(
            self._context,
            dialog,
            lambda both: acting.bridge(*self._case, *both),
            tr(N_("Handover recorded.")),
        )

    def _pack_from(self, packing: Packing) -> None:
        form, words = PackForm(self._look, self._day, packing), tr(N_("Assemble a parcel"))
        dialog = FormDialog(self._context.shell, words, form, tr(N_("The parcel is packed")))
        said = tr(N_("The parcel is packed. Print its packing list."))
        ask_with(self._context, dialog, lambda both: acting.pack(*self._case, *both), said)

    @property
    def _case(self) -> tuple[Any, Any]:
        return self._context.desk, self._context.stream

    def _report(self, parcel: EntryId, title: str, form: HandForm, said: str) -> None:
        dialog = FormDialog(self._context.shell, tr(title), form, tr(_WRITE))
        act = lambda event: acting.report(*self._case, parcel, event)  # noqa: E731 - given on as it is
        ask_with(self._context, dialog, act, tr(said), undo=True)

    def _ask(self, asked: Asked, act: Callable[[Any], Changes], said: str, *, undo: bool = True) -> None:
        ask(self._context, asked, act, tr(said), undo=undo)
