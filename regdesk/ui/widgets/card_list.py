"""A column of cards: a list that the keyboard enters once; each card is one sentence for a screen reader."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from regdesk.ui import paint, theme

Index = QModelIndex | QPersistentModelIndex
_CARD = Qt.ItemDataRole.UserRole
_INKS = {
    "danger": "danger.text",
    "warning": "warning.text",
    "success": "success.text",
    "secondary": "text.secondary",
}
_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


@dataclass(frozen=True)
class CardRow:
    """One card: code and a word beside it, a line, and news with an icon; `data` is the page's."""

    title: str
    corner: str = ""
    line: str = ""
    news: str = ""
    icon: str = "circle"
    tone: str = "secondary"
    data: Any = None

    def sentence(self) -> str:
        """Say the card as a screen reader does."""
        return ". ".join(part for part in (self.title, self.corner, self.line, self.news) if part)


class CardList(QListView):
    """`chosen` when the keyboard comes to a card, `opened` by Enter or mouse; `aside` asks for a neighbour.

    aside    -1 or 1: the arrows to the column at the left or right;  onward  the next step (Ctrl+→)
    """

    chosen = Signal(object)
    opened = Signal(object)
    onward = Signal(object)
    aside = Signal(int)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._cards = _Cards()
        self.setModel(self._cards)
        self.setItemDelegate(_CardDelegate(self))
        self.setProperty("kind", "cards")
        self.setAccessibleName(name)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self.doubleClicked.connect(lambda index: self._tell(self.opened, index))
        self.selectionModel().currentChanged.connect(lambda index, _: self._tell(self.chosen, index))

    def show_cards(self, cards: Sequence[CardRow]) -> None:
        """Show these cards; the keyboard stays on the same one where it is still there."""
        kept = self.current()
        self._cards.show_cards(cards)
        same = next((n for n, card in enumerate(cards) if kept and card.data == kept.data), None)
        if same is not None:
            self.setCurrentIndex(self._cards.index(same))

    def cards(self) -> Sequence[CardRow]:
        """Give the cards shown."""
        return self._cards.cards

    def current(self) -> CardRow | None:
        """Give the card the keyboard is on."""
        found = self.currentIndex().data(_CARD) if self.currentIndex().isValid() else None
        return found if isinstance(found, CardRow) else None

    def choose(self, place: int) -> None:
        """Put the keyboard on a card, the last one if there are fewer."""
        if self._cards.cards:
            self.setCurrentIndex(self._cards.index(min(max(0, place), len(self._cards.cards) - 1)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens; the arrows go to the neighbours; Ctrl+→ takes the next step; J and K move."""
        keys, held = Qt.Key, bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() in (keys.Key_Return, keys.Key_Enter, keys.Key_O) and not held:
            self._tell(self.opened, self.currentIndex())
        elif event.key() == keys.Key_Right and held:
            self._tell(self.onward, self.currentIndex())
        elif event.key() in (keys.Key_Left, keys.Key_Right):
            self.aside.emit(-1 if event.key() == keys.Key_Left else 1)
        elif event.key() in (keys.Key_J, keys.Key_K):
            self.choose(self.currentIndex().row() + (1 if event.key() == keys.Key_J else -1))
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the cards out for the new width: their words wrap."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def _tell(self, signal: Any, index: Index) -> None:
        card = index.data(_CARD) if index.isValid() else None
        if isinstance(card, CardRow):
            signal.emit(card)


class _Cards(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.cards: Sequence[CardRow] = ()

    def show_cards(self, cards: Sequence[CardRow]) -> None:
        """Show these instead."""
        self.beginResetModel()
        self.cards = cards
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Count the cards."""
        return 0 if parent.isValid() else len(self.cards)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Answer with the card, or say it in one sentence."""
        card = self.cards[index.row()]
        if role == _CARD:
            return card
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return card.sentence()
        return None


class _CardDelegate(QStyledItemDelegate):
    """Paints a card; its words wrap, so its height follows its width."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Ask for as much height as the words take at the list's width."""
        view = option.widget  # type: ignore[attr-defined, unused-ignore]
        wide = view.viewport().width() if isinstance(view, CardList) else 200
        card = index.data(_CARD)
        return QSize(wide, sum(part.height() for part in _parts(card, wide)) + theme.current().px(34))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint ground, code, line and news."""
        look, card = theme.current(), index.data(_CARD)
        where, state = option.rect, option.state  # type: ignore[attr-defined, unused-ignore]
        where = where.adjusted(look.px(2), look.px(2), -look.px(2), -look.px(6))
        on = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        paint.rounded(
            painter,
            where,
            6,
            "bg.selected" if on else "bg.surface",
            "accent.solid" if on else "border.default",
        )
        if on:
            bar = QRect(where.left(), where.top() + look.px(8), look.px(3), where.height() - look.px(16))
            painter.fillRect(bar, look.colour("accent.solid"))
        inside = where.adjusted(look.px(12), look.px(9), -look.px(10), 0)
        title, line, news = _parts(card, option.rect.width())  # type: ignore[attr-defined, unused-ignore]
        _head(painter, inside, title.height(), card)
        top = inside.top() + title.height() + look.px(2)
        painter.setFont(look.font("label", 400))
        painter.setPen(look.colour("text.primary"))
        painter.drawText(QRect(inside.left(), top, inside.width(), line.height()), int(_WRAP), card.line)
        if card.news:
            _news(
                painter,
                QRect(inside.left(), top + line.height() + look.px(3), inside.width(), news.height()),
                card,
            )
        painter.restore()


def _head(painter: QPainter, inside: QRect, high: int, card: CardRow) -> None:
    look = theme.current()
    line = QRect(inside.left(), inside.top(), inside.width(), high)
    corner = look.font("caption")
    paint.text_right(painter, line, card.corner, corner, "text.secondary")
    code = look.font("body.strong")
    code.setFeature(code.Tag("zero"), 1)
    room = line.adjusted(0, 0, -paint.width(card.corner, corner) - look.px(6), 0)
    paint.text(painter, room, card.title, code, "text.primary")


def _news(painter: QPainter, where: QRect, card: CardRow) -> None:
    look, ink = theme.current(), _INKS[card.tone]
    first = QFontMetrics(_news_font(card)).height()
    paint.draw_icon(painter, card.icon, ink, 14, QPointF(where.left(), where.top() + first / 2))
    painter.setFont(_news_font(card))
    painter.setPen(look.colour(ink))
    painter.drawText(where.adjusted(look.px(20), 0, 0, 0), int(_WRAP), card.news)


def _news_font(card: CardRow) -> Any:
    return theme.current().font("caption", 400 if card.tone == "secondary" else 600)


def _parts(card: CardRow, wide: int) -> tuple[QSize, QSize, QSize]:
    """Measure code, line and news at a width of the list."""
    look = theme.current()
    room = max(look.px(40), wide - look.px(26))
    title = QSize(room, QFontMetrics(look.font("body.strong")).height())
    return (
        title,
        _size(card.line, look.font("label", 400), room),
        _size(card.news, _news_font(card), room - look.px(20)),
    )


def _size(text: str, font: Any, room: int) -> QSize:
    if not text:
        return QSize(room, 0)
    return QFontMetrics(font).boundingRect(QRect(0, 0, room, 10_000), int(_WRAP), text).size()
