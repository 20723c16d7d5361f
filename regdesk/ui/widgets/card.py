"""A card: a white sheet with a title, room for something at its right, and what it is about."""

from PySide6.QtWidgets import QFrame, QWidget

from regdesk.ui.pieces import Item, column, label, picture, row


class Card(QFrame):
    """Holds what is given, below its title; `body` is the layout to add more to."""

    def __init__(self, title: str = "", *items: Item, icon: str = "", right: QWidget | None = None) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.setAccessibleName(title)
        self.title = label(title, "title.s")
        head = row(*([picture(icon, "text.secondary")] if icon else []), self.title, None, gap=8)
        if right:
            head.addWidget(right)
        self.body = column(*items, gap=8)
        self.setLayout(column(*([head] if title else []), self.body, gap=10, margins=16))
