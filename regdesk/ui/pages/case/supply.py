"""The supply tab: how long the medicines last, where the parcels are, and what is to be done next."""

from PySide6.QtWidgets import QWidget

from regdesk.actions import supply as acting
from regdesk.actions.cases import Look
from regdesk.domain import supply
from regdesk.domain.legal import PowerOfAttorney
from regdesk.domain.steps import assembles
from regdesk.domain.supply import Handover, StockCount
from regdesk.i18n import N_, language, tr
from regdesk.ui import gap_words, words
from regdesk.ui.dates import long_date
from regdesk.ui.gap_words import shown
from regdesk.ui.pages.case.looking import LookTab
from regdesk.ui.pages.case.next_action import stock
from regdesk.ui.pages.case.parcel_board import ParcelBoard
from regdesk.ui.pages.case.print_card import PrintButtons
from regdesk.ui.pages.case.supply_steps import Doing, Steps, doings
from regdesk.ui.pages.case.tab import Context
from regdesk.ui.pieces import box, column, label, retone, scrolled
from regdesk.ui.widgets.button import Button
from regdesk.ui.widgets.card import Card
from regdesk.ui.widgets.coverage_bar import CoverageBar
from regdesk.ui.widgets.flow_layout import FlowLayout
from regdesk.ui.widgets.notes import Note

_UNKNOWN = N_("How many medicines the person has is not known. Count them together or ask.")
_SUPPLY_DAYS = 90
_PRINTS = ("packing-list", "receipt", "handout", "parcel-label", "travel-letter", "power-of-attorney")


class SupplyTab(LookTab):
    """No medicine is named here: items are letters, so that the tab may stay open on a desk."""

    id = "supply"
    title = N_("Supply")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.doings: list[Doing] = []
        self._left = label("", "body.strong")
        self.bar, self._gap, self._unsure = CoverageBar(), Note("", "warning"), Note("", "warning")
        self._unknown = label(tr(_UNKNOWN), "body", "secondary", wrap=True)
        self._counted = label("", "small", "secondary", wrap=True)
        stock_card = Card(
            tr(N_("Stock of medicines")), self.bar, self._unknown, self._counted, right=self._left
        )
        self.board, self.prints = ParcelBoard(), PrintButtons(context, _PRINTS)
        self.entrust = Button(
            tr(N_("Write a power of attorney…")), "link", icon="square-pen", height="compact"
        )
        self.entrust.clicked.connect(lambda _: self._entrust())
        self._line, self._buttons = FlowLayout(self.prints, self.entrust), list[Button]()
        self._look: Look | None = None
        top = QWidget()
        top.setLayout(self._line)
        self._word = Note("", "info")
        inside = column(top, self._unsure, stock_card, self._gap, self._word, self.board, None, gap=12)
        self.setLayout(column(scrolled(box(inside)), gap=0))
        self.commands = {"primary": self.act, "print": self.prints.open_first}

    def show_look(self, look: Look) -> None:
        """Show stock, parcels and what this person may do."""
        self._show_stock(look)
        self.board.show_look(look)
        self._word.show_text(_word(look))
        self.prints.show_look(look)
        self._look = look
        self.entrust.setVisible(look.part == "host" and look.may(PowerOfAttorney))
        self.doings = doings(self.context, look)
        self._show_buttons()

    def act(self) -> None:
        """Do what comes first."""
        if self.doings:
            self.doings[0].open()

    def _entrust(self) -> None:
        """Ask who may receive a parcel for the person."""
        if self._look:
            Steps(self.context, self._look).entrust()

    def _show_buttons(self) -> None:
        """Put what can be done before what can be printed."""
        for old in (*self._buttons, self.prints, self.entrust):
            self._line.removeWidget(old)
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        self._buttons = []
        for number, one in enumerate(self.doings):
            button = Button(tr(one.text), "plain" if number else "primary", icon=one.icon)
            button.clicked.connect(lambda _, one=one: one.open())
            self._buttons.append(button)
        for widget in (*self._buttons, self.prints, self.entrust):
            self._line.addWidget(widget)

    def _show_stock(self, look: Look) -> None:
        now = look.coverage
        self.bar.setVisible(now.known)
        self._unknown.setVisible(not now.known)
        self._left.setText(stock(look))
        retone(self._left, gap_words.tone(now))
        self.bar.show_coverage(shown(now, _SUPPLY_DAYS))
        self._gap.show_text(gap_words.gap_said(now))
        self._unsure.show_text(gap_words.unsure_said(now, look.today))
        self._counted.setText(_counted(look))


def _word(look: Look) -> str:
    """Say the code word of the parcel under way to whoever hands it over, and to nobody else."""
    parcel = supply.on_its_way(look.case)
    if parcel is None or not look.may(Handover):
        return ""
    text = N_(
        "Code word of the parcel: {word}. Tell it to the person by the safe contact, and to nobody else."
    )
    word = acting.code_word(look.case, parcel, language())
    return tr(text).format(word=word) if word else ""


def _counted(look: Look) -> str:
    """Say where the sum begins, by when to order, and how long that takes."""
    known = look.coverage
    count = max(look.case.all(StockCount), key=lambda one: one.on, default=None)
    counted = ""
    if count:
        text = tr(N_("Counted on {day}: {days}, {how}."))
        day = long_date(count.on, look.today)
        counted = text.format(day=day, days=words.days(count.days), how=words.value(count, "how"))
    order = gap_words.order_said(known, asked=assembles(look.case, look.progress.step))
    way = (gap_words.way_said(known), gap_words.rule_said(known)) if known.known else ()
    parts = (counted, order, *way, gap_words.pause_said(known))
    return " ".join(part for part in parts if part)
