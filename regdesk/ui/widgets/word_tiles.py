"""Words or groups of digits in tiles, large enough to be read aloud or typed elsewhere."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout

from regdesk.ui.pieces import box, column, empty, label, spaced


class WordTiles(QFrame):
    """Shows texts in rows of *across*; a screen reader reads all of them in one go."""

    def __init__(self, name: str, across: int = 3) -> None:
        super().__init__()
        self._name, self._across = name, across
        self._grid = QGridLayout(self)
        spaced(self._grid, 10)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.show_texts(())

    def show_texts(self, texts: Sequence[str]) -> None:
        """Show other texts."""
        empty(self._grid)
        self.texts = tuple(texts)
        self.setAccessibleName(f"{self._name}: {', '.join(texts)}")
        for number, text in enumerate(texts):
            word = label(text, "title.m")
            word.setAlignment(Qt.AlignmentFlag.AlignCenter)
            tile = box(column(word, margins=(8, 14)), "sunken")
            self._grid.addWidget(tile, number // self._across, number % self._across)
