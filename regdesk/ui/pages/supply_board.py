"""The deliveries of all cases as five columns of cards; one column at a time where there is little room."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QWidget

from regdesk.actions.deliveries import Board, Column
from regdesk.i18n import N_, tr, trn
from regdesk.ui import delivery_words, theme
from regdesk.ui.delivery_words import COLUMNS, ICONS, SHORT
from regdesk.ui.pieces import box, column, label, row
from regdesk.ui.widgets.card_list import CardList, CardRow
from regdesk.ui.widgets.chips import Chips

_NARROW: Final = 900


class SupplyBoard(QWidget):
    """`opened` carries a delivery, `onward` one whose next step is wanted."""

    opened = Signal(object)
    onward = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr(N_("Deliveries in five columns")))
        self.lists = {name: CardList(tr(title)) for name, title in COLUMNS.items()}
        self._counts = {name: label("", "caption", "secondary") for name in COLUMNS}
        self._more = {name: label("", "label", "accent", wrap=True) for name in COLUMNS}
        self.chips = Chips([(name, tr(text), "") for name, text in SHORT.items()], tr(N_("Column")))
        self._heads: dict[str, QFrame] = {}
        self._columns = {name: self._column(name, title) for name, title in COLUMNS.items()}
        line = row(*self._columns.values(), gap=10)
        for place in range(len(self._columns)):
            line.setStretch(place, 1)
        whole = column(self.chips, line, gap=8)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self._at, self._wide = next(iter(COLUMNS)), True
        self.chips.chosen.connect(self._turn_to)
        for name, cards in self.lists.items():
            cards.opened.connect(lambda card: self.opened.emit(card.data))
            cards.onward.connect(lambda card: self.onward.emit(card.data))
            cards.aside.connect(lambda way, name=name: self._aside(name, way))
        self._fit()

    def show_board(self, board: Board, part: str) -> None:
        """Show the cards; the keyboard stays where it was, or goes to the most urgent card."""
        for each in board.columns:
            self.lists[each.name].show_cards(_rows(each, board, part))
            self._counts[each.name].setText(str(each.total) if each.total else "")
            self.chips.show_count(each.name, each.total)
            beyond = each.total - len(each.cards)
            self._more[each.name].setText(trn(N_("{n} more"), N_("{n} more"), beyond) if beyond else "")
            self._more[each.name].setVisible(bool(beyond))
        if not self.lists[self._at].cards():
            self._at = next((name for name, cards in self.lists.items() if cards.cards()), self._at)
        if self.current() is None:
            self.lists[self._at].choose(0)
        self._fit()

    def current(self) -> CardRow | None:
        """Give the card the keyboard is on."""
        return self.lists[self._at].current()

    def take_keyboard(self) -> None:
        """Put the keyboard on the most urgent card."""
        self.lists[self._at].setFocus()

    def minimumSizeHint(self) -> QSize:
        """Be content with any size: columns scroll, and give way where there is little room."""
        return QSize(0, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show five columns or one."""
        super().resizeEvent(event)
        self._fit()

    def _aside(self, name: str, way: int) -> None:
        """Go to the next column at this side that holds a card."""
        names = list(COLUMNS)
        at, row_ = names.index(name), self.lists[name].currentIndex().row()
        beside: Sequence[str] = names[at + 1 :] if way > 0 else names[:at][::-1]
        found = next((one for one in beside if self.lists[one].cards()), None)
        if found is None:
            return
        self.lists[name].clearSelection()
        self._turn_to(found)
        self.lists[found].choose(row_)
        self.lists[found].setFocus()

    def _turn_to(self, name: str) -> None:
        self._at = name
        self.chips.choose(name)
        self._fit()
        if self.lists[name].current() is None:
            self.lists[name].choose(0)

    def _fit(self) -> None:
        self._wide = self.width() / theme.current().scale >= _NARROW
        self.chips.setVisible(not self._wide)
        for name, frame in self._columns.items():
            frame.setVisible(self._wide or name == self._at)
            self._heads[name].setVisible(self._wide)

    def _column(self, name: str, title: str) -> QFrame:
        head = box(row(label(tr(title), "body.strong"), self._counts[name], None, gap=8, margins=(4, 0)))
        self._heads[name] = head
        inside = column(head, self.lists[name], self._more[name], gap=6, margins=(8, 10))
        inside.setStretch(1, 1)
        return box(inside, "sunken")


def _rows(each: Column, board: Board, part: str) -> list[CardRow]:
    rows = []
    for card in each.cards:
        said = delivery_words.said(card, board, part)
        icon = "truck" if card.state == "dispatched" and said.tone == "secondary" else ICONS[said.tone]
        rows.append(CardRow(said.title, said.corner, said.line, said.news, icon, said.tone, card))
    return rows
