"""Supply: where the medicines of all cases are, who will be without, and what is in the office."""

from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget

from regdesk.actions import cases, deliveries
from regdesk.actions.cases import Look
from regdesk.actions.deliveries import Board, Delivery
from regdesk.domain.journal import Changes
from regdesk.i18n import N_, tr, trn
from regdesk.ui import stock_words, theme, words
from regdesk.ui.dialogs.gaps import GapDialog
from regdesk.ui.dialogs.receipts import ReceiptsDialog
from regdesk.ui.page import Page
from regdesk.ui.pages.case.next_action import turn
from regdesk.ui.pages.case.supply_steps import doings
from regdesk.ui.pages.case.tab import Context
from regdesk.ui.pages.supply_board import SupplyBoard
from regdesk.ui.pages.supply_list import SupplyList
from regdesk.ui.pages.workplace import Workplace
from regdesk.ui.pieces import box, column, label, row
from regdesk.ui.widgets.button import Button
from regdesk.ui.widgets.chips import Segments
from regdesk.ui.widgets.notes import Note
from regdesk.ui.widgets.palette import keycap

_SAID = 3  # so many people are named in the strip
_NARROW = 760


class SupplyPage(Page):
    """A board, or a list of the same. Enter opens the case, Ctrl+→ the next step's window."""

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self._place = place
        self.found: Board | None = None
        self._at_work = label("", "body", "secondary")
        self.ways = Segments((tr(N_("Board")), tr(N_("List"))), tr(N_("How deliveries are shown")))
        self.receipts = Button(tr(N_("Receipts")), icon="printer")
        self.reserve = Button("")
        self.options = Button(tr(N_("Show options")), height="compact")
        self.strip = Note("", "warning", self.options, beside=True)
        self.count = Button(tr(N_("Open the stock")), height="compact")
        self.short = Note("", "warning", self.count, beside=True)
        self.board, self.table = SupplyBoard(), SupplyList()
        self._nothing = label(tr(N_("No deliveries at work.")), "title.s", wrap=True)
        self._stack = QStackedWidget()
        self._lay_out()
        self._listen()

    def arrive(self, target: Any = None) -> None:  # noqa: ARG002 - the page has no target
        """Read the deliveries again and put the keyboard on the most urgent."""
        self.reload()
        self._focus()

    def reload(self) -> None:
        """Read the deliveries again."""
        desk = self._place.desk
        self._place.background.run(lambda: (deliveries.board(desk), deliveries.as_list(desk)), self._show)

    def current(self) -> Delivery | None:
        """Give the delivery the keyboard is on."""
        if self._stack.currentIndex() == 1:
            return self.table.current()
        card = self.board.current()
        return card.data if card else None

    def open_case(self, one: Delivery) -> None:
        """Open the case at its medicines."""
        self._place.shell.open("case", (one.stream, "supply"))

    def onward(self, one: Delivery) -> None:
        """Open the window of the next step, where this person may take it."""
        desk = self._place.desk
        self._place.background.run(lambda: cases.look(desk, one.stream), self._take_step)

    def show_options(self) -> None:
        """Show who will be without medicines, and what can be done."""
        if self.found and self.found.gaps:
            dialog = GapDialog(self._place.shell, self.found, self._place.me)
            dialog.opened.connect(self.open_case)
            dialog.stock_asked.connect(lambda: self._place.shell.open("stock"))
            dialog.open()

    def print_receipts(self) -> None:
        """Show the receipts of what has arrived, or say that there are none."""
        arrived = [card for card in (self.found.cards if self.found else ()) if card.column == "received"]
        if not arrived:
            self._place.shell.say(tr(N_("Nothing has arrived that could be handed over.")))
            return
        streams = [card.stream for card in arrived]
        ReceiptsDialog(self._place.shell, self._place.desk, self._place.background, streams).open()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the text is large, leave the room to the deliveries: title and hints give way."""
        super().resizeEvent(event)
        narrow = self.width() / theme.current().scale < _NARROW
        for widget in (self._title, self._foot):
            widget.setVisible(not narrow)
        self._show_gaps()

    def _take_step(self, look: Look) -> None:
        place = self._place
        context = Context(place.desk, place.background, place.shell, look.case.id, look.part)
        step = next((one for one in doings(context, look) if one.onward), None)
        if step:
            step.open()
        else:
            place.shell.say(tr(N_("Nothing for you to do here now. {turn}.")).format(turn=turn(look)))

    def _show(self, read: tuple[Board, bool]) -> None:
        found, as_list = read
        part = self._place.me.part
        self.found = found
        self._at_work.setText(trn(N_("{n} at work"), N_("{n} at work"), found.at_work) if found.cards else "")
        packs = trn(N_("{n} pack"), N_("{n} packs"), found.packs)
        self.reserve.show_text(tr(_STOCK[part == "host"]).format(packs=packs))
        self.reserve.setAccessibleName(self.reserve.text())
        self._show_gaps()
        self.short.show_text(stock_words.shortage(found.short))
        self.board.show_board(found, part)
        self.table.show_board(found, part)
        self._stack.setCurrentIndex(2 if not found.cards else int(as_list))
        self._place.shell.show_count("supply", len(found.gaps))

    def _show_gaps(self) -> None:
        """Say who will be without medicines; where the text is large, only how many."""
        if self.found:
            self.strip.show_text(_gap_words(self.found, brief=self._title.isHidden()))

    def _on_way(self, index: int) -> None:
        """Show the board or the list, and remember it."""
        desk = self._place.desk
        if self.found and self.found.cards:
            self._stack.setCurrentIndex(index)
            self._focus()
        self._place.background.run(lambda: deliveries.keep_as_list(desk, chosen=bool(index)), lane="write")

    def _focus(self) -> None:
        if self._stack.currentIndex() == 0:
            self.board.take_keyboard()
        elif self._stack.currentIndex() == 1:
            self.table.view.setFocus()

    def _on_changed(self, changes: Changes) -> None:
        if changes.cases and self.isVisible():
            self.reload()

    def _enter(self) -> None:
        if one := self.current():
            self.onward(one)

    def _listen(self) -> None:
        place = self._place
        self.ways.chosen.connect(self._on_way)
        self.receipts.clicked.connect(lambda _: self.print_receipts())
        for button in (self.reserve, self.count):
            button.clicked.connect(lambda _: place.shell.open("stock"))
        self.options.clicked.connect(lambda _: self.show_options())
        self.board.opened.connect(self.open_case)
        self.board.onward.connect(self.onward)
        self.table.view.opened.connect(lambda shown: self.open_case(shown.one))
        place.background.changed.connect(self._on_changed)
        self.commands = {"primary": self._enter, "print": self.print_receipts, "filter": self._focus}
        place.background.run(
            lambda: deliveries.as_list(place.desk), lambda chosen: self._begin(as_list=chosen)
        )

    def _begin(self, *, as_list: bool) -> None:
        if as_list:
            self.ways.choose(1)

    def _lay_out(self) -> None:
        self._title = box(row(label(tr(N_("Deliveries")), "title.m"), self._at_work, None, gap=10))
        head = row(self._title, self.ways, self.receipts, self.reserve, gap=8)
        head.setStretch(0, 1)
        self._foot = box(self._hints())
        nothing = box(column(self._nothing, None, margins=(20, 24)), "card")
        for widget in (self.board, box(column(self.table.view, gap=0, margins=1), "card"), nothing):
            self._stack.addWidget(widget)
        whole = column(head, self.strip, self.short, self._stack, self._foot, gap=10, margins=(20, 16, 20, 8))
        whole.setStretch(3, 1)
        self.setLayout(whole)

    def _hints(self) -> Any:
        said = label(tr(N_("Names and medicines are not shown here")), "caption", "secondary", wrap=True)
        hints = row(said, None, gap=6)
        for caps, does in (
            (("←", "→"), N_("column")),
            (("Ctrl →",), N_("next step")),
            (("Enter",), N_("open")),
        ):
            for cap in caps:
                hints.addWidget(keycap(cap))
            hints.addWidget(label(tr(does), "caption", "secondary"))
        hints.setStretch(0, 1)
        return hints


_STOCK = {True: N_("Office reserve: {packs}"), False: N_("Stock: {packs}")}


def _gap_words(found: Board, *, brief: bool) -> str:
    """Say for how many people a gap is expected, and how long the longest are."""
    if not found.gaps:
        return ""
    head = trn(
        N_("A gap is expected for {n} person."), N_("A gap is expected for {n} people."), len(found.gaps)
    )
    each = [f"{gap.delivery.code}: {words.days(gap.days)}" for gap in found.gaps[:_SAID]]
    return head if brief else f"{head} {'. '.join(each)}."
