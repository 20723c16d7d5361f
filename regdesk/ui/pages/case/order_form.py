"""The form of an order: what the person has today, for how many days medicines are wanted and by when."""

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtWidgets import QWidget

from regdesk.actions import orders
from regdesk.actions.cases import Look
from regdesk.domain.gap import RESERVE_DAYS
from regdesk.domain.orders import Order
from regdesk.domain.plans import Plan
from regdesk.domain.supply import StockCount
from regdesk.errors import Refused, RegDeskError
from regdesk.i18n import N_, tr
from regdesk.ui.dialogs.form import FormDialog
from regdesk.ui.editors import NumberEditor
from regdesk.ui.field import Field
from regdesk.ui.forms import FactForm
from regdesk.ui.pages.case.asking import ask_with
from regdesk.ui.pages.case.tab import Context
from regdesk.ui.pieces import column

_COUNT = N_("Count together or ask. Leave it empty where it cannot be known today.")


class OrderForm(QWidget):
    """The count comes first: the newest one is where all sums begin."""

    def __init__(self, look: Look, today: Callable[[], date]) -> None:
        super().__init__()
        self._today = today
        self.count: StockCount | None = None
        words = N_("Days of full doses the person has today")
        self.stock = Field("stock", NumberEditor(int), text=words, hint=_COUNT)
        self.order = FactForm(Order, today, without=["on"])
        plan, run_out = look.case.one(Plan), look.coverage.run_out
        wanted = run_out - timedelta(days=RESERVE_DAYS) if run_out else None
        first = Order(
            on=today(), days=plan.days if plan else 90, wanted_by=max(wanted, today()) if wanted else None
        )
        self.order.set_fact(first)
        self.setLayout(column(self.stock, self.order, gap=14))

    def fact(self) -> Order | None:
        """Give the order, with what was counted in `count`; None after showing what is to mend."""
        order = self.order.fact(on=self._today())
        self.stock.show_error("")
        try:
            days = self.stock.editor.value()
            self.count = None if days is None else StockCount(on=self._today(), days=days, how="told")
            if self.count:
                self.count.check()
        except Refused as refused:
            text = tr(refused.message)
            self.stock.show_error(text)
            self.order.summary.show_lines([(text, self.stock.jump)])
            return None
        return order

    def show_refusal(self, error: RegDeskError) -> None:
        """Say on top why it was refused."""
        self.order.show_refusal(error)


def ask_order(context: Context, look: Look) -> None:
    """Ask for an order in a window, write it, and offer to take it back; what was counted stays."""
    form = OrderForm(look, context.desk.clock.today)
    words = tr(N_("Order a delivery"))
    dialog = FormDialog(context.shell, words, form, words)
    act = lambda asked: orders.order(context.desk, context.stream, asked, form.count)  # noqa: E731 - as is
    ask_with(context, dialog, act, tr(N_("The delivery is ordered. The Centre will see it.")), undo=True)
