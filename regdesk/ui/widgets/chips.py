"""Chips: saved views of a list, of which one is chosen; they wrap where the text is large."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QToolButton, QWidget

from regdesk.ui.pieces import with_icon
from regdesk.ui.widgets.flow_layout import FlowLayout

Chip = tuple[str, str, str]


class Chips(QWidget):
    """Each chip is (id, text, icon or ""); `chosen` carries the id."""

    chosen = Signal(str)

    def __init__(self, chips: Sequence[Chip], name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._texts = {chip: text for chip, text, _ in chips}
        self._buttons = {chip: _button(text, icon) for chip, text, icon in chips}
        self._group = QButtonGroup(self)
        for button in self._buttons.values():
            self._group.addButton(button)
        self.setLayout(FlowLayout(*self._buttons.values()))
        self._group.buttonClicked.connect(lambda _: self.chosen.emit(self.current()))
        if chips:
            self.choose(chips[0][0])

    def current(self) -> str:
        """Give the id of the chip chosen."""
        return next((chip for chip, button in self._buttons.items() if button.isChecked()), "")

    def choose(self, chip: str) -> None:
        """Choose a chip without telling anybody."""
        self._buttons[chip].setChecked(True)

    def show_count(self, chip: str, count: int) -> None:
        """Write a number after a chip's word."""
        self._buttons[chip].setText(f"{self._texts[chip]}  {count}")


class Segments(QWidget):
    """Two or three views of the same thing, as one bar: chart or table, board or list."""

    chosen = Signal(int)

    def __init__(self, texts: Sequence[str], name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        layout = FlowLayout(gap=0)
        for index, text in enumerate(texts):
            button = _button(text, "")
            button.setProperty("kind", "segment")
            self._group.addButton(button, index)
            layout.addWidget(button)
        self._group.button(0).setChecked(True)
        self.setLayout(layout)
        self._group.idClicked.connect(self.chosen)

    def current(self) -> int:
        """Give the number of the view chosen, from 0."""
        return self._group.checkedId()

    def show_text(self, index: int, text: str) -> None:
        """Write something else on a view."""
        self._group.button(index).setText(text)
        self._group.button(index).setAccessibleName(text)

    def choose(self, index: int) -> None:
        """Choose a view and tell of it."""
        self._group.button(index).setChecked(True)
        self.chosen.emit(index)


def _button(text: str, icon: str) -> QToolButton:
    button = QToolButton()
    button.setText(text)
    button.setCheckable(True)
    button.setProperty("kind", "chip")
    button.setAccessibleName(text)
    if icon:
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        with_icon(button, icon, "text.secondary", 14)
    return button
