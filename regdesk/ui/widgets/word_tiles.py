"""Words or groups of digits in tiles, large enough to be read aloud or typed elsewhere."""

from collections.abc import Callable, Sequence
from itertools import zip_longest

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout

from regdesk import i18n
from regdesk.i18n import LANGUAGES, N_, tr
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

    def show_texts(self, texts: Sequence[str], below: Sequence[str] = ()) -> None:
        """Show other texts, each with a smaller one below it where there is one."""
        empty(self._grid)
        self.texts, self.below = tuple(texts), tuple(below)
        pairs = list(zip_longest(texts, below, fillvalue=""))
        said = (f"{text} ({small})" if small else text for text, small in pairs)
        self.setAccessibleName(f"{self._name}: {', '.join(said)}")
        for number, (text, small) in enumerate(pairs):
            lines = [label(text, "title.m"), *([label(small, "small", "secondary")] if small else [])]
            for each in lines:
                each.setAlignment(Qt.AlignmentFlag.AlignCenter)
            tile = box(column(*lines, gap=2, margins=(8, 10 if small else 14)), "sunken")
            self._grid.addWidget(tile, number // self._across, number % self._across)


class SixWords(WordTiles):
    """The words that two people compare: in both languages, for the other screen may be in another."""

    def __init__(self) -> None:
        super().__init__(tr(N_("Six words")))

    def show_words(self, in_language: Callable[[str], str]) -> None:
        """Show the words that *in_language* gives for the code of a language, one's own above."""
        own = i18n.language()
        other = next(code for code in LANGUAGES if code != own)
        self.show_texts(in_language(own).split(), in_language(other).split())
