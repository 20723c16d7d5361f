"""Who will likely be without medicines, and what can be done about it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFrame, QWidget

from regdesk.actions import stock
from regdesk.actions.deliveries import Board, Gap
from regdesk.actions.lists import Me
from regdesk.i18n import N_, tr, trn
from regdesk.ui import words
from regdesk.ui.pieces import box, column, label, line, row, scrolled, sized
from regdesk.ui.widgets.button import Button

_MOST = 30


class GapDialog(QDialog):
    """`opened` carries a delivery whose case is wanted; `stock_asked` asks for the office's stock."""

    opened = Signal(object)
    stock_asked = Signal()

    def __init__(self, parent: QWidget, board: Board, me: Me) -> None:
        super().__init__(parent)
        title = tr(N_("Expected gaps"))
        self.setWindowTitle("RegDesk")
        self.setAccessibleName(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.buttons: list[Button] = []
        about = label(_about(board, me), "body", "secondary", wrap=True)
        rows = [self._row(gap, me) for gap in board.gaps[:_MOST]]
        inside = box(column(about, *rows, None, gap=10, margins=(24, 4, 24, 12)))
        reserve = Button(tr(N_("Look at the stock")), icon="package")
        close = Button(tr(N_("Close")), keys="Esc")
        reserve.clicked.connect(lambda _: self._leave(self.stock_asked.emit))
        close.clicked.connect(self.reject)
        head = column(label(title, "title.m", wrap=True), gap=0, margins=(24, 20, 24, 12))
        foot = box(row(reserve, None, close, gap=8, margins=(20, 12)), "footer")
        whole = column(head, scrolled(inside), foot, gap=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        sized(self, width=560, min_height=min(600, 220 + 84 * len(rows)))
        if self.buttons:
            self.buttons[0].setFocus()

    def _row(self, gap: Gap, me: Me) -> QFrame:
        """Say the gap of one person and what comes first, with a button to their case."""
        one = gap.delivery
        head = label(f"{one.code}: {words.days(gap.days)}", "body.strong")
        said = label(_option(gap, me), "body", "secondary", wrap=True)
        button = Button(tr(N_("Open the case")), height="compact")
        button.setAccessibleName(f"{tr(N_('Open the case'))}: {one.code}")
        button.clicked.connect(lambda _: self._leave(lambda: self.opened.emit(one)))
        self.buttons.append(button)
        text = column(head, said, gap=2)
        body = row(text, column(button, None, gap=0), gap=12)
        body.setStretch(0, 1)
        return box(column(line(), body, gap=10))

    def _leave(self, act: object) -> None:
        self.accept()
        if callable(act):
            act()


def _about(board: Board, me: Me) -> str:
    packs = trn(N_("{n} pack"), N_("{n} packs"), board.packs)
    if stock.may_move(me.part, me.roles) and me.part == "host":
        text = N_("In the office reserve: {packs}. A bridge is given in the case, under Supply.")
    else:
        text = N_("In stock: {packs}.")
    return tr(text).format(packs=packs)


def _option(gap: Gap, me: Me) -> str:
    """Say what comes first in the column where the delivery is."""
    texts = _HOST if me.part == "host" else _CENTRE
    return tr(texts.get(gap.delivery.state, N_("Hand over what has arrived.")))


_HOST = {
    "order": N_("Order now, and look for a reserve nearby for these days."),
    "find-reserve": N_("Look for a reserve nearby for these days."),
    "assemble": N_("The Centre can send it by a faster way; a bridge covers the days before."),
    "packed": N_("The Centre can send it by a faster way; a bridge covers the days before."),
    "dispatched": N_("Ask where the parcel is, and give a bridge from a reserve."),
    "customs": N_("Ask what customs want, and give a bridge from a reserve."),
}
_CENTRE = {
    "order": N_("The host orders; ask it for a count and a reserve nearby."),
    "find-reserve": N_("The host looks for a reserve nearby."),
    "assemble": N_("Assemble it today and send it by a faster way."),
    "packed": N_("Send it today, by a faster way."),
    "dispatched": N_("Ask where the parcel is; the host may give a bridge."),
    "customs": N_("Help with the papers that customs want; the host may give a bridge."),
}
